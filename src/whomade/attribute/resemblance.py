"""Whole replies to the known device they look like: the nearest card by the shape of what was answered.

A shape says which parts a reply has and in which order. It is cut into pairs of neighbours; what cards of two authors
share is nobody's habit and is left out, and what was seen of one author alone is not compared: it may be the protocol's
own order. Two devices are as alike as the share of pairs they have in common (Jaccard), over the shapes that both have:
Broder, "On the resemblance and containment of documents", SEQUENCES 1997, section 2. There are few cards, so sets are
compared outright instead of by sketches.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from whomade.model import Citation, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.model import Card, Resemblance, Signal

SIMILAR = 0.6
"""Similarity from which a card counts as alike. On the cards, devices of one author under two brands reach 0.7 and more
where enough was answered, devices of two authors 0.2 at most; the line is drawn between."""
LEAST = 8
"""Pairs that must be in common: a reply of three parts is like many."""
_CACHE_SIZE = 4096

Pairs = frozenset[tuple[str, str]]
Shape = dict[str, Pairs]
"""Pairs of neighbours by what they describe: a field, or a field and the root of a document."""


class Known(NamedTuple):
    """A device whose author of firmware is known, with its signals as (field, value), and where they were read."""

    id: str
    author: str
    signals: tuple[tuple[str, str], ...]
    source: str = ""


class Alike(NamedTuple):
    """The nearest card of a carrier, its author, the similarity and the number of pairs in common."""

    carrier: str
    card: str
    author: str
    similarity: float
    common: int
    source: str = ""


class ResemblanceIndex:
    """The cards' shapes by carrier, built once per base.

    Args:
        cards: devices whose author is known.
        carriers: carrier of every field that holds a shape.
        worth: what being alike says, by carrier; a carrier without says nothing.
    """

    def __init__(
        self, cards: Iterable[Known], carriers: Mapping[str, str], worth: Mapping[str, Resemblance] | None = None
    ) -> None:
        self._carriers = carriers
        self._worth = worth or {}
        seen: dict[str, list[tuple[Known, Shape]]] = {}
        for card in cards:
            for carrier, shape in self._all_shapes(card.signals).items():
                seen.setdefault(carrier, []).append((card, shape))
        self._shared = {carrier: _shared(known) for carrier, known in seen.items()}
        self._cards = {
            carrier: [(card, telling) for card, shape in known if (telling := self._telling(carrier, shape))]
            for carrier, known in seen.items()
        }
        self._seen: dict[frozenset[tuple[str, str]], tuple[Alike, ...]] = {}

    def authors(self, carrier: str) -> frozenset[str]:
        """Authors of whom a card can be compared by this carrier."""
        return frozenset(card.author for card, _ in self._cards.get(carrier, ()))

    def shapes(self, signals: Iterable[tuple[str, str]]) -> dict[str, Shape]:
        """By carrier, what tells authors apart in a device's shapes."""
        shapes = self._all_shapes(signals).items()
        return {carrier: telling for carrier, shape in shapes if (telling := self._telling(carrier, shape))}

    def evidence(self, signals: Iterable[Signal]) -> Iterator[Evidence]:
        """Evidence for the author of the nearest card, one piece per carrier at most."""
        own = [signal for signal in signals if signal.field in self._carriers]
        if not own or not self._worth:
            return
        for alike in self.alike((signal.field, signal.value) for signal in own):
            worth = self._worth.get(alike.carrier)
            if worth is not None:
                first = next(signal for signal in own if self._carriers[signal.field] == alike.carrier)
                yield _to_evidence(alike, worth, first)

    def alike(self, signals: Iterable[tuple[str, str]]) -> tuple[Alike, ...]:
        """The nearest card of every carrier whose shapes are alike; none where cards of two authors are."""
        key = frozenset(pair for pair in signals if pair[0] in self._carriers)
        if key not in self._seen:
            if len(self._seen) >= _CACHE_SIZE:
                self._seen.clear()
            found = [self._nearest(carrier, shape) for carrier, shape in sorted(self.shapes(key).items())]
            self._seen[key] = tuple(alike for alike in found if alike)
        return self._seen[key]

    def _nearest(self, carrier: str, shape: Shape) -> Alike | None:
        near: list[tuple[float, int, Known]] = []
        for card, known in self._cards[carrier]:
            similarity, common = likeness(shape, known)
            if similarity >= SIMILAR and common >= LEAST:
                near.append((-similarity, -common, card))
        if not near or len({card.author for _, _, card in near}) > 1:
            return None
        similarity, common, card = min(near)
        return Alike(carrier, card.id, card.author, -similarity, -common, card.source)

    def _telling(self, carrier: str, shape: Shape) -> Shape:
        """A shape without what two authors share, and without what one author alone was seen with."""
        shared = self._shared.get(carrier, {})
        return {what: left for what, pairs in shape.items() if what in shared and (left := pairs - shared[what])}

    def _all_shapes(self, signals: Iterable[tuple[str, str]]) -> dict[str, Shape]:
        found: dict[str, Shape] = {}
        for field, value in signals:
            if carrier := self._carriers.get(field):
                what, pairs = pairs_of(field, value)
                shape = found.setdefault(carrier, {})
                shape[what] = shape.get(what, frozenset()) | pairs
        return found


def known_cards(cards: Iterable[Card]) -> Iterator[Known]:
    """The cards that can be compared: of real devices whose author of firmware is known."""
    for card in cards:
        author = card.truth.get("firmware_author") or card.truth.get("manufacturer")
        if author and not card.emulated:
            yield Known(card.id, author, tuple((f, v) for f, v, _ in card.signals), card.signals[-1][2])


def pairs_of(field: str, value: str) -> tuple[str, Pairs]:
    """What a shape describes, and its neighbouring parts.

    >>> what, pairs = pairs_of("xml", "Root: A B")
    >>> what, sorted(pairs)
    ('xml Root', [('', 'A'), ('A', 'B'), ('B', '')])
    """
    root, colon, rest = value.partition(": ")
    parts = ["", *(rest if colon else value).split(), ""]
    return f"{field} {root}" if colon else field, frozenset(pairwise(parts))


def likeness(one: Shape, other: Shape) -> tuple[float, int]:
    """Similarity from 0 to 1 over what both describe, and the number of pairs in common."""
    both = one.keys() & other.keys()
    common = sum([len(one[what] & other[what]) for what in both])
    either = sum([len(one[what] | other[what]) for what in both])
    return (common / either if either else 0.0), common


def _shared(cards: Iterable[tuple[Known, Shape]]) -> Shape:
    """Pairs that cards of two authors show, of everything that was seen of two authors."""
    who: dict[str, set[str]] = {}
    showing: dict[tuple[str, tuple[str, str]], set[str]] = {}
    for card, shape in cards:
        for what, pairs in shape.items():
            who.setdefault(what, set()).add(card.author)
            for pair in pairs:
                showing.setdefault((what, pair), set()).add(card.author)
    several: dict[str, set[tuple[str, str]]] = {what: set() for what, authors in who.items() if len(authors) > 1}
    for (what, pair), authors in showing.items():
        if len(authors) > 1:
            several[what].add(pair)
    return {what: frozenset(pairs) for what, pairs in several.items()}


def _to_evidence(alike: Alike, worth: Resemblance, signal: Signal) -> Evidence:
    counted = worth.counted if worth.measured else "too few devices to count, so it weighs little"
    return Evidence(
        fingerprint=f"resemblance:{alike.card}",
        role="firmware_author",
        makers=(alike.author,),
        signal=signal,
        log10_lr=worth.log10_lr,
        carrier=alike.carrier,
        technique="resemblance",
        sources=(Citation(alike.source, f"device card {alike.card}"),),
        trial=not worth.measured,
        note=f"the replies are laid out like those of the device card {alike.card}: {alike.common} telling pairs of "
        f"neighbouring parts are the same, {int(alike.similarity * 100)} % of all; {counted}",
    )

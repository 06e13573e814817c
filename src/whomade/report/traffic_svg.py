"""Where the bytes went: bands from a device to who runs the service, and on to host or country. A drawing in SVG.

The width of a band grows with the logarithm of the bytes (or of the times, where no bytes were counted): else a relay
of pictures would leave no room for anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import log10
from typing import TYPE_CHECKING

from whomade.attribute.claim import size
from whomade.report import traffic_words as words
from whomade.report import wording
from whomade.report.terminal import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from whomade.model import Knowledge
    from whomade.model.traffic import Account, Visit

MOST_NODES = 10
OTHERS = "others"
BAR, GAP, LEAST, PER_DECADE = 12, 14, 26, 5
"""Pixels: width of a node, room between nodes, least height of a band, and height for each power of ten."""


@dataclass(frozen=True, slots=True)
class Form:
    """A size of the drawing: whole width, room for words at the left and right, and columns of letters there."""

    width: int
    middle: int
    letters: int
    shows_device: bool


WIDE, NARROW = Form(960, 400, 28, shows_device=True), Form(340, 150, 18, shows_device=False)


@dataclass(slots=True)
class _Band:
    party: str
    purpose: str
    end: str
    amount: int = 0
    times: int = 0

    @property
    def high(self) -> float:
        """Height in pixels."""
        return LEAST + PER_DECADE * log10(1 + (self.amount or self.times))


def drawing(account: Account, knowledge: Knowledge, form: Form, *, by_country: bool) -> str:
    """An SVG image of the contacts of a device; every word in it is escaped.

    Args:
        account: a device with contacts.
        knowledge: for the names.
        form: `WIDE` or `NARROW`.
        by_country: whether bands end at countries and networks, or at hosts.
    """
    bands = _bands(account.visits, lambda v: words.party(v, knowledge), by_country=by_country)
    parties = list(dict.fromkeys(band.party for band in bands))
    ends = list(dict.fromkeys(band.end for band in bands))
    left = _column([(p, sum(b.high for b in bands if b.party == p)) for p in parties])
    right = _column([(e, sum(b.high for b in bands if b.end == e)) for e in ends])
    height = max(sum(b.high for b in bands) + GAP * (max(len(parties), len(ends)) - 1), 40) + 8
    x_party, x_end = form.middle, form.width - BAR - (250 if form.shows_device else 4)
    parts = [*_ribbons(bands, dict(left), dict(right), x_party + BAR, x_end)]
    if form.shows_device:
        parts = [*_trunk(account, [(p, y, _total(bands, p)) for p, y in left], x_party, height), *parts]
    parts += _nodes(left, bands, x_party, form, height, is_left=True)
    parts += _nodes(right, bands, x_end, form, height, is_left=False)
    title = escape(wording.visible(f"Where {account.traffic.device} sent data"))
    kind = "wide" if form.shows_device else "slim"
    return (
        f'<svg class="flow {kind}" role="img" aria-label="{title}" viewBox="0 0 {form.width} {height:.0f}" '
        f'width="{form.width}" height="{height:.0f}"><title>{title}</title>{"".join(parts)}</svg>'
    )


def _bands(visits: Iterable[Visit], party: Callable[[Visit], str], *, by_country: bool) -> list[_Band]:
    """Contacts put together by party, purpose and end; what is too much for a picture is put together as others."""
    out = [visit for visit in visits if not visit.contact.inbound]
    ends = _kept(_end(visit, by_country=by_country) for visit in out)
    parties = _kept(party(visit) for visit in out)
    found: dict[tuple[str, str, str], _Band] = {}
    for visit in out:
        who, end = party(visit), _end(visit, by_country=by_country)
        key = (who if who in parties else OTHERS, visit.purpose, end if end in ends else OTHERS)
        band = found.setdefault(key, _Band(*key))
        band.amount += (visit.contact.sent or 0) + (visit.contact.received or 0)
        band.times += visit.contact.count
    return sorted(found.values(), key=lambda band: -band.high)


def _kept(values: Iterable[str]) -> set[str]:
    return set(list(dict.fromkeys(values))[:MOST_NODES])


def _end(visit: Visit, *, by_country: bool) -> str:
    if by_country:
        return words.network(visit) or "in no network of the table"
    return words.host(visit)


def _column(nodes: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Names with the top of each, one below the other."""
    y, found = 4.0, []
    for name, high in nodes:
        found.append((name, y))
        y += high + GAP
    return found


def _total(bands: Iterable[_Band], party: str) -> float:
    return sum(band.high for band in bands if band.party == party)


def _ribbons(
    bands: Iterable[_Band], left: dict[str, float], right: dict[str, float], x: float, end: float
) -> Iterable[str]:
    for band in bands:
        y, z, high = left[band.party], right[band.end], band.high
        left[band.party] += high
        right[band.end] += high
        said = f"{band.party}, {words.PURPOSES[band.purpose]}, {band.end}: {_amount(band.amount, band.times)}"
        title = escape(wording.visible(said))
        curve = _curve((x, y), (end, z), high)
        yield f'<path class="ribbon p-{band.purpose}" d="{curve}"><title>{title}</title></path>'


def _curve(start: tuple[float, float], end: tuple[float, float], high: float) -> str:
    """Outline of a band between two upper corners."""
    (x, y), (to, z) = start, end
    half = (x + to) / 2
    there = f"M{x:.0f} {y:.1f}C{half:.0f} {y:.1f} {half:.0f} {z:.1f} {to:.0f} {z:.1f}"
    return f"{there}V{z + high:.1f}C{half:.0f} {z + high:.1f} {half:.0f} {y + high:.1f} {x:.0f} {y + high:.1f}Z"


def _trunk(account: Account, parties: list[tuple[str, float, float]], x: float, height: float) -> Iterable[str]:
    """The device at the left, and what goes from it to each party."""
    begin, whole = 168.0, sum(high for _, _, high in parties)
    top = (height - whole) / 2
    name = escape(wording.visible(cut(account.traffic.device, 18)))
    yield f'<rect class="node" x="{begin:.0f}" y="{top:.1f}" width="{BAR}" height="{whole:.1f}"/>'
    yield f'<text class="name" x="{begin - 8:.0f}" y="{height / 2 + 5:.1f}" text-anchor="end">{name}</text>'
    for _, y, high in parties:
        yield f'<path class="ribbon trunk" d="{_curve((begin + BAR, top), (x, y), high)}"/>'
        top += high


def _nodes(
    column: Iterable[tuple[str, float]], bands: list[_Band], x: float, form: Form, height: float, *, is_left: bool
) -> Iterable[str]:
    for name, y in column:
        own = [band for band in bands if (band.party if is_left else band.end) == name]
        high = sum(band.high for band in own)
        amount = _amount(sum(band.amount for band in own), sum(band.times for band in own))
        outside = not form.shows_device
        place = x - 6 if (is_left and outside) or (not is_left and outside) else x + BAR + 8
        anchor = "end" if outside else "start"
        center = min(y + high / 2, height - 8)
        shown = escape(wording.visible(cut(name, form.letters)))
        yield f'<rect class="node" x="{x:.0f}" y="{y:.1f}" width="{BAR}" height="{high:.1f}"/>'
        yield f'<text class="name" x="{place:.0f}" y="{center - 2:.1f}" text-anchor="{anchor}">{shown}</text>'
        yield f'<text class="amount" x="{place:.0f}" y="{center + 15:.1f}" text-anchor="{anchor}">{amount}</text>'


def _amount(amount: int, times: int) -> str:
    return size(amount) if amount else wording.count(times, "question")

"""Brand words of a device to the one distribution they give together.

Words stand on the label, in what the device shows, and in the name a MAC prefix is registered to. All of them are one
carrier: whoever printed the box could print them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whomade.attribute import brands, decide, doubt
from whomade.attribute.brands import Trust
from whomade.attribute.unbranded import NumberIndex
from whomade.model import Brand, Evidence, Knowledge, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.attribute.registrants import RegistrantIndex


SLACK = 1e-6
_DECOY = re.compile(r"(?i)honey-?pot|\b\w{0,20}(?:emulat|simulat)(?:or|ed|ion)\b|\bmock(?:ed|up)?\b|\bdecoy\b")
"""How a thing says of itself that it imitates another."""
_DECOY_PARTS = ("honey", "mulat", "mock", "decoy")
"""One of these stands in whatever the pattern finds: most texts hold none, and need no pattern. No `i` or `s`
of another alphabet may be in them, since the pattern takes those for ours and `casefold` does not."""
MAX_DECOY = 1024
"""Characters of a value that are searched for that."""
OWNER_NAMED = frozenset({"dhcp.hostname", "onvif.name", "mdns"})
"""Names that somebody may have given: worth half even where they say the brand alone."""
EDITABLE = OWNER_NAMED | {"html_title", "http_realm", "rtsp_realm"}
"""Written by whoever runs the thing: a viewer or a wiki about cameras names their maker too, and a host, a channel or
what a log-in asks for is called what somebody liked. Such a word carries no loud answer, and one beside other words is
worth half."""
_COMMON_NAME = re.compile(r"(?i)(?:^|,)\s*CN=[^,]*")
_STATED = frozenset(
    {"onvif", "general", "private", "unknown", "oem", "none", "n", "a", "ipc", "nvt", "h264", "h", "264"}
)
"""What a device says in place of a maker when it says none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A brand word and where it stood. `brand` is None for a printed name that nobody wrote about.

    `trust` says how far the word is taken for the brand.
    """

    name: str
    signal: Signal
    brand: Brand | None
    printed: bool
    trust: Trust = Trust.FULL

    @property
    def leads(self) -> bool:
        """Whether the text says no more than the brand."""
        return self.trust is Trust.FULL


class WordReader:
    """Reads brand words off signals, with the tables of one knowledge base."""

    def __init__(self, knowledge: Knowledge, registrants: RegistrantIndex) -> None:
        self._knowledge = knowledge
        self._registrants = registrants
        self._brands = brands.BrandIndex(brands.with_company_names(knowledge))
        self._numbers = NumberIndex(knowledge)

    def read(self, signals: Iterable[Signal]) -> list[Shown]:
        """Brand words of a device: printed ones first, then words it shows, then registrants that say a brand only."""
        found: list[Shown] = []
        signals = list(signals)
        for signal in signals:
            field = self._knowledge.fields.get(signal.field)
            how = "registrant" if signal.field == "mac" else field.brand_words if field else ""
            if signal.field == "label.brand":
                brand, trust = self._brands.printed(signal.value)
                found.append(Shown(signal.value, signal, brand, printed=True, trust=trust if brand else Trust.FULL))
            elif how:
                words = self._words(how, signal, signals)
                found += [Shown(b.name, signal, b, printed=False, trust=trust) for b, trust in words]
        return sorted(found, key=lambda s: (not s.printed, -s.trust, s.name, s.signal.field))

    def _words(self, how: str, signal: Signal, signals: list[Signal]) -> list[tuple[Brand, Trust]]:
        if how == "inside":
            if signal.field == "onvif.name" and (own := self._announced(signal, signals)):
                return [(own, Trust.DOUBTED)]
            return [(brand, self._trust(signal, brand, alone)) for brand, alone in self._brands.inside(signal.value)]
        name = self._registrants.registrant(signal.value) if how == "registrant" else None
        brand = self._brands.registrant(name) if name else self._brands.exact(signal.value) if how == "exact" else None
        return [(brand, Trust.FULL)] if brand else []

    def _announced(self, signal: Signal, signals: list[Signal]) -> Brand | None:
        """The brand, where a name is just that, or that and the product which the device announces, and the product is
        numbered as the brand's owner numbers: so names leave the factory.
        """
        product = doubt.Product.of(signals)
        brand = self._brands.exact(product.out_of(signal.value))
        owners = {row.maker for row in brand.rows if row.relation in self._knowledge.owning_relations} if brand else ()
        return brand if product.makers.intersection(owners) else None

    def _trust(self, signal: Signal, brand: Brand, alone: bool) -> Trust:  # noqa: FBT001
        """How far a word inside a text goes: by half beside others, where an owner writes it, and in a common name."""
        if not alone or signal.field in OWNER_NAMED:
            return Trust.HALF
        if signal.field in EDITABLE:
            return Trust.DOUBTED if self._brands.whole(signal.value, brand) else Trust.HALF
        if signal.field.startswith("x509."):
            others = self._brands.inside(_COMMON_NAME.sub("", signal.value))
            return Trust.FULL if any(found is brand and is_alone for found, is_alone in others) else Trust.HALF
        return Trust.FULL

    def label(
        self, shown: list[Shown], signals: list[Signal], made: tuple[str, str] | None
    ) -> tuple[list[Evidence], list[str], list[Shown]]:
        """The one distribution that all brand words together give, doubts about it, and words that say nothing."""
        models = tuple(s.value for s in signals if s.field == "label.model")
        said: dict[str, Evidence] = {}
        silent: list[Shown] = []
        doubts: list[str] = []
        for word in shown:
            evidence = brands.shares(word.brand, models, made, self._knowledge) if word.brand else None
            if evidence is None:
                silent.append(word)
            elif evidence.fingerprint not in said:
                if evidence.technique == brands.MODEL_RELATION:  # the number is the brand's own: that settles the word
                    word = replace(word, trust=Trust.FULL)  # noqa: PLW2901
                said[evidence.fingerprint] = _as_shown(evidence, word)
                doubts += _undated(word.brand, made, self._knowledge.owning_relations, evidence.technique)
                if not word.leads:
                    doubts.append(_loose(word))
        number = None if shown or self._states_a_maker(signals) else self._numbers.evidence(signals, made)
        if number is not None:
            brand = self._knowledge.brands[number.fingerprint.removeprefix("brand:")]
            return [number], _undated(brand, made, self._knowledge.owning_relations, number.technique), silent
        if doubts:
            doubts += self.strangers(signals)
        return *_reconcile(list(said.values()), doubts), silent

    def strangers(self, signals: list[Signal]) -> Iterator[str]:
        """Who else the device is said to be of: a maker it states, or whose address it has, of whom nobody wrote."""
        for value in self._stated(signals):
            if not self._brands.exact(value) and not (brands.GENERIC | _STATED).issuperset(
                brands.normalise(value).split()
            ):
                yield f"the device is said to be of {value[:60]}, of whom nothing is known"
        yield from self._registrants.strangers(signals)

    def suppliers(self, shown: list[Shown], signals: list[Signal]) -> list[frozenset[str]]:
        """Makers known to supply each brand that is named; none for a name that nobody wrote about."""
        found = [word.brand.suppliers if word.brand else frozenset[str]() for word in shown if not _says_none(word)]
        strange = any(self.strangers([signal for signal in signals if signal.field != "label.brand"]))
        return [*found, frozenset()] if strange else found

    def _states_a_maker(self, signals: list[Signal]) -> bool:
        """Whether a device names a maker, be it one that nobody wrote about: then its number is that maker's affair."""
        return any(
            not (brands.GENERIC | _STATED).issuperset(brands.normalise(value).split())
            for value in self._stated(signals)
        )

    def _stated(self, signals: list[Signal]) -> Iterator[str]:
        """Values of fields that hold a maker or a brand and nothing else."""
        return (s.value for s in signals if (f := self._knowledge.fields.get(s.field)) and f.brand_words == "exact")


def _says_none(word: Shown) -> bool:
    """Whether a printed name says no maker: `IP camera`, `n/a`."""
    return word.brand is None and (brands.GENERIC | _STATED).issuperset(brands.normalise(word.name).split())


def _as_shown(evidence: Evidence, word: Shown) -> Evidence:
    """The table's evidence at the place of the word; a word that a device shows among others is worth half."""
    shares = evidence.shares
    if word.trust is Trust.HALF:
        halved = {name: share / 2 for name, share in shares if name != "other"}
        shares = (*halved.items(), ("other", 1.0 - sum(halved.values())))
    return replace(evidence, signal=word.signal, carrier="label", shares=shares)


def _reconcile(said: list[Evidence], doubts: list[str]) -> tuple[list[Evidence], list[str]]:
    """One distribution from all brand words: the strongest; the mean, with a doubt, where two makers are both named
    loudly or about equally.
    """
    if not said:
        return [], doubts
    ranked = sorted(said, key=lambda e: (-_top(e)[1], e.fingerprint))
    enough = min(decide.POSSIBLE, _top(ranked[0])[1] / 2 + SLACK)
    loud = {_top(e)[0]: e for e in reversed(ranked) if _top(e)[1] >= enough}
    if len(loud) < 2:
        return ranked, doubts
    mixed: dict[str, float] = {}
    for evidence in loud.values():
        for name, share in evidence.shares:
            mixed[name] = mixed.get(name, 0.0) + share / len(loud)
    makers = tuple(sorted(name for name in mixed if name not in ("self", "other")))
    first = replace(ranked[0], makers=makers, shares=tuple(sorted(mixed.items())), technique="brand-words-disagree")
    return [first, *ranked], [*doubts, "brand words on the device name different makers"]


_WHERE = {
    "html_title": "in the title of a page",
    "dhcp.hostname": "in a host name",
    "onvif.name": "in a name that its owner may have given",
    "mdns": "in a name that its owner may have given",
    "http_realm": "in what a log-in asks for",
    "rtsp_realm": "in what a log-in asks for",
    "x509.subject": "in the common name of a certificate",
}


def _loose(word: Shown) -> str:
    """Doubt about a word that is not all its text says."""
    if word.printed and word.brand is not None:
        return f"the brand is written `{word.name[:60]}` and was read as {word.brand.name}"
    where = _WHERE.get(word.signal.field, "in the middle of a text")
    return f"{word.name} stands {where}, {doubt.ELSEWHERE}"


def decoy(signals: Iterable[Signal]) -> Signal | None:
    """The first signal in which the thing calls itself an imitation; a person's note about it does not count."""
    return next((s for s in signals if s.field != "label.text" and _imitates(s.value[:MAX_DECOY])), None)


def _imitates(text: str) -> bool:
    plain = text.casefold()
    return any(part in plain for part in _DECOY_PARTS) and _DECOY.search(text) is not None


def unwritten(word: Shown, knowledge: Knowledge) -> Evidence:
    """A printed brand for which no row speaks here, as evidence to be shown: what it is worth stands in the prior."""
    shares = (("self", 0.5), ("other", 0.5))
    name = f"brand:{word.brand.id}" if word.brand else "brand"
    note = _silence(word.brand, knowledge)
    return Evidence(
        name, "manufacturer", ("self",), word.signal, 0.0, "label", "printed-brand", shares=shares, note=note
    )


def _silence(brand: Brand | None, knowledge: Knowledge) -> str:
    """Why no row speaks, and whom the rows name for other models or years."""
    makers = brand.suppliers if brand else frozenset[str]()
    if not makers:
        return "no sourced row says who makes this brand, so its own company leads and nobody else is named"
    names = ", ".join(sorted(knowledge.entities[maker].name for maker in makers))
    return (
        f"{names} made some of this brand's goods: the model number and the production date decide, and one is missing"
    )


def _top(evidence: Evidence) -> tuple[str, float]:
    """Maker that a distribution favours most, with its share."""
    share, maker = max((p, name) for name, p in evidence.shares if name not in ("self", "other"))
    return maker, share


def _undated(brand: Brand | None, made: tuple[str, str] | None, owning: tuple[str, ...], technique: str) -> list[str]:
    """Doubt where the maker or the owner of a brand changed and the production date is not known.

    A lead that names a former maker and no period is no statement that it changed. A model number settles which of
    several makers it was; but whether a unit left the factory before its maker sold the brand it does not say.
    """
    if brand is None or made is not None:
        return []
    sold = brands.is_sold(brand, owning)
    dated = any(r.start or r.end or (r.relation == "former" and not r.trial) for r in brand.rows)
    changed = technique == "brand-table" and dated and len({r.maker for r in brand.rows}) > 1
    if not (sold or changed):
        return []
    return [f"the maker of {brand.name} changed over time and the production date is not known"]

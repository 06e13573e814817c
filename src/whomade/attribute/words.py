"""Brand words of a device to the one distribution they give together.

Words stand on the label, in what the device shows, and in the name a MAC prefix is registered to. All of them are one
carrier: whoever printed the box could print them all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whomade.attribute import brands, decide
from whomade.attribute.unbranded import NumberIndex
from whomade.model import Brand, Evidence, Knowledge, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.attribute.registrants import RegistrantIndex


SLACK = 1e-6
TITLE = "html_title"
"""Written by whoever runs a page: a viewer or a wiki about cameras names their maker too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A brand word and where it stood. `brand` is None for a printed name that nobody wrote about.

    `leads` is false for a word in the middle of a longer text.
    """

    name: str
    signal: Signal
    brand: Brand | None
    printed: bool
    leads: bool = True


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
        for signal in signals:
            field = self._knowledge.fields.get(signal.field)
            how = "registrant" if signal.field == "mac" else field.brand_words if field else ""
            if signal.field == "label.brand":
                brand, leads = self._brands.printed(signal.value)
                found.append(Shown(signal.value, signal, brand, printed=True, leads=leads or brand is None))
            elif how:
                found += [Shown(b.name, signal, b, printed=False, leads=leads) for b, leads in self._words(how, signal)]
        return sorted(found, key=lambda s: (not s.printed, not s.leads, s.name, s.signal.field))

    def _words(self, how: str, signal: Signal) -> list[tuple[Brand, bool]]:
        if how == "inside":
            return self._brands.inside(signal.value)
        name = self._registrants.registrant(signal.value) if how == "registrant" else None
        brand = self._brands.registrant(name) if name else self._brands.exact(signal.value) if how == "exact" else None
        return [(brand, True)] if brand else []

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
                said[evidence.fingerprint] = _as_shown(evidence, word)
                doubts += (
                    _undated(word.brand, made, self._knowledge.owning_relations)
                    if evidence.technique == "brand-table"
                    else []
                )
                if not word.leads or word.signal.field == TITLE:
                    doubts.append(_loose(word))
        number = None if shown else self._numbers.evidence(signals)
        if number is not None:
            return [number], [], silent
        return *_reconcile(list(said.values()), doubts), silent


def _as_shown(evidence: Evidence, word: Shown) -> Evidence:
    """The table's evidence at the place of the word; a word that a device shows among others is worth half."""
    shares = evidence.shares
    if not word.printed and not word.leads:
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


def _loose(word: Shown) -> str:
    """Doubt about a word that is not all its text says."""
    if word.printed and word.brand is not None:
        return f"the brand is written `{word.name[:60]}` and was read as {word.brand.name}"
    where = "in the title of a page" if word.signal.field == TITLE else "in the middle of a text"
    return f"{word.name} stands {where}, which may speak of something else"


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
    makers = {row.maker for row in brand.rows} | {relation.maker for relation in brand.models} if brand else set()
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


def _undated(brand: Brand | None, made: tuple[str, str] | None, owning: tuple[str, ...]) -> list[str]:
    """Doubt where the maker or the owner of a brand changed and the production date is not known."""
    if brand is None or made is not None:
        return []
    sold = any(r.end and r.relation in owning for r in brand.rows)
    dated = any(r.start or r.end or r.relation == "former" for r in brand.rows)
    if not sold and not (dated and len({r.maker for r in brand.rows}) > 1):
        return []
    return [f"the maker of {brand.name} changed over time and the production date is not known"]

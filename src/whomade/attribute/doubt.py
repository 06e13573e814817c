"""A word that somebody may have written, borne out by the product that the device announces (docs/adr/016).

The maker's name in a title, a realm or a name scope is too little for a loud answer, for an owner or a page about
another thing may have put it there. So is a product number, for a decoy may copy one. Where both name one maker and the
device itself announces the product, the answer is wrong only if both are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from whomade.model.provenance import carrier_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from whomade.model import Evidence, Signal

ELSEWHERE = "which may speak of something else"
"""End of the doubt about a word that an owner, or a text about another thing, may have put there."""
PRODUCT = frozenset({"firmware.version", "hardware_id", "label.model", "model.grammar", "serial"})
"""Fields that say which product it is."""
FIXED_SCOPE = "onvif://www.onvif.org/hardware/"
"""The scope that names the product. An owner sets name and place, not this one. Source: ONVIF Core Specification,
device discovery, scopes."""
ANSWERED = frozenset({"onvif", "web"})
"""Carriers of replies to a question about the device. What a person typed keeps its own carrier, a search protocol is
easily re-implemented, and a server or a stream may stand before another's."""


@dataclass(frozen=True, slots=True)
class Product:
    """The products that a device announces over ONVIF, and the makers whose grammars spell their numbers."""

    numbers: tuple[str, ...]
    makers: frozenset[str]

    @classmethod
    def of(cls, signals: Iterable[Signal]) -> Product:
        """Product of a device by its signals."""
        stated = [s for s in signals if carrier_of("label", s.kind) == "onvif"]
        return cls(
            tuple(s.value for s in stated if s.field == "label.model"),
            frozenset(s.value.partition(" ")[0] for s in stated if s.field == "model.grammar"),
        )

    def out_of(self, text: str) -> str:
        """The text without the numbers."""
        return reduce(lambda left, number: left.replace(number, " "), self.numbers, text)


def is_of_place(doubts: Collection[str]) -> bool:
    """Whether all that is in doubt is whether a word speaks of this device."""
    return bool(doubts) and all(doubt.endswith(ELSEWHERE) for doubt in doubts)


def words(evidence: Collection[Evidence]) -> list[Evidence]:
    """The words alone."""
    return [hit for hit in evidence if hit.shares]


def announced(evidence: Collection[Evidence], leads: frozenset[str]) -> list[Evidence]:
    """Signs of the product that the device announces and that a source tells of which can be asked; and whatever speaks
    against somebody, since caution needs no second source.
    """
    return [hit for hit in evidence if hit.log10_lr < 0 or (_announces(hit) and not _is_lead(hit, leads))]


def _announces(hit: Evidence) -> bool:
    return not hit.shares and hit.carrier in ANSWERED and _is_product(hit.signal)


def _is_product(signal: Signal) -> bool:
    return signal.field in PRODUCT or (signal.field == "onvif.scope" and signal.value.startswith(FIXED_SCOPE))


def _is_lead(hit: Evidence, leads: frozenset[str]) -> bool:
    return all(citation.id in leads for citation in hit.sources)

"""MAC addresses to evidence, by the kind of company that registered the prefix.

A maker that ships its own goods under its prefix betrays itself; a reseller's prefix goes through the brand table; a
radio module's prefix speaks of the module alone. The IEEE table itself comes in as a function.
"""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from whomade.attribute.brands import normalise
from whomade.model import Citation, Evidence
from whomade.model.provenance import carrier_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from whomade.model import Entity, Signal

MODULE_LOG10_LR = 4.0
"""Weight of a module maker's prefix, the strongest judged band: the module itself carries the address."""
NETWORKING_LOG10_LR = 2.0
"""Weight of a maker that also sells adapters, routers and modules which sit in or before others' devices: moderate."""
JUDGED_COUNTS = (24, 24)
"""Stands for the counts (right, of n) while fewer than five cards show a maker's prefix."""
COUNTED_FROM = 5
ROLES = {"maker": "manufacturer", "networking": "manufacturer", "module": "module_maker"}


def maker_log10_lr(counts: tuple[int, int], makers: int) -> float:
    """Weight of a maker's prefix, so that the prefix alone is worth what was counted on cards under the flat prior.

    Of n cards whose address is registered to a known maker, k were made by it: a prefix alone gives (k + 0.5)/(n + 1).
    Brand owners that relabel have prefixes too, and some of them pass for makers; so this is counted over all makers.

    >>> round(maker_log10_lr((39, 39), 100), 2)
    4.0
    >>> round(maker_log10_lr((38, 39), 100), 2)
    3.63
    """
    right, seen = counts if counts[1] >= COUNTED_FROM else JUDGED_COUNTS
    share, prior = (right + 0.5) / (seen + 1), 0.6 / max(makers, 1)
    return min(4.0, log10(share / (1 - share) * (1 - prior) / prior))


class RegistrantIndex:
    """Registrant names of entities, as the IEEE prints them."""

    def __init__(
        self, entities: Iterable[Entity], vendor_of: Callable[[str], str | None], maker_log10_lr: float = 4.0
    ) -> None:
        self._vendor_of = vendor_of
        self.maker_log10_lr = maker_log10_lr
        self._log10_lr = {"maker": maker_log10_lr, "networking": NETWORKING_LOG10_LR, "module": MODULE_LOG10_LR}
        self._known: dict[str, dict[tuple[str, str], None]] = {}
        for entity in entities:
            for registrant in entity.registrants:
                said = self._known.setdefault(normalise(registrant.name), {})
                said[registrant.kind, entity.id] = None

    def registrant(self, mac: str) -> str | None:
        """Name under which the prefix of the address is registered, None if private or unknown."""
        name = self._vendor_of(mac)
        return None if name is None or normalise(name) in ("private", "ieee registration authority") else name

    def strangers(self, signals: Iterable[Signal]) -> list[str]:
        """What is to be said of MACs whose registrant the base knows neither as a maker nor as a module maker."""
        found: dict[str, None] = {}
        for signal in signals:
            name = self.registrant(signal.value) if signal.field == "mac" else None
            if name and normalise(name) not in self._known:
                found.setdefault(f"the MAC prefix {signal.value[:8]} is registered to {name}")
        return list(found)

    def evidence(self, signals: Iterable[Signal]) -> Iterator[Evidence]:
        """Evidence of every MAC whose registrant is a known maker or module maker."""
        for signal in signals:
            name = self.registrant(signal.value)
            for kind, entity in self._known.get(normalise(name), ()) if name else ():
                yield Evidence(
                    fingerprint=f"registrant:{entity}",
                    role=ROLES[kind],
                    makers=(entity,),
                    signal=signal,
                    log10_lr=self._log10_lr[kind],
                    carrier=carrier_of("registry", signal.kind),
                    technique="registrant",
                    sources=(Citation("ieee-registry", f"{signal.value[:8]} {name}"),),
                    note=f"the prefix is registered to {name}",
                )

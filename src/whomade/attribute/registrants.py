"""MAC addresses to evidence, by the kind of company that registered the prefix.

A maker that ships its own goods under its prefix betrays itself; a reseller's prefix goes through the brand table;
a radio
module's prefix speaks of the module alone. The IEEE table itself comes in as a function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.attribute.brands import normalise
from whomade.model import Citation, Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from whomade.model import Entity, Signal

LOG10_LR = {"maker": 4.0, "module": 4.0}
"""Weight of a registrant, the strongest judged band: makers do not ship under each other's prefixes, and a
relabeller who
buys a finished device does not re-address it. Judged by the maintainers, 2026-11; counted on cards by `knowledge
measure`."""
ROLES = {"maker": "manufacturer", "module": "module_maker"}


class RegistrantIndex:
    """Registrant names of entities, as the IEEE prints them."""

    def __init__(self, entities: Iterable[Entity], vendor_of: Callable[[str], str | None]) -> None:
        self._vendor_of = vendor_of
        self._known: dict[str, dict[tuple[str, str], None]] = {}
        for entity in entities:
            for registrant in entity.registrants:
                said = self._known.setdefault(normalise(registrant.name), {})
                said[registrant.kind, entity.id] = None

    def registrant(self, mac: str) -> str | None:
        """Name under which the prefix of the address is registered, None if private or unknown."""
        name = self._vendor_of(mac)
        return None if name is None or normalise(name) in ("private", "ieee registration authority") else name

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
                    log10_lr=LOG10_LR[kind],
                    carrier="registry",
                    technique="registrant",
                    sources=(Citation("ieee-registry", f"{signal.value[:8]} {name}"),),
                    note=f"the prefix is registered to {name}",
                )

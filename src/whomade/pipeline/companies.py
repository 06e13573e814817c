"""Whether two names mean one company, by the entity table alone, and whether naming it accuses somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.attribute.brands import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Attribution, Entity, Knowledge

PRC = "CN"


class Companies:
    """Names to companies: ids, names, legal names and aliases of the entities, letters and digits compared."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entities = knowledge.entities
        self._ids: dict[str, str] = {}
        for entity in knowledge.entities.values():
            for name in names(entity):
                self._ids.setdefault(_bare(name), entity.id)

    def known(self, name: str) -> Entity | None:
        """Entity of a name; None where the base has none."""
        return self._entities.get(self._ids.get(_bare(name), ""))

    def key(self, name: str) -> str:
        """What two names of one company share: the entity's id, or the bare name where the base has none."""
        entity = self.known(name)
        return entity.id if entity else _bare(name)

    def answered(self, attribution: Attribution) -> str | None:
        """Key of the company that an answer names; `self` is the company of the printed name."""
        if attribution.maker in (None, "other"):
            return None
        name = attribution.name if attribution.maker == "self" else attribution.maker
        return self.key(name) if name else None

    def accuses(self, key: str | None) -> bool:
        """Whether naming this company accuses: it is of the PRC, or some list or ban names it."""
        entity = self._entities.get(key or "")
        return entity is not None and (entity.country == PRC or entity.listed)


def names(entity: Entity) -> Iterator[str]:
    """Every name the base has for a company."""
    yield from filter(None, (entity.id, entity.name, entity.legal_name, *entity.aliases))


def _bare(name: str) -> str:
    return normalise(name).replace(" ", "")

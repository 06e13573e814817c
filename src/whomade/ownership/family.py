"""Which companies belong to one, on any day: all who hold or control it, and all that it holds or controls."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from whomade.model import Entity


def family(entities: Mapping[str, Entity], id_: str) -> frozenset[str]:
    """A company, everybody above it and everything below it, as far as any statement that is no lead says."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = defaultdict(list)
    for asset, entity in entities.items():
        owners = [owner for i in entity.held_by if not i.trial for owner in i.owners]
        above[asset] = owners
        for owner in owners:
            below[owner].append(asset)
    return frozenset({*_reached(above, id_), *_reached(below, id_)})


def _reached(steps: Mapping[str, Iterable[str]], start: str) -> list[str]:
    found, seen = [start], {start}
    for company in found:
        for other in steps.get(company, ()):
            if other not in seen:
                seen.add(other)
                found.append(other)
    return found

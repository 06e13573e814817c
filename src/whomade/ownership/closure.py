"""The 50 per cent rule: a company is caught when those who are caught hold half of it or more together.

Only holdings of those who are caught count, and they count whole: half of a half is a half of nothing (OFAC FAQ 401).
Control counts for nothing here, and a total counts in place of its parts, never beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.ownership.graph import Graph

HALF = 0.5
EXACT = 1e-9


class Caught(NamedTuple):
    """A company, the least that the caught hold in it together, and who they are."""

    entity: str
    share: float
    by: tuple[str, ...]


class Closure(NamedTuple):
    """Companies that are surely caught, in the order in which they were, and those that may be."""

    caught: tuple[Caught, ...]
    possible: tuple[str, ...] = ()

    @property
    def entities(self) -> tuple[str, ...]:
        """Ids of the surely caught."""
        return tuple(c.entity for c in self.caught)


def closure(graph: Graph, named: Iterable[str]) -> Closure:
    """All companies that the rule reaches when these are named; the named ones are not repeated."""
    start = tuple(dict.fromkeys(named))
    sure = _spread(graph, start, "low")
    maybe = _spread(graph, start, "high")
    known = {c.entity for c in sure}
    return Closure(tuple(sure), tuple(c.entity for c in maybe if c.entity not in known))


def caught_by(graph: Graph, asset: str) -> tuple[str, ...]:
    """Those above a company any one of whom, named alone, would catch it; the nearest first."""
    members = graph.ancestors(asset)
    joint = (owner for total in graph.totals.get(asset, ()) for owner in total.owners)
    candidates = dict.fromkeys((*members[1:], *joint))
    return tuple(owner for owner in candidates if asset in closure(graph, (owner,)).entities)


def _spread(graph: Graph, start: tuple[str, ...], end: str) -> list[Caught]:
    """Follow holdings downwards until nothing is added; each company is looked at when one of its owners is caught."""
    caught = set(start)
    found: list[Caught] = []
    queue = list(start)
    for company in queue:
        for asset in _assets(graph, company):
            if asset in caught:
                continue
            share, by = _share_of(graph, asset, caught, end)
            if share >= HALF - EXACT:
                caught.add(asset)
                queue.append(asset)
                found.append(Caught(asset, round(share, 9), by))
    return found


def _assets(graph: Graph, company: str) -> Iterable[str]:
    yield from graph.below.get(company, ())
    yield from (asset for asset, totals in graph.totals.items() if any(company in t.owners for t in totals))


def _share_of(graph: Graph, asset: str, caught: set[str], end: str) -> tuple[float, tuple[str, ...]]:
    """What the caught hold together: the sum of the parts, or a total of theirs where that is larger."""
    parts = {o: getattr(h.share, end) for o, h in graph.owners(asset).items() if o in caught}
    share, by = sum(parts.values()), tuple(parts)
    for total in graph.totals.get(asset, ()):
        is_theirs = total.share is not None and caught.issuperset(total.owners)
        if is_theirs and (end == "high" or total.is_held) and getattr(total.share, end) > share:
            share, by = getattr(total.share, end), total.owners
    return share, by

"""Who controls a company: by a majority, or because a source says so, itself or through others it controls.

The shares of those whom one controls count as its own: a third held directly and a third through a subsidiary are two.

No share follows from control, and no control from a share of half or less: a court, a register or a report must say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.model.interest import MAJORITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Citation
    from whomade.ownership.graph import Graph

BY_MAJORITY = "majority"
TOGETHER = "majority-together"
MOST_ABOVE = 500
"""Companies above one whose joined shares are looked at; with more, single owners alone are."""
STATED = "stated"


class Link(NamedTuple):
    """One step of control, from the owner to what it controls."""

    owner: str
    basis: str
    is_held: bool
    sources: tuple[Citation, ...]


class Controller(NamedTuple):
    """Who controls a company, by which basis of its own step, along which chain; not sure inside a vague window."""

    entity: str
    basis: str
    sources: tuple[Citation, ...]
    path: tuple[str, ...]
    is_sure: bool = True


def controllers(graph: Graph, asset: str) -> list[Controller]:
    """All who control a company on the day, the nearest first, each once by the surest way."""
    found: dict[str, Controller] = {}
    for sure in (True, False):
        queue: list[tuple[str, tuple[str, ...], bool]] = [
            (asset, (asset,), True),
            *((c.entity, c.path, c.is_sure) for c in found.values()),
        ]
        for company, path, is_sure in queue:
            for link in _links(graph, company):
                if link.owner in found or link.owner == asset or (sure and not link.is_held):
                    continue
                way = (link.owner, *path)
                found[link.owner] = Controller(link.owner, link.basis, link.sources, way, is_sure and link.is_held)
                queue.append((link.owner, way, is_sure and link.is_held))
    sure_ones = {c.entity for c in found.values() if c.is_sure}
    found.update((joined.entity, joined) for joined in _together(graph, asset, sure_ones))
    return list(found.values())


def _together(graph: Graph, asset: str, known: set[str]) -> Iterator[Controller]:
    """Those who control by a majority made of their own shares and those of companies that they control."""
    members = graph.ancestors(asset)
    if len(members) > MOST_ABOVE:
        return
    for owner in members[1:]:
        if owner in known:
            continue
        own = {owner, *(c.entity for c in controlled_by(graph, owner) if c.is_sure)} - {asset}
        parts = [h for h in graph.owners(asset).values() if h.owner in own]
        if len(parts) > 1 and sum(h.share.low for h in parts) > MAJORITY:
            sources = tuple(dict.fromkeys(c for h in parts for i in h.interests for c in i.sources))
            yield Controller(owner, TOGETHER, sources, (owner, asset))


def controlled_by(graph: Graph, owner: str) -> list[Controller]:
    """All that a company controls, the nearest first, each once; `entity` is the controlled one, at the path's end."""
    found: dict[str, Controller] = {}
    queue: list[tuple[str, tuple[str, ...], bool]] = [(owner, (owner,), True)]
    for company, path, is_sure in queue:
        below = dict.fromkeys((*graph.below.get(company, ()), *(c.asset for c in graph.controlled.get(company, ()))))
        for asset in below:
            link = next((found_ for found_ in _links(graph, asset) if found_.owner == company), None)
            if link is None or asset in found or asset == owner:
                continue
            sure = is_sure and link.is_held
            found[asset] = Controller(asset, link.basis, link.sources, (*path, asset), sure)
            queue.append((asset, (*path, asset), sure))
    return list(found.values())


def _links(graph: Graph, asset: str) -> Iterator[Link]:
    """Steps of control into a company; what a source states comes before what follows from a majority."""
    for control in sorted(graph.controls.get(asset, ()), key=lambda c: c.is_held is None):
        basis = control.interest.basis or STATED
        yield Link(control.owner, basis, control.is_held is True, control.interest.sources)
    for owner, holding in graph.owners(asset).items():
        sources = tuple(dict.fromkeys(c for i in holding.interests for c in i.sources))
        stated = min((i.share.low for i in holding.interests if i.share is not None), default=0.0)
        if holding.share.low > MAJORITY:
            yield Link(owner, BY_MAJORITY, is_held=True, sources=sources)
        elif holding.is_held is None and stated > MAJORITY:
            yield Link(owner, BY_MAJORITY, is_held=False, sources=sources)

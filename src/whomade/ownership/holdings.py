"""What a regime may ask of a pair of companies on a day: how large a stake, and whether there is control."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING

from whomade.model.interest import NOTHING, ChainLink, Interest, Range
from whomade.ownership.closure import closure
from whomade.ownership.control import Controller, controllers
from whomade.ownership.graph import Graph, graph_on
from whomade.ownership.integrated import holders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from whomade.model import Entity

MOST_DAYS = 64
"""Days whose graph is kept: a run asks for one, a matrix for a few."""


class Ownership:
    """The interests of a base, asked for pairs of companies. Days are kept, since many devices ask for one day.

    Example:
        >>> half = Interest(("acme",), "owns", (), share=Range(0.5, 0.5))
        >>> known = Ownership({"guard": (half,)})
        >>> known.stake("acme", "guard", "2024-05-01"), known.controls("acme", "guard", "2024-05-01")
        (Range(low=0.5, high=0.5), False)
    """

    def __init__(self, interests: Mapping[str, Iterable[Interest]]) -> None:
        self.interests = {asset: tuple(held) for asset, held in interests.items() if held}
        self._days: dict[str, Graph] = {}
        self._controllers: dict[tuple[str, str], list[Controller]] = {}
        self._above: dict[tuple[str, str], tuple[str, ...]] = {}
        self._perhaps: Ownership | None = None

    @classmethod
    def of(cls, entities: Mapping[str, Entity]) -> Ownership:
        """The interests of the companies of a base."""
        return cls({id_: entity.held_by for id_, entity in entities.items()})

    def on(self, day: str) -> Graph:
        """The graph of a day."""
        if day not in self._days:
            if len(self._days) >= MOST_DAYS:
                self._days.clear()
                self._controllers.clear()
                self._above.clear()
            self._days[day] = graph_on(self.interests, day)
        return self._days[day]

    def stake(self, owner: str, asset: str, on: str) -> Range | None:
        """Integrated share of an owner in a company on a day; None where it is unknown.

        It is unknown inside a vague window, and where a link between the two is known but its share was not seen. A
        stated total widens the range: it stands in place of the sum, and is not added to it.
        """
        graph = self.on(on)
        found = next((h for h in holders(graph, asset) if h.entity == owner), None)
        if found is not None and not found.is_known:
            return None
        totals = [t for t in graph.totals.get(asset, ()) if t.owners == (owner,)]
        if any(t.share is None or t.is_held is None for t in totals):
            return None
        shares = [t.share for t in totals if t.share is not None] + ([found.integrated] if found else [])
        if shares:
            return Range(min(s.low for s in shares), max(s.high for s in shares))
        return None if self.controls(owner, asset, on) is not False else NOTHING

    def controls(self, owner: str, asset: str, on: str) -> bool | None:
        """Whether one controls another on a day, itself or through others; None inside a vague window."""
        found = self._controller(owner, asset, on)
        return False if found is None else (True if found.is_sure else None)

    def catches(self, owners: Iterable[str], asset: str, on: str) -> bool | None:
        """Whether the 50 per cent rule reaches a company on a day when these are named; None where it may."""
        found = closure(self.on(on), owners)
        return True if asset in found.entities else None if asset in found.possible else False

    def chain(self, owner: str, asset: str, on: str) -> tuple[ChainLink, ...]:
        """Steps from a company up to one that controls or holds it, the nearest first; empty where there is none."""
        controller = self._controller(owner, asset, on)
        if controller is not None:
            path: tuple[str, ...] = controller.path
        else:
            path = next((h.path for h in holders(self.on(on), asset) if h.entity == owner), ())
        return tuple(self._link(above, below, on) for below, above in pairwise(reversed(path)))

    def above(self, asset: str, on: str) -> tuple[str, ...]:
        """Everybody who holds or controls a company on a day, itself or through others, each once."""
        graph = self.on(on)
        if (on, asset) not in self._above:
            controlling = self._all_controllers(asset, on)
            found = (*graph.ancestors(asset)[1:], *(c.entity for c in controlling))
            further = (up for company in found for up in graph.ancestors(company))
            self._above[on, asset] = tuple(dict.fromkeys((*found, *further)))
        return self._above[on, asset]

    def perhaps(self) -> Ownership:
        """The same interests with those on trial taken as said."""
        if self._perhaps is None:
            said = {
                asset: tuple(dataclasses.replace(i, trial=False) for i in held)
                for asset, held in self.interests.items()
            }
            self._perhaps = Ownership(said)
        return self._perhaps

    def _controller(self, owner: str, asset: str, on: str) -> Controller | None:
        return next((c for c in self._all_controllers(asset, on) if c.entity == owner), None)

    def _all_controllers(self, asset: str, on: str) -> list[Controller]:
        graph = self.on(on)
        if (on, asset) not in self._controllers:
            self._controllers[on, asset] = controllers(graph, asset)
        return self._controllers[on, asset]

    def _link(self, owner: str, asset: str, on: str) -> ChainLink:
        graph = self.on(on)
        said = tuple(c.interest for c in graph.controls.get(asset, ()) if c.owner == owner)
        holding = graph.owners(asset).get(owner)
        if holding is None:
            return ChainLink(owner, asset, None, said)
        return ChainLink(owner, asset, holding.share if holding.is_seen else None, (*said, *holding.interests))

"""The interests that are valid on a day as a graph: company to those who hold it.

A share is a range. Inside a vague window the low end is 0, since the holding may have ended or not yet begun; an unseen
share may be anything that the other owners leave.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from whomade.errors import ImpossibleHoldings
from whomade.model.interest import NOTHING, Interest, Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WHOLE = 1.0
ROUNDING = 0.0005
"""Shares are published rounded: so much over the whole is no mistake."""


class Holding(NamedTuple):
    """What one owner holds in one company on the day.

    `is_held` is None inside a vague window; `is_seen` is False where no source gives the share.
    """

    owner: str
    asset: str
    share: Range
    is_held: bool | None
    is_seen: bool
    interests: tuple[Interest, ...]


class Control(NamedTuple):
    """A statement that one controls another; `is_held` is None inside a vague window."""

    owner: str
    asset: str
    is_held: bool | None
    interest: Interest


class Total(NamedTuple):
    """A share that is a total of others, or is held together: never added to the parts."""

    owners: tuple[str, ...]
    asset: str
    share: Range | None
    is_held: bool | None
    interest: Interest


@dataclass(slots=True)
class Graph:
    """All that is said for one day. `leads` are statements on trial: shown, never reckoned with."""

    on: str
    above: dict[str, dict[str, Holding]] = field(default_factory=lambda: defaultdict(dict))
    below: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    controls: dict[str, list[Control]] = field(default_factory=lambda: defaultdict(list))
    controlled: dict[str, list[Control]] = field(default_factory=lambda: defaultdict(list))
    totals: dict[str, list[Total]] = field(default_factory=lambda: defaultdict(list))
    successors: dict[str, list[Interest]] = field(default_factory=lambda: defaultdict(list))
    impossible: dict[str, str] = field(default_factory=dict)
    leads: dict[str, list[Interest]] = field(default_factory=lambda: defaultdict(list))

    def owners(self, asset: str) -> Mapping[str, Holding]:
        """Those who hold a share of their own in a company.

        Raises:
            ImpossibleHoldings: they surely hold more than the whole together (`over-100-percent`).
        """
        if asset in self.impossible:
            raise ImpossibleHoldings("over-100-percent", self.impossible[asset])
        return self.above.get(asset, {})

    def ancestors(self, asset: str) -> list[str]:
        """The company and all who hold it, directly or not, nearest first, each once."""
        found, seen = [asset], {asset}
        for company in found:
            for owner in self.owners(company):
                if owner not in seen:
                    seen.add(owner)
                    found.append(owner)
        return found


def graph_on(interests: Mapping[str, Iterable[Interest]], on: str) -> Graph:
    """The graph of one day.

    A company whose owners surely hold more than the whole is kept, and an error where a question comes to it.

    Args:
        interests: by company, what others hold in it.
        on: the day, as YYYY-MM-DD.
    """
    graph = Graph(on)
    for asset, all_held in interests.items():
        _add(graph, asset, list(all_held))
    return graph


def _add(graph: Graph, asset: str, all_held: list[Interest]) -> None:
    holdings: dict[str, list[tuple[Interest, bool | None]]] = defaultdict(list)
    for interest in all_held:
        held = interest.held(graph.on)
        if held is False:
            continue
        if interest.trial:
            graph.leads[asset].append(interest)
        elif interest.is_holding:
            holdings[interest.owners[0]].append((interest, held))
        else:
            _add_other(graph, asset, interest, held)
    if holdings:
        _add_holdings(graph, asset, holdings)


def _add_other(graph: Graph, asset: str, interest: Interest, held: bool | None) -> None:  # noqa: FBT001  three states
    if interest.kind == "controls":
        control = Control(interest.owners[0], asset, held, interest)
        graph.controls[asset].append(control)
        graph.controlled[control.owner].append(control)
    elif interest.kind == "successor":
        graph.successors[asset].append(interest)
    else:
        graph.totals[asset].append(Total(interest.owners, asset, interest.share, held, interest))


def _add_holdings(graph: Graph, asset: str, holdings: dict[str, list[tuple[Interest, bool | None]]]) -> None:
    found = {owner: _holding(owner, asset, stated, graph.on) for owner, stated in holdings.items()}
    sure = sum(holding.share.low for holding in found.values())
    if sure > WHOLE + ROUNDING:
        names = ", ".join(f"{h.owner} {100 * h.share.low:g} %" for h in found.values())
        graph.impossible[asset] = f"the owners of {asset} hold {100 * sure:g} % together on {graph.on}: {names}"
    for owner, holding in found.items():
        low, high = holding.share
        left = max(low, WHOLE - (sure - low))
        graph.above[asset][owner] = holding._replace(share=Range(low, min(high, left)))
        graph.below[owner].append(asset)


def _holding(owner: str, asset: str, stated: list[tuple[Interest, bool | None]], on: str) -> Holding:
    """One holding out of all statements about it: observations of different days are not added up."""
    shares = [interest.share or Range(0.0, WHOLE) for interest, _ in stated]
    is_held = True if any(held for _, held in stated) else None
    is_seen = all(interest.share is not None for interest, _ in stated)
    observed = [interest for interest, _ in stated if interest.as_of and interest.share is not None]
    if len(observed) == len(stated) > 1:
        share, chosen = _between(observed, on)
    else:
        chosen = tuple(interest for interest, _ in stated)
        share = _together(shares)
    if is_held is None:
        share = Range(0.0, share.high)
    return Holding(owner, asset, share, is_held, is_seen, chosen)


def _between(observed: list[Interest], on: str) -> tuple[Range, tuple[Interest, ...]]:
    """The last observation before the day and the first after it: the share lay between the two."""
    in_order = sorted(observed, key=lambda i: i.as_of)
    before = [i for i in in_order if i.as_of <= on][-1:]
    after = [i for i in in_order if i.as_of > on][:1]
    if before and (not after or before[0].as_of == on):
        after = []
    chosen = (*before, *after)
    shares = [i.share or NOTHING for i in chosen]
    return Range(min(s.low for s in shares), max(s.high for s in shares)), chosen


def _together(shares: list[Range]) -> Range:
    """Several statements that no day tells apart: equal ones are one, others may be one holding or parts of it."""
    if len(set(shares)) == 1:
        return shares[0]
    return Range(min(s.low for s in shares), min(WHOLE, sum(s.high for s in shares)))

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from whomade.errors import ImpossibleHoldings
from whomade.ownership import closure, controllers, holders
from whomade.ownership.circles import circles

from .graphs import graph

NAMES = "abcdef"
Rows = list[tuple[str, str, tuple[float, float]]]


@st.composite
def fair_graphs(draw: st.DrawFn) -> Rows:
    """Graphs of six companies in which nobody's owners hold more than 96 per cent, circles among them."""
    rows: Rows = []
    for company in NAMES:
        owners = draw(st.lists(st.sampled_from(NAMES + "xyz"), unique=True, max_size=4))
        for owner in owners:
            high = draw(st.integers(1, 24))
            rows.append((owner, company, (float(draw(st.integers(0, high))), float(high))))
    return rows


@given(fair_graphs())
def test_an_integrated_share_lies_between_nothing_and_the_whole(rows: Rows) -> None:
    for company in NAMES:
        for holder in holders(graph(*rows), company):
            assert 0.0 <= holder.integrated.low <= holder.integrated.high <= 1.0
            assert holder.path[0] == holder.entity
            assert holder.path[-1] == company


@given(fair_graphs())
def test_those_outside_hold_no_more_than_the_whole_together(rows: Rows) -> None:
    for company in NAMES:
        outside = [h.integrated.low for h in holders(graph(*rows), company) if h.entity in "xyz"]
        assert sum(outside) <= 1.0 + 1e-6


@given(fair_graphs())
def test_an_integrated_share_is_no_less_than_the_direct_one(rows: Rows) -> None:
    direct: dict[tuple[str, str], float] = {(o, c): low / 100 for o, c, (low, _) in rows}
    for company in NAMES:
        for holder in holders(graph(*rows), company):
            assert holder.integrated.low >= direct.get((holder.entity, company), 0.0) - 1e-9


@given(fair_graphs(), st.sampled_from("xyz"), st.sampled_from("xyz"))
def test_naming_more_catches_no_less(rows: Rows, one: str, other: str) -> None:
    built = graph(*rows)
    assert set(closure(built, [one]).entities) <= {*closure(built, [one, other]).entities, one, other}


@given(fair_graphs())
def test_the_order_of_statements_changes_nothing(rows: Rows) -> None:
    built, turned = graph(*rows), graph(*reversed(rows))
    for company in NAMES:
        assert {h.entity: h.integrated for h in holders(built, company)} == {
            h.entity: h.integrated for h in holders(turned, company)
        }
        assert set(closure(built, ["x"]).entities) == set(closure(turned, ["x"]).entities)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 100)), max_size=12))
def test_any_graph_is_answered_or_named_impossible(rows: list[tuple[str, str, int]]) -> None:
    built = graph(*((o, c, float(p)) for o, c, p in rows))
    for company in NAMES:
        with suppress(ImpossibleHoldings):
            holders(built, company)
            controllers(built, company)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=16))
def test_circles_are_parts_without_overlap_in_order(rows: list[tuple[str, str]]) -> None:
    held = {name: [c for o, c in rows if o == name] for name in NAMES}
    found = circles(NAMES, held.__getitem__)
    assert sorted(name for group in found for name in group) == list(NAMES)
    place = {name: i for i, group in enumerate(found) for name in group}
    assert all(place[company] <= place[owner] for owner, company in rows)

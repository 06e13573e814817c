from __future__ import annotations

import pytest

from whomade.errors import ImpossibleHoldings
from whomade.model import Window
from whomade.ownership import holders

from .graphs import graph, holds, percents


def of(found_in, company: str) -> dict[str, tuple[float, float]]:
    return percents((h.entity, h.integrated) for h in holders(found_in, company))


def test_shares_multiply_along_a_chain() -> None:
    chain = graph(("state", "group", 100), ("group", "holding", 100), ("holding", "maker", 36.4808))
    assert of(chain, "maker") == {"holding": (36.48, 36.48), "group": (36.48, 36.48), "state": (36.48, 36.48)}
    assert holders(chain, "maker")[-1].path == ("state", "group", "holding", "maker")


def test_shares_of_several_ways_add_up() -> None:
    both = graph(("x", "a", 50), ("x", "b", 40), ("a", "c", 30), ("b", "c", 20))
    assert of(both, "c")["x"] == (23.0, 23.0)


def test_a_circle_leaves_the_whole_to_those_outside() -> None:
    circle = graph(("a", "b", 50), ("b", "a", 50), ("u", "a", 50), ("v", "b", 50))
    found = of(circle, "a")
    assert (found["u"], found["v"]) == ((66.67, 66.67), (33.33, 33.33))


def test_a_company_that_holds_itself_is_a_circle_too() -> None:
    assert of(graph(("a", "a", 20), ("u", "a", 80)), "a") == {"u": (100.0, 100.0)}


def test_companies_that_wholly_own_one_another_are_an_error_that_names_them() -> None:
    with pytest.raises(ImpossibleHoldings, match=r"closed-circle.*a, b"):
        holders(graph(("a", "b", 100), ("b", "a", 100)), "a")


def test_owners_of_more_than_the_whole_are_an_error_with_their_names() -> None:
    too_much = graph(("x", "a", 60), ("y", "a", 50), ("z", "b", 100))
    with pytest.raises(ImpossibleHoldings, match=r"over-100-percent.*110 %.*x 60 %, y 50 %"):
        holders(too_much, "a")
    assert of(too_much, "b") == {"z": (100.0, 100.0)}  # a mistake elsewhere costs no other answer


def test_shares_published_rounded_may_come_to_a_little_more() -> None:
    assert holders(graph(("x", "a", 33.34), ("y", "a", 33.34), ("z", "a", 33.34)), "a")


def test_a_range_gives_a_range() -> None:
    assert of(graph(("x", "a", (40, 60)), ("a", "b", (50, 80))), "b")["x"] == (20.0, 48.0)


def test_an_unseen_share_is_what_the_others_leave() -> None:
    found = holders(graph(("x", "a", None), ("y", "a", 70)), "a")
    assert percents((h.entity, h.integrated) for h in found) == {"y": (70.0, 70.0), "x": (0.0, 30.0)}
    assert {h.entity: h.is_known for h in found} == {"y": True, "x": False}


def test_inside_a_window_either_may_be_the_owner() -> None:
    window = Window("2024-05-01", "2024-07-01")
    sale = [("a", holds("seller", 100, end=window)), ("a", holds("buyer", 100, start=window))]
    assert of(graph(*sale, on="2024-04-30"), "a") == {"seller": (100.0, 100.0)}
    assert of(graph(*sale, on="2024-06-01"), "a") == {"seller": (0.0, 100.0), "buyer": (0.0, 100.0)}
    assert of(graph(*sale, on="2024-07-02"), "a") == {"buyer": (100.0, 100.0)}


def test_a_total_is_not_added_to_its_parts() -> None:
    parts = graph(("x", "a", 30), ("a", holds("x", 45, not_additive=True)))
    assert of(parts, "a") == {"x": (30.0, 30.0)}


def test_what_is_on_trial_is_shown_and_not_reckoned_with() -> None:
    doubted = graph(("a", holds("x", 60, trial=True)))
    assert holders(doubted, "a") == []
    assert [i.owners for i in doubted.leads["a"]] == [("x",)]


def test_observations_of_different_days_are_one_holding() -> None:
    seen = [("a", holds("x", 36.0, as_of="2023-10-16")), ("a", holds("x", 37.0, as_of="2025-02"))]
    days = {
        "2023-10-16": (36.0, 36.0),
        "2024-06-01": (36.0, 37.0),
        "2026-01-01": (37.0, 37.0),
        "2020-01-01": (36.0, 36.0),
    }
    assert {day: of(graph(*seen, on=day), "a")["x"] for day in days} == days


def test_statements_that_no_day_tells_apart_are_not_added_up_at_the_low_end() -> None:
    assert of(graph(("x", "a", 30), ("x", "a", 30)), "a") == {"x": (30.0, 30.0)}
    assert of(graph(("x", "a", 30), ("x", "a", 20)), "a") == {"x": (20.0, 50.0)}


def test_a_chain_longer_than_the_stack_is_walked() -> None:
    rows = [(f"c{i}", f"c{i + 1}", 100) for i in range(3000)]
    assert len(holders(graph(*rows), "c3000")) == 3000

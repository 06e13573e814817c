from __future__ import annotations

import pytest

from whomade.errors import ImpossibleHoldings
from whomade.model import Interest, Range, Window
from whomade.ownership import caught_by, closure
from whomade.testing import cited

from .graphs import graph, holds


def test_half_is_enough_at_each_step() -> None:
    assert closure(graph(("x", "a", 50), ("a", "b", 50)), ["x"]).entities == ("a", "b")


def test_holdings_of_the_caught_are_added_up() -> None:
    found = closure(graph(("x", "a", 50), ("x", "b", 50), ("a", "c", 25), ("b", "c", 25)), ["x"])
    assert found.entities == ("a", "b", "c")
    assert (found.caught[-1].share, found.caught[-1].by) == (0.5, ("a", "b"))


def test_less_than_half_ends_the_chain_whatever_follows() -> None:
    assert closure(graph(("x", "a", 49), ("a", "b", 100)), ["x"]).entities == ()


def test_several_named_ones_count_together() -> None:
    both = graph(("x", "a", 30), ("y", "a", 20))
    assert closure(both, ["x"]).entities == ()
    assert closure(both, ["x", "y"]).entities == ("a",)


def test_control_catches_nobody() -> None:
    controlled = graph(("x", "a", 48), ("a", Interest(("x",), "controls", cited())))
    assert closure(controlled, ["x"]).entities == ()


def test_a_holding_in_concert_counts_when_all_of_them_are_caught() -> None:
    joint = Interest(("x", "y"), "acts-in-concert", cited(), share=Range(0.55, 0.55), not_additive=True)
    group = graph(("x", "a", 30), ("a", joint), ("a", "b", 60))
    assert closure(group, ["x"]).entities == ()
    found = closure(group, ["x", "y"])
    assert found.entities == ("a", "b")
    assert found.caught[0].share == 0.55  # the total, not the total and the part


def test_what_may_be_half_is_possible_and_not_said() -> None:
    found = closure(graph(("x", "a", (45, 55)), ("a", "b", 100)), ["x"])
    assert (found.entities, found.possible) == ((), ("a", "b"))
    window = Window("2024-05-01", "2024-07-01")
    sold = closure(graph(("a", holds("x", 100, end=window))), ["x"])
    assert (sold.entities, sold.possible) == ((), ("a",))


def test_a_circle_ends() -> None:
    assert closure(graph(("x", "a", 50), ("b", "a", 50), ("a", "b", 100)), ["x"]).entities == ("a", "b")


def test_those_who_would_catch_a_company_are_told_from_below() -> None:
    both = graph(("x", "a", 50), ("x", "b", 50), ("a", "c", 25), ("b", "c", 25))
    assert caught_by(both, "c") == ("x",)
    assert caught_by(both, "a") == ("x",)


def test_impossible_holdings_on_the_way_are_an_error() -> None:
    with pytest.raises(ImpossibleHoldings, match="over-100-percent"):
        closure(graph(("x", "a", 70), ("y", "a", 70)), ["x"])

from __future__ import annotations

from whomade.model import Interest, Range, Window
from whomade.ownership import Ownership, controllers
from whomade.ownership.control import controlled_by
from whomade.testing import cited

from .graphs import DAY, graph, holds


def controls(owner: str, **more: object) -> Interest:
    return Interest((owner,), "controls", cited(), **more)  # type: ignore[arg-type]


def test_a_majority_controls_and_half_does_not() -> None:
    assert [c.entity for c in controllers(graph(("x", "a", 50.01)), "a")] == ["x"]
    assert controllers(graph(("x", "a", 50)), "a") == []
    assert controllers(graph(("x", "a", (45, 60))), "a") == []


def test_control_below_half_needs_somebody_who_says_so() -> None:
    found = controllers(graph(("x", "a", 36), ("a", controls("x", basis="controlling-shareholder"))), "a")
    assert [(c.entity, c.basis, c.path) for c in found] == [("x", "controlling-shareholder", ("x", "a"))]


def test_who_controls_a_controller_controls() -> None:
    chain = graph(("s", "g", 100), ("g", "h", 100), ("h", "m", 36), ("m", controls("h", basis="chair")))
    found = controllers(chain, "m")
    assert [(c.entity, c.basis) for c in found] == [("h", "chair"), ("g", "majority"), ("s", "majority")]
    assert found[-1].path == ("s", "g", "h", "m")
    assert [c.entity for c in controlled_by(chain, "s")] == ["g", "h", "m"]


def test_shares_of_a_controlled_company_count_as_its_owners() -> None:
    joined = graph(("x", "a", 30), ("x", "b", 60), ("b", "a", 25), ("y", "a", 45), ("s", "x", 51))
    found = controllers(joined, "a")
    assert [(c.entity, c.basis) for c in found] == [("x", "majority-together"), ("s", "majority-together")]
    assert controllers(graph(("x", "a", 30), ("x", "b", 50), ("b", "a", 25)), "a") == []


def test_control_inside_a_window_is_unknown() -> None:
    window = Window("2024-05-01", "2024-07-01")
    sold = graph(("a", controls("x", end=window)), ("a", holds("y", 100, start=window)), ("z", "y", 100))
    assert {c.entity: c.is_sure for c in controllers(sold, "a")} == {"x": False, "y": False, "z": False}


def test_a_sure_way_wins_over_an_unsure_one() -> None:
    window = Window("2024-05-01", "2024-07-01")
    ways = graph(("a", controls("x", end=window)), ("x", "b", 100), ("a", controls("b")))
    assert {c.entity: c.is_sure for c in controllers(ways, "a")} == {"b": True, "x": True}


def test_companies_that_control_one_another_are_walked_once() -> None:
    ring = graph(("a", controls("b")), ("b", controls("a")))
    assert [c.entity for c in controllers(ring, "a")] == ["b"]


def test_what_is_on_trial_controls_nobody() -> None:
    assert controllers(graph(("a", controls("x", trial=True)), ("a", holds("y", 60, trial=True))), "a") == []


def test_a_stake_is_a_range_or_unknown() -> None:
    window = Window("2024-05-01", "2024-07-01")
    known = Ownership(
        {
            "a": (holds("x", 36), holds("y", None), holds("t", 11, not_additive=True)),
            "b": (holds("a", 50), controls("q"), holds("w", 40, end=window)),
        }
    )
    assert known.stake("x", "b", DAY) == Range(0.18, 0.18)
    assert known.stake("y", "a", DAY) is None  # never seen
    assert known.stake("t", "a", DAY) == Range(0.11, 0.11)  # a total is a stake, too
    assert known.stake("q", "b", DAY) is None  # control says that there is a link, and nothing of its size
    assert known.stake("w", "b", DAY) is None
    assert known.stake("w", "b", "2024-01-01") == Range(0.4, 0.4)
    assert known.stake("w", "b", "2025-01-01") == Range(0.0, 0.0)
    assert known.stake("stranger", "b", DAY) == Range(0.0, 0.0)


def test_control_of_a_pair_has_three_answers() -> None:
    window = Window("2024-05-01", "2024-07-01")
    known = Ownership({"a": (controls("x", end=window),)})
    assert [known.controls("x", "a", day) for day in ("2024-01-01", DAY, "2025-01-01")] == [True, None, False]

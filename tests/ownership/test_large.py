"""The 50 per cent rule over arrays says what the room of ownership says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.errors import InputError
from whomade.model.interest import Interest, Range
from whomade.ownership import closure, graph_on
from whomade.pipeline.large import LargeGraph

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("numpy", reason="the extra `frames` is not installed")
COMPANIES = 8
HOLDINGS = st.dictionaries(
    st.tuples(st.integers(0, COMPANIES - 1), st.integers(0, COMPANIES - 1)).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from([0.1, 0.2, 0.25, 0.3, 0.49, 0.5, 0.51]),
    max_size=20,
)


def large(holdings: dict[tuple[int, int], float]) -> LargeGraph:
    pairs = list(holdings)
    return LargeGraph.of([o for o, _ in pairs], [a for _, a in pairs], list(holdings.values()), COMPANIES)


@given(HOLDINGS, st.sets(st.integers(0, COMPANIES - 1), max_size=3))
def test_arrays_catch_what_the_room_catches(holdings: dict[tuple[int, int], float], named: set[int]) -> None:
    totals = {asset: sum(s for (_, a), s in holdings.items() if a == asset) for _, asset in holdings}
    possible = {pair: share for pair, share in holdings.items() if totals[pair[1]] <= 1}
    interests: dict[str, list[Interest]] = {}
    for (owner, asset), share in possible.items():
        interests.setdefault(str(asset), []).append(Interest((str(owner),), "owns", (), share=Range(share, share)))
    expected = {int(id_) for id_ in closure(graph_on(interests, "2024-05-01"), map(str, named)).entities}
    graph = large(possible)
    assert set(graph.closure(named)) == expected
    assert set(graph.closure(named)) == expected  # nothing is left over from the first question


def test_a_graph_comes_back_from_its_file(tmp_path: Path) -> None:
    graph = large({(0, 1): 0.5, (0, 2): 0.5, (1, 3): 0.25, (2, 3): 0.25, (3, 4): 0.49})
    graph.save(tmp_path / "graph.npz")
    assert LargeGraph.load(tmp_path / "graph.npz").closure([0]) == graph.closure([0]) == [1, 2, 3]


@pytest.mark.parametrize(
    ("owners", "assets", "shares"),
    [([0], [1, 2], [0.5]), ([0], [9], [0.5]), ([-1], [1], [0.5]), ([0], [1], [50]), ([0.5], [1], [0.5])],
)
def test_what_cannot_be_is_refused(owners: list[int], assets: list[int], shares: list[float]) -> None:
    with pytest.raises(InputError):
        LargeGraph.of(owners, assets, shares, 3)


def test_a_stranger_and_a_broken_file_are_input_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        large({(0, 1): 0.5}).closure([COMPANIES])
    (tmp_path / "broken.npz").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(InputError):
        LargeGraph.load(tmp_path / "broken.npz")

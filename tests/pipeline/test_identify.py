"""From files to assessments: grouping, sites, look-alikes, and what becomes of inputs that cannot be read."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whomade
from whomade.errors import InputError
from whomade.pipeline import Identification, Options
from whomade.pipeline.grouping import Grouping, natural_key
from whomade.pipeline.population import read_population, resolved
from whomade.testing import knowledge_of

if TYPE_CHECKING:
    from pathlib import Path

    from whomade.model import Assessment


def written(path: Path, *lines: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def seen(asset: str, kind: str = "label", data: object = None, **more: object) -> dict[str, object]:
    return {"asset": asset, "kind": kind, "data": data or {"model": "M1"}, **more}


def run(*paths: Path, **options: object) -> tuple[list[Assessment], Identification]:
    found = whomade.identify(list(paths), options=Options(**options), knowledge=knowledge_of())  # type: ignore[arg-type]
    return list(found), found


def test_lines_of_one_key_are_one_device_across_files(tmp_path: Path) -> None:
    a = written(tmp_path / "a.jsonl", seen("cam", data={"model": "M1"}))
    b = written(tmp_path / "b.jsonl", seen("cam", data={"serial": "77"}))
    devices, _ = run(a, b)
    assert [d.asset.keys for d in devices] == [{"model": "M1", "serial": "77"}]


def test_a_site_in_a_line_does_not_split_a_key(tmp_path: Path) -> None:
    devices, _ = run(written(tmp_path / "a.jsonl", seen("cam"), seen("cam", site="north")))
    assert [(d.asset.id, d.asset.site) for d in devices] == [("cam", "north")]


def test_two_sites_in_the_lines_of_one_key_are_a_problem(tmp_path: Path) -> None:
    devices, _ = run(written(tmp_path / "a.jsonl", seen("cam", site="south"), seen("cam", site="north")))
    assert [p.found for p in devices[0].problems] == ["south, north"]


def test_folders_as_sites_tell_equal_keys_apart(tmp_path: Path) -> None:
    for site in ("north", "south"):
        written(tmp_path / site / "a.jsonl", seen("192.0.2.1"))
    devices, _ = run(tmp_path, site_from_dir=True)
    assert [(d.asset.id, d.asset.site) for d in devices] == [("192.0.2.1", "north"), ("192.0.2.1", "south")]


def test_one_asset_for_all_inputs(tmp_path: Path) -> None:
    devices, _ = run(written(tmp_path / "a.jsonl", seen("x"), seen("y")), asset="cam")
    assert [d.asset.id for d in devices] == ["cam"]


def test_assets_that_share_a_serial_may_be_the_same_device(tmp_path: Path) -> None:
    lines = [seen(name, data={"serial": "SN-778899"}) for name in ("b", "a", "c")]
    devices, _ = run(written(tmp_path / "a.jsonl", *lines, seen("d", data={"serial": "SN-1"})))
    assert {d.asset.id: [t.asset for t in d.asset.same_device_as] for d in devices} == {
        "a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"], "d": [],
    }  # fmt: skip


def test_differing_models_from_two_places_are_a_problem_and_listed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", seen("cam", data={"model": "M1"}), seen("cam", data={"model": "M2"}))
    devices, found = run(path)
    assert [p.found for p in devices[0].problems] == ["M1, M2"]
    assert list(devices[0].problems) == found.coverage.problems
    assert not found.coverage.inputs[0].rejected


def test_a_row_without_a_sign_is_a_device_and_no_problem(tmp_path: Path) -> None:
    devices, found = run(written(tmp_path / "a.jsonl", seen("cam", data={"note": ""})))
    assert len(devices) == 1
    assert not found.coverage.problems


def test_a_path_that_does_not_exist_is_said_before_anything_is_read(tmp_path: Path) -> None:
    good = written(tmp_path / "a.jsonl", seen("cam"))
    with pytest.raises(InputError, match="no such file"):
        run(good, tmp_path / "gone.jsonl")


def test_a_file_that_vanishes_is_refused_and_the_run_goes_on(tmp_path: Path) -> None:
    first, gone, last = (written(tmp_path / f"{name}.jsonl", seen(name)) for name in "abc")
    found = whomade.identify(
        [first, gone, last], knowledge=knowledge_of(), progress=lambda *_: gone.unlink(missing_ok=True)
    )
    assert [device.asset.id for device in found] == ["a", "c"]
    assert [bool(summary.refused) for summary in found.coverage.inputs] == [False, True, False]


@pytest.mark.parametrize("budget", [1, 500, 10**9])
def test_the_budget_of_memory_changes_no_byte(tmp_path: Path, budget: int) -> None:
    lines = [seen(f"cam{n % 37}", data={"model": f"M{n}"}) for n in range(400)]
    random.Random(7).shuffle(lines)  # noqa: S311  a test
    path = written(tmp_path / "a.jsonl", *lines)
    devices, _ = run(path, budget_bytes=budget)
    usual, _ = run(path)
    assert devices == usual
    assert len(devices) == 37


@given(st.lists(st.tuples(st.text(max_size=6), st.integers()), max_size=60), st.integers(1, 400))
def test_groups_come_in_key_order_and_records_as_they_came(records: list[tuple[str, int]], budget: int) -> None:
    expected: dict[str, list[int]] = {}
    with Grouping(budget) as grouping:
        for key, value in records:
            grouping.add(key, value)
            expected.setdefault(key, []).append(value)
        groups = {key: list(values) for key, values in grouping.groups()}
    assert groups == expected
    assert list(groups) == sorted(expected)


@pytest.mark.parametrize(
    "ordered",
    [["192.0.2.9", "192.0.2.10"], ["cam2", "cam10"], ["00:03:c5:00:00:00", "00:1b:21:00:00:00"], ["row 9", "row 10"]],
)
def test_keys_sort_as_people_expect(ordered: list[str]) -> None:
    assert sorted(set(ordered), key=natural_key) == ordered


def test_shares_of_a_population_are_read_and_aliases_resolved(tmp_path: Path) -> None:
    path = tmp_path / "p.yml"
    path.write_text("northlens: 0.5\nother: 0.2\n", encoding="utf-8")
    assert resolved(read_population(path), knowledge_of()) == {"northlens": 0.5, "other": 0.2}


@pytest.mark.parametrize(
    ("text", "message"),
    [("northlens: 2", "from 0 to 1"), ("- a", "mapping"), ("northlens: 0.7\nother: 0.6", "sum"), ("a: [", "readable")],
)
def test_a_population_that_makes_no_sense_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "p.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_population(path)


def test_an_unknown_maker_in_a_population_is_named_with_a_suggestion() -> None:
    with pytest.raises(InputError, match="did you mean `northlens`"):
        resolved({"northlense": 0.1}, knowledge_of())

"""Relationship records of GLEIF as a graph: control without shares, its periods, and what is broken."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from whomade.errors import ImpossibleHoldings, InputError
from whomade.ownership import Ownership
from whomade.pipeline.graphs import gleif, read_graph

CHILD, PARENT, TOP = "CHILD0000000000000" + "11", "PARENT000000000000" + "22", "TOP000000000000000" + "33"
PERIOD = "Relationship.Period.2"
PARTS = ("startDate", "endDate", "periodType")
COLUMNS = [*gleif.NEEDED, gleif.UPDATED, *(f"Relationship.Period.{n}.{part}" for n in (1, 2) for part in PARTS)]
SAMPLE = Path(__file__).parents[3] / "shared" / "corpus" / "procurement" / "formats" / "gleif_rr_golden_copy_sample.csv"


def record(child: str = CHILD, parent: str = PARENT, **more: str) -> dict[str, str]:
    """A relation of direct consolidation from 2018-06-15, whose books are of 2017."""
    named = {"type": gleif.TYPE, "status": gleif.STATUS, "registration": gleif.REGISTRATION, "updated": gleif.UPDATED,
             "start": f"{PERIOD}.startDate", "end": f"{PERIOD}.endDate"}  # fmt: skip
    return {
        gleif.CHILD: child, gleif.PARENT: parent, gleif.TYPE: "IS_DIRECTLY_CONSOLIDATED_BY", gleif.STATUS: "ACTIVE",
        gleif.REGISTRATION: "PUBLISHED", gleif.UPDATED: "2023-06-18T14:32:00.000Z",
        "Relationship.Period.1.startDate": "2017-01-01T00:00:00Z",
        "Relationship.Period.1.endDate": "2017-12-31T00:00:00Z",
        "Relationship.Period.1.periodType": "ACCOUNTING_PERIOD", f"{PERIOD}.startDate": "2018-06-15T00:00:00.000Z",
        f"{PERIOD}.periodType": "RELATIONSHIP_PERIOD", **{named[name]: value for name, value in more.items()},
    }  # fmt: skip


def written(tmp_path: Path, *rows: dict[str, str], columns: list[str] = COLUMNS) -> Path:
    path = tmp_path / "rr.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def known(tmp_path: Path, *rows: dict[str, str]) -> Ownership:
    return Ownership.of(read_graph(written(tmp_path, *rows)))


def test_consolidation_is_control_without_a_share(tmp_path: Path) -> None:
    rows = [record(), record(PARENT, TOP), record(CHILD, TOP, type="IS_ULTIMATELY_CONSOLIDATED_BY")]
    graph = known(tmp_path, *rows)
    assert graph.controls(PARENT, CHILD, "2024-01-01") is True
    assert graph.controls(TOP, CHILD, "2024-01-01") is True
    assert graph.controls(CHILD, PARENT, "2024-01-01") is False
    assert graph.stake(PARENT, CHILD, "2024-01-01") is None
    assert graph.catches((TOP,), CHILD, "2024-01-01") is False


def test_the_period_of_the_relation_counts_and_not_that_of_the_books(tmp_path: Path) -> None:
    graph = known(tmp_path, record(end="2022-03-31T00:00:00.000Z"))
    held = [graph.controls(PARENT, CHILD, on) for on in ("2018-06-14", "2018-06-15", "2022-03-31", "2022-04-01")]
    assert held == [False, True, True, False]


def test_a_relation_that_ended_on_no_stated_day_ended_somewhere(tmp_path: Path) -> None:
    graph = known(tmp_path, record(status="INACTIVE"))
    assert graph.controls(PARENT, CHILD, "2020-01-01") is None
    assert graph.controls(PARENT, CHILD, "2023-06-19") is False


def test_milliseconds_are_a_day(tmp_path: Path) -> None:
    graph = known(tmp_path, record(start="1498089600000"))
    assert [graph.controls(PARENT, CHILD, on) for on in ("2017-06-21", "2017-06-22")] == [False, True]


@pytest.mark.parametrize(
    "change", [{"registration": "ANNULLED"}, {"registration": "DUPLICATE"}, {"type": "IS_FUND-MANAGED_BY"}]
)
def test_what_is_void_or_no_control_says_nothing(tmp_path: Path, change: dict[str, str]) -> None:
    assert known(tmp_path, record(**change)).controls(PARENT, CHILD, "2024-01-01") is False


def test_a_branch_is_the_same_company(tmp_path: Path) -> None:
    (interest,) = read_graph(written(tmp_path, record(type="IS_INTERNATIONAL_BRANCH_OF")))[CHILD].held_by
    assert interest.basis == "branch"


@pytest.mark.parametrize(
    ("row", "error", "says"),
    [
        (record("short"), InputError, "expected an LEI"),
        (record(parent="PARENT 00000000000022"), InputError, "expected an LEI"),
        (record(start="2018-02-30T00:00:00Z"), ImpossibleHoldings, "impossible-date"),
        (record(end="2017-01-01T00:00:00Z"), ImpossibleHoldings, "impossible-date"),
        (record(updated="yesterday"), ImpossibleHoldings, "impossible-date"),
        (record(start="1" * 14), ImpossibleHoldings, "impossible-date"),
    ],
)
def test_what_cannot_be_names_its_line(tmp_path: Path, row: dict[str, str], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=f"(?s){says}|:3: ") as caught:
        read_graph(written(tmp_path, record(), row))
    assert ":3: " in str(caught.value)


def test_a_row_of_another_width_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, record())
    with path.open("a", encoding="utf-8") as file:
        file.write("a,b\n")
    with pytest.raises(InputError, match=":3: a row that cannot be read: 2 fields"):
        read_graph(path)


def test_targets_of_opensanctions_are_names_without_owners(tmp_path: Path) -> None:
    path = tmp_path / "targets.simple.csv"
    path.write_text("id,schema,name,aliases\nos-1,Company,Acme Imports,Acme;Acme Ltd\n", encoding="utf-8")
    (company,) = read_graph(path).values()
    assert (company.id, company.name, company.aliases, company.held_by) == (
        "os-1",
        "Acme Imports",
        ("Acme", "Acme Ltd"),
        (),
    )
    path.write_text("id,schema,name,aliases\n,Company,Acme,\n", encoding="utf-8")
    with pytest.raises(InputError, match=":2: expected an id"):
        read_graph(path)


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared corpus is not beside the checkout")
def test_a_piece_of_the_golden_copy_is_a_graph() -> None:
    graph = read_graph(SAMPLE)
    assert sum(len(entity.held_by) for entity in graph.values()) > 150
    assert all(i.share is None for entity in graph.values() for i in entity.held_by)

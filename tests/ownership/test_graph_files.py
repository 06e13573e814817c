"""Graphs of other people: plain lines, FollowTheMoney and BODS 0.4, whole and broken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from whomade.errors import ImpossibleHoldings, InputError
from whomade.model import Range
from whomade.ownership import Ownership
from whomade.pipeline.graphs import read_graph

if TYPE_CHECKING:
    from pathlib import Path


def written(tmp_path: Path, rows: list[Any], *, array: bool = False) -> Path:
    path = tmp_path / "graph.json"
    path.write_text(json.dumps(rows) if array else "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def line(owner: str, asset: str, share: Any, **more: Any) -> dict[str, Any]:
    return {"from": owner, "asset": asset, "share": share, **more}


def stake(path: Path, owner: str, asset: str, on: str = "2024-01-01", unit: str = "auto") -> Range | None:
    return Ownership.of(read_graph(path, unit)).stake(owner, asset, on)


def test_lines_are_per_cent_where_a_share_is_over_one(tmp_path: Path) -> None:
    assert stake(written(tmp_path, [line("x", "a", 50), line("a", "b", 0.5)]), "x", "b") == Range(0.0025, 0.0025)
    assert stake(written(tmp_path, [line("x", "a", 0.5), line("a", "b", 1)]), "x", "b") == Range(0.5, 0.5)
    assert stake(written(tmp_path, [line("x", "a", 1)]), "x", "a", unit="percent") == Range(0.01, 0.01)


def test_lines_have_days_ranges_and_lists(tmp_path: Path) -> None:
    rows = [
        line("x", "a", [40, 60], start="2020", end="2023-06-30"),
        line("y", ["a", "b"], {"min": 30, "max": 40}),
        line("z", "c", None),
        line("z", "c", 10, kind="controls"),
    ]
    path = written(tmp_path, rows)
    assert stake(path, "x", "a", "2023-06-30") == Range(0.4, 0.6)
    assert stake(path, "x", "a", "2023-07-01") == Range(0.0, 0.0)
    assert stake(path, "y", "b") == Range(0.3, 0.4)
    assert stake(path, "z", "c") is None
    assert Ownership.of(read_graph(path)).controls("z", "c", "2024-01-01") is True


def test_a_window_of_a_line_is_a_window(tmp_path: Path) -> None:
    path = written(tmp_path, [line("x", "a", 60, end={"earliest": "2024-01-01", "latest": "2024-03-01"})])
    assert stake(path, "x", "a", "2024-02-01") is None


FTM = [
    {"id": "q1", "schema": "Company", "properties": {"name": ["Acme Imports"], "alias": ["Acme"]}},
    {"id": "q2", "schema": "Person", "properties": {"name": ["A. Holder"]}},
    {"id": "o1", "schema": "Ownership", "properties": {"owner": ["q2"], "asset": ["q1"], "percentage": ["60.5"],
     "startDate": ["2020-01-01"], "endDate": ["2024-12-31T00:00:00"]}},
    {"id": "d1", "schema": "Directorship", "properties": {"director": ["q2"], "organization": ["q1"]}},
    {"id": "s1", "schema": "Succession", "properties": {"predecessor": ["q1"], "successor": ["q3"]}},
]  # fmt: skip


def test_followthemoney_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, FTM)
    assert stake(path, "q2", "q1") == Range(0.605, 0.605)
    assert stake(path, "q2", "q1", "2025-01-01") == Range(0.0, 0.0)
    entities = read_graph(path)
    assert (entities["q1"].name, entities["q1"].aliases) == ("Acme Imports", ("Acme",))
    assert "d1" not in entities


def bods(record: str, type_: str, details: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"statementId": f"s-{record}", "recordId": record, "recordType": type_, "recordDetails": details, **more}


def relation(record: str, party: Any, subject: str, *interests: dict[str, Any], **more: Any) -> dict[str, Any]:
    details = {"subject": subject, "interestedParty": party, "interests": list(interests), "isComponent": False}
    return bods(record, "relationship", details, **more)


BODS = [
    bods("c1", "entity", {"name": "Acme Imports", "entityType": {"type": "registeredEntity"}}),
    bods("c2", "entity", {"name": "Acme Group"}),
    bods("p1", "person", {"names": [{"type": "legal", "fullName": "A. Holder"}]}),
    relation("r1", "c2", "c1", {"type": "shareholding", "share": {"exact": 75}, "directOrIndirect": "direct"}),
    relation("r2", "p1", "c2", {"type": "shareholding", "share": {"minimum": 50, "exclusiveMaximum": 75}}),
    relation("r3", "p1", "c1", {"type": "shareholding", "share": {"exact": 99}, "directOrIndirect": "indirect"}),
    relation("r4", "p1", "c1", {"type": "appointmentOfBoard", "startDate": "2021-01-01"}),
    relation("r5", {"reason": "subjectUnableToConfirmOrIdentifyBeneficialOwner"}, "c1", {"type": "shareholding"}),
    relation("r6", "old", "c1", {"type": "shareholding", "share": {"exact": 10}}, statementDate="2020-01-01"),
    relation("r6", "old", "c1", {"type": "shareholding", "share": {"exact": 10}}, statementDate="2022-05-01",
             recordStatus="closed"),
]  # fmt: skip


@pytest.mark.parametrize("array", [True, False])
def test_bods_is_read_as_array_and_as_lines(tmp_path: Path, array: bool) -> None:
    known = Ownership.of(read_graph(written(tmp_path, BODS, array=array)))
    assert known.stake("c2", "c1", "2024-01-01") == Range(0.75, 0.75)
    assert known.controls("p1", "c1", "2024-01-01") is True
    assert known.controls("p1", "c1", "2020-06-01") is False
    assert known.stake("old", "c1", "2021-01-01") == Range(0.1, 0.1)
    assert known.stake("old", "c1", "2023-01-01") == Range(0.0, 0.0)
    names = {e.id: e.name for e in read_graph(written(tmp_path, BODS, array=array)).values()}
    assert (names["c1"], names["p1"]) == ("Acme Imports", "A. Holder")


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (line("x", "a", 120), "over-100-percent"),
        (line("x", "a", 1.2), "over-100-percent"),
        (line("x", "a", -3), "impossible-share"),
        (line("x", "a", [60, 40]), "impossible-share"),
        (line("x", "a", "much"), "impossible-share"),
        (line("x", "a", float("nan")), "impossible-share"),
        (line("x", "a", True), "impossible-share"),
        (line("x", "a", 50, start="2024-02-30"), "impossible-date"),
        (line("x", "a", 50, start="soon"), "impossible-date"),
        (line("x", "a", 50, start="2024-02-01", end="2024-01-01"), "impossible-date"),
    ],
)
def test_what_cannot_be_is_a_named_error_with_its_line(tmp_path: Path, row: dict[str, Any], kind: str) -> None:
    path = written(tmp_path, [line("y", "b", 1), row])
    with pytest.raises(ImpossibleHoldings, match=":2: ") as caught:
        read_graph(path)
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "[1]", "{", '{"from": 1, "asset": "a"}', '{"from": [], "asset": "a"}', "[[[",
     '{"id": "a", "schema": "Company", "properties": 3}\n', '{"recordType": "entity", "statementId": 4}',
     '{"schema": "Ownership", "id": "o", "properties": {"owner": []}}', "\x00\x01",
     '{"from":"x","asset":"a","kind":"y"}',
     '{"statementId": "s", "recordType": "entity", "recordDetails": 1}', "[" * 5000],
)  # fmt: skip
def test_what_is_no_graph_is_an_input_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_graph(path)

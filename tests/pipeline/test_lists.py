"""Lists that a user downloaded: which company a row names, and what the row says of it, whole and broken."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whomade.cli.main import Exit, cli
from whomade.errors import ImpossibleHoldings, InputError, UnknownFormat
from whomade.knowledge import bundle
from whomade.model import Problem
from whomade.ownership.answer import Owners
from whomade.pipeline.lists import Asked, Entry, entries
from whomade.pipeline.lists.sam import excludes_itself

if TYPE_CHECKING:
    from collections.abc import Iterable

OWNERS = Owners(bundle.load().entities)
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "procurement"
OLD = [
    "Classification",
    "Name",
    "Prefix",
    "First",
    "Middle",
    "Last",
    "Suffix",
    "Address 1",
    "Address 2",
    "Address 3",
    "Address 4",
    "City",
    "State / Province",
    "Country",
    "Zip Code",
    "Unique Entity Identifier (SAM)",
    "Exclusion Program",
    "Excluding Agency",
    "CT Code",
    "Exclusion Type",
    "Additional Comments",
    "Active Date",
    "Termination Date",
    "Record Status",
    "Cross-Reference",
    "SAM Number",
    "CAGE",
    "NPI",
    "Creation_Date",
]
NEW = [
    "Classification",
    "Name",
    "Prefix",
    "First",
    "Middle",
    "Last",
    "Suffix",
    "Address 1",
    "Address 2",
    "City",
    "State / Province",
    "Country",
    "Zip Code",
    "Unique Entity ID",
    "CAGE",
    "Excluding Agency",
    "Additional Comments",
    "Active Date",
    "Termination Date",
    "Creation Date",
    "Update Date",
    "Exclusion Type",
    "FASCSA Order Flag",
]
RESTRICTED = "Restriction of certain products. The entity is not itself excluded."
PLACEHOLDER = "AB1CDE2FG3H4"


def firm(name: str, **more: str) -> dict[str, str]:
    """A row of the extract about a firm."""
    return {
        "Classification": "Firm", "Name": name, "Exclusion Type": "Prohibition/Restriction",
        "Active Date": "12/13/2019", "Termination Date": "Indefinite", "Additional Comments": RESTRICTED, **more,
    }  # fmt: skip


def table(path: Path, rows: Iterable[dict[str, str]], columns: list[str] = OLD) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path, kind: str = "sam", on: str = "2024-05-01", **asked: Any) -> list[Entry | Problem]:
    return list(entries(kind, path, Asked(OWNERS, on, **asked)))


def entry(path: Path, **asked: Any) -> Entry:
    (found,) = read(path, **asked)
    assert isinstance(found, Entry)
    return found


@pytest.mark.parametrize("name", ["ZTE CORPORATION", "DAHUA TECHNOLOGY COMPANY", "Zhejiang Dahua Technology Co., Ltd."])
def test_a_restriction_of_products_does_not_exclude_the_maker(tmp_path: Path, name: str) -> None:
    found = entry(table(tmp_path / "sam.csv", [firm(name)]))
    assert found.match.entity in ("zte", "dahua")
    assert found.fields["itself_excluded"] is False
    assert "not itself excluded" in found.says
    assert (found.fields["from"], found.fields["to"]) == ("2019-12-13", None)
    assert found.fields["in_force"] is True


@pytest.mark.parametrize(
    ("type_", "comment", "expected"),
    [
        ("Prohibition/Restriction", RESTRICTED, False),
        ("Prohibition/Restriction", "Prohibition is limited to certain products and services.", False),
        ("Prohibition/Restriction", "The entities are not themselves excluded.", False),
        ("Prohibition/Restriction", "The company itself is not excluded", False),
        ("Prohibition/Restriction", "", None),
        ("Prohibition/Restriction", "Excluded from federal health programs.", None),
        ("Ineligible (Proceedings Completed)", "", True),
        ("INELIGIBLE (PROCEEDINGS PENDING)", "", True),
        ("Voluntary Exclusion", "", True),
        ("Ineligible (Proceedings Completed)", RESTRICTED, None),  # type and comment contradict each other
        ("", "", None),
        ("A new type", "", None),
    ],
)
def test_whom_a_row_excludes(type_: str, comment: str, expected: bool | None) -> None:
    assert excludes_itself(type_, comment) is expected


@pytest.mark.parametrize(
    "name", ["Dahua Hotel", "Uniview Ltd", "LOREX TREASURY FOUNDATION", "HIKVISON TRADING LLC", "ZTEC LLC", "Dahva", ""]
)
def test_a_stranger_is_not_taken_for_a_maker(tmp_path: Path, name: str) -> None:
    path = table(tmp_path / "sam.csv", [firm(name)])
    assert read(path) == []
    assert entry(path, strangers=True).match.entity is None


def test_persons_and_ships_are_no_makers(tmp_path: Path) -> None:
    rows = [firm("Gong Hongjia", Classification="Individual"), firm("ZTE", Classification="Vessel")]
    path = table(tmp_path / "sam.csv", rows)
    assert read(path) == []
    assert all(isinstance(e, Entry) and e.match.entity is None for e in read(path, strangers=True))


def test_both_sets_of_columns_are_read(tmp_path: Path) -> None:
    old = firm("ZTE CORPORATION", **{"Unique Entity Identifier (SAM)": PLACEHOLDER, "Exclusion Program": "Reciprocal",
               "Excluding Agency": "GSA", "CT Code": "A1", "SAM Number": "S1"})  # fmt: skip
    new = firm(
        "ZTE CORPORATION", **{"Unique Entity ID": PLACEHOLDER, "FASCSA Order Flag": "Y", "Active Date": "3/2/2020"}
    )
    first = entry(table(tmp_path / "old.csv", [old]))
    assert [first.fields[name] for name in ("program", "agency", "ct_code", "sam_number")] == [
        "Reciprocal", "GSA", "A1", "S1",
    ]  # fmt: skip
    second = entry(table(tmp_path / "new.csv", [new], NEW))
    assert second.fields["fascsa_order"] is True
    assert second.fields["program"] is None
    assert second.fields["from"] == "2020-03-02"
    assert PLACEHOLDER not in json.dumps([first.fields, second.fields])  # ids of the samples are placeholders


@pytest.mark.parametrize(
    ("change", "on", "expected"),
    [
        ({}, "2019-12-12", False),
        ({}, "2019-12-13", True),
        ({"Termination Date": "06/30/2021"}, "2021-06-30", True),
        ({"Termination Date": "06/30/2021"}, "2021-07-01", False),
        ({"Record Status": "Inactive"}, "2024-05-01", False),
    ],
)
def test_a_row_holds_from_its_first_to_its_last_day(
    tmp_path: Path, change: dict[str, str], on: str, expected: bool
) -> None:
    assert entry(table(tmp_path / "sam.csv", [firm("ZTE", **change)]), on=on).fields["in_force"] is expected


def test_cross_references_are_companies_too(tmp_path: Path) -> None:
    path = table(
        tmp_path / "sam.csv", [firm("Skycom Tech. Co., Limited", **{"Cross-Reference": "Huawei; Nobody Inc."})]
    )
    assert entry(path).fields["cross_references"] == [
        {"name": "Huawei", "entity": "huawei"}, {"name": "Nobody Inc.", "entity": None},
    ]  # fmt: skip


def test_only_the_companies_asked_for_are_given(tmp_path: Path) -> None:
    path = table(tmp_path / "sam.csv", [firm("ZTE"), firm("Dahua"), firm("Acme")])
    assert [e.match.entity for e in read(path, only=frozenset({"dahua"}), strangers=True) if isinstance(e, Entry)] == [
        "dahua"
    ]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"Active Date": "02/30/2020"}, "02/30/2020"),
        ({"Active Date": "soon"}, "soon"),
        ({"Termination Date": "13/01/2020"}, "13/01/2020"),
        ({"Termination Date": "01/01/2010"}, "2019-12-13 to 2010-01-01"),
    ],
)
def test_a_day_that_cannot_be_costs_its_row_alone(tmp_path: Path, change: dict[str, str], found: str) -> None:
    first, second = read(table(tmp_path / "sam.csv", [firm("ZTE", **change), firm("Dahua")]))
    assert isinstance(first, Problem)
    assert (first.where.place, first.found) == ("line 2", found)
    assert first.expected.startswith("impossible-date")
    assert isinstance(second, Entry)


def lines(path: Path, *more: str) -> Path:
    table(path, [firm("ZTE")])
    with path.open("a", encoding="utf-8") as file:
        file.writelines(more)
    return path


@pytest.mark.parametrize(
    "broken", ["one,two\n", "x" * 200_000 + "\n", '"' + "y" * 140_000 + "\n", "z" * 3_000_000 + "\n"]
)
def test_a_row_that_cannot_be_read_costs_itself_alone(tmp_path: Path, broken: str) -> None:
    buffer = io.StringIO()
    csv.DictWriter(buffer, OLD, restval="").writerow(firm("Dahua"))
    found = read(lines(tmp_path / "sam.csv", broken, buffer.getvalue()))
    assert [e.match.entity for e in found if isinstance(e, Entry)] == ["zte", "dahua"]
    (problem,) = [e for e in found if isinstance(e, Problem)]
    assert problem.where.place == "line 3"
    assert len(problem.found) <= 80


@pytest.mark.parametrize("text", ["", "\n", "Name\nZTE\n", "\0\1\2", '{"id": 1}', '"' + "x" * 200_000])
def test_a_file_without_the_columns_is_no_such_list(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sam.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnknownFormat, match=":1: expected a column `Classification`"):
        read(path)


def test_a_column_that_is_misspelt_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sam.csv"
    path.write_text(",".join(OLD).replace("Classification", "Clasification") + "\n", encoding="utf-8")
    with pytest.raises(UnknownFormat, match="did you mean `Clasification`"):
        read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(["sam", "opensanctions"]))
def test_no_bytes_crash_a_reader(tmp_path: Path, tail: bytes, kind: str) -> None:
    path = tmp_path / "list.csv"
    head = ",".join(OLD) if kind == "sam" else "id,schema,name,aliases"
    path.write_bytes(head.encode() + b"\n" + tail)
    read(path, kind, strangers=True)
    path.write_bytes(tail)
    with suppress(InputError):
        read(path, kind, strangers=True)


def test_a_long_list_is_read_row_by_row(tmp_path: Path) -> None:
    import tracemalloc

    path = table(tmp_path / "sam.csv", (firm(f"STRANGER {n} LLC", City="x" * 900) for n in range(20_000)))
    tracemalloc.start()
    assert read(path) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size / 10


TARGETS = "id,schema,name,aliases,countries,sanctions,dataset,program_ids,first_seen,last_seen,last_change\n"


def test_targets_of_opensanctions_are_linked(tmp_path: Path) -> None:
    path = tmp_path / "targets.simple.csv"
    path.write_text(
        TARGETS
        + 'os-1,Company,"A Name","Zhejiang Dahua Technology Co., Ltd.;Other",cn,A list,A set;B,P1,2022,2026,\n'
        + "os-2,Person,Dahua,,,,,,,,\nos-3,Company,Dahua Hotel,,,,,,,,\nos/4,Organization,Hikvision,,,,,,,,\n",
        encoding="utf-8",
    )
    first, second = read(path, "opensanctions")
    assert isinstance(first, Entry)
    assert isinstance(second, Entry)
    assert (first.match.entity, first.fields["matched"]) == ("dahua", "Zhejiang Dahua Technology Co., Ltd.")
    assert first.fields["link"] == "https://www.opensanctions.org/entities/os-1"
    assert first.fields["dataset"] == ["A set", "B"]
    assert second.fields["link"].endswith("/os%2F4")


def test_entities_of_opensanctions_are_linked_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.json"
    known = {"id": "os-1", "schema": "Company", "datasets": ["a"], "properties": {"name": ["X"], "alias": ["海康威视"]}}
    owns = {"id": "os-2", "schema": "Ownership", "properties": {"owner": ["os-1"]}}
    path.write_text("\n".join([json.dumps(known), "{", "[1]", json.dumps(owns), '{"id": 1}']) + "\n", encoding="utf-8")
    found = read(path, "opensanctions")
    assert [e.match.entity for e in found if isinstance(e, Entry)] == ["hikvision"]
    assert [p.where.place for p in found if isinstance(p, Problem)] == ["line 2", "line 3", "line 5"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["lists", *arguments], standalone_mode=False)


def test_the_command_prints_lines_of_json(tmp_path: Path) -> None:
    path = table(tmp_path / "sam.csv", [firm("ZTE CORPORATION"), firm("ACME")])
    done = run("sam", str(path), "--jsonl", "--on", "2024-05-01")
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["list"], row["line"], row["entity"], row["itself_excluded"]) == ("sam", 2, "zte", False)
    assert "1 rows name a company" in done.stderr
    assert done.return_value == Exit.DONE
    assert len(run("sam", str(path), "--jsonl", "--every").stdout.splitlines()) == 2


def test_the_command_prints_text_and_counts_what_it_could_not_read(tmp_path: Path) -> None:
    path = table(tmp_path / "sam.csv", [firm("ZTE CORPORATION"), firm("Dahua", **{"Active Date": "99/99/2020"})])
    done = run("sam", str(path), "中兴通讯")
    assert 'line 2: "ZTE CORPORATION" is ZTE (zte)' in done.stdout
    assert "is not itself excluded" in done.stdout
    assert "does not say who made a device" in done.stdout
    assert done.return_value == Exit.DONE
    assert run("sam", str(path)).return_value == Exit.SOME_UNREADABLE


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [(["Dahua Hotel"], InputError, "did you mean"), (["--on", "2024-02-30"], ImpossibleHoldings, "impossible-date")],
)
def test_what_is_no_question_is_refused(
    tmp_path: Path, arguments: list[str], error: type[Exception], says: str
) -> None:
    done = run("sam", str(table(tmp_path / "sam.csv", [])), *arguments)
    assert isinstance(done.exception, error)
    assert says in str(done.exception)


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside the checkout")
def test_the_published_samples_name_one_maker_and_exclude_none() -> None:
    found = read(CORPUS / "sam_exclusions_firms_shared.csv")
    assert [(e.match.entity, e.fields["itself_excluded"]) for e in found if isinstance(e, Entry)] == [("zte", False)]
    assert len(found) == 1
    assert read(CORPUS / "sam_fascsa_orders_sample.csv") == []
    assert len(read(CORPUS / "sam_fascsa_orders_sample.csv", strangers=True)) == 6

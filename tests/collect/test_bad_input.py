"""Hostile and broken input: a problem with its place or a refusal with its reason, never a crash or hang."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whomade import collect
from whomade.collect import Source, csv_rows, inventory, nmap, observations, onvif, safexml, table, xlsx_guard
from whomade.errors import InputError, UnknownFormat
from whomade.model import Observation, Problem

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
CASES = Path(__file__).parents[1] / "cases" / "collect"


def given_file(tmp_path: Path, data: bytes | str, name: str = "input.dat") -> Source:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Source(path, name)


def split(results) -> tuple[list[Observation], list[Problem]]:
    results = list(results)
    return [r for r in results if isinstance(r, Observation)], [r for r in results if isinstance(r, Problem)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\n", "empty file"),
        (bytes(range(256)) * 40, "binary"),
        (b"PK\x03\x04" + bytes(60), "zip archive that is no .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password-protected workbook"),
        (b'{"ip": "192.0.2.1", "ports": []}', "JSON of another tool"),
        (b"<?xml version='1.0'?><catalogue><a/></catalogue>", "first element `catalogue`"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"#separator \\x09\n", "Zeek log"),
        (b"# Nmap 7.94 scan initiated\nHost: 192.0.2.1\n", "nmap -oX"),
        (b"Dear colleague, the camera in the hall is broken.\n", "text without columns"),
    ],
)
def test_unknown_files_are_refused_with_what_they_seem_to_be(tmp_path, data, reason):
    source = given_file(tmp_path, data)
    with pytest.raises(UnknownFormat, match=r"input\.dat: ") as refusal:
        list(collect.read(source))
    assert reason in str(refusal.value)
    assert source.summary.refused in str(refusal.value)


def test_readme_is_not_evidence(tmp_path):
    with pytest.raises(UnknownFormat, match="not evidence"):
        list(collect.read(given_file(tmp_path, "asset,brand\na,Acme\n", "README.md")))


@pytest.mark.parametrize("name", ["nmap", "onvif", "xmlreply"])
def test_entity_definitions_are_refused(tmp_path, name):
    root = {"nmap": "nmaprun", "onvif": "Envelope", "xmlreply": "DeviceInfo"}[name]
    source = given_file(tmp_path, f"{BOMB.replace('x', root, 1)}<{root} a='&b;'>&b;</{root}>")
    seen, problems = split(collect.read(source, name))
    assert seen == []
    assert [p.found for p in problems] == ["an entity definition"]


@pytest.mark.parametrize(("name", "root"), [("nmap", "nmaprun"), ("onvif", "Envelope"), ("xmlreply", "DeviceInfo")])
def test_deep_nesting_ends_the_reading(tmp_path, name, root):
    source = given_file(tmp_path, f"<{root}>" + "<a>" * 100_000)
    seen, problems = split(collect.read(source, name))
    assert seen == []
    assert "nested more than" in problems[0].found


def test_endless_tag_is_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(safexml, "TOKEN_CAP", 100_000)
    source = given_file(tmp_path, "<nmaprun><host a='" + "x" * 5_000_000)
    _, problems = split(nmap.collect(source))
    assert "more than 16 MiB" in problems[0].found


def test_deeply_nested_json_is_a_problem(tmp_path):
    deep = '{"asset":"a","kind":"label","data":' + '{"x":' * 200 + "1" + "}" * 200 + "}\n"
    deeper = '{"asset":"a","kind":"label","data":' + "[" * 100_000 + "\n"
    good = '{"asset":"a","kind":"label","data":{"brand":"Acme"}}\n'
    seen, problems = split(observations.collect(given_file(tmp_path, deep + deeper + good)))
    assert len(seen) == 1
    assert [p.where.place for p in problems] == ["line 1", "line 2"]


def test_huge_line_is_skipped_and_named(tmp_path):
    line = '{"asset":"a","kind":"banner","data":"%s"}\n'
    data = line % "one" + line % ("x" * (17 * 1024 * 1024)) + line % "two"
    seen, problems = split(observations.collect(given_file(tmp_path, data)))
    assert [o.data for o in seen] == ["one", "two"]
    assert [(p.where.place, p.found) for p in problems] == [("line 2", "a longer one")]


def test_bytes_that_are_not_utf8_are_a_problem(tmp_path):
    data = b'{"asset":"a","kind":"banner","data":"\xff\xfe"}\n{"asset":"b","kind":"banner","data":"x"}\n'
    seen, problems = split(observations.collect(given_file(tmp_path, data)))
    assert [o.asset for o in seen] == ["b"]
    assert problems[0].found == "bytes that are not UTF-8"


def test_unclosed_quote_costs_its_own_row_only(tmp_path):
    rows = ["asset id,brand", 'bad,"Acme', *(f"cam{n},Acme" for n in range(2000))]
    seen, problems = split(inventory.collect(given_file(tmp_path, "\n".join(rows) + "\n")))
    assert len(seen) == 2000
    assert [p.where.place for p in problems] == ["row 2"]


def test_quotes_made_to_stall_end_in_time_and_lose_nothing_silently(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_rows, "ROW_CAP", 4096)
    monkeypatch.setattr(csv_rows, "REPLAYS", 20)
    source = given_file(tmp_path, "asset id,brand\ncam,Acme\n" + 'x","\n' * 50_000)
    seen, problems = split(inventory.collect(source))
    assert [o.asset for o in seen] == ["cam"]
    assert any("lines after it are lost" in p.found for p in problems)


def test_row_of_endless_columns_is_a_problem(tmp_path):
    source = given_file(tmp_path, "asset id,brand\n" + "a," * (table.WIDTH_CAP * 3) + "\nb,Acme\n")
    seen, problems = split(inventory.collect(source))
    assert [o.asset for o in seen] == ["b"]
    assert problems[0].where.place == "row 2"


def test_long_csv_line_is_skipped(tmp_path):
    source = given_file(tmp_path, "asset id,brand\nx," + "y" * 3_000_000 + "\nb,Acme\n")
    seen, problems = split(inventory.collect(source))
    assert [o.asset for o in seen] == ["b"]
    assert problems[0].found == "a line of more than 1 MiB"


def test_truncated_reply_is_a_problem_with_its_line(tmp_path):
    source = given_file(tmp_path, "<Envelope><Body><GetScopesResponse>\n<Scopes>")
    seen, problems = split(onvif.collect(source))
    assert seen == []
    assert [(p.where.place, p.found) for p in problems] == [("line 2", "the file ends in the middle")]


def workbook(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def changed(change: dict[str, bytes]) -> bytes:
    """The workbook of the case with some parts replaced."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(CASES / "xlsx/two-sheets/input.xlsx") as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return data.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password-protected"),
        (b"PK\x03\x04" + b"nothing" * 50, "zip archive cannot be read"),
        (workbook(**{"[Content_Types].xml": b"<x/>"}), "a broken workbook"),
        (changed({"xl/workbook.xml": b"<workbook"}), "a broken workbook"),
    ],
)
def test_broken_workbooks_are_refused_with_a_reason(tmp_path, data, reason):
    with pytest.raises(InputError, match=reason):
        list(collect.read(given_file(tmp_path, data, "book.xlsx")))


def test_zip_bomb_is_refused_by_its_directory(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_guard, "UNPACKED_CAP", 10_000_000)
    bomb = changed({SHEET: b" " * 20_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(InputError, match="unpacks to more than"):
        list(collect.read(given_file(tmp_path, bomb, "book.xlsx")))


def test_workbook_over_the_cap_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_guard, "FILE_CAP", 1000)
    with pytest.raises(InputError, match=r"save it as \.csv"):
        list(collect.read(given_file(tmp_path, changed({}), "book.xlsx")))


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet "
        + MAIN
        + b'><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>asset</t></is></c></row><row r="2"',
        BOMB.replace("x", "worksheet", 1).encode() + b"<worksheet " + MAIN + b"><sheetData>&b;</sheetData></worksheet>",
        b"<worksheet "
        + MAIN
        + b'><sheetData><row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>',
        b"<worksheet "
        + MAIN
        + b'><dimension ref="A1:XFD1048576"/><sheetData><row r="x"><c r="!"><v>1</v></c></row></sheetData></worksheet>',
    ],
)
def test_lying_sheets_end_and_are_named(tmp_path, sheet):
    source = given_file(tmp_path, changed({SHEET: sheet}), "book.xlsx")
    try:
        seen, _ = split(collect.read(source))
    except InputError:
        assert source.summary.refused.startswith("a broken workbook")
    else:
        assert "x1" in {o.asset for o in seen}


def mutated(data: bytes, cut: int, place: int, junk: bytes) -> bytes:
    data = data[: len(data) - cut % (len(data) + 1)] if cut % 3 else data
    place %= len(data) + 1
    return data[:place] + junk + data[place + len(junk) // 2 :]


@pytest.mark.parametrize("case", sorted(CASES.glob("*/*/input.*")), ids=lambda p: f"{p.parts[-3]}/{p.parts[-2]}")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 5000), place=st.integers(0, 50_000), junk=st.binary(max_size=12))
def test_mutated_cases_never_crash_a_reader(tmp_path, case, cut, place, junk):
    source = given_file(tmp_path, mutated(case.read_bytes(), cut, place, junk), case.name)
    try:
        results = list(collect.read(source, case.parts[-3]))
    except InputError:
        return
    assert source.summary.rejected == sum(isinstance(r, Problem) and r.lost for r in results)


@pytest.mark.parametrize(
    "inside",
    [
        b"<row r='1'><c><is><t>" + b"x" * 5_000_000 + b"</t></is></c></row>",
        b"<row r='1'>" + b"<c/>" * 150_000 + b"</row>",
        b"<x/>" * 250_000,
    ],
)
def test_workbooks_made_to_exhaust_memory_are_refused(tmp_path, inside):
    sheet = b"<worksheet " + MAIN + b"><sheetData>" + inside + b"</sheetData></worksheet>"
    with pytest.raises(InputError, match=r"save it as \.csv"):
        list(collect.read(given_file(tmp_path, changed({SHEET: sheet}), "book.xlsx")))


@pytest.mark.parametrize("numbers", [(1, 2, 2), (1, 5, 3), (4, 1)])
def test_rows_that_the_library_would_pass_over_are_told(tmp_path, numbers):
    rows = b"".join(b"<row r='%d'><c t='inlineStr'><is><t>Acme</t></is></c></row>" % number for number in numbers)
    sheet = b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"
    with pytest.raises(InputError, match=f"row {numbers[-1]} stands behind row {numbers[-2]}"):
        list(collect.read(given_file(tmp_path, changed({SHEET: sheet}), "book.xlsx")))


def test_a_sheet_that_is_named_and_missing_is_told(tmp_path):
    whole, less = zipfile.ZipFile(CASES / "xlsx/two-sheets/input.xlsx"), io.BytesIO()
    with whole, zipfile.ZipFile(less, "w") as new:
        for name in whole.namelist():
            if name != "xl/worksheets/sheet2.xml":
                new.writestr(name, whole.read(name))
    source = given_file(tmp_path, less.getvalue(), "book.xlsx")
    list(collect.read(source))
    assert any("sheets that the workbook names and does not hold" in note for note in source.summary.notes)


def test_what_a_screening_added_to_a_sheet_is_no_evidence(tmp_path):
    seen, _ = split(inventory.collect(given_file(tmp_path, "Model,whomade: maker\nX-1,Hikvision\nX-2,Dahua\n")))
    assert not any("Hikvision" in str(each.data) or "Dahua" in str(each.data) for each in seen)


def test_large_sheet_without_dimension_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_guard, "UNMEASURED_BYTES", 10_000)
    rows = b"<row><c><v>1</v></c></row>" * 1000
    sheet = b"<worksheet " + MAIN + b">%s<sheetData>" + rows + b"</sheetData></worksheet>"
    with pytest.raises(InputError, match="does not state its dimension"):
        list(collect.read(given_file(tmp_path, changed({SHEET: sheet % b""}), "book.xlsx")))
    stated = given_file(tmp_path, changed({SHEET: sheet % b'<dimension ref="A1:A1000"/>'}), "book.xlsx")
    assert list(collect.read(stated))

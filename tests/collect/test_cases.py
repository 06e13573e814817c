"""Every reader has cases: an input and what it gives. `WHOMADE_ACCEPT=1` rewrites the expectations."""

import base64
import json
import os
from pathlib import Path

import pytest

from whomade import collect
from whomade.collect import Source
from whomade.model import Observation, Problem

CASES = Path(__file__).parents[1] / "cases" / "collect"
FOLDERS = sorted(path for path in CASES.glob("*/*") if path.is_dir())


def shown(found: Observation | Problem) -> dict:
    if isinstance(found, Problem):
        return {
            "problem": found.where.place,
            "expected": found.expected,
            "found": found.found,
            "consequence": found.consequence,
        }
    data = found.data
    row = {
        "asset": found.asset,
        "kind": found.kind,
        "data": {"b64": base64.b64encode(data).decode()} if isinstance(data, bytes) else data,
        "place": found.where.place,
        "at": found.at,
        "source": found.source,
        "site": found.site,
    }
    return {key: value for key, value in row.items() if value is not None}


def outcome(path: Path) -> dict:
    source = Source(path, path.name)
    results = [shown(found) for found in collect.read(source)]
    summary = source.summary
    return {
        "format": summary.format,
        "records": summary.records,
        "rejected": summary.rejected,
        "columns": summary.columns,
        "notes": summary.notes,
        "results": results,
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_input_gives_what_is_expected(folder: Path):
    got = outcome(next(folder.glob("input.*")))
    expected = folder / "expected.json"
    if os.environ.get("WHOMADE_ACCEPT"):
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert got == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_input_is_accepted_by_one_reader_only(folder: Path):
    path = next(folder.glob("input.*"))
    head = path.read_bytes()[: 64 * 1024]
    taken = [name for name in collect.readers() if collect.reader(name).accepts(head, path.name)]
    assert taken == [folder.parent.name]


def test_every_reader_has_a_case():
    assert {folder.parent.name for folder in FOLDERS} == set(collect.readers())


def test_every_module_is_a_reader_or_a_named_helper():
    folder = Path(collect.__file__).parent
    modules = {path.stem for path in folder.iterdir() if not path.name.startswith("__")}
    assert modules == set(collect.readers()) | collect.HELPERS
    assert [collect.reader(name).NAME for name in collect.readers()] == list(collect.readers())

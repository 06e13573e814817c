"""Every case gives the signals and problems written beside it. `WHOMADE_ACCEPT=1` rewrites the expectations."""

from __future__ import annotations

import base64
import json
import os
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from whomade import signals
from whomade.model import Observation, Problem, Signal

CASES = Path(__file__).parents[1] / "cases" / "signals"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/input.json"))


def observed(folder: Path) -> Observation:
    given = json.loads((folder / "input.json").read_text(encoding="utf-8"))
    data = base64.b64decode(given["data_b64"]) if "data_b64" in given else given["data"]
    return Observation("case", given["kind"], data)


def written(results: list[Signal | Problem]) -> dict[str, Any]:
    """Give results as they stand in expected.json."""
    return {
        "signals": [[r.field, r.value] for r in results if isinstance(r, Signal)],
        "problems": [[r.expected, r.found, r.consequence] for r in results if isinstance(r, Problem)],
    }


def rendered(results: dict[str, Any]) -> str:
    """Give expected.json with one signal or problem a line, so that a diff shows what changed."""
    parts = []
    for name, rows in results.items():
        inner = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f'  "{name}": [' + (f"\n{inner}\n  ]" if rows else "]"))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def own_kinds(module: str) -> set[str]:
    return {kind for kind, name in signals.kinds().items() if name == module}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_case_gives_its_expected_signals(folder: Path) -> None:
    found = written(signals.extract(observed(folder)))
    if os.environ.get("WHOMADE_ACCEPT"):
        (folder / "expected.json").write_text(rendered(found), encoding="utf-8")
    assert found == json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", sorted(set(signals.kinds().values())))
def test_every_module_has_a_case_for_each_of_its_kinds(module: str) -> None:
    cases = {observed(folder).kind for folder in FOLDERS if folder.parent.name == module.rpartition(".")[2]}
    assert not {kind for kind in own_kinds(module) if not any(fnmatch(case, kind) for case in cases)}


def test_every_field_is_in_the_vocabulary() -> None:
    yaml = pytest.importorskip("yaml")
    vocabulary = yaml.safe_load((Path(__file__).parents[2] / "knowledge/vocabulary/fields.yml").read_text("utf-8"))
    known = {field["id"] for field in vocabulary["fields"]}
    assert {r.field for f in FOLDERS for r in signals.extract(observed(f)) if isinstance(r, Signal)} <= known

"""Numbers without a brand are counted by whose they are, long and short apart; absent lists are said and no failure."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from whomade.model import Brand, Citation, ModelRelation
from whomade.testing import knowledge_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from whomade.model import Knowledge

ROOT = Path(__file__).parents[2]
CITED = (Citation("survey", "page 3"),)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module, which is a script and in no package."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    yield importlib.import_module("numbering")
    sys.modules.pop("numbering", None)


@pytest.fixture
def known() -> Knowledge:
    relations = tuple(ModelRelation(model, "northlens", "sure", CITED) for model in ("^GUARD-900[123]X", "^GD[0-9]"))
    return knowledge_of(brands=[Brand("acme", "Acme", (), models=relations), Brand("umbra", "Umbra", ())])


def test_numbers_are_right_by_brand_by_maker_or_not_at_all(bench: ModuleType, known: Knowledge) -> None:
    number = bench.Number
    asked = [
        number("GUARD-9001X", "Acme"),
        number("GUARD-9002X", "Northlens"),
        number("GUARD-9003X", "Umbra", "Northlens"),
        number("GD4411", "Umbra"),
        number("P3245", "Umbra"),
    ]
    assert bench.count(asked, known) == {
        "numbers": 5,
        "long": {"right": 2, "right_by_maker": 1, "other": 0},
        "short": {"right": 0, "right_by_maker": 0, "other": 1},
        "short_by_spelt": {2: {"right": 0, "right_by_maker": 0, "other": 1, "numberings": 1}},
    }


def test_lists_are_read_without_remarks(bench: ModuleType, tmp_path: Path) -> None:
    pair = {"brand": "Acme (old)", "brand_model": "GD1", "maker": "Northlens", "maker_model": "(not named)"}
    (tmp_path / "models.jsonl").write_text(json.dumps(pair) + "\n", encoding="utf-8")
    (tmp_path / "list.csv").write_text("brand,model\nUmbra,U-1\nUmbra,\nUmbra,U-1\n", encoding="utf-8")
    assert bench.pairs(tmp_path / "models.jsonl") == {("GD1", "Acme", "Northlens")}
    assert bench.inventory(tmp_path / "list.csv") == {("U-1", "Umbra", "")}


def test_absent_lists_are_no_failure(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["numbering.py", "--facts", str(tmp_path), "--corpus", str(tmp_path), "--write"])
    assert bench.main() == 0
    assert "nothing to count" in capsys.readouterr().out


def test_the_kept_counts_are_whole() -> None:
    kept = json.loads((ROOT / "bench" / "numbers.json").read_text(encoding="utf-8"))
    for counts in kept["lists"].values():
        assert sum(counts["long"].values()) + sum(counts["short"].values()) <= counts["numbers"]

"""What keeps answers quiet is told apart by cause, and bolder rules are held against the same devices."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from whomade.pipeline.corpus import Row, grouped
from whomade.testing import MAKERS, fingerprint, knowledge_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CROWD = {f"maker-{n:02d}": f"Maker {n:02d}" for n in range(100)}
"""Makers of whom nothing is known, so that the flat prior is as thin as in the real base."""
BASE = knowledge_of(
    makers=MAKERS | CROWD,
    fingerprints=(
        fingerprint("northlens", "hardware_id", "^nl-", "very-strong", trial=True),
        fingerprint("meridian", "hardware_id", "^mo-"),
        fingerprint("pelagic", "hardware_id", "^pg-", "moderate"),
    ),
)


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "bench"))
    yield importlib.import_module("quiet")
    sys.modules.pop("quiet", None)


def row(kind: str, raw: str, maker: str, **more: Any) -> Row:
    return Row(id=raw, kind=kind, raw=raw, true_maker=maker, scorable=True, **{"device_class": "camera", **more})


ROWS = [
    row("inventory", "hardware id: nl-7", "Northlens"),
    row("inventory", "hardware id: mo-7", "Meridian Optics"),
    row("inventory", "hardware id: pg-7", "Pelagic"),
    row("inventory", "hardware id: q-7", "Pelagic"),
    row("inventory", "hardware id: pg-8", "Pelagic", device_class="printer"),
]


def test_every_quiet_piece_of_gear_has_its_cause(quiet: Any) -> None:
    found = quiet.quiet(BASE, grouped(ROWS, devices=False))
    assert dict(found["causes"]) == {
        quiet.TRIAL: 1,
        quiet.COPYABLE: 1,
        quiet.WEAK: 1,
        quiet.NOTHING: 1,
    }
    assert found["rules"][0]["gear"] == 4


def test_a_bolder_rule_says_more_and_is_counted_where_it_is_wrong(quiet: Any) -> None:
    trap = row("inventory", "hardware id: mo-8", "Pelagic")
    rules = quiet.quiet(BASE, grouped([*ROWS, trap], devices=False))["rules"]
    assert [line["loud"] for line in rules] == [0, 1, 2]
    assert [line["wrong"] for line in rules] == [0, 0, 1]

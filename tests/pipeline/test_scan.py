"""What is checked before a scan, and again before one goes on: the record is a file like any other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import pytest

from whomade.cli.scan import scan as command
from whomade.collect.scanner import engine
from whomade.collect.scanner.engine import Pace
from whomade.errors import InputError, NotAllowed
from whomade.pipeline import scan as pipeline
from whomade.pipeline.scan import FASTEST, SLOWEST, Plan

if TYPE_CHECKING:
    from pathlib import Path

HEADER = {
    "format": "whomade-scan/1",
    "targets": ["127.77.203.0/30"],
    "ports": [554],
    "offset": 20_000,
    "discovery": False,
}


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """No scan of these tests sends anything; the list says which were begun."""
    begun: list[str] = []
    monkeypatch.setattr(engine.Scan, "run", lambda _self: begun.append("begun"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    return begun


def written(folder: Path, **changed: Any) -> Path:
    path = folder / "scan.jsonl"
    path.write_text(json.dumps(HEADER | changed) + "\n")
    return path


def test_a_record_that_asks_for_what_is_allowed_goes_on(tmp_path: Path, silent: list[str]) -> None:
    pipeline.resume(Plan(written(tmp_path)))
    assert silent == ["begun"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ports": [23]}, "no probe for port 23"),
        ({"ports": []}, "no target or no port"),
        ({"targets": []}, "no target or no port"),
        ({"targets": ["camera.example"]}, "expected an IPv4 network"),
        ({"targets": [7]}, "expected an IPv4 network"),
        ({"offset": 30_000}, "some port would be above 65535"),
        ({"offset": -80}, "out of range"),
    ],
)
def test_a_record_that_asks_for_what_a_new_scan_may_not_is_refused_by_name(
    tmp_path: Path, silent: list[str], changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said) as refusal:
        pipeline.resume(Plan(written(tmp_path, **changed)))
    assert "scan.jsonl" in str(refusal.value)
    assert silent == []


def test_a_record_with_a_target_outside_the_allow_list_is_refused(tmp_path: Path, silent: list[str]) -> None:
    with pytest.raises(NotAllowed, match="nothing was sent"):
        pipeline.resume(Plan(written(tmp_path, targets=["192.0.2.0/24"])))
    assert silent == []


def test_a_broken_allow_list_is_not_blamed_on_the_record(tmp_path: Path) -> None:
    (tmp_path / "whomade.toml").write_text("[scan\n")
    with pytest.raises(InputError, match=r"^whomade\.toml"):
        pipeline.resume(Plan(written(tmp_path)))


@pytest.mark.parametrize("rate", [float("nan"), float("inf"), 0.0, -1.0, 0.5, 1e6])
def test_a_rate_that_is_none_is_refused_new_or_resumed(tmp_path: Path, silent: list[str], rate: float) -> None:
    with pytest.raises(InputError, match="rate: expected"):
        pipeline.scan(["127.77.203.0/30"], Plan(tmp_path / "new.jsonl", discovery=False, pace=Pace(rate)))
    with pytest.raises(InputError, match="rate: expected"):
        pipeline.resume(Plan(written(tmp_path), pace=Pace(rate)))
    assert silent == []
    assert not (tmp_path / "new.jsonl").exists()


def test_the_option_has_the_bounds_of_the_library() -> None:
    bounds: Any = next(option.type for option in command.params if option.name == "rate")
    assert isinstance(bounds, click.FloatRange)
    assert (bounds.min, bounds.max) == (SLOWEST, FASTEST)

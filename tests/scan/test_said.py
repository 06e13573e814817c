"""What `whomade scan` says about itself: before it sends, and when it is interrupted."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from whomade.cli import scan as cli
from whomade.cli.main import cli as whomade
from whomade.collect.scanner import engine, implied

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "scan.md"
NAMED = [one.id for one in implied.EVERY if one.id]


@pytest.mark.parametrize("name", [*NAMED, "SYN", "ClientHello", "IGMP", "ARP"])
def test_a_dry_run_and_the_guide_name_what_others_send_for_us(name: str) -> None:
    printed = CliRunner().invoke(whomade, ["scan", "127.77.203.0/30", "--no-discovery", "--dry-run"])
    assert printed.exit_code == 0
    assert name in printed.output.partition("What the kernel and the TLS library send")[2]
    assert name in GUIDE.read_text(encoding="utf-8")


def test_a_dry_run_takes_no_rate_that_is_none() -> None:
    refused = CliRunner().invoke(whomade, ["scan", "127.77.203.0/30", "--rate", "nan", "--dry-run"])
    assert "rate: expected" in str(refused.exception)


def interrupted(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """The command by which an interrupted scan says to go on, in words."""

    def stop(_self: engine.Scan) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine.Scan, "run", stop)
    said = CliRunner().invoke(whomade, ["scan", *words]).output
    assert "to go on: " in said, said
    return shlex.split(said.partition("to go on: ")[2].splitlines()[0])


def test_an_interrupted_scan_says_the_whole_command_to_go_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config, record, page = tmp_path / "my list.toml", tmp_path / "r.jsonl", tmp_path / "r.html"
    config.write_text("[scan]\n")
    kept = [
        "--config", str(config), "--rate", "250", "--packet-log", str(tmp_path / "log"),
        "--regime", "us-ndaa-889-a1A", "--on", "2026-11-02", "--act", "buy",
        "--fact", "waiver_granted=true", "--only", "127.77.203.1", "--only", "127.77.203.2",
        "--explain", "--json", "--html", str(page), "--fail-on", "prohibited",
    ]  # fmt: skip
    in_record = [
        "127.77.203.0/30",
        "--port",
        "554",
        "--no-discovery",
        "--record",
        str(record),
        "--port-offset",
        "20000",
    ]
    said = interrupted(monkeypatch, *in_record, *kept)
    assert said == ["whomade", "scan", "--resume", str(record), *kept]
    assert interrupted(monkeypatch, *said[2:]) == said


def test_what_stands_in_a_record_names_options_that_exist() -> None:
    assert {option.name for option in cli.scan.params} >= cli.IN_RECORD

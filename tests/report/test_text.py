"""The terminal outputs, compared with golden files; `WHOMADE_ACCEPT=1` rewrites them, the diff is reviewed."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from whomade.model import Coverage, InputSummary, Level
from whomade.report import text, verdicts, wording
from whomade.report.terminal import columns, cut

GOLDEN = Path(__file__).parent / "golden"


def check(name: str, actual: str) -> None:
    path = GOLDEN / name
    if os.environ.get("WHOMADE_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(actual, encoding="utf-8")
    assert actual == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 120])
def test_table_is_as_reviewed(site, width):
    check(f"table-{width}.txt", "\n".join(text.table(site, width, color=False)) + "\n")


@pytest.mark.parametrize("width", [80, 120])
def test_waterfall_is_as_reviewed(site, knowledge, width):
    shown = [text.waterfall(site[n], knowledge, width, color=False) for n in (0, 3, 4, 5)]
    check(f"waterfall-{width}.txt", ("=" * width + "\n").join(shown))


@pytest.mark.parametrize("width", [40, 72, 80, 99, 100, 120, 200])
def test_no_row_is_wider_than_the_terminal(site, hostile, width):
    assert all(columns(line) <= max(width, 72) for line in text.table([*site, hostile], width, color=False))


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_of_the_waterfall_is_wider_than_the_terminal(site, hostile, knowledge, width):
    shown = "".join(text.waterfall(a, knowledge, width, color=False) for a in [*site, hostile])
    assert all(columns(line) <= width for line in shown.splitlines())


def test_table_streams(site):
    def devices():
        yield site[0]
        raise AssertionError("a second device was asked for too early")

    rows = text.table(devices(), 120, color=False)
    assert "Northlens" in [next(rows), next(rows)][1]


def test_headline_says_every_level_and_unread_files():
    counts = Counter({Level.CONFIRMED: 33, Level.PROBABLE: 8, Level.POSSIBLE: 12, Level.UNDETERMINED: 559})
    coverage = Coverage(
        inputs=[InputSummary("a", "csv", 5, 1), InputSummary("b", "csv", 5, 7), InputSummary("c", "csv", 5)]
    )
    expected = "612 devices: 33 confirmed, 8 probable, 12 possible, 559 undetermined; 2 files with rejected lines"
    assert text.headline(counts, coverage) == expected


def test_headline_has_singular_forms():
    refused = InputSummary("a", "", refused="too large")
    coverage = Coverage(inputs=[InputSummary("b", "csv", 5, 2), refused])
    expected = (
        "1 device: 0 confirmed, 1 probable, 0 possible, 0 undetermined; 1 file with rejected lines; 1 file refused"
    )
    assert text.headline(Counter({Level.PROBABLE: 1}), coverage) == expected


def test_headline_is_silent_where_all_was_read():
    assert text.headline(Counter(), Coverage(inputs=[InputSummary("a", "csv", 0)])).endswith("0 undetermined")


def test_headline_counts_plain_words_too():
    counts = Counter(str(level) for level in (Level.PROBABLE, Level.PROBABLE))
    assert text.headline(counts, Coverage()).startswith("2 devices: 0 confirmed, 2 probable")


def test_nothing_of_a_device_acts_in_the_terminal(hostile, knowledge):
    shown = "\n".join([*text.table([hostile], 120, color=False), text.waterfall(hostile, knowledge, 100, color=False)])
    assert {unicodedata.category(c) for c in shown if c != "\n"}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


def test_a_device_cannot_break_its_row(hostile):
    assert len(list(text.table([hostile], 120, color=False))) == 3  # heading, row, verdicts


def test_color_styles_and_changes_no_text(site):
    plain = "\n".join(text.table(site, 120, color=False))
    colored = "\n".join(text.table(site, 120, color=True))
    assert "\x1b[" in colored
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", colored).splitlines()] == plain.splitlines()


def test_no_color_in_the_environment_wins(site, knowledge, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in "".join(text.table(site, 80, color=True)) + text.waterfall(site[0], knowledge, 80, color=True)


def test_nobody_is_named_while_undetermined(site):
    row = list(text.table([site[4]], 160, color=False))[1]
    assert "Meridian" not in row
    assert "31 %" not in row


def test_cut_never_splits_a_wide_letter_over_the_edge():
    assert cut("监控七号", 6) == "监控…"
    assert columns(cut("监控七号", 6)) <= 6


def test_a_row_says_what_each_rule_says(hostile):
    rows = list(text.table([hostile], 160, color=False))
    said = [f"{verdict.regime}: {verdicts.in_short(verdict)}" for verdict in hostile.verdicts]
    assert said
    assert wording.visible("; ".join(said))[:120] in rows[-1]

"""A scan that is killed, whenever that is, and resumed ends with the answers of one that was not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .runs import WHOMADE, environment, offset

POINTS = 20


def test_twenty_kills_and_resumes_end_with_the_same_answers(tmp_path: Path) -> None:
    script = Path(__file__).with_name("killing.py")
    lab = [WHOMADE, "lab", "--port-offset", str(offset()), "--", sys.executable, str(script), str(tmp_path)]
    done = subprocess.run(  # noqa: S603
        lab, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["same"] * POINTS


OUTSIDE = [("10.0.0.0/30",), ("127.77.0.0/26", "192.0.2.0/24")]


@pytest.mark.parametrize("words", OUTSIDE)
def test_a_target_outside_is_refused_with_status_2_and_the_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    log = tmp_path / "packets.jsonl"
    command = [WHOMADE, "scan", *words, "--packet-log", str(log), "--record", str(tmp_path / "r.jsonl")]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 2
    assert "allow = [" in done.stderr
    assert not log.exists() or log.read_text() == ""
    assert not (tmp_path / "r.jsonl").exists()

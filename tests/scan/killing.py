"""Run inside the lab: scan once in peace, then be killed at twenty moments, resume, and compare."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import time
from itertools import zip_longest
from pathlib import Path

from runs import WHOMADE, names

POINTS = 20
TARGETS = sorted(
    address
    for name, address in names().items()
    if not name.startswith("hostile") or name in ("hostile-texts", "hostile-redirect")
)


def scan(*words: str) -> list[str]:
    return [WHOMADE, "scan", *words, "--jsonl", "--rate", "500"]


def main(folder: str) -> None:
    """Inside the lab: scan once in peace, then be killed at twenty moments, and compare."""
    record = Path(folder) / "scan.jsonl"
    began = time.monotonic()
    peaceful = answers(scan(*TARGETS, "--record", str(record)))
    took = time.monotonic() - began
    dice = random.Random(20)  # noqa: S311
    for point in range(POINTS):
        record.unlink()
        killed_at = took * (point + dice.random()) / POINTS
        kill_after(killed_at, scan(*TARGETS, "--record", str(record)))
        again = scan("--resume", str(record)) if usable(record) else scan(*TARGETS, "--record", str(record))
        sys.stdout.write(compared(answers(again), peaceful, killed_at) + "\n")


def compared(resumed: list[str], peaceful: list[str], killed_at: float) -> str:
    """ "same", or the first line that is not, so that a rare failure says what went wrong."""
    for after, before in zip_longest(resumed, peaceful):
        if after != before:
            return json.dumps({"killed_at": round(killed_at, 2), "resumed": after, "in_peace": before})
    return "same"


def usable(record: Path) -> bool:
    """Whether the record was begun; one whose first line is torn is begun anew, as the program says."""
    if record.exists() and b"\n" not in record.read_bytes():
        record.unlink()
    return record.exists()


def kill_after(seconds: float, command: list[str]) -> None:
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    child.wait()


def answers(command: list[str]) -> list[str]:
    """Every line of output, but for the moments at which a scan began and ended."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode in (0, 5), done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) > 20
    return [re.sub(r'"(?:began|ended)_at": ?"[^"]*"', "", line) for line in lines]


main(sys.argv[1])

"""A child process measured from outside: seconds on the wall, CPU seconds, and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOMADE = str(Path(sys.executable).with_name("whomade"))
KIB = 1024
"""`ru_maxrss` counts KiB on Linux."""


class Cost(NamedTuple):
    """What one run took. `peak_bytes` is the largest resident set."""

    wall_s: float
    cpu_s: float
    peak_bytes: int
    status: int


def measure(command: Sequence[str]) -> Cost:
    """Run a command with its output thrown away."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KIB, child.returncode)

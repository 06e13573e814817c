"""The lab and the scanner as a person starts them: two programs, one beside the other, with every port moved up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WHOMADE = str(Path(sys.executable).with_name("whomade"))


def offset() -> int:
    """A port offset of its own for each worker of pytest-xdist and each run, so that two labs do not meet."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return 11_000 + 400 * ((7 * worker + os.getppid()) % 38)


@dataclass(frozen=True)
class Done:
    """What a scan of the lab left behind."""

    status: int
    out: str
    err: str
    record: Path
    received: list[dict[str, Any]]

    def devices(self) -> dict[str, dict[str, Any]]:
        """Devices of the output by address (for `--jsonl`)."""
        lines = [json.loads(line) for line in self.out.splitlines()]
        return {line["asset"]["id"]: line for line in lines if "asset" in line}

    def coverage(self) -> dict[str, Any]:
        return dict(json.loads(self.out.splitlines()[-1])["coverage"])


def names() -> dict[str, str]:
    """Address of every device of the lab."""
    from whomade.lab import profiles

    return {profile.id: f"127.77.0.{number}" for number, profile in enumerate(profiles(), 1)}


def environment() -> dict[str, str]:
    return {**os.environ, "WHOMADE_PORT_OFFSET": str(offset()), "XDG_CONFIG_HOME": "/nonexistent", "NO_COLOR": "1"}


def scanned(folder: Path, *options: str, targets: tuple[str, ...] = ("127.77.0.0/26",)) -> Done:
    """Start the lab, scan it, stop it."""
    record, received = folder / "scan.jsonl", folder / "received.jsonl"
    lab = [WHOMADE, "lab", "--port-offset", str(offset()), "--record", str(received), "--"]
    scan = [WHOMADE, "scan", *targets, "--record", str(record), *options]
    done = subprocess.run(  # noqa: S603
        [*lab, *scan], cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    rows = [json.loads(line) for line in received.read_text().splitlines()] if received.exists() else []
    return Done(done.returncode, done.stdout, done.stderr, record, rows)

"""`make demo`: the main job on a machine without cameras. Starts the lab, scans it over loopback, explains one device.

Runs the installed `whomade` as a person would, prints each command before it, opens nothing, and stops what it started.
Status 5 (done, but some replies could not be read) is part of what is shown: the lab has hostile devices.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD, REPORT = "demo/out/scan.jsonl", "demo/out/report.html"
TARGET = "127.77.0.0/26"
CASE = [
    *("--regime", "us-ndaa-889-a1A", "--on", "2026-11-02", "--act", "buy", "--actor", "US:national-agency"),
    *("--place", "government-building", "--purpose", "physical-security-government", "--product", "camera"),
]
"""A federal agency wants to buy such devices to guard its building: what would section 889 say?"""
SHOWN = "annke-c800"
"""The device whose answer is explained: one company's name on everything it says, another company inside."""
DONE, SOME_UNREADABLE = 0, 5


def main() -> int:
    """Show the table, one waterfall, and where the report is."""
    for name in (RECORD, REPORT):
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).unlink(missing_ok=True)
    print("The lab: emulated cameras and recorders on loopback, some of them hostile. Who made them?\n")
    status = run("lab", "--", "whomade", "scan", TARGET, "--record", RECORD, "--html", REPORT, *CASE)
    if status not in (DONE, SOME_UNREADABLE):
        return status
    print("\n\nOne device, explained: what it says of itself, and what gives its maker away.\n")
    status = run("identify", RECORD, "--only", address_of(SHOWN), "--explain", *CASE)
    print(f"\nrecord: {ROOT / RECORD} (every reply as it came)")
    print(f"report: {ROOT / REPORT} (one file, opens offline)")
    return DONE if status in (DONE, SOME_UNREADABLE) else status


def address_of(name: str) -> str:
    """Address of a device of the lab, as `whomade lab --list` prints it."""
    done = subprocess.run([whomade(), "lab", "--list"], capture_output=True, text=True, check=True)  # noqa: S603
    return next(line.split()[0] for line in done.stdout.splitlines() if line.split()[-1] == name)


def whomade() -> str:
    """The program of this environment."""
    return str(Path(sys.executable).with_name("whomade"))


def run(*words: str) -> int:
    """Run `whomade`, its output going where ours goes, and give its exit status."""
    print("$ " + " ".join(["whomade", *words]) + "\n", flush=True)
    # Unbuffered, so that table and messages keep their order where both go into one file.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"  # noqa: TID251  a demo is no pure room
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PATH": path}  # noqa: TID251
    return subprocess.run([whomade(), *words], cwd=ROOT, env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())

"""The page on hostile packets, from fuzz/results.json and fuzz/oracle.json: nothing is run or counted here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whomade.model import Knowledge

FOLDER = Path(__file__).resolve().parents[1] / "fuzz"
WRITTEN = "<!-- written by docs/generate.py; do not edit -->"

OPENING = """\
What devices send is hostile until read. Three things are done about the decoders, beside the tests of each:

* **Mutated messages.** Valid messages are changed and read: bytes and lengths, lines and words of the protocol, leaves
  of objects; some are cut, joined or repeated, some are random. An exception, a result that cannot be written, a hang
  or memory without end is a problem. Lines are those inside functions, found by tracing.
* **A second opinion.** Every field that tshark reads as well is compared with it, frame by frame.
* **One bad packet costs one problem.** A test damages a message of every decoder inside a capture; what other devices
  said stays as it was.

No such run shows that there are no mistakes left. It says how long they were looked for.
"""

FURTHER = """\
```console
$ make fuzz EXECUTIONS=1000000 WRITE=--write    # some hours of one core; needs nothing but Python
$ make fuzz-guided DECODER=dns OPTIONS=-max_total_time=600    # guided by coverage; fetches atheris for the run
$ .venv/bin/python -m tests.collect.capture.oracle FILE...    # needs tshark
```
"""


def page(_: Knowledge) -> str:
    """Page: what the fuzzers ran and reached, and what was compared with tshark."""
    results = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
    parts = ["# Hostile packets", WRITTEN, OPENING, "## Mutated messages", _summary(results), _table(results)]
    oracle = FOLDER / "oracle.json"
    if oracle.exists():
        parts += ["## Beside tshark", _oracle(json.loads(oracle.read_text(encoding="utf-8")))]
    return "\n\n".join(part.strip("\n") for part in [*parts, "## Run again", FURTHER]) + "\n"


def _summary(results: dict[str, Any]) -> str:
    executions = sum(one["executions"] for one in results.values())
    problems = sum(len(one["problems"]) for one in results.values())
    days = sorted({one["on"] for one in results.values()})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return (
        f"{len(results)} decoders, {executions:,} executions, {problems} problems left; run {when}. The seconds are "
        "those of a machine\nthat did other things beside; *slowest* is the computing time of the slowest execution."
    )


def _table(results: dict[str, Any]) -> str:
    head = ["decoder", "executions", "lines", "slowest, ms", "memory gained, MB", "seconds", "problems"]
    rows = [head, ["---"] * len(head)]
    for name, one in sorted(results.items()):
        lines = ", ".join(f"{reached} of {every}" for reached, every in one["lines"].values())
        share = min(reached / every for reached, every in one["lines"].values())
        figures = [f"{one['slowest_ms']:.0f}", f"{one['memory_mb']:.0f}", f"{one['seconds']:.0f}"]
        words = [name, f"{one['executions']:,}", f"{lines} ({share:.0%})", *figures, str(len(one["problems"]))]
        rows.append(words)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _oracle(found: dict[str, Any]) -> str:
    rows = "\n".join(f"| {name.replace('|', ' or ')} | {count:,} |" for name, count in sorted(found["fields"].items()))
    return (
        f"{sum(found['fields'].values()):,} values of {found['captures']} captures were compared on {found['on']} with "
        f"{found['tshark']};\n{found['differences']} differ. Left out, since whomade leaves it out on purpose: an "
        "option of DHCP that is cut off,\nrecords in questions of mDNS, and what stands in errors of ICMP.\n\n"
        f"| field | values |\n| --- | --- |\n{rows}"
    )

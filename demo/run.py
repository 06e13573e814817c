"""`make demo`: the main job on a bundled, invented site, then the waterfall of one relabelled device.

Runs the installed `whomade` as a person would, prints each command before it, opens nothing, and ends with 0 although
one line of the site is broken: that whomade says so (status 5) is part of what is shown.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = "demo/site"
REPORT = "demo/out/report.html"
SHOWN = "pier-2"
"""The device whose waterfall is shown: a brand that nobody wrote about on a box, another maker inside."""
DONE, SOME_UNREADABLE = 0, 5


def main() -> int:
    """Show the table, one waterfall, and where the report is."""
    (ROOT / REPORT).parent.mkdir(exist_ok=True)
    print("An invented site: four kinds of evidence, 25 devices. Who made them?\n")
    print(f"$ whomade identify {SITE} --html {REPORT}\n")
    status = run([SITE, "--html", REPORT])
    if status not in (DONE, SOME_UNREADABLE):
        return status
    if status == SOME_UNREADABLE:
        print("\n(status 5: done, but some records could not be read; they are listed above. Here that is on purpose.)")
    print(f"\n\nWhy is {SHOWN} not by the brand on its box? One device, explained:\n")
    print(f'$ grep \'"asset": "{SHOWN}"\' {SITE}/observations.jsonl | whomade identify - --explain\n')
    status = run(["-", "--explain"], lines_of(SHOWN))
    if status:
        return status
    print(f"\nreport: {ROOT / REPORT} (one file, opens offline)")
    return 0


def lines_of(asset: str) -> str:
    """Lines of the site's observations that speak of one device."""
    lines = (ROOT / SITE / "observations.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if f'"asset": "{asset}"' in line)


def run(arguments: list[str], given: str | None = None) -> int:
    """Run `whomade identify`, its output going where ours goes, and give its exit status."""
    command = [str(Path(sys.executable).with_name("whomade")), "identify", *arguments]
    # Unbuffered, so that table and messages keep their order where both go into one file.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}  # noqa: TID251  a demo is no pure room
    sys.stdout.flush()
    done = subprocess.run(command, cwd=ROOT, env=environment, input=given, text=True, check=False)  # noqa: S603
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

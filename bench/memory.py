"""How much memory `whomade identify` takes on huge files: the bar is 500 MB for 1 GB of any format.

    python bench/memory.py --size-mb 1000 [observations|inventory|nmap]...

Files are written to a temporary folder (`--folder`) and removed again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import child
import inputs

BAR_BYTES = 500_000_000
MEGABYTE = 1_000_000


def main() -> int:
    """Measure the formats asked for, all by default; end with 1 where a run fails or takes more than the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", choices=[[], *inputs.FORMATS], help="all, if none is named")
    parser.add_argument("--size-mb", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="where the files are written for the time of the run")
    asked = parser.parse_args()
    print(f"{'format':<14}{'size':>9}{'peak':>9}{'bar':>9}{'wall':>9}{'status':>8}")
    fine = [measure(name, asked.size_mb, asked.folder) for name in asked.formats or inputs.FORMATS]
    return 0 if all(fine) else 1


def measure(name: str, size_mb: int, folder: Path | None) -> bool:
    """Print the row of one format and tell whether it keeps to the bar."""
    with tempfile.TemporaryDirectory(prefix="whomade-bench-", dir=folder) as place:
        path = Path(place) / f"large.{inputs.FORMATS[name][0]}"
        inputs.write(path, name, size_mb * MEGABYTE)
        cost = child.measure([child.WHOMADE, "identify", str(path), "--jsonl"])
    print(
        f"{name:<14}{size_mb:>6} MB{cost.peak_bytes / MEGABYTE:>6.0f} MB{BAR_BYTES / MEGABYTE:>6.0f} MB"
        f"{cost.wall_s:>7.0f} s{cost.status:>8}",
        flush=True,
    )
    return cost.status == 0 and cost.peak_bytes < BAR_BYTES


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: what whomade costs, as ratios within one run so that machines can be compared.

    python bench/run.py [--write] [--devices N]

Prints a table and ends with 1 where a bar is missed; `--write` keeps the figures in bench/results.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import timeit
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import child
import inputs
from evidence import example, plain_loop

from whomade.attribute import decide
from whomade.attribute.reason import Reasoner
from whomade.knowledge import bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RESULTS = Path(__file__).with_name("results.json")
FUSE_BAR_US, HELP_BAR, LOAD_BAR_MS, PEAK_BAR_MB = 20.0, 8.0, 50.0, 500.0
WHO_BAR = 20.0
"""Starts of an interpreter that one question may take: 0.4 s where a start takes 20 ms."""
STARTS = 15
BLOCKS, CALLS = 25, 2000


class Row(NamedTuple):
    """One figure: what, how much in which unit, the ratio to which reference, and the bar it is held to."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    to: str = ""
    bar: str = ""
    kept: bool = True


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/results.json")
    parser.add_argument("--devices", type=int, default=20_000, help="devices of the throughput run")
    asked = parser.parse_args()
    rows = [*fusing(), *starting(), *loading(), *identifying(asked.devices)]
    show(rows)
    if asked.write:
        figures = {row.name: row._asdict() for row in rows}
        RESULTS.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0 if all(row.kept for row in rows) else 1


def fusing() -> list[Row]:
    """One device, role manufacturer, evidence ready: fusion, level and robustness."""
    reasoner = Reasoner(bundle.load())
    evidence, makers = example(reasoner.knowledge), reasoner.knowledge.makers
    assert decide.manufacturer(evidence, reasoner.prior, reasoner.settings).maker == plain_loop(evidence, makers)
    fuse = _median_us(lambda: decide.manufacturer(evidence, reasoner.prior, reasoner.settings))
    loop = _median_us(lambda: plain_loop(evidence, makers))
    to = f"plain loop over {len(makers)} makers"
    return [Row("fuse one device", fuse, "us", fuse / loop, to, f"<= {FUSE_BAR_US:.0f} us", fuse <= FUSE_BAR_US)]


def _median_us(call: Callable[[], object]) -> float:
    return median(timeit.repeat(call, number=CALLS, repeat=BLOCKS)) / CALLS * 1e6


def starting() -> list[Row]:
    """What a start costs over a bare interpreter: the help, and the import of the package."""
    bare, helped, imported, asked = _starts(
        [sys.executable, "-c", "pass"],
        [child.WHOMADE, "--help"],
        [sys.executable, "-c", "import whomade"],
        [child.WHOMADE, "who", "Lorex", "N861D6"],
    )
    to = "python -c pass"
    bar = f"<= {HELP_BAR:.0f} x"
    return [
        Row("whomade --help", helped * 1e3, "ms", helped / bare, to, bar, helped / bare <= HELP_BAR),
        Row("import whomade", (imported - bare) * 1e3, "ms more", imported / bare, to),
        Row(
            "whomade who, one question",
            asked * 1e3,
            "ms",
            asked / bare,
            to,
            f"<= {WHO_BAR:.0f} x",
            asked / bare <= WHO_BAR,
        ),
    ]


def _starts(*commands: Sequence[str]) -> list[float]:
    """Median seconds of each command; they take turns, so that a busy moment hits all of them."""
    taken: list[list[float]] = [[] for _ in commands]
    for _ in range(STARTS):
        for command, seconds in zip(commands, taken, strict=True):
            seconds.append(child.measure(command).wall_s)
    return [median(seconds) for seconds in taken]


def loading() -> list[Row]:
    """The compiled base from disk to values."""
    load = median(timeit.repeat(bundle.load, number=1, repeat=15)) * 1e3
    content = bundle.SHIPPED.read_bytes()
    parse = median(timeit.repeat(lambda: json.loads(content), number=1, repeat=15)) * 1e3
    return [
        Row("load the base", load, "ms", load / parse, "json.loads", f"<= {LOAD_BAR_MS:.0f} ms", load <= LOAD_BAR_MS)
    ]


def identifying(devices: int) -> list[Row]:
    """Whole runs over native observations, from file to JSON lines, start included."""
    with tempfile.TemporaryDirectory(prefix="whomade-bench-") as folder:
        path = Path(folder) / "devices.jsonl"
        inputs.write_devices(path, devices)
        whole = child.measure([child.WHOMADE, "identify", str(path), "--jsonl"])
        with path.open(encoding="utf-8") as lines:
            read = timeit.timeit(lambda: [json.loads(line) for line in lines], number=1)
    assert whole.status == 0
    peak = whole.peak_bytes / 1e6
    bar = f"< {PEAK_BAR_MB:.0f} MB"
    return [
        Row("identify", devices / whole.wall_s, "devices/s", whole.wall_s / read, "json.loads of each line"),
        Row("peak memory of it", peak, "MB", bar=bar, kept=peak < PEAK_BAR_MB),
    ]


def show(rows: Sequence[Row]) -> None:
    """Print the table."""
    print(f"{'what':<20}{'value':>10} {'unit':<11}{'ratio':>8}  {'to':<28}{'bar':<11}kept")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.1f} x"
        kept = ("yes" if row.kept else "NO") if row.bar else ""
        value = f"{row.value:.{2 if row.unit == '%' else 1}f}"
        print(f"{row.name:<20}{value:>10} {row.unit:<11}{ratio:>8}  {row.to:<28}{row.bar:<11}{kept}")


if __name__ == "__main__":
    sys.exit(main())

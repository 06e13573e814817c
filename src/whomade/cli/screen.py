"""`whomade screen`: who made what a quote, catalogue or notice offers, and what to ask its seller."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whomade.cli import answers, judging
from whomade.cli.main import Exit
from whomade.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Knowledge
    from whomade.pipeline.screen import Screening
    from whomade.report.letter import Letters
    from whomade.screen import Screened

FAIL_ON = ("ask", "attributed", *answers.STATUSES)
SHOWN = 200
"""Lines printed on a terminal; the rest are counted and stand in the sheet or JSON."""


@click.command()
@click.argument("path", metavar="FILE|-", type=click.Path(allow_dash=True))
@click.option(
    "--map",
    "mapping",
    metavar="FIELD=COLUMN",
    multiple=True,
    help="Say which column holds a field: brand, model, brand_model, title, kind, supplier, code, quantity, serial, "
    "fcc_id. COLUMN is a header, a number from 1, or a letter.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write your own .xlsx or .csv again with columns added; of other input a new .xlsx or .csv of its lines.",
)
@click.option(
    "--letter",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write the questions per supplier (.docx or text).",
)
@click.option("--all", "show_all", is_flag=True, help="Show lines that are left alone too.")
@judging.options
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="One JSON object per line, then one of coverage.")
@click.option(
    "--sarif", metavar="FILE", type=click.Path(dir_okay=False), help="Write SARIF 2.1.0, for build and review systems."
)
@click.option(
    "--fail-on",
    metavar="WORD",
    multiple=True,
    help=f"End with status 3 when a line is so: {', '.join(FAIL_ON)} (the last five need --regime). May be repeated.",
)
def screen(path: str, **options: Any) -> int:
    """Say who made what a quote, catalogue or notice offers, or what to ask its seller.

    FILE is XLSX, CSV, DOCX, PDF (needs the extra `pdf`), pasted lines, an OCDS package, a SAM.gov export, or a
    CycloneDX device list; `-` is standard input. A line that names nobody is asked about; nothing is guessed.
    """
    from whomade.knowledge import bundle
    from whomade.pipeline.screen import ScreenOptions
    from whomade.pipeline.screen import screen as ask

    _check(path, options)
    knowledge = judging.with_policies(options, bundle.load())
    how = ScreenOptions(
        mapping=dict(_pair(text) for text in options["mapping"]),
        out=Path(options["out"]) if options["out"] else None,
        regimes=options["regime"],
        situation=judging.situation_from(options, knowledge),
    )
    with answers.progress() as tick:
        return _tell(ask(path, options=how, knowledge=knowledge, progress=tick), knowledge, options)


def _check(path: str, options: dict[str, Any]) -> None:
    """Refuse options that exclude each other or would overwrite the input, before anything is read."""
    if options["as_json"] and options["as_jsonl"]:
        raise UsageError("--json and --jsonl exclude each other")
    judged = judging.asks(options)
    for word in options["fail_on"]:
        if word not in FAIL_ON:
            raise UsageError(f"--fail-on: expected one of {', '.join(FAIL_ON)}, found `{word}`")
        if word in answers.STATUSES and not judged:
            raise UsageError(f"--fail-on {word}: needs --regime ID: no rule is applied unless it is named")
    targets = [Path(options[name]) for name in ("out", "letter", "sarif") if options[name]]
    for target in targets:
        if not target.resolve().parent.is_dir():
            raise UsageError(f"{target}: cannot be written: no such folder")
        if path != "-" and target.resolve() == Path(path).resolve():
            raise UsageError(f"{target}: is the input itself, which is never overwritten")
    if len({target.resolve() for target in targets}) < len(targets):
        raise UsageError("--out, --letter and --sarif: each needs a file of its own")


def _pair(text: str) -> tuple[str, str]:
    name, equals, column = text.partition("=")
    if not (name and equals and column):
        raise UsageError(f"--map: expected FIELD=COLUMN, found `{text}`")
    return name, column


def _tell(run: Screening, knowledge: Knowledge, options: dict[str, Any]) -> int:
    from whomade.report.letter import Letters

    letters = Letters() if options["letter"] else None
    results: list[dict[str, Any]] | None = [] if options["sarif"] else None
    lines = _passing(run, letters, results)
    if options["as_json"] or options["as_jsonl"]:
        _write_json(lines, run, knowledge, whole=options["as_json"])
    else:
        _write_text(lines, run, show_all=options["show_all"])
    if letters is not None:
        letters.write(Path(options["letter"]))
        click.echo(f"letter: {options['letter']} ({len(letters.suppliers)} suppliers)", err=True)
    if results is not None:
        _write_sarif(results, run, knowledge, Path(options["sarif"]))
    if options["out"]:
        click.echo(f"sheet: {options['out']}", err=True)
    return _status(run, options["fail_on"])


def _passing(
    run: Iterable[Screened], letters: Letters | None, results: list[dict[str, Any]] | None
) -> Iterator[Screened]:
    from whomade.report import sarif

    for screened in run:
        if letters is not None:
            letters.add(screened)
        if results is not None:
            results.extend(sarif.results_of(screened))
        yield screened


def _write_json(lines: Iterable[Screened], run: Screening, knowledge: Knowledge, *, whole: bool) -> None:
    from whomade.report import jsonl, screened

    out = sys.stdout.buffer
    out.write(b'{"lines":[' if whole else b"")
    for number, line in enumerate(lines):
        before = (b",\n" if number else b"\n") if whole else b""
        out.write(before + jsonl.dumps(screened.line_object(line, knowledge)) + (b"" if whole else b"\n"))
    account = jsonl.dumps(jsonl.coverage(run.coverage))
    out.write(b"\n]," + account[1:] + b"\n" if whole else account + b"\n")
    out.flush()


def _write_text(lines: Iterable[Screened], run: Screening, *, show_all: bool) -> None:
    from whomade.report import account, screened
    from whomade.screen import Outcome

    width = shutil.get_terminal_size((100, 24)).columns
    shown = hidden = 0
    for line in lines:
        if line.outcome is Outcome.LEFT_ALONE and not show_all:
            continue
        if shown >= SHOWN:
            hidden += 1
            continue
        shown += 1
        for text in screened.text_lines(line, width):
            click.echo(text)
    if hidden:
        click.echo(f"{hidden:,} more lines: use --out, --jsonl or --json")
    click.echo(screened.headline(run.outcomes, run.coverage))
    for text in account.lines(run.coverage):
        click.echo(text, err=True)
    answers.say_version(run.knowledge)


def _write_sarif(results: list[dict[str, Any]], run: Screening, knowledge: Knowledge, path: Path) -> None:
    from whomade import __version__
    from whomade.report import jsonl, sarif

    path.write_bytes(jsonl.dumps(sarif.log(results, run.coverage, knowledge, __version__)) + b"\n")
    click.echo(f"sarif: {path}", err=True)


def _status(run: Screening, fail_on: Iterable[str]) -> int:
    """Exit status: what `--fail-on` asks before records that could not be read."""
    from whomade.model import Status
    from whomade.screen import Outcome

    outcomes = {outcome.value for outcome in Outcome}
    for word in fail_on:
        met = run.outcomes[Outcome(word)] if word in outcomes else run.verdicts[Status(word)]
        if met:
            return Exit.FAIL_ON
    if any(summary.rejected for summary in run.coverage.inputs):
        return Exit.SOME_UNREADABLE
    return Exit.DONE

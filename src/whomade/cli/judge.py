"""`whomade judge`: what rules say about cases that somebody writes down, about makers side by side, on two days."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from whomade.cli import judging
from whomade.cli.main import Exit
from whomade.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Knowledge, Verdict


@click.command()
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option(
    "--maker",
    metavar="ID",
    multiple=True,
    help="Who made the product: id or name of a company of the base, `unknown`, `unlisted-other`. May be repeated.",
)
@click.option(
    "--file",
    "evidence",
    metavar="EVIDENCE",
    multiple=True,
    type=click.Path(allow_dash=True),
    help="Judge the devices that an evidence file speaks of, instead of a stated maker. May be repeated.",
)
@click.option(
    "--matrix",
    is_flag=True,
    help="A table of makers or devices by rules, for one situation; without --regime every rule is asked.",
)
@click.option(
    "--diff",
    metavar="DATE1 DATE2",
    nargs=2,
    type=str,
    help="What changes between two days, and why, in place of --on; without --regime every rule is asked.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="One JSON object per case.")
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="With --matrix: write it as a page that opens offline.",
)
@judging.options
def judge(file: str | None, **options: Any) -> int:
    """Say what rules of law say about cases, with provision, reason and what is missing.

    FILE holds one case per line as JSON, `-` is standard input: id, regime, maker, act and on must be there, and may
    be role, actor (as in --actor), place, purpose, product, acquired_on, facts. Or give one case by options: --maker
    with --regime, --act and --on. --matrix and --diff compare makers or devices in one situation.
    """
    from whomade.knowledge import bundle

    _check(file, options)
    if file is not None:
        knowledge = judging.with_policies({**options}, bundle.load())
        return _write(_read(file, knowledge), options, knowledge)
    knowledge = judging.with_policies(options, bundle.load())
    if options["matrix"] or options["diff"] or options["evidence"]:
        from whomade.cli.matrix import compare

        return compare(options, knowledge)
    return _write(_stated(options, knowledge), options, knowledge)


def _check(file: str | None, options: dict[str, Any]) -> None:
    """Refuse options that do not go together, before anything is read."""
    if options["as_json"] and options["as_jsonl"]:
        raise UsageError("--json and --jsonl exclude each other")
    given = [file is not None, bool(options["maker"]), bool(options["evidence"])]
    if sum(given) != 1:
        raise UsageError("name a FILE of cases (- for standard input), or makers by --maker ID, or --file EVIDENCE")
    if file is not None and (options["matrix"] or options["diff"]):
        raise UsageError("--matrix and --diff compare makers or devices in one situation: give --maker or --file")
    if file is not None and judging.asks({**options, "policy": ()}):
        raise UsageError("the cases of a file name their own regime: --regime goes with --maker")
    if options["html"] and not options["matrix"]:
        raise UsageError("--html goes with --matrix")
    if options["matrix"] and options["diff"]:
        raise UsageError("--matrix and --diff exclude each other")
    if options["evidence"] and not (options["matrix"] or options["diff"]):
        raise UsageError("--file goes with --matrix or --diff: `whomade identify --regime` judges each device in full")


def _stated(options: dict[str, Any], knowledge: Knowledge) -> Iterator[tuple[str, Verdict | None, str]]:
    """The case that options describe, for each maker under each regime named."""
    from whomade.judge import contradiction_of_maker, evaluate, regimes_named, stated_holders
    from whomade.ownership import Ownership

    situation = judging.situation_from(options, knowledge)
    if situation is None:
        raise UsageError("--maker needs --regime ID, --act CODE and --on DATE: no rule is applied unless it is named")
    owners = Ownership.of(knowledge.entities)
    for maker in options["maker"]:
        holders = stated_holders(maker, None, knowledge)
        if wrong := contradiction_of_maker(holders["manufacturer"], situation, knowledge):
            raise InputError(wrong)
        for regime in regimes_named(options["regime"], knowledge):
            yield maker, evaluate(regime, situation, holders, knowledge, owners), ""


def _read(file: str, knowledge: Knowledge) -> Iterator[tuple[str, Verdict | None, str]]:
    from whomade.pipeline.cases import judge_lines

    yield from judge_lines(_lines(file), knowledge)


def _lines(file: str) -> Iterator[str]:
    from whomade.pipeline.cases import MAX_LINE
    from whomade.pipeline.lines import bounded

    try:
        with click.open_file(file, "rb") as stream:
            for line in bounded(stream, MAX_LINE):
                yield line.decode("utf-8", "replace")
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from error


def _write(answers: Iterable[tuple[str, Verdict | None, str]], options: dict[str, Any], knowledge: Knowledge) -> int:
    """Write every answer as asked; status 5 if a case could not be read."""
    from whomade.report import judged

    form = judged.jsonl if options["as_jsonl"] else judged.json if options["as_json"] else judged.blocks
    status = Exit.DONE

    def noted() -> Iterator[tuple[str, Verdict | None, str]]:
        nonlocal status
        for id_, verdict, error in answers:
            if verdict is None:
                status = Exit.SOME_UNREADABLE
                click.echo(f"whomade: case {id_ or '?'}: {error}", err=True)
            yield id_, verdict, error

    for line in form(noted(), knowledge):
        sys.stdout.write(line + "\n")
    if form is judged.blocks:
        version = f"knowledge {knowledge.version} ({knowledge.digest[:12]})"
        click.echo(f"{version}; what the words of a rule reach in the case stated; not legal advice", err=True)
    return status

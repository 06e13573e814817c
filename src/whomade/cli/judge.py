"""`whomade judge`: what a rule says about a case that somebody writes down."""

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
@click.option("--maker", metavar="ID", help="Who made the product: a maker of the base, `unknown`, `unlisted-other`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="One JSON object per case.")
@judging.options
def judge(file: str | None, maker: str | None, **options: Any) -> int:
    """Say what rules of law say about cases, with provision, reason and what is missing.

    FILE holds one case per line as JSON, `-` is standard input: id, regime, maker, act and on must be there, and may
    be role, actor, place, purpose, product, acquired_on, facts. Or give one case by options: --maker with --regime,
    --act and --on.
    """
    from whomade.knowledge import bundle

    if options["as_json"] and options["as_jsonl"]:
        raise UsageError("--json and --jsonl exclude each other")
    if (file is None) == (maker is None):
        raise UsageError("name a FILE of cases (- for standard input), or one case by --maker ID and --regime ID")
    knowledge = bundle.load()
    if file is None:
        return _write(_stated(str(maker), options, knowledge), options, knowledge)
    if judging.asks(options):
        raise UsageError("the cases of a file name their own regime: --regime goes with --maker")
    return _write(_read(file, knowledge), options, knowledge)


def _stated(maker: str, options: dict[str, Any], knowledge: Knowledge) -> Iterator[tuple[str, Verdict | None, str]]:
    """The case that options describe, under each regime named."""
    from whomade.judge import evaluate, named, regimes_named

    situation = judging.situation_from(options, knowledge)
    if situation is None:
        raise UsageError("--maker needs --regime ID, --act CODE and --on DATE: no rule is applied unless it is named")
    holder = named("manufacturer", maker, knowledge)
    for regime in regimes_named(options["regime"], knowledge):
        yield maker, evaluate(regime, situation, {holder.role: holder}, knowledge), ""


def _read(file: str, knowledge: Knowledge) -> Iterator[tuple[str, Verdict | None, str]]:
    from whomade.pipeline.cases import judge_lines

    yield from judge_lines(_lines(file), knowledge)


def _lines(file: str) -> Iterator[str]:
    try:
        with click.open_file(file, encoding="utf-8-sig", errors="replace") as lines:
            yield from lines
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
    return status

"""`whomade who`: who made a device, from what somebody can type of it."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from whomade.cli import answers, judging
from whomade.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Assessment
    from whomade.pipeline import Identification


MOST_UNREAD = 20
"""Lines whose unread words are listed on standard error."""


@click.command()
@click.argument("words", nargs=-1, metavar="TEXT...")
@judging.options
@answers.options
def who(words: tuple[str, ...], **options: Any) -> int:
    """Say who made a device, from what you can type of it.

    TEXT... is what a label or a list says, in any order: brand, model, serial (S/N ...), FCC ID, MAC address, firmware
    file or version, host or stream address. `-` reads lines from standard input, one device a line.
    """
    from whomade.pipeline.who import who as ask

    answers.check(options)
    text = " ".join(words).strip()
    if not text:
        raise UsageError('nothing to look up: type what you know, as in: whomade who "Acme Guard 4"; or - for lines')
    knowledge, how = answers.asked(options)
    if text == "-":
        return answers.tell(ask(sys.stdin.buffer, options=how, knowledge=knowledge), options, _write_many)
    return answers.tell(ask(text, options=how, knowledge=knowledge), options, _write)


def _write_many(devices: Iterable[Assessment], run: Identification, *, explain: bool) -> None:
    """Write the table, and the words that were not read of each line."""
    from whomade.report import wording

    answers.write_text(devices, run, explain=explain)
    unread = [problem for problem in run.coverage.problems if not problem.lost]
    for problem in unread[:MOST_UNREAD]:
        place = wording.visible(problem.where.place or "")
        click.echo(f"{place}: {problem.consequence}: {wording.visible(problem.found)}", err=True)
    if len(unread) > MOST_UNREAD:
        click.echo(f"{len(unread) - MOST_UNREAD} more lines have words that did not count: see --jsonl", err=True)


def _write(devices: Iterable[Assessment], run: Identification, *, explain: bool) -> None:
    """Write the answer about one device in full."""
    from whomade.report import answer, text

    width = shutil.get_terminal_size((100, 24)).columns
    color = sys.stdout.isatty()
    for device in devices:
        sys.stdout.write(answer.answer(device, run.coverage.problems, run.knowledge, width, color=color))
        if explain:
            sys.stdout.write("\n" + text.waterfall(device, run.knowledge, width, color=color))
    sys.stdout.flush()
    answers.say_version(run.knowledge, judged=bool(run.by_regime))

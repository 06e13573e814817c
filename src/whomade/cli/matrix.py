"""`whomade judge --matrix` and `--diff`: makers or devices side by side under rules, on one day or on two."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whomade.cli import judging
from whomade.cli.main import Exit
from whomade.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whomade.model import Coverage, Knowledge, Regime
    from whomade.pipeline.matrix import Subject


def compare(options: dict[str, Any], knowledge: Knowledge) -> int:
    """Write the table, or what changes; status 5 if an input could not be read."""
    from whomade.judge import regimes_named
    from whomade.model import Coverage
    from whomade.pipeline import matrix

    days = _days(options)
    situation = judging.described({**options, "on": days[0]}, knowledge)
    regimes = regimes_named(options["regime"] or sorted(knowledge.regimes), knowledge)
    coverage = Coverage()
    subjects = _subjects(options, knowledge, coverage)
    if len(days) == 1:
        _table(list(matrix.rows(subjects, regimes, situation, knowledge)), regimes, options, knowledge)
    else:
        found = [tuple(c) for c in matrix.changes(subjects, regimes, situation, days[1], knowledge)]
        _print_changes(found, options, knowledge)
    return _status(coverage)


def _days(options: dict[str, Any]) -> tuple[str, ...]:
    """The day asked about, or the two that are compared, the earlier one first.

    Raises:
        UsageError: an act or a day is missing, is no date, or the days are one.
    """
    if not options["act"]:
        raise UsageError("--matrix and --diff need --act CODE: a rule speaks of what is done")
    if options["diff"] and options["on"]:
        raise UsageError("--diff names both days: leave --on out")
    if not options["diff"] and not options["on"]:
        raise UsageError("--matrix needs --on DATE: a rule is applied on a day")
    days: tuple[str, ...] = tuple(sorted(options["diff"])) if options["diff"] else (options["on"],)
    for day in days:
        judging.check_date(day, "--diff" if options["diff"] else "--on")
    if len(set(days)) < len(days):
        raise UsageError("--diff: expected two days, found one twice")
    return days


def _subjects(options: dict[str, Any], knowledge: Knowledge, coverage: Coverage) -> Iterable[Subject]:
    from whomade.pipeline import matrix

    if options["maker"]:
        return matrix.makers(dict.fromkeys(options["maker"]), knowledge)
    return matrix.devices(options["evidence"], knowledge, coverage)


def _table(rows: list[Any], regimes: Sequence[Regime], options: dict[str, Any], knowledge: Knowledge) -> None:
    from whomade.report import matrix
    from whomade.report.jsonl import verdict_object

    if not rows:
        raise InputError("nothing to judge: no device was found in the evidence")
    situation = rows[0].verdicts[0].situation
    if options["html"]:
        _save(Path(options["html"]), matrix.html(rows, regimes, situation, knowledge))
    if options["as_jsonl"]:
        from json import dumps

        lines: Iterable[str] = (
            dumps({"id": name, **verdict_object(v)}, ensure_ascii=False) for name, of in rows for v in of
        )
    elif options["as_json"]:
        lines = matrix.json(rows, situation, knowledge)
    else:
        lines = () if options["html"] else matrix.table(rows, regimes, shutil.get_terminal_size().columns)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _print_changes(found: list[Any], options: dict[str, Any], knowledge: Knowledge) -> None:
    from whomade.report import matrix

    if options["as_json"] or options["as_jsonl"]:
        lines = matrix.changes_json(found, knowledge)
    else:
        lines = matrix.changes(found, knowledge, shutil.get_terminal_size().columns)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _status(coverage: Coverage) -> int:
    refused = [given for given in coverage.inputs if given.refused]
    for given in refused:
        click.echo(f"whomade: {given.name}: {given.refused}", err=True)
    return Exit.SOME_UNREADABLE if refused else Exit.DONE

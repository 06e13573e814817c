"""`whomade owner`: who stands above a company on a day."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whomade.cli.main import Exit
from whomade.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.model import Entity, Knowledge
    from whomade.ownership.answer import Answer, Owners

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("name")
@click.option("--on", metavar="DATE", help="The day asked about (YYYY-MM-DD); today if left out.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@click.option("--jsonl", is_flag=True, help='With `-` as NAME: read lines {"id", "query", "on"} and answer each.')
@click.option("--svg", type=FILE, metavar="FILE", help="Draw the chain into an SVG file.")
@click.option("--html", type=FILE, metavar="FILE", help="Write one page that opens offline.")
@click.option(
    "--graph",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Reckon on another graph: FollowTheMoney JSON lines, BODS 0.4, or lines of from, asset, share.",
)
@click.option("--share-unit", type=click.Choice(["auto", "percent", "fraction"]), default="auto", show_default=True,
              help="What a share in plain lines is; by itself a fraction where none is over 1.")  # fmt: skip
def owner(name: str, on: str | None, graph: Path | None, **how: Any) -> int:
    """Say who stands above a company: share through chains, the 50 per cent rule, and control, apart.

    NAME is a name in English or Chinese, a stock code or an id; `-` with --jsonl reads many. Nothing is looked up
    outside: the knowledge answers, with the day and the source of each statement.
    """
    from whomade.ownership.answer import Owners, check_day

    if how["jsonl"] != (name == "-"):
        raise UsageError("--jsonl reads questions from standard input: whomade owner - --jsonl")
    day = on or datetime.now(tz=UTC).date().isoformat()
    check_day(day)
    entities, knowledge = _entities(graph, how["share_unit"])
    owners = Owners(entities)
    if how["jsonl"]:
        if how["as_json"] or how["svg"] or how["html"]:
            raise UsageError("--jsonl goes with none of --json, --svg, --html")
        return _lines(owners, day, entities)
    return _one(owners, name, day, knowledge, how)


def _entities(graph: Path | None, unit: str) -> tuple[Mapping[str, Entity], Knowledge | None]:
    if graph is not None:
        from whomade.pipeline.graphs import read_graph

        return read_graph(graph, unit), None
    from whomade.knowledge import bundle

    knowledge = bundle.load()
    return knowledge.entities, knowledge


def _lines(owners: Owners, day: str, entities: Mapping[str, Entity]) -> int:
    import orjson

    from whomade.pipeline.owner import answers
    from whomade.report import owner as report

    unreadable = 0
    for answer in answers(owners, sys.stdin.buffer, day):
        unreadable += answer.problem is not None
        sys.stdout.buffer.write(orjson.dumps(report.as_json(answer, entities)) + b"\n")
    sys.stdout.buffer.flush()
    if unreadable:
        click.echo(f"{unreadable} lines could not be answered; each says why", err=True)
    return Exit.SOME_UNREADABLE if unreadable else Exit.DONE


def _one(owners: Owners, name: str, day: str, knowledge: Knowledge | None, how: dict[str, Any]) -> int:
    from whomade.ownership.answer import Question
    from whomade.report import owner as report

    answer = owners.ask(Question(name, day))
    if answer.entity is None and not how["as_json"]:
        raise InputError(report.unmatched(answer))
    if how["as_json"]:
        import orjson

        found = report.as_json(answer, owners.entities, knowledge)
        click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    _draw(answer, owners.entities, knowledge, how)
    if not (how["as_json"] or how["svg"] or how["html"]):
        for line in report.as_text(answer, owners.entities):
            click.echo(line)
    if knowledge is not None:
        click.echo(f"knowledge {knowledge.version} ({knowledge.digest[:12]})", err=True)
    return Exit.DONE if answer.entity is not None else Exit.USAGE


def _draw(answer: Answer, entities: Mapping[str, Entity], knowledge: Knowledge | None, how: dict[str, Any]) -> None:
    if how["svg"] is not None and answer.entity is not None:
        from whomade.report.owner_svg import drawing

        how["svg"].write_text(drawing(answer, entities, alone=True), encoding="utf-8")
        click.echo(f"drawing: {how['svg']}", err=True)
    if how["html"] is not None and answer.entity is not None:
        from whomade.report.owner_page import page

        how["html"].write_text(page(answer, entities, knowledge), encoding="utf-8")
        click.echo(f"page: {how['html']}", err=True)

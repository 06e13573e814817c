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
    from collections.abc import Iterable, Mapping

    from whomade.model import Entity, Knowledge
    from whomade.ownership.answer import Answer, Owners

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("name", required=False)
@click.option("--on", metavar="DATE", help="The day asked about (YYYY-MM-DD); today if left out.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@click.option("--jsonl", is_flag=True, help='With `-` as NAME: read lines {"id", "query", "on"} and answer each.')
@click.option("--svg", type=FILE, metavar="FILE", help="Draw the chain into an SVG file.")
@click.option("--html", type=FILE, metavar="FILE", help="Write one page that opens offline.")
@click.option(
    "--graph",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Reckon on another graph: FollowTheMoney, BODS 0.4, GLEIF level 2 (CSV), or lines of from, asset, share.",
)
@click.option("--bods", type=FILE, metavar="FILE", help="Write its interests as BODS 0.4, on all days.")
@click.option("--ftm", type=FILE, metavar="FILE", help="Write its interests as FollowTheMoney JSON lines.")
@click.option("--all", "is_all", is_flag=True, help="With --bods or --ftm: write all companies, without NAME.")
@click.option("--share-unit", type=click.Choice(["auto", "percent", "fraction"]), default="auto", show_default=True,
              help="What a share in plain lines is; by itself a fraction where none is over 1.")  # fmt: skip
def owner(name: str | None, on: str | None, graph: Path | None, **how: Any) -> int:
    """Say who stands above a company: share through chains, the 50 per cent rule, and control, apart.

    NAME is a name in English or Chinese, a stock code or an id; `-` with --jsonl reads many. Nothing is looked up
    outside: the knowledge answers, with the day and the source of each statement.
    """
    from whomade.ownership.answer import Owners, check_day

    _check(name, how)
    day = on or datetime.now(tz=UTC).date().isoformat()
    check_day(day)
    entities, knowledge = _entities(graph, how["share_unit"])
    owners = Owners(entities)
    if how["jsonl"]:
        if how["as_json"] or how["svg"] or how["html"]:
            raise UsageError("--jsonl goes with none of --json, --svg, --html")
        return _lines(owners, day, entities)
    if how["is_all"]:
        return _export(tuple(entities), entities, knowledge, how)
    return _one(owners, str(name), day, knowledge, how)


def _check(name: str | None, how: dict[str, Any]) -> None:
    if how["jsonl"] != (name == "-"):
        raise UsageError("--jsonl reads questions from standard input: whomade owner - --jsonl")
    if how["is_all"] == (name is not None):
        raise UsageError("give the NAME of a company, or --all with --bods FILE or --ftm FILE")
    exports = how["bods"] or how["ftm"]
    if how["is_all"] and (not exports or how["as_json"] or how["svg"] or how["html"]):
        raise UsageError("--all writes all companies: it goes with --bods FILE or --ftm FILE alone")
    if how["jsonl"] and exports:
        raise UsageError("--jsonl goes with none of --bods, --ftm")


def _export(
    ids: Iterable[str], entities: Mapping[str, Entity], knowledge: Knowledge | None, how: dict[str, Any]
) -> int:
    """Write companies and their interests on all days in other people's forms."""
    import orjson

    from whomade.report import bods, ftm
    from whomade.report.exact import exported

    companies, interests, leads = exported(entities, ids)
    sources = knowledge.sources if knowledge is not None else {}
    if how["bods"]:
        frame = bods.Frame(datetime.now(tz=UTC).date().isoformat(), sources)
        found = list(bods.statements(companies, interests, frame))
        how["bods"].write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
        click.echo(f"{len(found)} statements: {how['bods']}", err=True)
        without = sum(i.kind in bods.NO_FORM for _, i in interests)
        if without:
            click.echo(f"left out, since BODS has no form for it: {without} successors", err=True)
    if how["ftm"]:
        lines = [orjson.dumps(entity) + b"\n" for entity in ftm.entities(companies, interests, sources)]
        how["ftm"].write_bytes(b"".join(lines))
        click.echo(f"{len(lines)} entities: {how['ftm']}", err=True)
    if leads:
        click.echo(f"left out, since they rest on general knowledge alone: {leads} leads", err=True)
    return Exit.DONE


def _entities(graph: Path | None, unit: str) -> tuple[Mapping[str, Entity], Knowledge | None]:
    if graph is not None:
        from whomade.pipeline.graphs import read_graph

        return read_graph(graph, unit), None
    from whomade.knowledge import bundle

    knowledge = bundle.load()
    return knowledge.entities, knowledge


def _lines(owners: Owners, day: str, entities: Mapping[str, Entity]) -> int:
    import orjson

    from whomade.pipeline.lines import bounded
    from whomade.pipeline.owner import MOST_LINE_BYTES, answers
    from whomade.report import owner as report

    unreadable = 0
    for answer in answers(owners, bounded(sys.stdin.buffer, MOST_LINE_BYTES), day):
        unreadable += answer.problem is not None
        sys.stdout.buffer.write(orjson.dumps(report.as_json(answer, entities)) + b"\n")
    sys.stdout.buffer.flush()
    if unreadable:
        click.echo(f"{unreadable} lines could not be answered; each says why", err=True)
    return Exit.SOME_UNREADABLE if unreadable else Exit.DONE


def _one(owners: Owners, name: str, day: str, knowledge: Knowledge | None, how: dict[str, Any]) -> int:
    from whomade.ownership.answer import Question
    from whomade.ownership.family import family
    from whomade.report import owner as report

    answer = owners.ask(Question(name, day))
    if answer.entity is None and not how["as_json"]:
        raise InputError(report.unmatched(answer))
    if how["as_json"]:
        import orjson

        found = report.as_json(answer, owners.entities, knowledge)
        click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    _draw(answer, owners.entities, knowledge, how)
    if answer.entity is not None and (how["bods"] or how["ftm"]):
        _export(family(owners.entities, answer.entity.id), owners.entities, knowledge, how)
    if not any(how[name] for name in ("as_json", "svg", "html", "bods", "ftm")):
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

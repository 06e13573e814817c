"""`whomade lists`: lists that somebody downloaded, held against the companies of the knowledge."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whomade.cli.main import Exit
from whomade.errors import InputError

if TYPE_CHECKING:
    from whomade.ownership.answer import Owners
    from whomade.pipeline.lists import Asked

KINDS = ("sam", "opensanctions")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("names", nargs=-1)
@click.option("--on", metavar="DATE", help="The day asked about (YYYY-MM-DD); today if left out.")
@click.option("--jsonl", is_flag=True, help="One JSON object per row.")
@click.option("--every", is_flag=True, help="Give the rows of strangers too.")
def lists(kind: str, file: Path, names: tuple[str, ...], on: str | None, *, jsonl: bool, every: bool) -> int:
    """Say which rows of a list that you downloaded name a company of the knowledge, and what they say of it.

    KIND is `sam` (the public extract of exclusions of SAM.gov, CSV) or `opensanctions` (targets.simple.csv or
    entities.ftm.json, your own copy). NAMES are the companies wanted; all if left out. Nothing is fetched.
    """
    from whomade.knowledge import bundle
    from whomade.ownership.answer import Owners, check_day
    from whomade.pipeline.lists import Asked

    day = on or datetime.now(tz=UTC).date().isoformat()
    check_day(day)
    owners = Owners(bundle.load().entities)
    asked = Asked(owners, day, frozenset(_meant(owners, name) for name in names), every)
    return _write(kind, file, asked, jsonl=jsonl)


def _meant(owners: Owners, name: str) -> str:
    """The company that an argument names."""
    match = owners.match(name)
    if match.entity is None:
        near = " or ".join(f'"{c.name}" ({c.entity})' for c in match.candidates)
        raise InputError(f'lists: "{name}" is no company known here' + (f" (did you mean {near}?)" if near else ""))
    return match.entity


def _write(kind: str, file: Path, asked: Asked, *, jsonl: bool) -> int:
    import orjson

    from whomade.model import Problem
    from whomade.pipeline.lists import entries
    from whomade.report import listed

    found = unreadable = 0
    for entry in entries(kind, file, asked):
        if isinstance(entry, Problem):
            unreadable += 1
            where = f"{entry.where.input}: {entry.where.place}"
            click.echo(f"whomade: {where}: expected {entry.expected}, found {entry.found!r}", err=True)
            continue
        found += entry.match.entity is not None
        if jsonl:
            click.echo(orjson.dumps(listed.as_json(entry, kind, asked.owners.entities)).decode())
        else:
            click.echo("\n".join(listed.as_text(entry, asked.owners.entities)) + "\n")
    click.echo(f"{found} rows name a company of the knowledge; {unreadable} could not be read", err=True)
    if not jsonl:
        click.echo(listed.NOT_SAID)
    return Exit.SOME_UNREADABLE if unreadable else Exit.DONE

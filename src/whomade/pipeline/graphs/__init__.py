"""Ownership graphs of other people as entities of our model: FollowTheMoney, BODS 0.4, GLEIF, and plain lines.

A graph with a statement left out would answer wrongly and nobody would see it; so the first thing that cannot be is an
error that names its line.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from whomade.errors import InputError
from whomade.pipeline import tables
from whomade.pipeline.graphs import bods, ftm, gleif, lines, opensanctions
from whomade.pipeline.graphs.common import Draft, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from whomade.model import Entity

MOST_BYTES = 512 * 1024 * 1024
"""Size of a graph that is read; a larger one belongs into arrays."""


def read_graph(path: Path, unit: str = "auto") -> dict[str, Entity]:
    """Entities of a graph file with the interests in each.

    Args:
        path: FollowTheMoney JSON lines, BODS 0.4 as an array or as lines, relationship records of GLEIF or targets of
            OpenSanctions as CSV, or lines of `from`, `asset` and `share`.
        unit: what a `share` of plain lines is: `percent`, `fraction`, or `auto`: a fraction where none is over 1.

    Raises:
        InputError: the file is none of these, or a line of it is broken.
        ImpossibleHoldings: a share or a period that cannot be; names the line.
    """
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path}: larger than {MOST_BYTES // 1024 // 1024} MB")
    draft = Draft(str(path))
    table = _table(path)
    if table is not None:
        table.read(_records(path, table.NEEDED), draft)
        return draft.entities()
    rows = _rows(path)
    first = next(rows, None)
    reader = _reader(first, path)
    again = chain([first] if first else [], rows)
    if reader is lines:
        lines.read(list(again), draft, unit)
    else:
        reader.read(again, draft)
    return draft.entities()


def _table(path: Path) -> Any:
    """The reader of a CSV file, by its columns; None where it is none that is known."""
    columns = set(tables.header(path))
    return next((reader for reader in (gleif, opensanctions) if columns.issuperset(reader.NEEDED)), None)


def _records(path: Path, needed: tuple[str, ...]) -> Iterator[Row]:
    for row in tables.rows(path, needed):
        if row.fields is None:
            raise InputError(f"{path}:{row.line}: a row that cannot be read: {row.found}")
        yield Row(row.line, row.fields)


def _reader(row: Row | None, path: Path) -> Any:
    first = row.value if row else {}
    if "schema" in first and "properties" in first:
        return ftm
    if "recordType" in first or "statementId" in first:
        return bods
    if "from" in first and "asset" in first:
        return lines
    keys = tables.joined(sorted(map(str, first)))
    raise InputError(f"{path}:1: expected FollowTheMoney, BODS 0.4 or lines of from, asset, share; found {keys}")


def _rows(path: Path) -> Iterator[Row]:
    """Objects of a file with the line each stands on: JSON lines, one after another, or one array (the place in it)."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        stripped = ((number, line) for number, line in enumerate(file, 1) if line.strip())
        start = next(stripped, None)
        if start is None:
            return
        if start[1].lstrip().startswith("["):
            text = "".join([start[1], *file])
            yield from _objects(enumerate(_parsed(text, path, 1), 1), path)
        else:
            yield from _objects(((n, _parsed(line, path, n)) for n, line in chain([start], stripped)), path)


def _parsed(text: str, path: Path, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}:{line}: expected JSON, found {text[:40]!r}") from error


def _objects(values: Iterable[tuple[int, Any]], path: Path) -> Iterator[Row]:
    for number, value in values:
        if not isinstance(value, dict):
            raise InputError(f"{path}:{number}: expected an object, found {type(value).__name__}")
        yield Row(number, value)

"""Ownership graphs of other people as entities of our model: FollowTheMoney, BODS 0.4, and plain lines.

A graph with a statement left out would answer wrongly and nobody would see it; so the first thing that cannot be is an
error that names its line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from whomade.errors import InputError
from whomade.pipeline.graphs import bods, ftm, lines
from whomade.pipeline.graphs.common import Draft, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from whomade.model import Entity

MOST_BYTES = 512 * 1024 * 1024
"""Size of a graph that is read; a larger one belongs into arrays."""
UNITS = ("auto", "percent", "fraction")


def read_graph(path: Path, unit: str = "auto") -> dict[str, Entity]:
    """Entities of a graph file with the interests in each.

    Args:
        path: FollowTheMoney JSON lines, BODS 0.4 as an array or as lines, or lines of `from`, `asset` and `share`.
        unit: what a `share` of plain lines is: `percent`, `fraction`, or `auto`: a fraction where none is over 1.

    Raises:
        InputError: the file is none of these, or a line of it is broken.
        ImpossibleHoldings: a share or a period that cannot be; names the line.
    """
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path}: larger than {MOST_BYTES // 1024 // 1024} MB")
    rows = list(_rows(path))
    draft = Draft(str(path))
    reader = _reader(rows, path)
    if reader is lines:
        lines.read(rows, draft, unit)
    else:
        reader.read(rows, draft)
    return draft.entities()


def _reader(rows: list[Row], path: Path) -> Any:
    first = rows[0].value if rows else {}
    if "schema" in first and "properties" in first:
        return ftm
    if "recordType" in first or "statementId" in first:
        return bods
    if "from" in first and "asset" in first:
        return lines
    keys = ", ".join(sorted(map(str, first)))[:80] or "nothing"
    raise InputError(f"{path}:1: expected FollowTheMoney, BODS 0.4 or lines of from, asset, share; found {keys}")


def _rows(path: Path) -> Iterator[Row]:
    """Objects of a file with the line each stands on: JSON lines, or one array (then the place in it)."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if text.lstrip().startswith("["):
        yield from _objects(enumerate(_parsed(text, path, 1), 1), path)
    else:
        stripped = ((n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip())
        yield from _objects(((n, _parsed(line, path, n)) for n, line in stripped), path)


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

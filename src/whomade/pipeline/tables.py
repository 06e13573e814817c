"""Rows of a CSV file of any size, one after another: named columns, the line of each, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.collect import csv_rows
from whomade.collect.text import encoding_of, lines
from whomade.errors import InputError, UnknownFormat, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from whomade.collect.columns import Row


class TableRow(NamedTuple):
    """A row and its last line; `fields` is None where it could not be read, and `found` says what stood there."""

    line: int
    fields: dict[str, str] | None
    found: str = ""


def rows(path: Path, needed: Sequence[str]) -> Iterator[TableRow]:
    """The rows of a file whose columns are named in its first line.

    Args:
        path: comma-separated values in any common encoding.
        needed: columns that must be there.

    Raises:
        InputError: the file cannot be opened.
        UnknownFormat: a column that is needed is missing.
    """
    found = _cells(path)
    _, first = next(found, (1, None))
    names = first.cells if first else []
    for name in needed:
        if name not in names:
            raise UnknownFormat(f"{path}:1: expected a column `{name}`{did_you_mean(name, names)}")
    for line, row in found:
        if row.fault:
            yield TableRow(line, None, row.fault)
        elif row.cells and len(row.cells) != len(names):
            yield TableRow(line, None, f"{len(row.cells)} fields, where the first line has {len(names)}")
        elif row.cells:
            yield TableRow(line, dict(zip(names, row.cells, strict=True)))


def header(path: Path) -> list[str]:
    """The columns that the first line of a file names; empty where it names none."""
    return next((row.cells for _, row in _cells(path)), [])


def _cells(path: Path) -> Iterator[tuple[int, Row]]:
    """Rows with the last line of each, broken ones included."""
    line = 0
    try:
        with path.open("rb") as file:
            encoding = encoding_of(file.read(4096))
        for row, taken in csv_rows.read(csv_rows.Feed(lines(path, encoding, csv_rows.ROW_CAP)), ","):
            line += taken
            yield line, row
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def joined(found: Iterable[str]) -> str:
    """Columns in words, for a message."""
    return ", ".join(found)[:80] or "nothing"

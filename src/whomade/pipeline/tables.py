"""Rows of a CSV file of any size, one after another: named columns, the line of each, and what cannot be read.

A line may be as long as `MOST_LINE` and a quoted field as `MOST_FIELD`; beyond that a row is passed over and said so:
a file without an end of line, or a quote that nobody closed, costs neither the memory nor the rest of the file.
"""

from __future__ import annotations

import csv
from typing import IO, TYPE_CHECKING, NamedTuple

from whomade.errors import InputError, UnknownFormat, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

MOST_LINE = 1 << 20
"""Characters of a line that are read."""
MOST_FIELD = 131_072
"""Characters of a field that are read: the limit of Python's own reader."""


class TableRow(NamedTuple):
    """A row and its last line; `fields` is None where it could not be read, and `found` says what stood there."""

    line: int
    fields: dict[str, str] | None
    found: str = ""


def rows(path: Path, needed: Sequence[str]) -> Iterator[TableRow]:
    """The rows of a file whose columns are named in its first line.

    Args:
        path: comma-separated values in UTF-8; letters that are none are replaced.
        needed: columns that must be there.

    Raises:
        InputError: the file cannot be opened.
        UnknownFormat: a column that is needed is missing.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            yield from _rows(file, path, needed)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def header(path: Path) -> list[str]:
    """The columns that the first line of a file names; empty where it names none."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return next(csv.reader([file.readline(MOST_LINE)]), [])
    except csv.Error:
        return []
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _rows(file: IO[str], path: Path, needed: Sequence[str]) -> Iterator[TableRow]:
    lines = _Lines(file)
    reader = csv.reader(lines)
    columns = _next(reader)
    names = columns if isinstance(columns, list) else []
    for name in needed:
        if name not in names:
            raise UnknownFormat(f"{path}:1: expected a column `{name}`{did_you_mean(name, names)}")
    while (fields := _next(reader)) is not None:
        too_long, lines.too_long = lines.too_long, False
        if isinstance(fields, str):
            yield TableRow(lines.number, None, fields)
        elif too_long:
            yield TableRow(lines.number, None, f"a line of more than {MOST_LINE:,} characters")
        elif fields and len(fields) != len(names):
            yield TableRow(lines.number, None, f"{len(fields)} fields, where the first line has {len(names)}")
        elif fields:
            yield TableRow(lines.number, dict(zip(names, fields, strict=True)))


def _next(reader: Iterator[list[str]]) -> list[str] | str | None:
    """The next row, what is wrong with it, or None at the end; the reader goes on with the line after a broken one."""
    try:
        return next(reader, None)
    except csv.Error as error:
        return str(error)


class _Lines:
    """Lines of a file, cut off where they are too long; counts them."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.number = 0
        self.too_long = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MOST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) >= MOST_LINE and not line.endswith("\n"):
            self.too_long = True
            self._skip()
            return "\n"
        return line.replace("\0", "�")

    def _skip(self) -> None:
        while rest := self._file.readline(MOST_LINE):
            if rest.endswith("\n"):
                return


def joined(found: Iterable[str]) -> str:
    """Columns in words, for a message."""
    return ", ".join(found)[:80] or "nothing"

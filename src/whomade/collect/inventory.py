"""Device lists as CSV in any common dialect, language and encoding: one device per row.

Cells are text and nothing else: a formula (`=`, `+`, `-`, `@`) is neither run nor changed here. A quote that is never
closed costs its own line, not the rest of the file.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from typing import TYPE_CHECKING

from whomade.collect import columns, plain, table
from whomade.collect.columns import Row
from whomade.collect.headers import fields_named
from whomade.collect.refusal import is_binary, is_evidence
from whomade.collect.shapes import is_ip, is_mac, is_stream
from whomade.collect.text import decoded, encoding_of, lines, mended
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.source import Source
    from whomade.collect.text import Line
    from whomade.model import Observation, Problem

NAME = "inventory"

DELIMITERS = ",;\t|"
ROW_CAP = 1024 * 1024
"""Longest row, in characters. A longer one is a quote that nobody closed."""
REPLAYS = 1000
"""How often the lines behind an unclosed quote are read again; after that they are given up: nobody can stall us."""

_FAULTS = {
    "expected after": "a quotation mark that does not belong there, or one that is not closed",
    "unexpected end of data": "a quotation mark that is not closed",
    "field larger than": "a cell of more than 1 MiB",
}
_HINT = re.compile(r"(?i)\Asep=(.)\r?\n?\Z")
_SUFFIX = re.compile(r"(?i)\.(csv|tsv|tab|psv)$")
_OTHER_FORMATS = ("{", "[", "<", "#separator", "%PDF")


class _RowError(Exception):
    """The row being read cannot be finished: it is too long or holds zero bytes."""


def accepts(head: bytes, name: str) -> bool:
    """Tell whether the text falls into columns, of which one has a known header or values of a known shape."""
    text = decoded(head)
    if not text or text.startswith(_OTHER_FORMATS) or not is_evidence(name) or is_binary(text):
        return False
    rows = _look(text)
    return bool(_SUFFIX.search(name)) or _is_list(rows)


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give the observations of each row; a row that does not fit is a problem with its number."""
    head = source.head()
    text = decoded(head)
    if text and is_binary(text):
        raise InputError("binary, not a table of text")
    columns.check_options(source.options)
    rows = _rows(source, encoding_of(head), delimiter(text))
    first = table.sample(rows)
    layout = columns.layout(first, source.options)
    table.describe(source, layout)
    yield from table.read(source, first, rows, layout)


def delimiter(text: str) -> str:
    """Delimiter under which most of the first lines have the same number of cells; one that stands nowhere if none."""
    first = text.split("\n", 1)[0]
    if hint := _HINT.match(first):
        return hint[1]
    agreement = {mark: _agreement(text, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda d: (agreement[d], -DELIMITERS.index(d)))
    return best if agreement[best] else plain.NO_DELIMITER


def _agreement(text: str, mark: str) -> float:
    """How well lines agree on a number of columns: their share, and a little more for more columns."""
    widths = Counter(len(cells) for cells in _split(text, mark))
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return 0.0 if width < 2 else count / widths.total() + min(width, 50) / 1000


def _split(text: str, mark: str) -> list[list[str]]:
    """First lines as rows; the last line of the look may be cut and does not count."""
    whole = text[: 32 * 1024].splitlines()
    whole = whole[: min(len(whole) - (len(text) > 32 * 1024), 60)]
    try:
        return [cells for cells in csv.reader(whole, delimiter=mark) if cells]
    except csv.Error:
        return [line.split(mark) for line in whole if line]


def _look(text: str) -> list[list[str]]:
    return _split(text, delimiter(text))


def _is_list(rows: list[list[str]]) -> bool:
    """Rows of equal width with a known header or addresses, or one column that is a list."""
    if not rows:
        return False
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if count < 0.8 * len(rows):
        return False
    if width == 1:
        lines = [cells[0] for cells in rows]
        return plain.is_plain(lines) or (plain.is_title(lines[0]) and plain.is_plain(lines[1:]))
    shaped = any(is_mac(c.strip()) or is_ip(c.strip()) or is_stream(c.strip()) for cells in rows[1:] for c in cells)
    return len(rows) > 1 and (shaped or any(len(fields_named(cells)) >= 2 for cells in rows[:20]))


def _rows(source: Source, encoding: str, mark: str) -> Iterator[Row]:
    """Rows with their number, faulty ones included."""
    return (row for row, _ in rows_with_lines(source, encoding, mark) if not _is_hint(row))


def rows_with_lines(source: Source, encoding: str, mark: str) -> Iterator[tuple[Row, int]]:
    """Rows with their number, faulty ones included, and how many lines of the file each takes."""
    # The module's limit holds for the whole process; every reader here wants the same one.
    csv.field_size_limit(ROW_CAP)
    feed = _Feed(lines(source.path, encoding, ROW_CAP))
    reader = csv.reader(feed, delimiter=mark, strict=True)
    number = 0
    while True:
        number += 1
        feed.begin()
        try:
            row = _row(number, next(reader))
        except StopIteration:
            break
        except (csv.Error, _RowError) as error:
            row = Row(number, [], feed.give_back(_why(str(error))))
        yield row, feed.taken
    if feed.mended:
        lost = f"; {feed.replaced} bytes have no character there and are shown as \ufffd" if feed.replaced else ""
        source.note(f"{feed.mended} lines are not UTF-8: read as Windows-1252{lost}")


def _why(error: str) -> str:
    """What the csv module found, in words of this house."""
    return next((words for part, words in _FAULTS.items() if part in error), error)


def _is_hint(row: Row) -> bool:
    """Whether this is the line `sep=;` by which spreadsheets announce the delimiter, split at that delimiter."""
    return row.number == 1 and row.cells == ["sep=", ""]


def _row(number: int, cells: list[str]) -> Row:
    if len(cells) > table.WIDTH_CAP:
        return Row(number, [], f"more than {table.WIDTH_CAP} cells")
    return Row(number, cells)


class _Feed:
    """Lines for the csv module. Those of the row being read are kept: a broken row gives back all but its first."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._held: list[str] = []
        self._again: deque[str] = deque()
        self._size = 0
        self.taken = 0
        self._replays = REPLAYS
        self.mended = 0
        self.replaced = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        text = self._again.popleft() if self._again else self._fresh()
        self._held.append(text)
        self.taken += 1
        self._size += len(text)
        if self._size > ROW_CAP:
            raise _RowError("a quote that is not closed within 1 MiB")
        if "\0" in text:
            raise _RowError("zero bytes")
        return text + "\n"

    def begin(self) -> None:
        """Forget the lines of the row before."""
        self._held = []
        self._size = self.taken = 0

    def give_back(self, fault: str) -> str:
        """Put the lines after the first of a broken row back in front; tell what was wrong and what is lost."""
        later = self._held[1:]
        if later and self._replays:
            self._replays -= 1
            self._again.extendleft(reversed(later))
            self.taken -= len(later)
        elif later:
            return f"{fault}; {len(later)} lines after it are lost with it"
        return fault

    def _fresh(self) -> str:
        line = next(self._source)
        if line.text is None:
            self.taken += 1
            raise _RowError("a line of more than 1 MiB")
        text, was_mended, replaced = mended(line.text)
        self.mended += was_mended
        self.replaced += replaced
        return text

"""Device lists as CSV in any common dialect, language and encoding: one device per row.

Cells are text and nothing else: a formula (`=`, `+`, `-`, `@`) is neither run nor changed here. A quote that is never
closed costs its own line, not the rest of the file.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

from whomade.collect import columns, csv_rows, plain, table
from whomade.collect.headers import fields_named
from whomade.collect.refusal import is_binary, is_evidence
from whomade.collect.shapes import is_ip, is_mac, is_stream
from whomade.collect.text import decoded, encoding_of, lines
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.columns import Row
    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

NAME = "inventory"

DELIMITERS = ",;\t|"
_HINT = re.compile(r"(?i)\Asep=(.)\r?\n?\Z")
_SUFFIX = re.compile(r"(?i)\.(csv|tsv|tab|psv)$")
_OTHER_FORMATS = ("{", "[", "<", "#separator", "%PDF")


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
    feed = csv_rows.Feed(lines(source.path, encoding, csv_rows.ROW_CAP))
    yield from csv_rows.read(feed, mark)
    if feed.mended:
        lost = f"; {feed.replaced} bytes have no character there and are shown as \ufffd" if feed.replaced else ""
        source.note(f"{feed.mended} lines are not UTF-8: read as Windows-1252{lost}")


def _is_hint(row: Row) -> bool:
    """Whether this is the line `sep=;` by which spreadsheets announce the delimiter, split at that delimiter."""
    return row.number == 1 and row.cells == ["sep=", ""]

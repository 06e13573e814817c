"""Rows of comma-separated text, one after another; a broken row is told with what is wrong and costs itself alone.

The lines behind a quote that nobody closed are read again, as rows of their own.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING

from whomade.collect import table
from whomade.collect.columns import Row
from whomade.collect.text import mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.text import Line

ROW_CAP = 1024 * 1024
"""Longest row, in characters. A longer one is a quote that nobody closed."""
REPLAYS = 1000
"""How often the lines behind an unclosed quote are read again; after that they are given up: nobody can stall us."""

_FAULTS = {
    "expected after": "a quotation mark that does not belong there, or one that is not closed",
    "unexpected end of data": "a quotation mark that is not closed",
    "field larger than": "a cell of more than 1 MiB",
}


class RowError(Exception):
    """The row being read cannot be finished: it is too long or holds zero bytes."""


def read(feed: Feed, mark: str) -> Iterator[tuple[Row, int]]:
    """Rows with their number, faulty ones included, and how many lines each takes."""
    # The limit of the csv module holds for the whole process; this is the one place that reads with it.
    csv.field_size_limit(ROW_CAP)
    reader = csv.reader(feed, delimiter=mark, strict=True)
    number = 0
    while True:
        number += 1
        feed.begin()
        try:
            row = _row(number, next(reader))
        except StopIteration:
            break
        except (csv.Error, RowError) as error:
            row = Row(number, [], feed.give_back(_why(str(error))))
        yield row, feed.taken


def _why(error: str) -> str:
    """What the csv module found, in words of this house."""
    return next((words for part, words in _FAULTS.items() if part in error), error)


def _row(number: int, cells: list[str]) -> Row:
    if len(cells) > table.WIDTH_CAP:
        return Row(number, [], f"more than {table.WIDTH_CAP} cells")
    return Row(number, cells)


class Feed:
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

    def __iter__(self) -> Feed:
        return self

    def __next__(self) -> str:
        text = self._again.popleft() if self._again else self._fresh()
        self._held.append(text)
        self.taken += 1
        self._size += len(text)
        if self._size > ROW_CAP:
            raise RowError("a quote that is not closed within 1 MiB")
        if "\0" in text:
            raise RowError("zero bytes")
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
            raise RowError("a line of more than 1 MiB")
        text, was_mended, replaced = mended(line.text)
        self.mended += was_mended
        self.replaced += replaced
        return text

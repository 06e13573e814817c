"""Whether a workbook can be unpacked in bounded memory: asked of its zip directory first, then of its parts.

The library that reads workbooks builds a tree of each row and keeps the table of shared texts whole. A small file can
make both endless, so every part is looked through once before, in constant memory.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.safexml import Reading, XmlError
from whomade.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

FILE_CAP = 64 * 1024 * 1024
UNPACKED_CAP = 1024 * 1024 * 1024
STRINGS_CAP = 64 * 1024 * 1024
"""Largest table of shared texts: it is held in memory whole, at up to four bytes a character."""
TEXTS_CAP = 1_000_000
ROW_BYTES = 4 * 1024 * 1024
ROW_ELEMENTS = 100_000
UNMEASURED_BYTES = 96 * 1024 * 1024
"""Rows of a sheet that does not state its dimension: the library then first reads it whole, at twice its size."""
LOOSE_ELEMENTS = 200_000
"""Elements of a part outside rows and texts (merged cells, styles, relations): they stay in memory."""
LOOSE_BYTES = 16 * 1024 * 1024

_CLOSING_TAG = len("</row>")
_UNITS = frozenset({"row", "si"})


class Looked(NamedTuple):
    """What a look through a workbook shows.

    `unknown` counts the cells that hold a formula and no value: programs that write workbooks do not calculate them.
    `sheets` are the names of the sheets that it says it has.
    """

    unknown: int
    sheets: tuple[str, ...]


def check(path: Path, broken: tuple[type[Exception], ...]) -> Looked:
    """Refuse a workbook that is too large, made to exhaust memory, or whose rows the library would pass over.

    Args:
        path: The file.
        broken: What reading a broken archive may raise.

    Raises:
        InputError: with the reason and, where there is one, a way around it.
    """
    if path.stat().st_size > FILE_CAP:
        raise InputError("a workbook of more than 64 MiB: save it as .csv, which has no size limit")
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > UNPACKED_CAP:
                raise InputError("a workbook that unpacks to more than 1 GiB: save it as .csv")
            # Any part may be named as a sheet, so all are looked through.
            unknown, sheets = 0, list[str]()
            for name in sorted({info.filename for info in archive.infolist()}):
                guard = _check_part(archive, name)
                unknown += guard.unknown
                sheets += guard.sheets
            return Looked(unknown, tuple(sheets))
    except XmlError as error:
        raise InputError(f"a broken workbook: line {error.line} of {name}: {error.found}") from error
    except broken as error:
        raise InputError("a broken workbook: the zip archive cannot be read") from error


def _check_part(archive: zipfile.ZipFile, name: str) -> _Guard:
    guard = _Guard()
    with archive.open(name) as part:
        try:
            for _ in guard.reading.feed_file(part):
                pass
        except XmlError as error:
            # What merely breaks off, or is no XML at all, is for the library to find.
            if error.hostile:
                raise
    return guard


class _Guard:
    """Counts what stands inside one row or shared text, in all texts together, and outside of them."""

    def __init__(self) -> None:
        self.reading = Reading(self._start, self._end)
        self.unknown = 0
        """Cells with a formula and no value."""
        self.sheets: list[str] = []
        """Names of sheets, where the part is the list of them."""
        self._formula = self._value = False
        self._value_at = self._row = 0
        self._root = ""
        self._unit = ""
        self._begin = self._inner = 0
        self._root_prefix: str | None = None
        self._measured = False
        self._loose = self._texts = self._text_bytes = self._unit_bytes = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._root_prefix is None:
            self._root_prefix, self._root = self.reading.prefix, name
        elif name == "dimension" and attributes.keys() == {"ref"} and self.reading.prefix == self._root_prefix:
            self._measured = True
        if not self._unit and name in _UNITS:
            self._unit, self._begin, self._inner = name, self.reading.offset, 0
            self._texts += name == "si"
            if name == "row":
                self._next_row(attributes.get("r", ""))
        elif self._unit:
            self._inner += 1
            if name == "f":
                self._formula = True
            elif name == "v":
                self._value_at = self.reading.offset
        else:
            self._loose += 1
        self._judge()

        if name == "sheet" and self._root == "workbook":
            self.sheets.append(attributes.get("name", "")[:60])

    def _next_row(self, number: str) -> None:
        """Rows go up: the library passes over one that does not, and says nothing."""
        row = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else self._row + 1
        if row <= self._row:
            raise InputError(
                f"a broken workbook: row {row} stands behind row {self._row}: open it in a spreadsheet and save it anew"
            )
        self._row = row

    def _end(self, name: str) -> None:
        self._judge()
        if name == "v":
            # `<v/>` and `<v></v>` are shorter than any value.
            tag = len(self.reading.prefix) + len("<v>")
            self._value = self.reading.offset - self._value_at > tag
        elif name == "c":
            self.unknown += self._formula and not self._value
            self._formula = self._value = False
        elif name == self._unit:
            # The closing tag itself is told at its beginning.
            size = self.reading.offset - self._begin + _CLOSING_TAG
            self._unit_bytes += size
            self._text_bytes += size if name == "si" else 0
            self._unit = ""

    def _judge(self) -> None:
        size = self.reading.offset - self._begin
        if self._unit and (size > ROW_BYTES or self._inner > ROW_ELEMENTS):
            raise InputError("a workbook with a row or text of more than 4 MiB: save it as .csv")
        if self._texts > TEXTS_CAP or self._text_bytes > STRINGS_CAP:
            raise InputError("a workbook with more than 64 MiB or a million texts: save it as .csv")
        if not self._measured and self._unit_bytes > UNMEASURED_BYTES:
            raise InputError("a large workbook whose sheet does not state its dimension: save it as .csv")
        loose_bytes = self._begin - self._unit_bytes if self._unit else self.reading.offset - self._unit_bytes
        if self._loose > LOOSE_ELEMENTS or loose_bytes > LOOSE_BYTES:
            raise InputError("a workbook with more formats than can be held in memory: save it as .csv")

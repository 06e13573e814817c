"""Device lists as Excel workbooks: every sheet, hidden ones too, read row by row within stated size caps.

Only stored values are read; formulas are not calculated. The library is imported when the first workbook comes.
"""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import chain
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from whomade.collect import columns, table, xlsx_guard
from whomade.collect.columns import Row
from whomade.collect.devices import Devices
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

NAME = "xlsx"

ROWS_CAP = 1_048_576
"""Last row of a sheet. Source: ECMA-376 and Microsoft's `Excel specifications and limits`."""

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_PART = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)
"""Entry of a zip archive that is a part of a workbook. Source: APPNOTE.TXT section 4.3.7 (local file header)."""
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the library lets through when a workbook is not what it says. It has no error of its own for this."""


def accepts(head: bytes, name: str) -> bool:
    """Tell whether this is a workbook: a zip with workbook parts, or an Office container of that name (password)."""
    suffix = name.lower().endswith((".xlsx", ".xlsm"))
    if head.startswith(_ZIP):
        return suffix or bool(_PART.search(head))
    return suffix and head.startswith(_OLE)


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give the observations of each row of each sheet."""
    columns.check_options(source.options)
    with opened_book(source) as book:
        yield from _sheets(source, book)


@contextmanager
def opened_book(source: Source) -> Iterator[Any]:
    """Give the workbook of an input once it was found to fit into memory.

    Raises:
        InputError: it is protected, broken, or made to exhaust its reader.
    """
    if source.head().startswith(_OLE):
        raise InputError("password-protected or an old .xls workbook: save it as an unprotected .xlsx or .csv")
    looked = xlsx_guard.check(source.path, _BROKEN)
    if looked.unknown:
        source.note(
            f"{looked.unknown} formulas without a stored value are read as empty cells: save it in a spreadsheet first"
        )
    # The library refuses a path by its suffix; it takes a file of any name.
    with source.path.open("rb") as file:
        book = _opened(file)
        if lost := [name for name in looked.sheets if name not in [title[:60] for title in book.sheetnames]]:
            source.note(f"sheets that the workbook names and does not hold: {', '.join(lost[:5])}")
        try:
            yield book
        finally:
            book.close()


def _opened(file: IO[bytes]) -> Any:
    from openpyxl import load_workbook

    # It warns of parts it does not keep (validations, pictures), which are no evidence.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # its own errors have no common root, and it lets through those of other libraries
        raise InputError(f"a broken workbook: {_said(error)}") from error


def _sheets(source: Source, book: Any) -> Iterator[Observation | Problem]:
    sheets = [Sheet(source, sheet) for sheet in book.worksheets]
    tables = [sheet for sheet in sheets if sheet.first]
    for sheet in tables:
        sheet.lay_out(may_be_plain=len(tables) == 1)
    read = [sheet for sheet in tables if sheet.layout.columns] or tables[:1]
    _check_options(source, tables)
    source.note("sheets: " + (", ".join(sheet.described for sheet in sheets) or "none"))
    devices = Devices()
    for sheet in tables:
        if sheet in read:
            table.describe(source, sheet.layout, sheet.title if len(read) > 1 else "")
            yield from sheet.observations(devices, named=len(tables) > 1)
        else:
            source.note(f"sheet {sheet.title}: no column was recognised; its rows are not read as devices")
        yield from sheet.fault()


def _check_options(source: Source, sheets: list[Sheet]) -> None:
    """Refuse `--map` columns that no sheet has."""
    for field, column in source.options.items():
        if sheets and not any(field in sheet.options for sheet in sheets) and column.strip():
            columns.layout(sheets[0].first, {field: column})


class Sheet:
    """One sheet: its first rows, its layout, and what broke it if anything did. `part` is its part of the package."""

    def __init__(self, source: Source, sheet: Any) -> None:
        self._source = source
        self._broken = ""
        self.title = str(sheet.title)[:60]
        self.part = str(getattr(sheet, "_worksheet_path", ""))
        self._rows = self._read(sheet)
        self.first = table.sample(self._rows)
        self.options = self._own_options()
        self.layout = columns.Layout(0, ())
        state = str(getattr(sheet, "sheet_state", "visible"))
        self.described = f"`{self.title}`" + ("" if state == "visible" else f" ({state})")

    def lay_out(self, *, may_be_plain: bool) -> None:
        """Find the columns; only a sheet that is alone may be a plain list of names."""
        self.layout = columns.layout(self.first, self.options, may_be_plain=may_be_plain)

    def observations(self, devices: Devices, *, named: bool) -> Iterator[Observation | Problem]:
        """Give the observations of the sheet; its name is shown where there are several."""
        sheet = self.title if named else ""
        yield from table.read(self._source, self.first, self._rows, self.layout, sheet, devices)

    def rows(self) -> Iterator[Row]:
        """Give every row, the first ones included. May be called once."""
        return chain(self.first, self._rows)

    def fault(self) -> Iterator[Problem]:
        """Give the problem of a sheet that broke off."""
        if self._broken:
            where, why = f"sheet {self.title}", self._broken
            yield self._source.problem(where, "rows up to the end of the sheet", why, "rows before it are kept")

    def _own_options(self) -> dict[str, str]:
        """Options whose column this sheet has; another sheet may have the rest."""
        names = [c for row in self.first[: columns.HEADER_SEARCH] for c in row.cells]
        width = max((len(row.cells) for row in self.first), default=0)
        return {
            f: c for f, c in self._source.options.items() if not c or columns.column_index(c, names, width) is not None
        }

    def _read(self, sheet: Any) -> Iterator[Row]:
        width = 0
        try:
            # A sheet states its own size and may lie: rows come as wide as they are, and stop at the last possible row.
            sheet.reset_dimensions()
            for number, values in enumerate(sheet.iter_rows(values_only=True, max_row=ROWS_CAP + 1), 1):
                if number > ROWS_CAP:
                    self._broken = f"more than {ROWS_CAP} rows"
                    break
                cells = _trimmed([_text(value) for value in values])
                width = max(width, len(cells))
                yield _row(number, cells, width)
        except Exception as error:  # noqa: BLE001 - as in `_opened`: rows before it are kept
            self._broken = _said(error)


def _row(number: int, cells: list[str], width: int) -> Row:
    if len(cells) > table.WIDTH_CAP:
        return Row(number, [], f"more than {table.WIDTH_CAP} cells")
    return Row(number, cells + [""] * (width - len(cells)))


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _text(value: Any) -> str:
    """Cell value as a person would read it in the sheet."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"

"""A new sheet of the lines of a document, a mail or a notice, with the answers behind them: .xlsx or .csv."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from whomade.errors import InputError
from whomade.report.sheet import COLUMNS, harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from whomade.report.sheet import Kept
    from whomade.screen import Screened

OWN = ("line", "supplier", "brand", "model", "text", "quantity")
"""Columns in front of the added ones: what was read."""
SUFFIXES = (".xlsx", ".csv")
LAST_ROW = 1_048_576
"""Source: Microsoft, `Excel specifications and limits`."""

_WIDTHS = (24, 20, 16, 20, 60, 10, 20, 14, 14, 22, 64, 64)


def own_cells(screened: Screened) -> list[str]:
    """What was read of a line, in the order of `OWN`. Text is never a formula."""
    fields = screened.offer.fields
    said = (fields.get(name, "") for name in ("supplier", "brand", "model", "title", "quantity"))
    return [harmless(text) for text in (screened.place, *said)]


def write(out: Path, kept: Iterable[Kept], kind: str) -> None:
    """Write every kept line.

    Args:
        out: the file to write.
        kept: lines whose cells are those of `own_cells` and the added ones.
        kind: `.xlsx` or `.csv`.

    Raises:
        InputError: there are more lines than a sheet has rows.
    """
    rows = (each.cells for each in kept)
    if kind == ".csv":
        # The mark at the beginning tells spreadsheets the encoding.
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(_with_head(rows))
    else:
        _write_workbook(out, rows)


def _with_head(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    yield [*OWN, *COLUMNS]
    yield from rows


def _write_workbook(out: Path, rows: Iterable[list[str]]) -> None:
    from openpyxl import Workbook  # late: most calls write no workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("whomade")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    for number, cells in enumerate(_with_head(rows), 1):
        if number > LAST_ROW:
            raise InputError("more lines than a workbook has rows: write a .csv")
        sheet.append([_cell(sheet, text, is_head=number == 1) for text in cells])
    book.save(out)


def _cell(sheet: Any, text: str, *, is_head: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, value=text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.font = Font(bold=True)
    return cell

"""Sheets as an Excel workbook. Every text is stored as text: nothing that a device said becomes a formula."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from whomade.report.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.report.filing.document import Sheet

MOST_CELL = 32_000
"""Characters of a cell; a workbook allows 32,767."""
MOST_ROWS = 1_048_575
"""Rows below the head that a sheet can hold."""
ACTS = ("=", "+", "-", "@")
"""Beginnings by which a text that is later saved as CSV would become a formula."""
WIDEST = 60


def render(sheets: Iterable[Sheet], about: str) -> bytes:
    """The sheets as the bytes of a workbook; `about` becomes its description."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title = "whomade"
    book.properties.description = visible(about)[:1000]
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.head))}{len(sheet.rows) + 1}"
    for number, name in enumerate(sheet.head):
        longest = max([len(name) + 4, *(len(str(row[number])) for row in sheet.rows[:200])])
        page.column_dimensions[get_column_letter(number + 1)].width = min(longest + 2, WIDEST)
    head = [_cell(page, text) for text in sheet.head]
    for cell in head:
        cell.font = Font(bold=True)
    page.append(head)
    for row in sheet.rows[:MOST_ROWS]:
        page.append([_cell(page, value) for value in row])


def _cell(page: Any, value: str | float) -> Any:
    """A cell that holds a number or nothing but text."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(page, value=value)
    text = visible(value)[:MOST_CELL]
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(ACTS)
    return cell

"""Quotes as Excel workbooks: every sheet, hidden ones too. Stored values are read; no formula is calculated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect import xlsx
from whomade.collect.offers import sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.source import Source
    from whomade.model import Offer, Problem


def offers(source: Source) -> Iterator[Offer | Problem]:
    """Give the lines of each sheet in the order of the workbook.

    Raises:
        InputError: the workbook is protected, broken or made to exhaust its reader.
    """
    with xlsx.opened_book(source) as book:
        sheets = [xlsx.Sheet(source, found) for found in book.worksheets]
        source.note("sheets: " + (", ".join(each.described for each in sheets) or "none"))
        several = len([each for each in sheets if each.first]) > 1
        for each in sheets:
            if each.first:
                yield from _of_sheet(source, each, several=several)
            else:
                yield from each.fault()


def _of_sheet(source: Source, each: xlsx.Sheet, *, several: bool) -> Iterator[Offer | Problem]:
    goods = sheet.lay_out(each.first, each.options if several else source.options)
    sheet.describe(source, goods, each.title if several else "")
    source.headers[each.title] = goods.base.header
    yield from sheet.lines(source, each.rows(), goods, each.title)
    yield from each.fault()

"""Quotes as documents and pasted text: tables become rows, every other paragraph is a line of its own.

A PDF gives text with its columns kept apart by blanks; what cannot be told apart is read as one line of text, which
loses no word.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from itertools import chain
from typing import TYPE_CHECKING

from whomade.collect import columns
from whomade.collect.columns import Row
from whomade.collect.offers import sheet
from whomade.collect.safexml import Reading, XmlError
from whomade.collect.text import encoding_of, mended
from whomade.collect.text import lines as text_lines
from whomade.errors import InputError, MissingExtra
from whomade.model import Offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.collect.source import Source
    from whomade.model import Problem

FILE_CAP = 64 * 1024 * 1024
UNPACKED_CAP = 256 * 1024 * 1024
PAGES_CAP = 2000
ROWS_CAP = 100_000
"""Rows and paragraphs of a document; a catalogue of 2,000 pages has fewer."""
LINE_CAP = 16 * 1024

_SUPPLIER = re.compile(
    r"(?i)^\s*(?:supplier|seller|vendor|bidder|lieferant|anbieter|fournisseur|proveedor|fornitore|fornecedor"
    r"|leverancier"
    r"|dostawca|поставщик|供应商|供應商)\s*[:：]\s*(\S.{1,120})$"
)
_GAP = re.compile(r"\s{2,}|\t|\s*\|\s*")


def from_lines(source: Source) -> Iterator[Offer | Problem]:
    """Give the lines of a text; blank ones are none. `Supplier: NAME` holds for the lines below it."""
    found = (
        (f"line {line.number}", line.number, line.text) for line in text_lines(source.path, encoding_of(source.head()))
    )
    return _lines(source, found)


def _lines(source: Source, found: Iterable[tuple[str, int, str | None]]) -> Iterator[Offer | Problem]:
    supplier = ""
    for place, number, raw in found:
        if raw is None:
            yield source.problem(place, "a line of at most 16 MiB", "a longer one")
            continue
        text = " ".join(mended(raw[:LINE_CAP])[0].replace("\0", " ").split()).lstrip("\ufeff")
        if hit := _SUPPLIER.match(text):
            supplier = hit[1].strip()
        elif any(c.isalnum() for c in text):
            source.read_one()
            fields = {"title": text, **({"supplier": supplier} if supplier else {})}
            yield Offer(source.where(place), fields, row=number)


def from_docx(source: Source) -> Iterator[Offer | Problem]:
    """Give the rows of each table of a Word document, and its paragraphs outside tables as lines.

    Raises:
        InputError: it is broken, protected, or made to exhaust its reader.
    """
    blocks = _Blocks()
    try:
        _check_size(source)
        with zipfile.ZipFile(source.path) as archive, archive.open("word/document.xml") as part:
            for _ in blocks.reading.feed_file(part):
                if blocks.size > ROWS_CAP:
                    raise InputError("a document of more than 100,000 rows and paragraphs: save its tables as .csv")
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"a broken or protected document: {error}") from error
    except XmlError as error:
        raise InputError(f"a broken document: line {error.line}: {error.found}") from error
    for number, table in enumerate(blocks.tables, 1):
        yield from _table(source, table, f"table {number}")
    yield from _lines(source, ((f"paragraph {n}", n, text) for n, text in enumerate(blocks.paragraphs, 1)))


def _check_size(source: Source) -> None:
    if source.path.stat().st_size > FILE_CAP:
        raise InputError("a document of more than 64 MiB: save its tables as .csv")
    with zipfile.ZipFile(source.path) as archive:
        if sum(info.file_size for info in archive.infolist()) > UNPACKED_CAP:
            raise InputError("a document that unpacks to more than 256 MiB: save its tables as .csv")


class _Blocks:
    """Tables and paragraphs of a Word document. Source: ECMA-376 part 1, 17.3 and 17.4 (w:p, w:tbl, w:tr, w:tc)."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self.paragraphs: list[str] = []
        self.size = 0
        self._depth = 0
        self._text: list[str] = []
        self._in_text = False
        self.reading = Reading(self._start, self._end, self._characters)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        if name == "tbl":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif name == "tr" and self._depth == 1:
            self.tables[-1].append([])
            self.size += 1
        elif name == "tc" and self._depth == 1:
            self._text = []
        elif name == "t":
            self._in_text = True
        elif name in ("tab", "br"):
            self._text.append(" ")

    def _end(self, name: str) -> None:
        if name == "tbl":
            self._depth -= 1
        elif name == "tc" and self._depth == 1 and self.tables[-1]:
            self.tables[-1][-1].append(" ".join("".join(self._text).split())[: columns.CELL_CAP])
            self._text = []
        elif name == "t":
            self._in_text = False
        elif name == "p" and self._depth:
            self._text.append(" ")
        elif name == "p":
            self.paragraphs.append("".join(self._text)[:LINE_CAP])
            self._text = []
            self.size += 1

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._text.append(text)


def _table(source: Source, table: list[list[str]], name: str) -> Iterator[Offer | Problem]:
    """A table with a header we know is read by its columns, any other row by row as text."""
    width = max(map(len, table), default=0)
    rows = [Row(n, cells + [""] * (width - len(cells))) for n, cells in enumerate(table, 1)]
    if any(len(sheet.roles_named(row.cells)) >= 2 for row in rows[: columns.HEADER_SEARCH]):
        goods = sheet.lay_out(rows[:200], source.options)
        sheet.describe(source, goods, name)
        yield from sheet.lines(source, rows, goods, name)
    else:
        yield from _lines(source, ((f"{name}, row {row.number}", row.number, " | ".join(row.cells)) for row in rows))


def from_pdf(source: Source) -> Iterator[Offer | Problem]:
    """Give the rows of a PDF's text tables, and its other lines.

    Raises:
        MissingExtra: the library that reads PDF is not installed.
        InputError: it is broken, protected, or has no text (a scan).
    """
    if source.path.stat().st_size > FILE_CAP:
        raise InputError("a PDF of more than 64 MiB: split it")
    pages = list(_pages(source))
    if not any(text.strip() for text in pages):
        raise InputError("a PDF without text (a scan): run text recognition on it first")
    lines = list(chain.from_iterable(_page_lines(number, text) for number, text in enumerate(pages, 1)))
    if len(lines) > ROWS_CAP:
        raise InputError("a PDF of more than 100,000 lines: split it")
    yield from _by_header(source, lines)


def _pages(source: Source) -> Iterator[str]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ModuleNotFoundError as error:
        raise MissingExtra("pdf") from error
    try:
        reader = PdfReader(source.path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("a password-protected PDF: save it without one")
        if len(reader.pages) > PAGES_CAP:
            raise InputError(f"a PDF of more than {PAGES_CAP} pages: split it")
        for page in reader.pages:
            yield page.extract_text(extraction_mode="layout")[: 4 * 1024 * 1024]
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise InputError(f"a broken PDF: {type(error).__name__}: {' '.join(str(error).split())[:120]}") from error


def _page_lines(number: int, text: str) -> Iterator[tuple[str, str]]:
    return ((f"page {number}, line {n}", line) for n, line in enumerate(text.splitlines(), 1) if line.strip())


def _by_header(source: Source, lines: list[tuple[str, str]]) -> Iterator[Offer | Problem]:
    """Below a line that heads columns, lines of as many cells are rows of that table; all others are text."""
    goods, width = None, 0
    for number, (place, text) in enumerate(lines, 1):
        cells = [cell for cell in _GAP.split(text.strip()) if cell]
        if len(cells) > 2 and len(sheet.roles_named(cells)) >= 2:
            goods, width = sheet.lay_out([Row(1, cells)], source.options), len(cells)
            sheet.describe(source, goods)
        elif goods is not None and len(cells) == width:
            source.read_one()
            made = sheet.offer_of(source, goods, Row(number, cells))
            yield Offer(source.where(place), made.fields, made.codes, context=made.context, row=number)
        else:
            yield from _lines(source, [(place, number, text)])

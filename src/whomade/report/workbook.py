"""Columns added to an Excel workbook by editing its sheets' parts: no library writes the user's file anew.

Every other part is copied, and in a sheet only these bytes are new: cells behind a row's last one, the `spans` and
`dimension` that say how wide it is, and widths of the new columns; formats of the new cells are appended to the list of
formats. Source: ECMA-376 part 1, sections 18.3.1.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from whomade.errors import InputError
from whomade.report import cell_styles
from whomade.report.sheet import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from whomade.report.sheet import Added, Kept

LAST_COLUMN = 16_384
"""Source: Microsoft, `Excel specifications and limits`."""
WIDTHS = (20, 22, 16, 20, 64, 64)
"""Widths of the new columns, in characters."""
LINE_POINTS, MOST_LINES = 15.0, 8
"""Height of a line of text where the sheet does not say it, and how many of them a row grows to."""
CHUNK_BYTES = 256 * 1024

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?\d*(?::\$?([A-Z]{1,3})\$?\d*)?")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_SPANS = re.compile(rb"""(\sspans=["'])([^"']*)(["'])""")
_REF = re.compile(rb"""(\sref=["'])([^"']*)(["'])""")
_HEIGHT = re.compile(rb"""\sht=["'][^"']*["']""")


def write(path: Path, out: Path, added: Added, headers: Mapping[str, int]) -> None:
    """Write a workbook again with columns added.

    Args:
        path: the original, already found to fit into memory.
        out: the file to write.
        added: cells by sheet and row, in the order of the sheets and rows.
        headers: number of the header row by sheet; only these sheets get columns.

    Raises:
        InputError: a sheet has no room for more columns, or is written in an encoding that is not read.
    """
    pending = _Pending(iter(added))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts, styles = _parts(old), cell_styles.Styles(old)
        edited = {parts[name]: name for name in headers if name in parts and name in added.sheets}
        written = {part: out.with_name(f"{out.name}.{n}") for n, part in enumerate(edited)}
        try:
            # Answers come in the order of the sheets; parts of the package may stand in any other.
            for part, name in edited.items():
                with old.open(part) as source, written[part].open("wb") as target:
                    first = _last_column(old, part) + 1
                    _Editor(source, target, pending, _Place(name, headers[name], first), styles).run()
            if (formats := styles.part()) is not None:
                written[cell_styles.PART] = out.with_name(f"{out.name}.styles")
                written[cell_styles.PART].write_bytes(formats)
            for info in old.infolist():
                _copy(old, new, info, written.get(info.filename))
        finally:
            for place in written.values():
                place.unlink(missing_ok=True)


def _copy(old: zipfile.ZipFile, new: zipfile.ZipFile, info: zipfile.ZipInfo, edited: Path | None) -> None:
    kept = zipfile.ZipInfo(info.filename, info.date_time)
    kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
    with edited.open("rb") if edited else old.open(info) as source, new.open(kept, "w", force_zip64=True) as target:
        while piece := source.read(CHUNK_BYTES):
            target.write(piece)


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet → its part. Source: ECMA-376 part 1, 18.2.19 (sheets) and part 2, 9.3 (relationships)."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(_: str, attributes: dict[str, str]) -> None:
        if "Target" in attributes:
            target = attributes["Target"]
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id" and ":" in k), "")
            sheets[attributes.get("name", "")[:60]] = key

    _parse(book, "xl/_rels/workbook.xml.rels", relation)
    _parse(book, "xl/workbook.xml", sheet)
    names = set(book.namelist())
    return {name: targets[key] for name, key in sheets.items() if targets.get(key) in names}


def _parse(book: zipfile.ZipFile, part: str, start: object) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start  # type: ignore[assignment]
    with book.open(part) as source:
        parser.ParseFile(source)


def _last_column(book: zipfile.ZipFile, part: str) -> int:
    """Number of the last column that a sheet uses: by its cells and merged ranges."""
    last = at = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal last, at
        local = name.rpartition(":")[2]
        if local == "row":
            at = 0
        elif local == "c":
            at = _columns(attributes.get("r", ""))[1] or at + 1
            last = max(last, at)
        elif local == "mergeCell":
            last = max(last, _columns(attributes.get("ref", ""))[1])

    _parse(book, part, start)
    if last + len(COLUMNS) > LAST_COLUMN:
        raise InputError(f"{part}: no room for {len(COLUMNS)} more columns behind column {last}")
    return last


def _columns(reference: str) -> tuple[int, int]:
    """First and last column of a reference, 0 where it names none."""
    hit = _REFERENCE.match(reference)
    return (_number(hit[1]), _number(hit[2] or hit[1])) if hit else (0, 0)


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


class _Pending:
    """Answers in order, looked at one at a time."""

    def __init__(self, kept: Iterator[Kept]) -> None:
        self._kept = kept
        self._next = next(kept, None)

    def take(self, sheet: str, row: int) -> list[str] | None:
        """Cells of a row, or None. Rows that were passed are dropped."""
        while self._next is not None and self._next.sheet == sheet and self._next.row < row:
            self._next = next(self._kept, None)
        if self._next is None or (self._next.sheet, self._next.row) != (sheet, row):
            return None
        cells, self._next = self._next.cells, next(self._kept, None)
        return cells

    def leave(self, sheet: str) -> None:
        """Drop what is left of a sheet."""
        while self._next is not None and self._next.sheet == sheet:
            self._next = next(self._kept, None)


class _Place(NamedTuple):
    """Where cells go: a sheet, the number of its header row, and the number of the first new column."""

    sheet: str
    header: int
    first: int


class _Editor:
    """Copies the bytes of one sheet and puts cells before the end of its rows."""

    def __init__(
        self, source: IO[bytes], target: IO[bytes], pending: _Pending, place: _Place, styles: cell_styles.Styles
    ) -> None:
        self._source, self._target, self._pending = source, target, pending
        self._sheet, self._header, self._first = place
        self._styles, self._style = styles, 0
        self._line_points = LINE_POINTS
        self._buffer, self._base = bytearray(), 0
        self._row = 0
        self._cells: list[str] | None = None
        self._has_widths = False
        self._widest = 0
        self._parser = expat.ParserCreate()
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def run(self) -> None:
        """Copy the part."""
        while chunk := self._source.read(CHUNK_BYTES):
            self._buffer += chunk
            self._parser.Parse(chunk)
        self._parser.Parse(b"", True)  # noqa: FBT003  expat's signature
        self._target.write(self._buffer)
        self._pending.leave(self._sheet)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise InputError(f"sheet {self._sheet}: written in {encoding}: save it as .xlsx again")

    def _emit_to(self, offset: int) -> None:
        size = offset - self._base
        self._target.write(self._buffer[:size])
        del self._buffer[:size]
        self._base = offset

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        if local == "row":
            self._row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self._row + 1
            self._cells, self._style = self._pending.take(self._sheet, self._row), 0
            if self._header and self._row == self._header:
                self._cells = list(COLUMNS)
            self._emit_to(self._parser.CurrentByteIndex)
            if self._cells:
                self._patch(_SPANS, self._wider_spans, self._height(attributes))
        elif local == "sheetFormatPr":
            self._line_points = _points(attributes.get("defaultRowHeight", "")) or LINE_POINTS
        elif local == "c":
            self._style = int(attributes["s"]) if attributes.get("s", "").isdecimal() else 0
        elif local == "dimension":
            self._emit_to(self._parser.CurrentByteIndex)
            self._patch(_REF, self._wider_reference)
        elif local == "col":
            self._widest = max(self._widest, int(attributes.get("max", "0") or 0))
        elif local == "cols":
            self._has_widths = True
        elif local == "sheetData" and not self._has_widths:
            self._emit_to(self._parser.CurrentByteIndex)
            dot = f"{prefix}:" if prefix else ""
            self._target.write(f"<{dot}cols>{self._widths(dot)}</{dot}cols>".encode())

    def _end(self, name: str) -> None:
        prefix, _, local = name.rpartition(":")
        dot = f"{prefix}:" if prefix else ""
        if local == "cols" and self._widest < self._first:
            self._emit_to(self._parser.CurrentByteIndex)
            self._target.write(self._widths(dot).encode())
        elif local == "row" and self._cells:
            cells, self._cells = self._cells, None
            self._emit_to(self._parser.CurrentByteIndex)
            style = self._styles.like(self._style, is_header=self._row == self._header)
            self._target.write("".join(self._cell(dot, n, text, style) for n, text in enumerate(cells)).encode())

    def _height(self, attributes: dict[str, str]) -> float:
        """Points a row needs for what is added, 0 where its height is the user's own or enough.

        Without `customHeight` it stays a height that the spreadsheet program finds itself.
        """
        if attributes.get("customHeight") in ("1", "true") or not self._styles.usable:
            return 0.0
        room = 0 if self._row == self._header else 4
        lines = max(-(-len(text) // (width - room)) for text, width in zip(self._cells or (), WIDTHS, strict=True))
        needed = min(lines, MOST_LINES) * self._line_points
        return needed if lines > 1 and needed > _points(attributes.get("ht", "")) else 0.0

    def _patch(self, pattern: re.Pattern[bytes], wider: object, height: float = 0.0) -> None:
        """Write the tag that begins here with one attribute widened, and with a height where one is given."""
        tag = _TAG.match(self._buffer)
        if tag is None:
            return
        size = tag.end()
        text: bytes = pattern.sub(wider, bytes(self._buffer[:size]), count=1)  # type: ignore[call-overload]
        if height:
            name = re.match(rb"<[^\s/>]+", text)
            begin = name.end() if name else 0
            text = text[:begin] + f' ht="{height:g}"'.encode() + _HEIGHT.sub(b"", text[begin:], count=1)
        self._target.write(text)
        del self._buffer[:size]
        self._base += size

    def _wider_spans(self, hit: re.Match[bytes]) -> bytes:
        begin = hit[2].split(b":")[0] or b"1"
        return hit[1] + begin + f":{self._first + len(COLUMNS) - 1}".encode() + hit[3]

    def _wider_reference(self, hit: re.Match[bytes]) -> bytes:
        """The rows as they were, the columns up to the last new one."""
        corners = re.findall(r"([A-Z]{1,3})(\d+)", hit[2].decode("ascii", "replace"))
        if not corners:
            return hit[0]
        (left, top), (_, bottom) = corners[0], corners[-1]
        return hit[1] + f"{left}{top}:{_letters(self._first + len(COLUMNS) - 1)}{bottom}".encode() + hit[3]

    def _widths(self, dot: str) -> str:
        return "".join(
            f'<{dot}col min="{self._first + n}" max="{self._first + n}" width="{width}" customWidth="1"/>'
            for n, width in enumerate(WIDTHS)
        )

    def _cell(self, dot: str, number: int, text: str, style: int | None) -> str:
        """A cell of plain text: it is never a formula, whatever it begins with. Empty ones keep the row's look."""
        place = f'r="{_letters(self._first + number)}{self._row}"'
        place += "" if style is None else f' s="{style}"'
        if not text:
            return f"<{dot}c {place}/>"
        said = escape("".join(c for c in text if c >= " " or c in "\t\n"))
        inner = f'<{dot}is><{dot}t xml:space="preserve">{said}</{dot}t></{dot}is>'
        return f'<{dot}c {place} t="inlineStr">{inner}</{dot}c>'

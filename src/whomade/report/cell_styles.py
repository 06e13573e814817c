"""Formats of cells added to a workbook: those of the row's last own cell, with its text wrapped.

Formats are only appended to the part of styles, so that the number of every format in use stays what it was. Source:
ECMA-376 part 1, sections 18.8.1 (alignment), 18.8.10 (cellXfs), 18.8.45 (xf).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    import zipfile

PART = "xl/styles.xml"
MOST = 2_000
"""Formats that are appended at most; cells beyond have the workbook's plain one. Excel takes 65,490 in all."""

_KEPT = ("fontId", "fillId", "borderId", "xfId", "applyFont", "applyFill", "applyBorder", "applyProtection")
_COUNT = re.compile(rb"""(\scount=["'])\d+(["'])""")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")


class Styles:
    """The formats of one workbook. `like` gives the number of a format to write, `part` the part with all new ones."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self._content = book.read(PART) if PART in book.namelist() else b""
        self._formats: list[dict[str, str]] = []
        self._alignments: list[dict[str, str]] = []
        self._dot = ""
        self._begin = self._end = -1
        self._path: list[str] = []
        self._made: dict[tuple[int, bool], int] = {}
        if self._content:
            self._read()

    @property
    def usable(self) -> bool:
        """Whether the workbook has a list of formats that more can be appended to."""
        return self._end > self._begin >= 0 and bool(self._formats)

    def like(self, number: int, *, is_header: bool) -> int | None:
        """Number of a format like that of a cell, for text that wraps; a heading keeps how it is aligned."""
        if not self.usable:
            return None
        key = (number if 0 <= number < len(self._formats) else 0, is_header)
        if key not in self._made and len(self._made) >= MOST:
            return 0
        return self._made.setdefault(key, len(self._formats) + len(self._made))

    def part(self) -> bytes | None:
        """The part with the new formats at the end of its list, or None where there are none."""
        if not self._made:
            return None
        added = "".join(self._format(number, is_header=header) for number, header in self._made).encode()
        tag = _TAG.match(self._content, self._begin)
        size = tag.end() if tag else self._begin
        total = str(len(self._formats) + len(self._made)).encode()
        head = _COUNT.sub(rb"\g<1>" + total + rb"\g<2>", self._content[self._begin : size], count=1)
        return (
            self._content[: self._begin] + head + self._content[size : self._end] + added + self._content[self._end :]
        )

    def _format(self, number: int, *, is_header: bool) -> str:
        own, aligned = self._formats[number], self._alignments[number]
        kept = {name: own[name] for name in _KEPT if name in own}
        said = {"horizontal": aligned.get("horizontal", "left") if is_header else "left"}
        said |= {"vertical": aligned.get("vertical", "center" if is_header else "top"), "wrapText": "1"}
        formats, alignment = (
            "".join(f" {k}={quoteattr(v)}" for k, v in each.items())
            for each in ({"numFmtId": "0", **kept, "applyAlignment": "1"}, said)
        )
        return f"<{self._dot}xf{formats}><{self._dot}alignment{alignment}/></{self._dot}xf>"

    def _read(self) -> None:
        parser = expat.ParserCreate()

        def start(name: str, attributes: dict[str, str]) -> None:
            prefix, _, local = name.rpartition(":")
            inside = "cellXfs" in self._path
            if local == "cellXfs":
                self._dot, self._begin = f"{prefix}:" if prefix else "", parser.CurrentByteIndex
            elif inside and local == "xf":
                self._formats.append(attributes)
                self._alignments.append({})
            elif inside and local == "alignment":
                self._alignments[-1] = attributes
            self._path.append(local)

        def end(name: str) -> None:
            self._path.pop()
            if name.rpartition(":")[2] == "cellXfs":
                self._end = parser.CurrentByteIndex

        def declared(_version: str, encoding: str | None, _standalone: int) -> None:
            # In another encoding the places of bytes are not those of the file.
            if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
                raise ValueError

        parser.StartElementHandler, parser.EndElementHandler, parser.XmlDeclHandler = start, end, declared
        try:
            parser.Parse(self._content, True)  # noqa: FBT003  expat's signature
        except (expat.ExpatError, ValueError):
            self._formats = []

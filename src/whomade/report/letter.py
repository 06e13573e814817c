"""A letter with the questions to each supplier, from the lines that need it: text, or a Word document.

The document is written part by part: paragraphs of plain text need no library. Source: ECMA-376 part 1, 11.3.10 and
17.3; part 2, 9 (package).
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from whomade.report.wording import visible
from whomade.screen.answer import CRITERIA, DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whomade.screen import Screened

MOST_LINES = 5000
"""Lines of one letter; further ones are counted."""
UNNAMED = "the supplier"

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Asked(NamedTuple):
    """A line that needs an answer."""

    place: str
    text: str
    questions: tuple[str, ...]


class Letters:
    """Questions gathered by supplier while lines are answered."""

    def __init__(self) -> None:
        self._by_supplier: dict[str, list[Asked]] = {}
        self._dropped: dict[str, int] = {}

    def add(self, screened: Screened) -> None:
        """Keep a line if there is something to ask about it."""
        if not screened.questions:
            return
        supplier = visible(screened.offer.fields.get("supplier", "")).strip() or UNNAMED
        lines = self._by_supplier.setdefault(supplier, [])
        if len(lines) < MOST_LINES:
            text = " ".join(visible(screened.offer.text).split())[:200]
            lines.append(Asked(visible(screened.place), text, screened.questions))
        else:
            self._dropped[supplier] = self._dropped.get(supplier, 0) + 1

    @property
    def suppliers(self) -> tuple[str, ...]:
        """Suppliers that are asked, in order."""
        return tuple(sorted(self._by_supplier))

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        """Style and text of every paragraph: `heading`, `text`, `item`, or `page` before a further letter."""
        for number, supplier in enumerate(self.suppliers):
            if number:
                yield "page", ""
            yield from self._letter(supplier)

    def _letter(self, supplier: str) -> Iterator[tuple[str, str]]:
        yield "heading", f"Questions to {supplier}: who made the goods"
        yield (
            "text",
            (
                "Before we can decide on your offer we ask you to say who manufactures the goods below. A brand or "
                "a seller is no answer where another company builds the device. This letter states no finding about "
                "any company."
            ),
        )
        for number, line in enumerate(self._by_supplier[supplier], 1):
            yield "text", f"{number}. {line.place}: {line.text}"
            for question in line.questions:
                yield "item", question
        if more := self._dropped.get(supplier):
            yield "text", f"{more} further lines need the same answers."
        yield "text", "Each of these documents would settle it; one is enough where it names the manufacturer:"
        yield from (("item", text) for text in DOCUMENTS)
        yield "text", "If you offer other goods instead, show that:"
        yield from (("item", text) for text in CRITERIA)

    def write(self, path: Path) -> None:
        """Write all letters: a Word document where the name ends in `.docx`, else text."""
        if path.suffix.lower() == ".docx":
            self._write_docx(path)
            return
        marks = {"heading": "", "text": "", "item": "  - ", "page": "\n\n"}
        lines = (marks[style] + text + ("\n" if style == "heading" else "") for style, text in self.paragraphs())
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _write_docx(self, path: Path) -> None:
        body = "".join(_paragraph(style, text) for style, text in self.paragraphs())
        document = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}"><w:body>{body}'
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", _TYPES)
            package.writestr("_rels/.rels", _RELATIONS)
            package.writestr("word/document.xml", document)


def _paragraph(style: str, text: str) -> str:
    if style == "page":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    run = '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>' if style == "heading" else ""
    indent = '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>' if style == "item" else ""
    said = escape(("– " if style == "item" else "") + text)
    return f'<w:p>{indent}<w:r>{run}<w:t xml:space="preserve">{said}</w:t></w:r></w:p>'

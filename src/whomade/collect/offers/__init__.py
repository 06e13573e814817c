"""Readers of what is bought: quotes, bills of material, catalogues and notices, line by line.

They bring `Offer`s as the input has them and judge nothing. A table's own cells are never changed; the place of each
line is kept, so that columns can be added to the user's file afterwards.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from whomade.collect import inventory, plain
from whomade.collect.offers import cyclonedx, document, notices, sheet, workbook
from whomade.collect.refusal import is_binary, reason
from whomade.collect.text import decoded
from whomade.errors import InputError, UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.source import Source
    from whomade.model import Offer, Problem

__all__ = ["FIELDS", "check_options", "read"]

FIELDS = sheet.FIELDS
_BOM_TAG = re.compile(r"<(?:\w+:)?bom[\s>]")
"""An element of CycloneDX as XML; its reader looks whether it is the root."""
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def check_options(options: dict[str, str]) -> None:
    """Refuse a field that no column can be read as. Raises `InputError`."""
    unknown = [name for name in options if name not in FIELDS]
    if unknown:
        raise InputError(f"--map {unknown[0]}=...: no field `{unknown[0]}`; fields: {', '.join(FIELDS)}")


def read(source: Source) -> Iterator[Offer | Problem]:
    """Give every line of an input and fill its summary.

    Raises:
        UnknownFormat: no reader fits; the message says what the input seems to be.
        InputError: the input is refused: protected, broken, or made to exhaust its reader.
    """
    head = source.head()
    if not head.strip():
        raise UnknownFormat(f"{source.name}: empty file")
    try:
        yield from _reader(source, head)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error


def _reader(source: Source, head: bytes) -> Iterator[Offer | Problem]:
    name = Path(source.name).name
    if head.startswith(_OLE) and not name.lower().endswith((".xls", ".xlsx", ".xlsm")):
        raise InputError("a password-protected or old Office file: save it without a password as .docx, .xlsx or .csv")
    if head.startswith((_ZIP, _OLE)):
        is_word = name.lower().endswith((".docx", ".docm")) or b"word/" in head
        source.summary.format = "docx" if is_word and head.startswith(_ZIP) else "xlsx"
        return document.from_docx(source) if source.summary.format == "docx" else workbook.offers(source)
    if head.startswith(_PDF):
        source.summary.format = "pdf"
        return document.from_pdf(source)
    text = decoded(head)
    if is_binary(text):
        raise UnknownFormat(f"{source.name}: {reason(head, name)}")
    if text.startswith(("{", "[")):
        return notices.offers(source)
    if text.startswith("<"):
        if not _BOM_TAG.search(text):
            raise UnknownFormat(f"{source.name}: {reason(head, name)}")
        return cyclonedx.from_xml(source)
    mark = inventory.delimiter(text)
    if mark != plain.NO_DELIMITER and (inventory.accepts(head, name) or _is_table(text, mark)):
        source.summary.format = "csv"
        return sheet.offers(source, mark)
    source.summary.format = "lines"
    return document.from_lines(source)


def _is_table(text: str, mark: str) -> bool:
    """Whether lines fall into columns: commas inside sentences do not make a table."""
    lines = [line for line in text.splitlines()[:60] if line.strip()]
    if mark != "," or len(lines) < 2:
        return mark != ","
    first = sheet.roles_named(lines[0].split(mark))
    return len(first) >= 2 or ", " not in text[:4000]

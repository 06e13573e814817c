"""XML replies of devices as whole documents: what a document is, told by its elements, and which device it belongs to.

Used by the readers of ONVIF and of other XML replies. A reply is given on as text, as the device sent it: reading its
meaning is the work of the signals.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.safexml import CHUNK_BYTES, Reading, XmlError
from whomade.collect.text import encoding_of
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

FILE_CAP = 16 * 1024 * 1024
"""Largest file of replies, in bytes. A reply is some kilobytes; a capture of many belongs into native observations."""
DOCUMENT_CAP = 1000

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NOT_BLANK = re.compile(rb"[^\s\0]")
_HTTP = re.compile(r"\AHTTP/1\.[01] \d{3}[^\n]*\n(?:[^\n]*\S[^\n]*\n)*\r?\n", re.ASCII)


@dataclass(slots=True)
class Outline:
    """The first elements of a document: root with its namespace attributes, and what stands in the SOAP body."""

    root: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    body: str = ""
    path: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note an element."""
        if not self.path:
            self.root, self.attributes = name, attributes
        elif self.path == ["Envelope", "Body"]:
            self.body = self.body or name
        self.path.append(name)

    def end(self, _: str) -> None:
        """Leave an element."""
        self.path.pop()


class Document(NamedTuple):
    """One document of a file: where it begins and what it is, or why it cannot be read."""

    line: int
    text: str
    outline: Outline
    broken: XmlError | None = None


def collect(
    source: Source, kind_of: Callable[[Outline], str | None], expected: str, repeated: Mapping[str, str] | None = None
) -> Iterator[Observation | Problem]:
    """Give one observation per document of the file; a document of no known kind is a problem with its line."""
    headers, documents = _documents(_text(source))
    kinds = Counter(kind_of(d.outline) for d in documents if not d.broken)
    apart = any(n > 1 for kind, n in kinds.items() if kind and kind not in (repeated or {}))
    if headers:
        yield source.observe(source.name, "http_headers", headers, "line 1")
    for number, document in enumerate(documents, 1):
        asset = f"{source.name}#document {number}" if apart else source.name
        yield _one(source, document, asset, kind_of(document.outline), expected)
    _say(source, apart=apart)


def _say(source: Source, *, apart: bool) -> None:
    if apart:
        source.note(
            "several replies of one kind: each document is taken as a device of its own (`--asset KEY` joins them)"
        )
    else:
        source.note("the file name stands for the device (`--asset KEY` joins files of one device)")


def _one(source: Source, document: Document, asset: str, kind: str | None, expected: str) -> Observation | Problem:
    place = f"line {document.line}"
    if document.broken:
        line = document.line + document.broken.line - 1
        return source.problem(f"line {line}", "one whole XML document", document.broken.found)
    if not kind:
        outline = document.outline
        return source.problem(place, expected, f"`{(outline.body or outline.root)[:80]}`")
    source.read_one()
    return source.observe(asset, kind, document.text, place)


def _text(source: Source) -> str:
    if source.path.stat().st_size > FILE_CAP:
        raise InputError("larger than 16 MiB: too large for a device's XML reply")
    data = source.path.read_bytes()
    declared = _DECLARED.match(data[:1000].removeprefix(b"\xef\xbb\xbf"))
    encoding = encoding_of(data)
    if encoding == "utf-8" and declared:
        encoding = declared[1].decode("ascii")
    return _decoded(source, data, encoding).lstrip("\ufeff \t\r\n\0").rstrip("\0 \t\r\n")


def _decoded(source: Source, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        source.note(f"not all bytes are {encoding}: read as UTF-8 with what does not fit replaced")
        return data.decode("utf-8", "replace")


def _documents(text: str) -> tuple[str, list[Document]]:
    """Split a text into the HTTP header in front (or nothing) and its XML documents."""
    header = _HTTP.match(text)
    data = text.encode("utf-8", "replace")
    offset = len(text[: header.end()].encode("utf-8", "replace")) if header else 0
    line = data.count(b"\n", 0, offset) + 1
    documents: list[Document] = []
    while (begin := _NOT_BLANK.search(data, offset)) and len(documents) < DOCUMENT_CAP:
        line += data.count(b"\n", offset, begin.start())
        outline, broken, end = _outline(memoryview(data)[begin.start() :])
        offset = begin.start() + end
        documents.append(
            Document(line, data[begin.start() : offset].decode("utf-8", "replace").strip(), outline, broken)
        )
        line += data.count(b"\n", begin.start(), offset)
    if begin and len(documents) == DOCUMENT_CAP:
        documents.append(Document(line, "", Outline(), XmlError(1, f"more than {DOCUMENT_CAP} documents")))
    return (header[0].strip() if header else ""), documents


def _outline(view: memoryview) -> tuple[Outline, XmlError | None, int]:
    """Outline of the document that `view` begins with, what broke it, and where it ends."""
    outline = Outline()
    reading = Reading(outline.start, outline.end, encoding="utf-8")
    try:
        for start in range(0, len(view), CHUNK_BYTES):
            reading.feed(view[start : start + CHUNK_BYTES])
        reading.feed(b"", last=True)
    except XmlError as broken:
        if broken.next_document:
            return outline, None, broken.next_document
        return outline, broken, len(view)
    return outline, None, len(view)

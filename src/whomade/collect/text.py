"""Text of unknown encoding, line by line, in bounded memory.

Nothing here knows what a line means. A line over the cap is skipped in pieces and never held.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

LINE_CAP = 16 * 1024 * 1024
"""Longest line that is read, in characters. Longer ones are a problem each."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDEFINED = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
"""Bytes that Windows-1252 leaves without a character."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """A line without its end; `text` is None for a line over the cap."""

    number: int
    text: str | None


def encoding_of(head: bytes) -> str:
    """Guess the encoding from a byte order mark, or from the zero bytes that UTF-16 leaves between Latin letters."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    sample = head[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) / 5 and even < odd / 10:
        return "utf-16-le"
    if even > len(sample) / 5 and odd < even / 10:
        return "utf-16-be"
    return "utf-8"


def decoded(head: bytes) -> str:
    """Beginning of a file as text for looking at, whatever its encoding; no blanks or byte order mark in front."""
    return head.decode(encoding_of(head), "replace").lstrip("\ufeff \t\r\n")


def lines(path: Path, encoding: str, cap: int = LINE_CAP) -> Iterator[Line]:
    """Give the lines of a file. Bytes that are not UTF-8 come as lone surrogates: see `mended`."""
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with path.open("r", encoding=encoding, errors=errors, newline=None) as file:
        number = 0
        while text := file.readline(cap + 1):
            number += 1
            if len(text) > cap and not text.endswith("\n"):
                text = ""
                _skip_rest(file)
                yield Line(number, None)
            else:
                yield Line(number, text.removesuffix("\n"))


def _skip_rest(file: TextIO) -> None:
    while (piece := file.readline(1024 * 1024)) and not piece.endswith("\n"):
        pass


def mended(text: str) -> tuple[str, bool, int]:
    """Read what is not UTF-8 in a line as Windows-1252; tell whether that was needed and what had to be replaced."""
    if text.isascii() or not _SURROGATE.search(text):
        return text, False, 0
    raw = text.encode("utf-8", "surrogateescape")
    return raw.decode("cp1252", "replace"), True, sum(map(raw.count, _UNDEFINED))

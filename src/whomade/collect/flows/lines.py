"""Lines of a log, plain or packed with gzip, in bounded memory."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from whomade.collect.capture.container import is_packed
from whomade.collect.text import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE_CAP = 256 * 1024
"""Longest line that is read, in bytes; those of Zeek and of name servers have some hundred."""


def lines(path: Path) -> Iterator[Line]:
    """Give the lines; bytes that are not UTF-8 are replaced. A packed file that breaks off ends with a line of None."""
    with gzip.open(path, "rb") if is_packed(path) else path.open("rb") as file:
        number, is_rest = 0, False
        try:
            while raw := file.readline(LINE_CAP):
                is_whole = raw.endswith(b"\n")
                if is_rest:
                    is_rest = not is_whole
                    continue
                number += 1
                is_rest = len(raw) >= LINE_CAP and not is_whole
                yield Line(number, None if is_rest else raw.rstrip(b"\r\n").decode("utf-8", "replace"))
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Line(number + 1, None)

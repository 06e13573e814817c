"""Lists of one column without a header: one brand, model, MAC or IP address per line.

Prose, `key: value` lines and program output are none: what is read as a list of brands must look like one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.collect import shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LINE_CHARS = 40
LINE_WORDS = 4
NO_DELIMITER = "\x1f"
"""Unit separator: stands in no list that people write, so that a line stays one cell."""

_NO_NAME = re.compile(r"[:=<>{}\[\]#|\\^~`$%\"]|://|^HTTP/|^[-*/.]|[.!?]$(?<!Inc\.)(?<!Ltd\.)(?<!Co\.)")
_SHAPES: dict[str, Callable[[str], bool]] = {
    "mac": shapes.is_mac,
    "address": shapes.is_ip,
    "stream_url": shapes.is_stream,
}
_MOSTLY = 0.6


def kind(values: Sequence[str]) -> str:
    """Field of the only column: what most values are by their shape; else brand and model if most hold a digit."""
    for field, is_shaped in _SHAPES.items():
        if _mostly(values, is_shaped):
            return field
    return "brand_model" if _mostly(values, lambda v: any(c.isdigit() for c in v)) else "brand"


def is_plain(lines: Sequence[str]) -> bool:
    """Tell whether lines are a list of addresses, or of names as short as brands and models are."""
    values = [value for line in lines if (value := line.strip())]
    if any(_mostly(values, is_shaped) for is_shaped in _SHAPES.values()):
        return True
    return len(values) > 1 and all(map(_is_name, values))


def is_title(line: str) -> bool:
    """Tell whether the first line of a list may be a title: short, with a colon at its end."""
    return len(line) <= LINE_CHARS and line.rstrip().endswith(":")


def _is_name(value: str) -> bool:
    short = len(value) <= LINE_CHARS and len(value.split()) <= LINE_WORDS
    return short and any(c.isalpha() for c in value) and not _NO_NAME.search(value)


def _mostly(values: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(values) and sum(map(test, values)) >= _MOSTLY * len(values)

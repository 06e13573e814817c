"""Cells, colours and wrapped lines for a terminal. Knows nothing of devices."""

from __future__ import annotations

import os
import textwrap
import unicodedata
from collections.abc import Callable

import click

from whomade.model import Level

Paint = Callable[..., str]

LEVEL_STYLES: dict[Level, dict[str, object]] = {
    Level.CONFIRMED: {"fg": "bright_blue", "bold": True},
    Level.PROBABLE: {"fg": "bright_blue"},
    Level.POSSIBLE: {"fg": "cyan"},
    Level.UNDETERMINED: {"dim": True},
}


def painter(*, color: bool) -> Paint:
    """Give the function that styles text: `click.style`, or one that leaves text alone. NO_COLOR wins over `color`."""
    return click.style if color and not os.environ.get("NO_COLOR") else _plain


def _plain(text: str, **_style: object) -> str:
    return text


def columns(text: str) -> int:
    """Columns that text takes in a terminal: wide letters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """Text of at most `width` columns; a longer one ends with an ellipsis."""
    if columns(text) <= width:
        return text
    used, kept = 1, []
    for character in text:
        used += _columns(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept) + "…"


def cut_front(text: str, width: int) -> str:
    """Text of at most `width` columns; a longer one begins with an ellipsis: of a path, the end tells most."""
    return text if columns(text) <= width else cut(text[::-1], width)[::-1]


def cell(text: str, width: int, *, right: bool = False) -> str:
    """Text of exactly `width` columns."""
    shown = cut(text, width)
    blanks = " " * (width - columns(shown))
    return blanks + shown if right else shown + blanks


def wrapped(text: str, width: int, indent: str = "  ", first: str | None = None) -> str:
    """Text in lines of at most `width` characters, indented; `first` stands before the first line instead."""
    return textwrap.fill(
        text,
        max(width, 30),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )

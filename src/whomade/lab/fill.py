"""Texts with holes: `{model}` in a profile or template becomes the device's value, quoted for where it stands."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEMPLATES = Path(__file__).parent / "templates"
_HOLE = re.compile(r"\{([a-z][a-z_]*)\}")


def _in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _in_uri(value: str) -> str:
    return quote(value, safe=":/")


_QUOTES: dict[str, Callable[[str], str]] = {
    "xml": html.escape,
    "html": html.escape,
    "json": _in_json,
    "uri": _in_uri,
    "": str,
}


def fill(text: str, values: Mapping[str, str], form: str = "") -> str:
    """Fill the holes of a text.

    Args:
        text: with holes like `{model}`; other braces stay as they are.
        values: what the names stand for; a value is not searched for holes again.
        form: how values are quoted: xml, html, json, uri, or not at all.

    Raises:
        InputError: a hole has no value.

    Example:
        >>> fill("<m>{model}</m>", {"model": "A<B"}, "xml")
        '<m>A&lt;B</m>'
    """
    as_written = _QUOTES[form]

    def value(hole: re.Match[str]) -> str:
        if hole[1] not in values:
            raise InputError(f"`{{{hole[1]}}}` has no value in {text[:60]!r}")
        return as_written(values[hole[1]])

    return _HOLE.sub(value, text)


@cache
def _read(name: str) -> str:
    path = TEMPLATES / name
    if path.parent != TEMPLATES or not path.is_file():
        raise InputError(f"no template `{name}` in the lab")
    return path.read_text(encoding="utf-8").strip("\n")


def template(name: str, values: Mapping[str, str]) -> str:
    """Fill a file of `lab/templates`; the ending of its name says how values are quoted."""
    ending = name.rpartition(".")[2]
    return fill(_read(name), values, ending if ending in _QUOTES else "")

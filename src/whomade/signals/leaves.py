"""Lenient JSON: the leaves of an object as (dotted path, text), also from several documents in a row or
broken ones.

Helper without kinds. Walks without recursion, so that nesting costs nothing; places in arrays are not part of a path,
but who wants to know that something stands in a list of objects can have those marked.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 32
MAX_LEAVES = 4096
MAX_DOCUMENTS = 64

_LOOSE_PAIR = re.compile(
    r'"(?P<key>[\w .-]{1,80})"?\s{0,8}:\s{0,8}'
    r'(?:"(?P<text>[^"\n]{0,2000}?)(?:"|(?=,\s{0,4}")|(?=\n)|\Z)|"?(?P<bare>[^"\s,{}\[\]][^",{}\[\]\n]{0,500}))'
)


class Leaves(NamedTuple):
    """What a text held: (dotted path, text) in order, and whether its JSON was broken somewhere."""

    pairs: list[tuple[str, str]]
    broken: bool = False


def of(value: object, mark: str = "") -> Iterator[tuple[str, str]]:
    """Walk a parsed value in order; `None` gives an empty text, what lies deeper than 32 keys is passed over.

    Args:
        value: what a JSON reader gave.
        mark: stands in the path behind the name of each array that holds objects.

    >>> list(of({"a": [{"b": 1}], "c": [2]}, mark="[]"))
    [('a[].b', '1'), ('c', '2')]
    """
    stack: list[tuple[str, int, object]] = [("", 0, value)]
    count = 0
    while stack and count < MAX_LEAVES:
        path, depth, node = stack.pop()
        if isinstance(node, dict | list):
            stack.extend(reversed(_children(path, depth, node, mark)))
        else:
            count += 1
            yield path, _text(node)


def _children(path: str, depth: int, node: dict[Any, Any] | list[Any], mark: str) -> list[tuple[str, int, object]]:
    if depth >= MAX_DEPTH:
        return []
    if isinstance(node, list):
        path += mark if any(isinstance(child, dict) for child in node[:MAX_LEAVES]) else ""
        return [(path, depth + 1, child) for child in node[:MAX_LEAVES]]
    dot = "." if path else ""
    items = list(node.items())[:MAX_LEAVES]
    return [(f"{path}{dot}{str(key).strip()[:200]}", depth + 1, child) for key, child in items]


def _text(node: object) -> str:
    if node is None:
        return ""
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, int) and node.bit_length() > 256:
        return ""
    return str(node)


def read(text: str, mark: str = "") -> Leaves:
    """Read every JSON document in a text; from the first broken one on, read `"key": "value"` pairs as they come.

    Arrays of objects are marked as by `of`; in a broken document nothing is.

    Example:
        >>> read('{"a": {"b": 1}} {"c": "d, "e": "f"}')
        Leaves(pairs=[('a.b', '1'), ('c', 'd'), ('e', 'f')], broken=True)
    """
    pairs: list[tuple[str, str]] = []
    place = _start(text, 0)
    for _ in range(MAX_DOCUMENTS):
        if place < 0:
            return Leaves(pairs)
        try:
            value, place = json.JSONDecoder().raw_decode(text, place)
        except (ValueError, RecursionError):
            return Leaves([*pairs, *_loose(text[place:])], broken=True)
        pairs.extend(of(value, mark))
        place = _start(text, place)
    return Leaves(pairs, broken=True)


def _start(text: str, place: int) -> int:
    found = re.compile(r'\{|\[\s{0,8}[\[{"]').search(text, place)
    return found.start() if found else -1


def _loose(text: str) -> list[tuple[str, str]]:
    found = _LOOSE_PAIR.finditer(text)
    return [
        (hit["key"].strip(), (hit["text"] or hit["bare"] or "").strip())
        for hit, _ in zip(found, range(MAX_LEAVES), strict=False)
    ]

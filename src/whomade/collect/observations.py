"""Native observations: JSON lines with asset, kind and data.

A line is `{"asset": KEY, "kind": KIND, "data": TEXT|OBJECT | "data_b64": BYTES, "at"?, "source"?, "site"?}`. Lines of
one asset are one device. Other fields are ignored, and the summary says which.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any

import orjson

from whomade.collect.text import decoded, encoding_of, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.source import Source
    from whomade.collect.text import Line
    from whomade.model import Observation, Problem

NAME = "observations"

FIELDS = frozenset({"asset", "kind", "data", "data_b64", "at", "source", "site"})
DEPTH_CAP = 64
"""Deepest nesting of `data`. Device replies stay below ten; deeper nesting is an attack on whoever walks it."""
EXACT = 2**53
"""A number this large has lost digits when read as a float: two devices would become one key."""
KEY_CAP = 1024
"""Longest asset, kind, site, source or moment, in characters."""
LISTED = 20

_SCAN = re.compile(r'\{"format":"whomade-scan/')
"""The record of a scan has the same keys inside its lines."""
_KEYS = (re.compile(r'"asset"\s*:'), re.compile(r'"kind"\s*:'))


class _LineError(Exception):
    """A line that is not an observation: what was expected and what was found."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"{expected}: {found}")
        self.expected, self.found = expected, found


def accepts(head: bytes, name: str) -> bool:  # noqa: ARG001 - every reader has the same two arguments
    """Tell whether a line near the beginning has both keys."""
    text = decoded(head)
    return (
        text.startswith("{")
        and not _SCAN.match(text)
        and any(all(k.search(line) for k in _KEYS) for line in text.split("\n"))
    )


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give one observation per line; a line that is none gives a problem with its number."""
    ignored: dict[str, int] = {}
    for line in lines(source.path, encoding_of(source.head())):
        if line.text is not None and not line.text.strip("\ufeff \t\r\0"):
            continue
        try:
            observation = _observation(source, line, ignored)
        except _LineError as flaw:
            yield source.problem(f"line {line.number}", flaw.expected, flaw.found)
        else:
            source.read_one()
            yield observation
    if ignored:
        source.note("fields ignored: " + ", ".join(f"`{k}` ({n})" for k, n in sorted(ignored.items())))


def _observation(source: Source, line: Line, ignored: dict[str, int]) -> Observation:
    record = _parsed(line)
    _count_ignored(record, ignored)
    more = {key: _text(record, key) for key in ("at", "source", "site") if record.get(key) not in (None, "")}
    asset, kind = _text(record, "asset"), _text(record, "kind")
    return source.observe(asset, kind, _data(record), f"line {line.number}", **more)


def _parsed(line: Line) -> dict[str, Any]:
    if line.text is None:
        raise _LineError("a line of at most 16 MiB", "a longer one")
    try:
        record = orjson.loads(line.text.removeprefix("\ufeff"))
    except orjson.JSONDecodeError as error:
        raise _LineError("a JSON object", _why_not_json(error)) from error
    if not isinstance(record, dict):
        raise _LineError("a JSON object", _kind_of(record))
    if line.text.count("[") + line.text.count("{") > DEPTH_CAP and _depth(record) > DEPTH_CAP:
        raise _LineError(f"at most {DEPTH_CAP} levels of nesting", "more")
    return record


def _why_not_json(error: orjson.JSONDecodeError) -> str:
    message = str(error.msg)
    if "surrogates" in message or "UTF-8" in message:
        return "bytes that are not UTF-8"
    return f"{message[:120]} at character {error.pos + 1}"


def _depth(value: Any) -> int:
    """Levels of nesting, counted level by level so that depth cannot exhaust the stack."""
    level, depth = [value], 0
    while level and depth <= DEPTH_CAP:
        depth += 1
        level = [inner for outer in level for inner in _inside(outer)]
    return depth


def _inside(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [i for i in inner if isinstance(i, (dict, list))]


def _count_ignored(record: dict[str, Any], ignored: dict[str, int]) -> None:
    for key in record.keys() - FIELDS:
        shown = key[:40] if key[:40] in ignored or len(ignored) < LISTED else "and others"
        ignored[shown] = ignored.get(shown, 0) + 1


def _text(record: dict[str, Any], key: str) -> str:
    """Text of a field; a number is taken as its digits, where no digit was lost."""
    value = record.get(key)
    if isinstance(value, str) and value.strip():
        return _short(key, value)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and key != "kind":
        if isinstance(value, float) and abs(value) >= EXACT:
            raise _LineError(f"`{key}` as text", "a number too long to be kept exactly")
        return str(value)
    raise _LineError(f"`{key}` as text", _kind_of(value) if key in record else "no such field")


def _short(key: str, value: str) -> str:
    if len(value) > KEY_CAP:
        raise _LineError(f"`{key}` of at most {KEY_CAP} characters", "a longer one")
    return value


def _data(record: dict[str, Any]) -> str | bytes | dict[str, Any]:
    if ("data" in record) == ("data_b64" in record):
        raise _LineError("either `data` or `data_b64`", "both" if "data" in record else "neither")
    if "data_b64" in record:
        return _bytes(record["data_b64"])
    data = record["data"]
    if isinstance(data, (str, dict)):
        return data
    if isinstance(data, (int, float)) and not isinstance(data, bool):
        return str(data)
    raise _LineError("`data` as text or object", _kind_of(data))


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise _LineError("`data_b64` as base64 text", _kind_of(value)) from error


def _kind_of(value: Any) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", str: "text", type(None): "null"}
    if isinstance(value, str) and not value.strip():
        return "empty text"
    return names.get(type(value), "a number")

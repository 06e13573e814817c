"""Shared reading of text: safe decoding, lines, `key: value` pairs, and the words for a problem.

Helper without kinds. Everything here is linear in the size of its input and cut at `MAX_CHARS`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.model import Observation, Problem
from whomade.signals import leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_CHARS = 1024 * 1024
"""Characters or bytes of one observation that are read; the largest real reply seen is an 8 kB ONVIF document."""

MAX_LINES = 20_000
MAX_KEY_CHARS = 60

PLACEHOLDERS = frozenset(
    {"", "-", "--", "?", "n/a", "na", "none", "(none)", "null", "unknown", "undefined", "not set", "tbd"}
)
"""Texts that say that nothing is known; they are no signal."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SEPARATOR = re.compile(r"[:=\uff1a\t]")
_REALM = re.compile(r"""\brealm\s{0,4}=\s{0,4}(?:"([^"\r\n]{0,500})|([^\s",]{1,200}))""", re.IGNORECASE)
_URL = re.compile(r"[a-z][a-z0-9+]{1,9}://", re.IGNORECASE)
_HOST = re.compile(_URL.pattern + r"(?:[^/?#@\s]{0,200}@)?(?:\[([^\]\s]{1,60})\]|([^/?#:\s]{1,255}))", re.IGNORECASE)


NO_SIGNAL = "no signal"
HARMLESS = frozenset({NO_SIGNAL, "ignored", "read as plain text", "not used as identity or registrant"})
"""Consequences that cost no record: it was read, and nothing in it was of use."""


def problem(observation: Observation, expected: str, found: str, consequence: str = "it is left out") -> Problem:
    """Give a problem at the place of the observation; what was found is shown short and on one line."""
    shown = " ".join(printable(found[:200]).split())
    return Problem(observation.where, expected, shown[:120], consequence, lost=consequence not in HARMLESS)


def printable(value: str) -> str:
    """Give the text without control characters (line ends and tabs stay) and without halves of surrogate pairs."""
    return _CONTROL.sub("", value)


def decoded(data: bytes) -> str:
    """Read bytes as UTF-16 with a mark, else UTF-8, else Windows-1252; never fails."""
    data = data[:MAX_CHARS]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def of(observation: Observation) -> str:
    """Give the data as text; the fields of an object become lines `key: value`."""
    if isinstance(observation.data, dict):
        return "\n".join(f"{key}: {value}" for key, value in leaves.of(observation.data))
    raw = observation.data if isinstance(observation.data, str) else decoded(observation.data)
    return printable(raw[:MAX_CHARS]).removeprefix("\ufeff")


def json_of(observation: Observation, mark: str = "") -> leaves.Leaves:
    """Give the leaves of an object, or of the JSON in the text; arrays of objects marked as in `leaves.of`."""
    if isinstance(observation.data, dict):
        return leaves.Leaves(list(leaves.of(observation.data, mark)))
    return leaves.read(of(observation), mark)


def lines(text: str) -> Iterator[str]:
    """Give the lines that are not blank, without blanks at both ends."""
    for number, line in enumerate(text.splitlines()):
        if number >= MAX_LINES:
            return
        if stripped := line.strip():
            yield stripped


def pair(line: str) -> tuple[str, str] | None:
    """Split `key: value`, `key = value` or a tab between them; None for a bare URL and where no short key leads."""
    found = _SEPARATOR.search(line, 0, MAX_KEY_CHARS)
    if not found or _URL.match(line):
        return None
    return line[: found.start()].strip(" \"'"), line[found.end() :].strip()


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Give the `key: value` pairs of a text, line by line; other lines are passed over."""
    return (found for line in lines(text) if (found := pair(line)))


def is_placeholder(value: str) -> bool:
    """Tell whether a value only says that nothing is known (empty, `N/A`, zeros)."""
    return value.strip().casefold() in PLACEHOLDERS or not value.strip(" 0:.-")


def realms(header: str) -> Iterator[str]:
    """Give every realm of an HTTP or RTSP challenge, also without quotes. Source: RFC 7235 section 2.2."""
    return (quoted or bare for quoted, bare in _REALM.findall(header))


def path(url: str) -> str | None:
    """Give path and query of a URL or of a bare path; `/` when the URL has none; None when it is neither.

    >>> path("rtsp://user:word@10.0.0.2:554/live/ch0?x=1")
    '/live/ch0?x=1'
    """
    url = url.strip(" \t<>\"'")[:4096]
    scheme = _URL.match(url)
    if scheme:
        rest = url[scheme.end() :]
        start = min((i for i in (rest.find("/"), rest.find("?")) if i >= 0), default=len(rest))
        return rest[start:] or "/"
    return url if url.startswith("/") and not url.startswith("//") else None


def host(url: str) -> str:
    """Give the host of a URL, without user, port and brackets; empty when there is none.

    >>> host("http://192.0.2.1:8080/x"), host("rtsp://u:w@[2001:db8::1]:554/"), host("/onvif")
    ('192.0.2.1', '2001:db8::1', '')
    """
    found = _HOST.match(url.strip(" \t<>\"'")[:4096])
    return (found[1] or found[2]) if found else ""


def ignored(observation: Observation, unknown: Iterable[str]) -> Iterator[Problem]:
    """Say which fields of an object nobody reads."""
    if names := ", ".join(f"`{printable(name[:40])}`" for name in unknown):
        yield problem(observation, f"fields of kind `{observation.kind}`", names, "ignored")

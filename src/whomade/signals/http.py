"""HTTP answers: headers, realm, title, body and paths.

Source: RFC 9110 sections 6 and 11 (header lines, challenges); real firmware breaks both, so lines are read one by one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from whomade.model import Observation, Problem, Signal
from whomade.signals import shape, text

KINDS = ("http_headers", "http_title", "http_body", "http_path")

MAX_BODY_CHARS = 64 * 1024
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,60})\s{0,3}:[ \t]{0,8}(.{0,4096})")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,1000})", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\r?\n[ \t]{0,8}\r?\n")
NOISE = frozenset({"content-length", "date", "expires", "last-modified", "etag"})
"""Headers that change from reply to reply and say nothing of the maker."""

Results = Iterator[Signal | Problem]


def title(value: str) -> str:
    """Give a title as a reader sees it: entities resolved, blanks single."""
    return " ".join(html.unescape(value[:2000]).split())


def header(observation: Observation, line: str) -> Results:
    """Give the signals of one header line; a line that is no header gives none."""
    found = _HEADER.fullmatch(line[:5000])
    if not found or found[1].lower() in NOISE:
        return
    name, value = found[1].lower(), found[2].strip()
    if name == "server":
        yield observation.signal("http_header.server", value)
        return
    yield observation.signal("http_header.other", f"{found[1]}: {value}")
    if name in {"www-authenticate", "proxy-authenticate"}:
        yield from (observation.signal("http_realm", realm) for realm in text.realms(value))
    if name == "location" and (path := text.path(value)):
        yield observation.signal("http_path", path)


def body(observation: Observation, value: str) -> Results:
    """Give the body, cut at 64 KiB, and the title in it."""
    yield observation.signal("http_body", value[:MAX_BODY_CHARS])
    yield observation.signal("http.assets", shape.assets(value[:MAX_BODY_CHARS]))
    if found := _TITLE.search(value[:MAX_BODY_CHARS]):
        yield observation.signal("html_title", title(found[1]))


def _headers(observation: Observation) -> Results:
    head, _, rest = _split(text.of(observation).lstrip())
    for line in text.lines(head):
        yield from header(observation, line)
    yield observation.signal("http.habits", shape.reply_habits(text.lines(head)))
    yield from body(observation, rest)


def _split(value: str) -> tuple[str, str, str]:
    """Part an answer at its first blank line."""
    gap = _BLANK_LINE.search(value)
    return (value[: gap.start()], gap.group(), value[gap.end() :]) if gap else (value, "", "")


def _title(observation: Observation) -> Results:
    value = text.of(observation)
    found = _TITLE.search(value)
    yield observation.signal("html_title", title(found[1] if found else value))


def _body(observation: Observation) -> Results:
    value = text.of(observation)
    return _headers(observation) if value.lstrip().startswith("HTTP/") else body(observation, value)


def _path(observation: Observation) -> Results:
    for line in text.lines(text.of(observation)):
        value = (text.pair(line) or ("", line))[1] if not line.startswith(("/", "http")) else line
        if path := text.path(value):
            yield observation.signal("http_path", path)
        else:
            yield text.problem(observation, "a path or URL", line)


_READERS: dict[str, Callable[[Observation], Results]] = {
    "http_headers": _headers,
    "http_title": _title,
    "http_body": _body,
    "http_path": _path,
}


def extract(observation: Observation) -> Results:
    """Read an answer or one part of it."""
    return _READERS[observation.kind](observation)

"""nmap's own match lines as a reader of banners: what would nmap call the service that answered so?

Reads the `match` lines of the file that nmap installs (its grammar: nmap.org/book/vscan-fileformat.html); nothing of it
is kept. A corpus row often holds only the telling line of an answer, so each is tried as it stands and completed to a
whole answer in several usual ways; the first line of the file that fits any of them is taken, which favours nmap.
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBES = Path("/usr/share/nmap/nmap-service-probes")
SERVICES = {
    "http_headers": "http",
    "http_title": "http",
    "ftp_banner": "ftp",
    "telnet_banner": "telnet",
    "rtsp": "rtsp",
    "sip": "sip",
}
"""Kinds of observation that are a service's own answer, and nmap's name for the service."""
_LINE = re.compile(r"match (\S+) m(.)")
_PART = re.compile(r"\s*(p|v|i|h|o|d|cpe:)([^\w\s])")
_REFERENCE = re.compile(r"\$(?:(\d)|P\((\d)\)|SUBST\((\d),\"([^\"]*)\",\"([^\"]*)\"\))")


class Guess(NamedTuple):
    """What nmap would print of a service: the product, further information, and vendors of its CPE names."""

    product: str
    info: str
    vendors: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, for looking a name up."""
        return " ".join((self.product, self.info, *self.vendors))


class Rule(NamedTuple):
    """One match line: a pattern and the templates of what to say."""

    pattern: re.Pattern[str]
    parts: tuple[tuple[str, str], ...]


class Probes:
    """Match lines by service, in the order of the file. `unread` counts patterns that Python cannot compile."""

    def __init__(self, path: Path = PROBES) -> None:
        self.unread = 0
        self._rules: dict[str, list[Rule]] = {}
        with path.open(encoding="latin-1") as lines:
            for line in lines:
                self._add(line)

    def _add(self, line: str) -> None:
        found = _LINE.match(line)
        if not found or found[1] not in SERVICES.values():
            return
        end = line.find(found[2], found.end())
        flags = re.match(r"[is]*", line[end + 1 :])
        assert flags is not None
        rest = line[end + 1 + flags.end() :]
        chosen = (re.IGNORECASE if "i" in flags[0] else 0) | (re.DOTALL if "s" in flags[0] else 0)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pattern = re.compile(line[found.end() : end], chosen)
        except re.error:
            self.unread += 1
            return
        self._rules.setdefault(found[1], []).append(Rule(pattern, tuple(_parts(rest))))

    @property
    def rules(self) -> int:
        """Number of match lines read."""
        return sum(map(len, self._rules.values()))

    def guess(self, kind: str, raw: str) -> Guess | None:
        """What nmap would say of an answer; None where no line fits or the line names no product."""
        for rule in self._rules.get(SERVICES.get(kind, ""), ()):
            for text in variants(kind, raw):
                if hit := rule.pattern.search(text):
                    return _guess(rule, hit)
        return None


def _parts(rest: str) -> Iterator[tuple[str, str]]:
    """Templates behind the pattern: `p/product/ v/version/ i/info/ cpe:/a:vendor:product/`."""
    place = 0
    while found := _PART.match(rest, place):
        end = rest.find(found[2], found.end())
        if end < 0:
            return
        yield found[1], rest[found.end() : end]
        flag = re.match(r"[a-z]?", rest[end + 1 :])
        place = end + 1 + (flag.end() if flag and found[1] == "cpe:" else 0)


def _guess(rule: Rule, hit: re.Match[str]) -> Guess | None:
    said = [(name, _filled(template, hit)) for name, template in rule.parts]
    words = {name: value for name, value in said if name != "cpe:"}
    vendors = tuple(value.split(":")[1] for name, value in said if name == "cpe:" and value.count(":") > 1)
    return Guess(words.get("p", ""), words.get("i", ""), vendors) if words.get("p") or vendors else None


def _filled(template: str, hit: re.Match[str]) -> str:
    def group(number: str) -> str:
        return (hit.group(int(number)) or "") if int(number) <= (hit.re.groups or 0) else ""

    def fill(found: re.Match[str]) -> str:
        if found[3]:
            return group(found[3]).replace(found[4], found[5])
        return group(found[1] or found[2])

    return _REFERENCE.sub(fill, template)


def variants(kind: str, raw: str) -> list[str]:
    """An answer as it stands, and completed to a whole one."""
    text = raw.replace("\r\n", "\n").replace("\n", "\r\n")
    if kind == "http_title":
        pages = (f"<html><head><title>{text}</title>", f"<HTML><HEAD><TITLE>{text}</TITLE>")
        heads = ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n")
        return [head + page for head in heads for page in pages]
    first = {
        "http_headers": ("HTTP/1.1 200 OK\r\n", "HTTP/1.0 200 OK\r\n", "HTTP/1.1 401 Unauthorized\r\n"),
        "rtsp": ("RTSP/1.0 200 OK\r\nCSeq: 1\r\n", "RTSP/1.0 200 OK\r\n", "RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n"),
        "sip": ("SIP/2.0 200 OK\r\n", "SIP/2.0 404 Not Found\r\n"),
    }.get(kind)
    if first is None:
        return [text, text + "\r\n"]
    if re.match(r"(?:HTTP|RTSP|SIP)/", text):
        return [raw, text, text + "\r\n\r\n"]
    return [
        text,
        *(line + text + "\r\n\r\n" for line in first),
        *(f"{line}Date: x\r\n{text}\r\n\r\n" for line in first),
    ]

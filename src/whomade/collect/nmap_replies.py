r"""Raw replies that `nmap -sV` keeps of services it could not name: `servicefp`, or the script fingerprint-strings.

A fingerprint is `SF-Port80-TCP:...%r(GetRequest,1A2,"HTTP/1\.0\x20200\x20OK\r\n...")%r(...)`: the name of a probe, the
length in hexadecimal digits, and the reply with what is no letter or digit escaped. Source: nmap, service_scan.cc,
ServiceNFO::addToServiceFingerprint, and `Technique Described` in the chapter on version detection of the nmap book.
The script drops what is no printable line of four characters, so only the head of a reply is taken from it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPLY_CAP = 16 * 1024
"""Bytes of one reply; nmap itself keeps some two thousand."""
MOST_REPLIES = 64
"""Replies of one service that are looked at; nmap sends fewer probes."""
_REPLY = re.compile(r'%r\((\w{1,40}),[0-9A-Fa-f]{1,8},"((?:[^"\\]|\\.)*)"\)', re.DOTALL)
_WRAPPED = re.compile(r"\n(?:SF:)?")
_ESCAPED = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_CONTROLS = {"r": "\r", "n": "\n", "t": "\t", "0": "\0"}
_HTTP = ("GetRequest", "HTTPOptions", "FourOhFourRequest")
"""Probes whose reply in HTTP is that of a plain request, the usual one first: others get a complaint."""
_GREETINGS = ("NULL", "GenericLines", "Help")
_SERVICES = {"ftp": "ftp_banner", "ftps": "ftp_banner", "telnet": "telnet_banner"}
_HEADER = re.compile(r"[A-Za-z][\w-]{0,60}:")


class Reply(NamedTuple):
    """What a service answered to the probe of this name."""

    probe: str
    data: bytes


def replies(fingerprint: str) -> list[Reply]:
    r"""Replies in a service fingerprint, unescaped.

    >>> replies(r'SF-Port80-TCP:V=7.9%r(NULL,6,"220\x20a\r")')
    [Reply(probe='NULL', data=b'220 a\r')]
    """
    found = (hit for _, hit in zip(range(MOST_REPLIES), _REPLY.finditer(_WRAPPED.sub("", fingerprint)), strict=False))
    return [Reply(hit[1], _unescaped(hit[2])[:REPLY_CAP]) for hit in found]


def _unescaped(text: str) -> bytes:
    plain = _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)) if hit[1] else _CONTROLS.get(hit[2], hit[2]), text)
    return plain.encode("latin-1", "replace")


def heads(elements: Iterable[tuple[str, str]]) -> list[Reply]:
    """Status and header lines that the script fingerprint-strings shows, by probe; a greeting as it is."""
    found = []
    for probes, text in list(elements)[:MOST_REPLIES]:
        first, *lines = text.strip().splitlines() or [""]
        kept = [first]
        for line in map(str.strip, lines):
            if first.startswith(("HTTP/", "RTSP/")) and not _HEADER.match(line):
                break
            kept.append(line)
        data = "\r\n".join(kept).encode("utf-8", "replace")[:REPLY_CAP]
        found += [Reply(probe, data) for probe in re.split(r"[,\s]+", probes.strip()) if probe]
    return found


def read(found: Iterable[Reply], service: str) -> Iterator[tuple[str, str, bytes]]:
    """What replies show, as (probe, kind, data): one of HTTP, each of RTSP and SIP, one greeting."""
    given = {reply.probe: reply.data for reply in found}
    web = next((probe for probe in _HTTP if given.get(probe, b"").startswith(b"HTTP/")), "")
    if web:
        yield web, "http_headers", given[web]
    for probe, data in given.items():
        if data.startswith(b"RTSP/"):
            yield probe, "rtsp", data
        elif data.startswith(b"SIP/"):
            yield probe, "sip", data
    greeting = next((probe for probe in _GREETINGS if given.get(probe)), "")
    if greeting and not given[greeting].startswith((b"HTTP/", b"RTSP/", b"SIP/")):
        yield greeting, _SERVICES.get(service, "banner"), given[greeting]

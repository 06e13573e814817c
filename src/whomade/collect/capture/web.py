"""Answers of HTTP and RTSP in the first bytes of a connection: parted, unpacked, and told what they are.

Source: RFC 9112 sections 4, 6 and 7 (status line, length of a body, chunks); RFC 2326 section 10.12 (`$` begins media).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect import onvif, xmlreply
from whomade.collect.probes.web import dechunked
from whomade.collect.replies import Outline
from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_REPLIES = 16
MOST_BODY = 64 * 1024
_GAP = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\nContent-Length:[ \t]{0,8}(\d{1,9})", re.IGNORECASE)
_CHUNKED = re.compile(rb"\nTransfer-Encoding:[ \t]{0,8}[^\r\n]{0,80}chunked", re.IGNORECASE)
_PACKED = re.compile(rb"\nContent-Encoding:[ \t]{0,8}(?:gzip|deflate|br)", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,100})[^<>]{0,8000}>")
_BODY = re.compile(r"<(?:[\w.-]{1,60}:)?Body[^<>]{0,2000}>\s{0,200}<(?:[\w.-]{1,60}:)?([A-Za-z_][\w.-]{0,100})")


class Reply(NamedTuple):
    """One answer: head without the blank line, and the body as far as it is there."""

    head: bytes
    body: bytes


def parted(data: bytes, mark: bytes) -> Iterator[Reply]:
    """Part a connection's bytes into answers that begin with a mark; the first thing that is none ends it."""
    at = 0
    for _ in range(MOST_REPLIES):
        if not data.startswith(mark, at):
            return
        gap = _GAP.search(data, at)
        if gap is None:
            yield Reply(data[at:], b"")
            return
        head = data[at : gap.start()]
        length = _LENGTH.search(head)
        if length is None and mark == b"HTTP/1.":
            yield Reply(head, data[gap.end() :])
            return
        at = gap.end() + (int(length[1]) if length else 0)
        yield Reply(head, data[gap.end() : at])


def replies(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give each HTTP answer with its body, and documents of a known sort once more as what they are."""
    for head, raw in parted(data, b"HTTP/1."):
        body = dechunked(raw) if _CHUNKED.search(head) else raw
        body = b"" if _PACKED.search(head) or not _is_text(body) else body[:MOST_BODY]
        kind = kind_of(text.decoded(body)) if b"<" in body[:2000] else None
        yield "http_headers", head + b"\r\n\r\n" + (b"" if kind else body)
        if kind:
            yield kind, body


def dialogue(data: bytes) -> bytes:
    """Give all RTSP answers of a connection as one text; media between them ends it."""
    return b"\r\n\r\n".join(reply.head + b"\r\n\r\n" + reply.body for reply in parted(data, b"RTSP/1."))


def kind_of(document: str) -> str | None:
    """Tell the kind of an XML document by its first elements; None for what no device says about itself."""
    root = _ROOT.search(document, 0, 65536)
    if root is None:
        return None
    body = _BODY.search(document, 0, 65536)
    upnp = {"xmlns": "urn:schemas-upnp-org:"} if "urn:schemas-upnp-org:" in root.group() else {}
    outline = Outline(root[1], upnp, body[1] if body else "")
    return onvif.kind_of(outline) or xmlreply.kind_of(outline)


def _is_text(body: bytes) -> bool:
    return body[:512].count(0) == 0

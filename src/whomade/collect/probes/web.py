"""One HTTP exchange within caps: a request of a registered template out, a whole answer in. Helper without ports.

Source: RFC 9112 sections 4, 6 and 7 (status line, length of a body, chunks). Cheap firmware breaks all three, so an
answer ends where its length says, where the other side closes, or where a cap is reached.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from whomade.collect.probes import Connection
    from whomade.collect.probes.template import Template

PORTS_ASKED = (80, 443, 2020, 8000, 8080, 8443, 8899)
"""Ports on which cameras and recorders serve pages or ONVIF. Source: ports of Tapo (2020), Reolink's ONVIF (8000) and
Xiongmai's (8899) as in protocols described by their users; the rest are the usual ones."""

BODY_CAP = 256 * 1024
HEAD_CAP = 32 * 1024
LENGTH_DIGITS = 12
"""More digits than a length has; turning thousands of them into a number is refused by Python itself."""
AGENT = b"User-Agent: whomade (identification only)\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")


class Answer(NamedTuple):
    """An HTTP answer. `body` is decoded as far as caps allow; `raw` is head and body for the record."""

    status: int
    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        """Head and decoded body as one answer."""
        return self.head + b"\r\n\r\n" + self.body


async def exchange(connection: Connection, request: Template) -> Answer | bytes:
    """Send a request and give the answer; the bytes themselves when they are no HTTP."""
    await connection.send(request.fill(address=_host(connection)))
    data = b""
    while not (end := _END_OF_HEAD.search(data)):
        more = await connection.read(4096)
        data += more
        if not more or len(data) > HEAD_CAP or not b"HTTP/".startswith(data[:5]):
            if more:
                connection.end("no end of the HTTP header")
            return data
    head, rest = data[: end.start()], data[end.end() :]
    body = _decoded(connection, head, await _body(connection, head, rest))
    if _header(head, b"connection").lower() == b"close" or not head.startswith(b"HTTP/1.1"):
        connection.close()
    return Answer(_status(head), head, body)


def _host(connection: Connection) -> str:
    usual = 443 if connection.is_tls else 80
    return connection.address if connection.port == usual else f"{connection.address}:{connection.port}"


def _status(head: bytes) -> int:
    found = re.match(rb"HTTP/1\.[01] (\d{3})", head)
    return int(found[1]) if found else 0


def _header(head: bytes, name: bytes) -> bytes:
    found = re.search(rb"(?im)^" + name + rb"[ \t]*:[ \t]*([^\r\n]*)", head)
    return found[1].strip() if found else b""


async def _body(connection: Connection, head: bytes, data: bytes) -> bytes:
    """Read on to the end that the header announces, or to the cap."""
    if _status(head) in (204, 304):
        return b""
    if b"chunked" in _header(head, b"transfer-encoding").lower():
        return dechunked(await _until(connection, data, _has_last_chunk))
    length = _header(head, b"content-length")
    if not length.isdigit() or len(length) > LENGTH_DIGITS:
        return await _until(connection, data, lambda _: False)
    wanted = int(length)
    return (await _until(connection, data, lambda so_far: len(so_far) >= wanted))[:wanted]


async def _until(connection: Connection, data: bytes, is_whole: Callable[[bytes], bool]) -> bytes:
    """Read until a body is whole, the other side closes, or the cap is passed: then the connection is done with."""
    while not is_whole(data):
        if len(data) > BODY_CAP:
            connection.end(f"more than {BODY_CAP // 1024} KiB in one answer")
            break
        if not (more := await connection.read(16 * 1024)):
            break
        data += more
    return data[:BODY_CAP]


def _has_last_chunk(data: bytes) -> bool:
    """Whether the last chunk has come; only the end is looked at, since a hostile body is long and read in pieces."""
    return data.endswith(b"\r\n0\r\n\r\n") or data == b"0\r\n\r\n"


def dechunked(data: bytes) -> bytes:
    """Join the chunks; a broken one ends the body."""
    parts: list[bytes] = []
    at = 0
    while (found := _CHUNK.match(data, at)) and (size := int(found[1], 16)):
        parts.append(data[found.end() : found.end() + size])
        at = found.end() + size + 2
    return b"".join(parts)[:BODY_CAP]


def _decoded(connection: Connection, head: bytes, body: bytes) -> bytes:
    """Undo a compression that nobody asked for, up to the cap: a small answer may unfold without end."""
    if _header(head, b"content-encoding").lower() not in (b"gzip", b"deflate"):
        return body
    unfolding = zlib.decompressobj(wbits=47)
    try:
        plain = unfolding.decompress(body, BODY_CAP)
    except zlib.error:
        return body
    if unfolding.unconsumed_tail:
        connection.end(f"unfolds to more than {BODY_CAP // 1024} KiB")
    return plain

"""RTSP: OPTIONS, then DESCRIBE without any user. A refusal shows the realm, an open stream its description.

Source: RFC 2326 sections 10.1 and 10.2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.collect.probes import Found
from whomade.collect.probes.template import Hole, template

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from whomade.collect.probes import Connection
    from whomade.collect.probes.template import Template

ORDER = 60
PORTS = (554,)
AGENT = b"User-Agent: whomade (identification only)\r\n"
OPTIONS = template("rtsp-options", b"OPTIONS rtsp://", Hole.ADDRESS, b"/ RTSP/1.0\r\nCSeq: 1\r\n" + AGENT + b"\r\n")
DESCRIBE = template(
    "rtsp-describe",
    b"DESCRIBE rtsp://",
    Hole.ADDRESS,
    b"/ RTSP/1.0\r\nCSeq: 2\r\n" + AGENT + b"Accept: application/sdp\r\n\r\n",
)
MOST_BYTES = 64 * 1024
_LENGTH = re.compile(rb"(?im)^content-length[ \t]*:[ \t]*(\d{1,7})")


async def probe(connection: Connection) -> AsyncIterator[Found]:
    """Give both answers as they came."""
    for request, kind, name in ((OPTIONS, "rtsp_options", "OPTIONS"), (DESCRIBE, "rtsp", "DESCRIBE")):
        answer = await _exchange(connection, request)
        if not answer.startswith(b"RTSP/"):
            if answer:
                yield Found("banner", answer[:4096], f"answer to {name}")
            return
        yield Found("rtsp_sdp" if b"\nv=0" in answer else kind, answer, name)


async def _exchange(connection: Connection, request: Template) -> bytes:
    """Read head and body of one answer."""
    await connection.send(request.fill(address=f"{connection.address}:{connection.port}"))
    data = b""
    while len(data) < _whole(data) and (more := await connection.read(4096)):
        data += more
        if not b"RTSP/".startswith(data[:5]):
            connection.close()
            break
    if len(data) > MOST_BYTES:
        connection.end(f"more than {MOST_BYTES // 1024} KiB in one answer")
    return data[:MOST_BYTES]


def _whole(data: bytes) -> int:
    """Size of the answer, as far as it can be known by now."""
    end = re.search(rb"\r?\n\r?\n", data)
    if end is None:
        return MOST_BYTES + 1
    length = _LENGTH.search(data, 0, end.start())
    return min(end.end() + (int(length[1]) if length else 0), MOST_BYTES + 1)

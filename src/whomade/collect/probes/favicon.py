"""The little picture of a web page: relabellers change it less often than the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect.probes import Found, web
from whomade.collect.probes.template import Hole, template

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from whomade.collect.probes import Connection

ORDER = 40
PORTS = web.PORTS_ASKED
REQUEST = template(
    "http-get-favicon", b"GET /favicon.ico HTTP/1.1\r\nHost: ", Hole.ADDRESS, b"\r\n" + web.AGENT + b"\r\n"
)
PICTURES = (b"\0\0\1\0", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")
"""First bytes of an icon file, PNG, GIF and JPEG: a page that says `not found` with status 200 is no picture."""


async def probe(connection: Connection) -> AsyncIterator[Found]:
    """Give the picture, if one is there."""
    answer = await web.exchange(connection, REQUEST)
    if isinstance(answer, web.Answer) and answer.status == 200 and answer.body.startswith(PICTURES):
        yield Found("favicon", answer.body, "GET /favicon.ico")

"""HTTP: the first page, and pages that makers serve to everybody. No page here asks for a log-in, and none is sent.

A page speaks through its own text: that an address answers at all proves nothing, since some servers answer to any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect.probes import Found, web
from whomade.collect.probes.template import Hole, template

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from whomade.collect.probes import Connection

ORDER = 30
PORTS = web.PORTS_ASKED

PAGES = {
    "/": "http_headers",
    "/doc/page/login.asp": "http_headers",
    "/SDK/activateStatus": "isapi_other",
    "/LAPI/V1.0/System/DeviceBasicInfo": "http_json",
}
"""Public pages and the kind of observation of their answer.

Source: hikvision-next for `/SDK/activateStatus` and the login page; uniview's REST root answers in JSON whether or not
it gives the answer away."""
REQUESTS = {
    path: template(
        f"http-get{path.rstrip('/').replace('/', '-').lower()}",
        b"GET " + path.encode() + b" HTTP/1.1\r\nHost: ",
        Hole.ADDRESS,
        b"\r\n" + web.AGENT + b"\r\n",
    )
    for path in PAGES
}
FOUND = 200
BEGINS = {"isapi_other": b"<", "http_json": b"{"}
"""How the body of a kind begins; a page that only says `not found` begins otherwise, or is not of this kind."""


async def probe(connection: Connection) -> AsyncIterator[Found]:
    """Give the first page whatever its status, further pages where they exist."""
    first = await web.exchange(connection, REQUESTS["/"])
    if isinstance(first, bytes):
        connection.settled = True
        if first:
            yield Found("banner", first[:4096], "answer to GET /")
        return
    yield Found("http_headers", first.raw, "GET /")
    for path, kind in list(PAGES.items())[1:]:
        answer = await web.exchange(connection, REQUESTS[path])
        if isinstance(answer, web.Answer) and answer.status == FOUND and answer.body not in (b"", first.body):
            if kind == "http_headers":
                yield Found(kind, answer.raw, f"GET {path}")
            elif answer.body.lstrip().startswith(BEGINS[kind]):
                yield Found(kind, answer.body, f"GET {path}")

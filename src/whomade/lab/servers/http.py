"""HTTP and HTTPS: pages of the profile, kept-alive connections, and the services that live behind paths.

Source: RFC 9112 sections 2 (messages), 6 (body length) and 9.3 (persistence).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from whomade.lab.servers import trap
from whomade.lab.servers.site import Answer, Request, Route, routes
from whomade.lab.wire import Connection, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from whomade.lab.device import Device

PHRASES = {200: "OK", 301: "Moved Permanently", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found"}


def services(device: Device) -> Iterator[Stream]:
    """Give a web server for every port that a page, ONVIF or a UPnP description lives at."""
    profile = device.profile
    trapped = profile.trap.tcp if profile.trap else []
    ports = {site.port for site in profile.http}
    ports |= {part.port for part in (profile.onvif, profile.ssdp) if part is not None}
    for port in sorted(ports.difference(trapped)):
        site = next((site for site in profile.http if site.port == port), None)
        context = None
        if site is not None and site.certificate is not None:
            from whomade.lab.certificate import server_context

            context = server_context(site.certificate, device)
        yield Stream(port, functools.partial(_talk, routes(device, port)), context)


async def _talk(known: Mapping[str, Route], connection: Connection) -> None:
    """Answer request after request until the asker wants no more."""
    while True:
        head = await connection.until(b"\r\n\r\n")
        request = _parsed(head)
        if request is None:
            await connection.send(_message(Answer(400), b"", keep=False))
            return
        request.body = await connection.exactly(request.length)
        answer = known.get(request.path, known["*"])(request)
        keep = request.keeps_alive and not answer.bomb
        await connection.send(_message(answer, b"" if request.method == "HEAD" else answer.body, keep=keep))
        if answer.bomb:
            await trap.unpack(connection)
        if not keep:
            return


def _parsed(head: bytes) -> Request | None:
    """Read a request head; None for what is none."""
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1.") or not parts[1].startswith(("/", "http://", "*")):
        return None
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    length = headers.get("content-length", "0")
    return Request(parts[0], parts[1], parts[2], headers) if length.isdecimal() and len(length) < 8 else None


def _message(answer: Answer, body: bytes, *, keep: bool) -> bytes:
    """Write an answer; every one says its length, so that the connection can go on."""
    lines = [f"HTTP/1.1 {answer.status} {PHRASES.get(answer.status, 'OK')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    if not answer.bomb:
        lines.append(f"Content-Length: {len(answer.body)}")
    lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body

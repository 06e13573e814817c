"""RTSP over TCP: a challenge to DESCRIBE, or a real picture, interleaved, for everybody who asks.

Source: RFC 2326 sections 10 (methods) and 10.12 (interleaved data); RFC 4566 (SDP).
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.picture import FRAME_S, PARAMETERS, packets
from whomade.lab.wire import Connection, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Rtsp

METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN"
PHRASES = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    461: "Unsupported Transport",
    501: "Not Implemented",
}
SESSION = "4C6F6F6B"
_TRANSPORT = "RTP/AVP/TCP;unicast;interleaved=0-1"


def services(device: Device) -> Iterator[Stream]:
    """Give the RTSP port."""
    if device.profile.rtsp is not None:
        yield Stream(device.profile.rtsp.port, partial(_talk, device, device.profile.rtsp))


async def _talk(device: Device, service: Rtsp, connection: Connection) -> None:
    """Answer request after request; while the picture plays, send it and hear the rest."""
    player: asyncio.Task[None] | None = None
    try:
        while True:
            method, url, headers = await _request(connection)
            status, more, body = _answer(device, service, method, url, headers)
            await connection.send(_message(device, service, status, headers.get("cseq", "0"), more, body))
            if method == "PLAY" and status == 200 and player is None:
                player = asyncio.create_task(_play(connection))
            elif method == "TEARDOWN" or status == 400:
                return
    finally:
        if player is not None:
            player.cancel()
            await asyncio.gather(player, return_exceptions=True)


async def _request(connection: Connection) -> tuple[str, str, dict[str, str]]:
    """Give method, URL and headers of the next request, no method for what is none; reports of the player that stand
    between requests are passed over.
    """
    while (await connection.peek()).startswith(b"$"):
        frame = await connection.exactly(4)
        await connection.exactly(int.from_bytes(frame[2:], "big"))
    first, *lines = (await connection.until(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    method, _, rest = first.partition(" ")
    url, _, version = rest.partition(" ")
    return method if version.startswith("RTSP/1.") else "", url, headers


def _answer(
    device: Device, service: Rtsp, method: str, url: str, headers: dict[str, str]
) -> tuple[int, dict[str, str], str]:
    """Give status, headers and body; without a stream every method but OPTIONS needs a log-in."""
    if method in ("OPTIONS", ""):
        return (200, {"Public": METHODS}, "") if method else (400, {}, "")
    if not service.stream:
        return (401, {"WWW-Authenticate": device.fill(service.challenge)}, "") if service.challenge else (404, {}, "")
    if method == "DESCRIBE":
        base = f"rtsp://{device.address}:{device.port(service.port)}{service.path}"
        return 200, {"Content-Base": base, "Content-Type": "application/sdp"}, _sdp(device, service)
    if method == "SETUP":
        tcp = "TCP" in headers.get("transport", "")
        return (200, {"Transport": _TRANSPORT, "Session": SESSION}, "") if tcp else (461, {}, "")
    told = {"PLAY": {"RTP-Info": f"url={url};seq=0;rtptime=0"}, "TEARDOWN": {}, "GET_PARAMETER": {}}
    return (200, {"Session": SESSION, **told[method]}, "") if method in told else (501, {}, "")


def _sdp(device: Device, service: Rtsp) -> str:
    lines = ["v=0", f"o=- 0 0 IN IP4 {device.address}", *(service.sdp or ["s=Media"]), "t=0 0", "a=control:*"]
    lines += ["m=video 0 RTP/AVP 96", "c=IN IP4 0.0.0.0", "a=rtpmap:96 H264/90000"]
    lines += [f"a=fmtp:96 packetization-mode=1;sprop-parameter-sets={PARAMETERS}", "a=control:trackID=1"]
    return "\r\n".join([*lines, ""])


def _message(device: Device, service: Rtsp, status: int, sequence: str, more: dict[str, str], body: str) -> bytes:
    headers = {"CSeq": sequence, **({"Server": device.fill(service.server)} if service.server else {})}
    headers |= service.headers | more
    if body:
        headers["Content-Length"] = str(len(body.encode()))
    lines = [f"RTSP/1.0 {status} {PHRASES[status]}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join([*lines, "", ""]) + body).encode()


async def _play(connection: Connection) -> None:
    """Send frame after frame at the pace of the picture."""
    for packet in packets():
        for part in packet:
            await connection.send(b"$\0" + len(part).to_bytes(2, "big") + part)
        await asyncio.sleep(FRAME_S)

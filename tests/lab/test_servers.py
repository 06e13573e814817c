"""Servers of the lab answer over real sockets as the protocols say, and stay silent where devices do."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import TYPE_CHECKING

import pytest

from lab import asking
from lab.conftest import Asked, some, with_lab
from whomade.lab.servers import dhip, discovery, dvrip, mdns, mhed, onvif, sadp, ssdp

if TYPE_CHECKING:
    from whomade.lab import Lab


def answers(name: str, port: int, path: str, body: bytes = b"") -> bytes:
    async def do(lab: Lab) -> bytes:
        return await asking.talk(lab[name], port, asking.get(path, body))

    found: bytes = with_lab(some(name), do)
    return found


def test_an_unknown_path_is_not_found() -> None:
    assert answers("annke-c800", 80, "/nothing").startswith(b"HTTP/1.1 404 ")


def test_a_page_behind_a_login_asks_with_the_realm_of_the_profile() -> None:
    found = answers("annke-c800", 80, "/ISAPI/Security/userCheck?x=1")
    assert found.startswith(b"HTTP/1.1 401 ")
    assert b'realm="IP Camera(C2875)"' in found


def test_what_is_no_request_is_refused_and_the_connection_ends() -> None:
    async def do(lab: Lab) -> bytes:
        return await asking.talk(lab["annke-c800"], 80, b"\x16\x03nonsense\r\n\r\n")

    assert with_lab(some("annke-c800"), do).startswith(b"HTTP/1.1 400 ")


def test_a_connection_is_kept_for_the_next_request() -> None:
    async def do(lab: Lab) -> list[bytes]:
        device = lab["annke-c800"]
        reader, writer = await asyncio.open_connection(device.address, device.port(80))
        found = []
        for path in ("/none", "/none-either"):
            writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            found.append(await reader.readuntil(b"\r\n\r\n"))
        writer.transport.abort()
        return found

    assert [head.split(b"\r\n")[0] for head in with_lab(some("annke-c800"), do)] == [b"HTTP/1.1 404 Not Found"] * 2


def test_https_shows_the_names_of_the_profile(asked: Asked) -> None:
    found = asked.of("bosch-flexidome", "tls")
    assert "subject: C=DE,ST=Bayern,L=Grasbrunn,O=Bosch Sicherheitssysteme GmbH,CN=local.myboschcam.net" in found


@pytest.mark.parametrize("operation", [*onvif.OPEN, "GetScopes"])
def test_onvif_tells_the_open_operations(operation: str) -> None:
    found = answers("annke-c800", 80, onvif.PATH, asking.soap(operation))
    assert found.startswith(b"HTTP/1.1 200 ")
    assert f"{operation}Response".encode() in found


@pytest.mark.parametrize("operation", ["GetDeviceInformation", "SetHostname", "SystemReboot"])
def test_onvif_refuses_what_needs_a_login(operation: str) -> None:
    found = answers("annke-c800", 80, onvif.PATH, asking.soap(operation))
    assert found.startswith(b"HTTP/1.1 400 ")
    assert b"ter:NotAuthorized" in found


GROUPS = {
    "sadp": ("annke-c800", sadp.PORT, asking.INQUIRY.encode(), (sadp.GROUP, sadp.BROADCAST)),
    "dhip": ("dahua-nvr", dhip.PORT, asking.DHIP, (dhip.GROUP, dhip.BROADCAST)),
    "dvrip": ("besder-6024pb", dvrip.SEARCH_PORT, asking.DVRIP, (dvrip.BROADCAST,)),
    "mhed": ("tvt-recorder", mhed.PORT, asking.MHED, (mhed.GROUP, mhed.SECOND_GROUP)),
    "wsd": ("annke-c800", discovery.PORT, asking.PROBE.encode(), (discovery.GROUP,)),
    "ssdp": ("allnet-camera", ssdp.PORT, asking.SEARCH.encode(), (ssdp.GROUP,)),
    "mdns": ("axis-p3225-lv", mdns.PORT, asking.question("_axis-video._tcp.local"), (mdns.GROUP,)),
}


@pytest.mark.parametrize("protocol", GROUPS)
def test_a_search_is_answered_by_group_and_alone(protocol: str) -> None:
    name, port, said, groups = GROUPS[protocol]

    async def do(lab: Lab) -> list[bytes]:
        return [await asking.ask_udp(lab[name], port, said, to) for to in (None, *groups)]

    assert len(set(with_lab(some(name), do))) == 1


@pytest.mark.parametrize(
    ("name", "port", "said", "then"),
    [
        ("annke-c800", sadp.PORT, b"<Probe><Uuid>AB</Uuid><Types>update</Types></Probe>", asking.INQUIRY.encode()),
        ("dahua-nvr", dhip.PORT, dhip.framed(b'{"method":"DHDiscover.setConfig"}'), asking.DHIP),
        ("dahua-nvr", dhip.PORT, dhip.framed(b"[" * 20_000), asking.DHIP),
        ("besder-6024pb", dvrip.SEARCH_PORT, struct.pack("<BBHIIBBHI", 255, 0, 0, 0, 0, 0, 0, 1000, 0), asking.DVRIP),
        ("tvt-recorder", mhed.PORT, b"MHED\x09\x00".ljust(140, b"\0"), asking.MHED),
        ("axis-p3225-lv", mdns.PORT, b"\xff" * 40, asking.question(mdns.ENUMERATION)),
        ("allnet-camera", ssdp.PORT, b"NOTIFY * HTTP/1.1\r\n\r\n", asking.SEARCH.encode()),
        ("annke-c800", discovery.PORT, b"<Probe/>", asking.PROBE.encode()),
    ],
)
def test_nothing_but_a_search_is_answered(name: str, port: int, said: bytes, then: bytes) -> None:
    """The only answer that comes is the one to the search that follows."""

    async def do(lab: Lab) -> tuple[bytes, bytes]:
        device, loop = lab[name], asyncio.get_running_loop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
            own.setblocking(False)
            own.bind(("127.0.0.1", 0))
            await loop.sock_sendto(own, said, (device.address, device.port(port)))
            await loop.sock_sendto(own, then, (device.address, device.port(port)))
            return await loop.sock_recv(own, 65536), await asking.ask_udp(device, port, then)

    first, expected = with_lab(some(name), do)
    assert first == expected


def test_mhed_is_answered_at_the_search_port_of_the_asker_too() -> None:
    async def do(lab: Lab) -> bytes:
        device, loop = lab["tvt-recorder"], asyncio.get_running_loop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
            own.setblocking(False)
            own.bind(("127.0.0.1", device.port(mhed.PORT)))
            await asking.ask_udp(device, mhed.PORT, asking.MHED)
            return await loop.sock_recv(own, 4096)

    found = with_lab(some("tvt-recorder"), do)
    assert (found[:6], len(found), struct.unpack_from("<I", found, 228)[0]) == (b"MHED\x07\0", 240, 8)


def test_the_control_port_of_xiongmai_says_nothing_to_a_login() -> None:
    async def do(lab: Lab) -> bytes:
        login = struct.pack("<BBHIIBBHI", 255, 0, 0, 0, 0, 0, 0, 1000, 2) + b"{}"
        return await asking.talk(lab["besder-6024pb"], dvrip.CONTROL_PORT, login, patience=0.2)

    assert with_lab(some("besder-6024pb"), do) == b""


def test_channels_of_recorders_are_told_in_every_search(asked: Asked) -> None:
    assert "<DigitalChannelNum>16</DigitalChannelNum>" in _text(asked, "hikvision-ds-7616ni-q2", "sadp")
    assert '"RemoteVideoInputChannels":16' in _text(asked, "dahua-nvr", "dhip")
    assert '"ChannelNum" : 8' in _text(asked, "xiongmai-recorder", "dvrip")


def test_dhip_and_dvrip_bodies_are_json(asked: Asked) -> None:
    for name, kind in (("dahua-nvr", "dhip"), ("xiongmai-recorder", "dvrip")):
        body = _text(asked, name, kind)
        assert isinstance(json.loads(body[body.index("{") :]), dict)


def _text(asked: Asked, name: str, kind: str) -> str:
    import base64

    row = next(row for row in asked.rows if (row["asset"], row["kind"]) == (name, kind))
    return base64.b64decode(row["data_b64"]).decode("latin-1")


def rtsp(name: str, *said: str) -> bytes:
    async def do(lab: Lab) -> bytes:
        device = lab[name]
        url = f"rtsp://{device.address}{device.profile.rtsp.path if device.profile.rtsp else '/'}"
        lines = "".join(f"{what.replace('URL', url)}\r\nCSeq: {n}\r\n\r\n" for n, what in enumerate(said))
        return await asking.talk(device, 554, lines.encode())

    found: bytes = with_lab(some(name), do)
    return found


def test_rtsp_tells_its_methods_and_asks_for_a_login() -> None:
    found = rtsp("annke-c800", "OPTIONS URL RTSP/1.0", "DESCRIBE URL RTSP/1.0", "TEARDOWN URL RTSP/1.0")
    assert b"Public: OPTIONS, DESCRIBE" in found
    assert (
        b'401 Unauthorized\r\nCSeq: 1\r\nDate: Thu, May 14 2020  16:45:35 GMT\r\nWWW-Authenticate: Digest realm="IP'
        in found
    )


def test_an_open_stream_plays_interleaved() -> None:
    async def do(lab: Lab) -> bytes:
        device = lab["axis-p3225-lv"]
        reader, writer = await asyncio.open_connection(device.address, device.port(554))
        for method, more in (("SETUP", "Transport: RTP/AVP/TCP;interleaved=0-1\r\n"), ("PLAY", "")):
            writer.write(f"{method} rtsp://x/ RTSP/1.0\r\nCSeq: 1\r\n{more}\r\n".encode())
            await reader.readuntil(b"\r\n\r\n")
        head = await reader.readexactly(4)
        packet = await reader.readexactly(int.from_bytes(head[2:], "big"))
        writer.transport.abort()
        return head[:2] + packet

    found = with_lab(some("axis-p3225-lv"), do)
    assert (found[:2], found[2] >> 6, found[14] & 0x1F) == (b"$\0", 2, 7)

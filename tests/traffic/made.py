"""An invented hour of a camera that calls home: frames of a capture, and the same as logs. All addresses are examples.

Outside addresses are of TEST-NET-like use in the tests alone; they belong to nobody in particular here.
"""

from __future__ import annotations

import struct
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CAMERA, ROUTER = bytes.fromhex("0018ae000024"), bytes.fromhex("00123400aa99")
CAMERA_KEY = "00:18:ae:00:00:24"
HERE, GATE, NOWHERE, ALL = "192.168.7.20", "192.168.7.1", "0.0.0.0", "255.255.255.255"  # noqa: S104
START, EVENTS, RELAY, TIME, BARE = "34.241.1.1", "52.49.1.2", "52.49.1.3", "52.214.1.4", "93.184.216.34"
BEGIN = 1_750_000_000


def raw(address: str) -> bytes:
    return ip_address(address).packed


def ethernet(payload: bytes, *, out: bool = True, kind: int = 0x0800) -> bytes:
    source, target = (CAMERA, ROUTER) if out else (ROUTER, CAMERA)
    return target + source + struct.pack(">H", kind) + payload


def packet(payload: bytes, protocol: int, source: str, target: str, ttl: int = 64) -> bytes:
    first, last = raw(source), raw(target)
    if len(first) == 16:
        return struct.pack(">IHBB", 0x6000_0000, len(payload), protocol, ttl) + first + last + payload
    return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0, ttl, protocol, 0) + first + last + payload


def udp(payload: bytes, here: int, there: int) -> bytes:
    return struct.pack(">HHHH", here, there, 8 + len(payload), 0) + payload


def tcp(payload: bytes, here: int, there: int, flags: int = 0x18) -> bytes:
    return struct.pack(">HHIIBBHHH", here, there, 1, 1, 0x50, flags, 8192, 0, 0) + payload


def said(payload: bytes, here: int, there: int, target: str, source: str = HERE) -> bytes:
    kind = 0x86DD if ":" in source else 0x0800
    return ethernet(packet(udp(payload, here, there), 17, source, target), kind=kind)


def answered(payload: bytes, here: int, there: int, source: str, target: str = HERE) -> bytes:
    ttl = 64 if source == GATE else 52
    return ethernet(packet(udp(payload, here, there), 17, source, target, ttl), out=False)


def connection(peer: str, port: int, first: bytes, reply: bytes = b"", here: int = 40_000) -> list[bytes]:
    """A TCP connection that the camera opens: handshake, its first words, and a reply."""
    frames = [
        ethernet(packet(tcp(b"", here, port, 0x02), 6, HERE, peer)),
        ethernet(packet(tcp(b"", port, here, 0x12), 6, peer, HERE, 52), out=False),
        ethernet(packet(tcp(first, here, port), 6, HERE, peer)),
    ]
    return [*frames, ethernet(packet(tcp(reply, port, here), 6, peer, HERE, 52), out=False)] if reply else frames


def opened_from_outside(peer: str, port: int) -> list[bytes]:
    return [
        ethernet(packet(tcp(b"", 50_000, port, 0x02), 6, peer, HERE, 52), out=False),
        ethernet(packet(tcp(b"", port, 50_000, 0x12), 6, HERE, peer)),
    ]


def name(text: str) -> bytes:
    return b"".join(bytes([len(part)]) + part.encode() for part in text.split(".")) + b"\0"


def question(host: str) -> bytes:
    return struct.pack(">6H", 7, 0x0100, 1, 0, 0, 0) + name(host) + struct.pack(">HH", 1, 1)


def answer(host: str, *addresses: str) -> bytes:
    head = struct.pack(">6H", 7, 0x8180, 1, len(addresses), 0, 0) + name(host) + struct.pack(">HH", 1, 1)
    records = (b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + raw(address) for address in addresses)
    return head + b"".join(records)


def lookup(host: str, *addresses: str, resolver: str = GATE) -> list[bytes]:
    return [said(question(host), 40_001, 53, resolver), answered(answer(host, *addresses), 53, 40_001, resolver)]


def dhcp(kind: int, operation: int = 1, granted: str = NOWHERE) -> bytes:
    head = (
        struct.pack(">BBBBIHH", operation, 1, 6, 0, 1, 0, 0) + bytes(4) + raw(granted) + bytes(8) + CAMERA + bytes(202)
    )
    return head + b"\x63\x82\x53\x63" + b"\x35\1" + bytes([kind]) + b"\xff"


def started() -> list[bytes]:
    ask = ethernet(packet(udp(dhcp(1), 68, 67), 17, NOWHERE, ALL))
    grant = ethernet(packet(udp(dhcp(5, 2, HERE), 67, 68), 17, GATE, HERE), out=False)
    return [ask, grant]


def hello(host: str) -> bytes:
    text = host.encode()
    names = struct.pack(">HHHBH", 0, len(text) + 5, len(text) + 3, 0, len(text)) + text
    body = b"\3\3" + bytes(32) + b"\0" + b"\0\2\x13\1" + b"\1\0" + struct.pack(">H", len(names)) + names
    return b"\x16\3\1" + struct.pack(">H", len(body) + 4) + b"\1" + struct.pack(">I", len(body))[1:] + body


POST = b"POST /up HTTP/1.1\r\nHost: telemetry.example.net\r\n\r\n"
MQTT = b"\x10\x1c\0\4MQTT\4\x02\0\x3c\0\x09D12345678"
XML = b'<?xml version="1.0"?><Request><Serial>D12345678</Serial></Request>'


def evening() -> list[bytes]:
    """A start; then the list of peers, events, addresses and a relay by address, the time, and a host nobody knows."""
    return [
        *started(),
        *lookup("litedev.ezvizlife.com", START),
        *connection(START, 8666, bytes(40), bytes(300)),
        *connection(EVENTS, 31006, MQTT, b"\x20\2\0\0", 40_002),
        *[said(XML, 40_003, 31007, EVENTS) for _ in range(5)],
        *connection(RELAY, 9020, bytes(900), bytes(90), 40_004),
        *lookup("time.ys7.com", TIME),
        said(bytes(48), 123, 123, TIME),
        *lookup("telemetry.example.net", BARE),
        *connection(
            BARE, 80, b"POST /up HTTP/1.1\r\nHost: telemetry.example.net\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", 40_005
        ),
    ]


def pcap(frames: list[bytes], step_s: int = 30) -> bytes:
    head = b"\xd4\xc3\xb2\xa1" + struct.pack("<HHiIII", 2, 4, 0, 0, 65535, 1)
    records = (struct.pack("<4I", BEGIN + n * step_s, 0, len(f), len(f)) + f for n, f in enumerate(frames))
    return head + b"".join(records)


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path

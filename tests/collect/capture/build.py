"""Frames, messages and capture files of an invented site, made byte by byte."""

from __future__ import annotations

import struct

CAMERA, OTHER, ROUTER = (bytes.fromhex(text) for text in ("00123400aa24", "00123400aa01", "00123400aa99"))
ALL = b"\xff" * 6
HERE, THERE, AWAY = b"\xc0\x00\x02\x07", b"\xc0\x00\x02\x09", b"\x08\x08\x08\x08"
"""192.0.2.7, 192.0.2.9, and an address elsewhere."""
LITTLE, BIG, NANO = b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1"
SECOND = 1_750_000_000


def ethernet(
    payload: bytes, kind: int = 0x0800, mac: bytes = CAMERA, to: bytes = ALL, tags: tuple[int, ...] = ()
) -> bytes:
    return to + mac + b"".join(struct.pack(">HH", tag, 7) for tag in tags) + struct.pack(">H", kind) + payload


def ipv4(  # noqa: PLR0917  the fields of a header
    payload: bytes,
    protocol: int = 17,
    source: bytes = HERE,
    target: bytes = THERE,
    ttl: int = 64,
    options: bytes = b"",
    number: int = 1,
    offset: int = 0,
    more: bool = False,
) -> bytes:
    size = 20 + len(options)
    flags = (0x2000 if more else 0) | offset // 8
    head = struct.pack(">BBHHHBBH", 0x40 | size // 4, 0, size + len(payload), number, flags, ttl, protocol, 0)
    return head + source + target + options + payload


def ipv6(payload: bytes, following: int = 17, source: bytes = b"\xfe\x80" + bytes(13) + b"\7") -> bytes:
    head = struct.pack(">IHBB", 0x6000_0000, len(payload), following, 64)
    return head + source + b"\xff\x02" + bytes(13) + b"\1" + payload


def udp(payload: bytes, here: int, there: int) -> bytes:
    return struct.pack(">HHHH", here, there, 8 + len(payload), 0) + payload


def tcp(payload: bytes, here: int, there: int, sequence: int = 1, flags: int = 0x18) -> bytes:
    return struct.pack(">HHIIBBHHH", here, there, sequence, 1, 0x50, flags, 8192, 0, 0) + payload


def arp(mac: bytes, address: bytes) -> bytes:
    return ethernet(struct.pack(">HHBBH", 1, 0x0800, 6, 4, 1) + mac + address + bytes(6) + THERE, 0x0806, mac)


def said(payload: bytes, here: int, there: int, mac: bytes = CAMERA, source: bytes = HERE, ttl: int = 64) -> bytes:
    """A datagram from a sender."""
    return ethernet(ipv4(udp(payload, here, there), source=source, ttl=ttl), mac=mac)


def spoken(payload: bytes, here: int, there: int, sequence: int = 1, flags: int = 0x18) -> bytes:
    """A TCP segment of the camera."""
    return ethernet(ipv4(tcp(payload, here, there, sequence, flags), 6))


def pcap(frames: list[bytes], magic: bytes = LITTLE, link: int = 1) -> bytes:
    order = ">" if magic == BIG else "<"
    head = magic + struct.pack(f"{order}HHiIII", 2, 4, 0, 0, 65535, link)
    records = (struct.pack(f"{order}4I", SECOND + n, n, len(f), len(f)) + f for n, f in enumerate(frames))
    return head + b"".join(records)


def block(kind: int, body: bytes, order: str = "<") -> bytes:
    body += bytes(-len(body) % 4)
    size = struct.pack(f"{order}I", len(body) + 12)
    return struct.pack(f"{order}I", kind) + size + body + size


def pcapng(frames: list[bytes], order: str = "<", link: int = 1) -> bytes:
    section = block(0x0A0D0D0A, struct.pack(f"{order}IHHq", 0x1A2B3C4D, 1, 0, -1), order)
    unit = struct.pack(f"{order}HHB3xHH", 9, 1, 9, 0, 0)  # nanoseconds
    interface = block(1, struct.pack(f"{order}HHI", link, 0, 0) + unit, order)
    return section + interface + b"".join(enhanced(frame, n, order) for n, frame in enumerate(frames))


def enhanced(frame: bytes, number: int, order: str = "<", interface: int = 0) -> bytes:
    when = (SECOND + number) * 1_000_000_000
    head = struct.pack(f"{order}5I", interface, when >> 32, when & 0xFFFF_FFFF, len(frame), len(frame))
    return block(6, head + frame, order)


def name(text: str) -> bytes:
    return b"".join(bytes([len(part)]) + part.encode() for part in text.split(".")) + b"\0"


def question(host: str, number: int = 1, kind: int = 1) -> bytes:
    return struct.pack(">6H", number, 0x0100, 1, 0, 0, 0) + name(host) + struct.pack(">HH", kind, 1)


def answers() -> list[bytes]:
    """Answers of name servers: every kind of record that is read, with and without compression."""
    host = name("cam.local")
    bodies = {
        1: HERE,
        28: bytes(15) + b"\1",
        12: b"\xc0\x0c",
        16: b"\x05a=b c\x00\x10mac=001234000000",
        33: bytes(6) + host,
    }
    head = (0x8400).to_bytes(2) + bytes(3) + bytes([len(bodies)]) + bytes(4)
    records = b"".join(
        (b"\xc0\x0c" if kind in (12, 16) else host) + kind.to_bytes(2) + bytes([0, 1, 0, 0, 0, 9])
        + len(body).to_bytes(2) + body
        for kind, body in bodies.items()
    )  # fmt: skip
    query = question("p2p.acme.example.com")[12:]
    asked = b"\0\1\x81\x80\0\1\0\1\0\0\0\0" + query + b"\xc0\x0c\0\1\0\1\0\0\0\x09\0\4" + HERE
    return [b"\0\0" + head + records, asked]


def dhcp(mac: bytes = CAMERA, number: int = 1, operation: int = 1, granted: bytes = bytes(4), kind: int = 1) -> bytes:
    head = struct.pack(">BBBBIHH", operation, 1, 6, 0, number, 0, 0) + bytes(4) + granted + bytes(8) + mac + bytes(202)
    options = b"\x35\1" + bytes([kind]) + b"\x0c\4acme" + b"\x3c\x06acme/1" + b"\x37\3\1\3\6" + b"\xff"
    return head + b"\x63\x82\x53\x63" + options


def hello(host: str) -> bytes:
    raw = host.encode()
    names = struct.pack(">HHHBH", 0, len(raw) + 5, len(raw) + 3, 0, len(raw)) + raw
    body = b"\3\3" + bytes(32) + b"\0" + b"\0\2\x13\1" + b"\1\0" + struct.pack(">H", len(names)) + names
    return b"\x16\3\1" + struct.pack(">H", len(body) + 4) + b"\1" + struct.pack(">I", len(body))[1:] + body


SADP = (
    b'<?xml version="1.0"?><ProbeMatch><Uuid>1</Uuid><DeviceDescription>AC-1</DeviceDescription>'
    b"<DeviceSN>AC-120200101AAWR1</DeviceSN><IPv4Address>192.0.2.7</IPv4Address></ProbeMatch>"
)
HTTP = (
    b"HTTP/1.1 401 Unauthorized\r\nServer: AcmeWeb/2.0\r\n"
    b'WWW-Authenticate: Digest realm="Acme 12"\r\nContent-Length: 0\r\n\r\n'
)
RTSP = b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Acme Media\r\n\r\n"
NOTIFY = b"NOTIFY * HTTP/1.1\r\nSERVER: Acme UPnP/1.0\r\nNT: upnp:rootdevice\r\n\r\n"
SEARCH = b"M-SEARCH * HTTP/1.1\r\nST: upnp:rootdevice\r\n\r\n"


def site() -> list[bytes]:
    """A short hour of one camera: lease, notices, an answer, a name, and pictures between."""
    pictures = [said(bytes([n % 256]) * 1000, 20_000, 30_000) for n in range(40)]
    told = [
        ethernet(ipv4(udp(dhcp(), 68, 67), source=bytes(4), target=b"\xff" * 4)),
        arp(CAMERA, HERE),
        said(NOTIFY, 1900, 1900),
        said(SADP, 37020, 37020),
        spoken(HTTP, 80, 40_000),
        spoken(RTSP, 554, 40_001),
        spoken(hello("p2p.acme.example.com"), 41_000, 443),
        said(question("dev.acme.example.com"), 42_000, 53),
    ]
    frames = []
    for n, picture in enumerate(pictures):
        frames += [told[n // 5]] if n % 5 == 0 else []
        frames.append(picture)
    return frames

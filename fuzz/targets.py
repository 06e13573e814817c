"""What is fuzzed: one target a decoder, with the modules whose lines count, the call, and the seeds.

A call takes bytes and raises for nothing but a mistake of ours: an exception, a result that cannot be written, or state
that grows beyond its bound.
"""

from __future__ import annotations

import io
import struct
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inputs import MOST_BYTES, cases, given, messages, wire_frames
from tests.collect.capture import build

from whomade import signals
from whomade.collect import Source
from whomade.collect.capture import (
    container,
    fragments,
    frames,
    hearing,
    ledger,
    pcap_records,
    pcapng,
    sift,
    streams,
    stretch,
    talk,
    web,
)
from whomade.collect.flows import book, joining, tap, wire
from whomade.errors import InputError
from whomade.model import Observation, Problem
from whomade.signals import dhcp_packet, dns, first_bytes, handshake, sender

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

HERE = "192.0.2.7"
SOURCE = Source(Path("capture"), "capture")
LINKS = (1, 1, 1, 1, frames.SLL, frames.SLL2, frames.RAW, 127)
SIGNALS = (
    "baichuan", "banner", "bosch_search", "certificate", "dahua_realm", "dahua_search", "dhcp", "dhip", "dvrip",
    "favicon", "firmware_image", "foscam", "hanwha_search", "hosts", "http", "isapi", "lldp", "mdns", "mhed", "onvif",
    "pppp", "rtsp", "sadp", "sadp_frame", "ssdp", "ubiquiti_search", "vivotek_search", "vstarcam",
)  # fmt: skip
PREFIXED = {
    "onvif_*": ("onvif_deviceinfo", "onvif_scopes", "onvif_fault", "onvif_events", "onvif_stream_uri", "onvif_x")
}


class Target(NamedTuple):
    """A decoder."""

    modules: tuple[ModuleType, ...]
    call: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    limit: int = MOST_BYTES
    """Longest input; short where the call looks at each byte of a broken file."""


def written(results: list[Any]) -> None:
    """Every result says something and can be written."""
    assert results
    for result in results:
        said = result.expected + result.found + result.consequence if isinstance(result, Problem) else result.value
        assert said.strip()
        said.encode("utf-8")


def of_signals(name: str) -> Target:
    """A module of `signals`: what is said, whose it is, and what it says."""
    module: Any = import_module(f"whomade.signals.{name}")
    kinds = [one for kind in module.KINDS for one in PREFIXED.get(kind, (kind,))]
    checks = [getattr(module, check) for check in ("says", "settled", "is_answer") if hasattr(module, check)]

    def call(data: bytes) -> None:
        seen = Observation(HERE, kinds[len(data) % len(kinds)], given(data))
        written(signals.extract(seen))
        if hasattr(module, "addresses"):
            sender.others(seen)
        for check in checks:
            check(data)

    return Target((module,), call, lambda: cases(name))


def _handshake(data: bytes) -> None:
    handshake.is_record(data)
    handshake.server_name(data).encode("utf-8")
    handshake.certificate(data)


def _hello_and_certificate() -> list[bytes]:
    der = bytes(range(120))
    message = b"\x0b" + (len(der) + 6).to_bytes(3) + (len(der) + 3).to_bytes(3) + len(der).to_bytes(3) + der
    parts = (b"\x02\0\0\x02ab" + message[:50], message[50:])
    return [build.hello("p2p.acme.example.com"), b"".join(b"\x16\3\3" + len(p).to_bytes(2) + p for p in parts)]


def _dns(data: bytes) -> None:
    dns.is_message(data)
    assert len(dns.records(data)) <= dns.MOST_RECORDS
    assert len(dns.asked(data)) <= dns.MOST_QUESTIONS


def _dhcp(data: bytes) -> None:
    for operation in (dhcp_packet.REQUEST, dhcp_packet.REPLY):
        dhcp_packet.is_message(data, operation)
    assert len(dhcp_packet.options(data)) <= dhcp_packet.MOST_OPTIONS
    dhcp_packet.lease(data)
    dhcp_packet.settled(data)


def _frame(data: bytes) -> None:
    """The last byte chooses the link."""
    link = sorted(frames.LINKS)[data[-1] % len(frames.LINKS)] if data else frames.ETHERNET
    try:
        found = frames.inner(data, 0, len(data), link)
        if found and found.kind in (frames.IPV4, frames.IPV6):
            packet = frames.datagram(data, found.kind, found.at, found.end)
            assert packet.at <= packet.end <= len(data)
    except frames.Malformed:
        pass


def _linked() -> list[bytes]:
    return [one + bytes([n]) for one in wire_frames() for n in range(len(frames.LINKS))]


def _talk(data: bytes) -> None:
    """The last byte chooses the port, and whether the opening was heard."""
    choice = data[-1] if data else 0
    here = (9000, 23, 34567, 554, 8000, 37777, 21, 80)[choice & 7]
    for kind, said in talk.read(data, here, 40_000, is_server=(None, True, False)[(choice >> 3) % 3]):
        assert kind == talk.HOST or kind in signals.kinds() or kind.startswith("onvif_")
        assert isinstance(said, bytes)


def _web(data: bytes) -> None:
    replies = list(web.replies(data))
    assert len(replies) <= 2 * web.MOST_REPLIES
    assert len(web.dialogue(data)) <= 2 * len(data) + 100


def _first(data: bytes) -> None:
    first_bytes.protocol(data)


def _pieces(data: bytes) -> None:
    """Bytes as pieces of packets: number, offset, flags and length before each."""
    held = fragments.Fragments()
    at = 0
    while at + 6 <= len(data):
        number, offset, flags, size = struct.unpack_from(">BHBH", data, at)
        piece = data[at + 6 : at + 6 + size % 512]
        at += 6 + len(piece)
        packet = frames.Datagram(build.HERE, build.THERE, 64, 17, 0, 0, (number & 3, offset & 0xFFF8, bool(flags & 1)))
        whole = held.add(packet, piece)
        assert whole is None or len(whole) <= fragments.MOST_BYTES


def _piece_seeds() -> list[bytes]:
    parts = [(0, 1, b"a" * 80), (80, 1, b"b" * 80), (160, 0, b"c" * 33), (0, 0, b"d" * 9)]
    made = [struct.pack(">BHBH", 1, offset, more, len(part)) + part for offset, more, part in parts]
    return [b"".join(made), b"".join(reversed(made)), b"".join(made[:2] + made[:3])]


def _segments(data: bytes) -> None:
    """Bytes as segments of connections: sequence, flags and length before each."""
    held = streams.Streams()
    at, place = 0, ledger.Place(1, 1, "tcp/80")
    done: list[streams.Start] = []
    while at + 8 <= len(data):
        sequence, flags, size = struct.unpack_from(">IHH", data, at)
        payload = data[at + 8 : at + 8 + size % 1600]
        at += 8 + len(payload)
        raw = build.tcp(payload, 80 + (flags >> 8 & 3), 40_000, sequence, flags & 0xFF)
        if found := streams.segment(raw, 0, len(raw)):
            done += held.add((build.CAMERA, build.HERE), build.THERE, found, place)
    for start in [*done, *held.rest()]:
        assert len(start.data) <= streams.START_BYTES


def _segment_seeds() -> list[bytes]:
    parts = [
        (99, 0x12, b""),
        (100, 0x18, build.HTTP[:40]),
        (170, 0x18, build.HTTP[70:]),
        (140, 0x18, build.HTTP[40:70]),
    ]
    made = [struct.pack(">IHH", sequence, flags, len(part)) + part for sequence, flags, part in parts]
    return [b"".join(made), b"".join(made[1:]), b"".join(made * 2)]


def _file(data: bytes) -> None:
    """A capture file: read as one and, where it is long enough, in two pieces."""
    file = io.BytesIO(data)
    try:
        head = stretch.head_of(file)
    except InputError:
        return
    parts = stretch.pieces(file, head, len(data), 2) if len(data) % 4 == 0 else []
    for piece in [stretch.whole(head), *parts]:
        stream = stretch.opened_at(file, head, piece)
        for held, at, size, *_ in stream:
            assert at + size <= len(held)


def _captures() -> list[bytes]:
    few = [build.spoken(build.RTSP, 554, 40_000), build.arp(build.CAMERA, build.HERE), build.said(b"a", 1, 2)] * 2
    site = few + few[:1]
    return [
        build.pcap(site), build.pcap(few, build.BIG), build.pcap(few, build.NANO), build.pcapng(site),
        build.pcapng(few, ">"), build.pcapng(few[:2]) + build.pcapng(few[2:], link=101),
        build.pcapng(few[:1]) + build.block(3, struct.pack("<I", len(few[1])) + few[1])
        + build.block(2, struct.pack("<HH4I", 0, 0, 1, 2, len(few[2]), len(few[2])) + few[2]),
    ]  # fmt: skip


def _cut(data: bytes) -> list[bytes]:
    """Bytes as frames: two bytes of length before each."""
    found, at = [], 0
    while at + 2 <= len(data) and len(found) < 64:
        size = int.from_bytes(data[at : at + 2]) % 2048
        found.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    return found


def _packed(*several: bytes) -> bytes:
    return b"".join(len(frame).to_bytes(2) + frame for frame in several)


def _stream(data: bytes) -> container.Frames:
    """Frames as a capture of them: the last byte chooses link and byte order."""
    choice = data[-1] if data else 0
    link = LINKS[choice & 7]
    file = io.BytesIO(build.pcap(_cut(data), build.BIG if choice & 8 else build.LITTLE, link))
    head = stretch.head_of(file)
    return stretch.opened_at(file, head, stretch.whole(head))


def _hearing(data: bytes) -> None:
    """From frames to observations, through the sieve; one in eight as a piece that another process sifted."""
    first = sift.Sift()
    second = hearing.Hearing(first)
    if len(data) % 8:
        second.take(first.kept(_stream(data)))
    else:
        other = sift.Sift()
        second.take(first.again(list(other.kept(_stream(data)))))
        first.join(other.number, other.other_links)
    for found in second.finish().observations(SOURCE):
        assert isinstance(found, Problem) or (found.asset and found.kind)
    assert len(second.bad) <= hearing.MOST_BAD


def _traffic(data: bytes) -> None:
    """Counting of flows, from frames to the book."""
    counted = wire.Wire(book.Book())
    tap.Tap(counted).count(_stream(data))
    counted.write(wire.text_of, SOURCE.where, set())


def _joinings() -> list[bytes]:
    """Stations that come up, and calls with more packets than are looked at."""
    probe = build.arp(build.CAMERA, bytes(4))
    eapol = build.ethernet(b"\2\1\0\0", 0x888E)
    solicited = build.ethernet(build.ipv6(b"\x87\0" + bytes(22), 58, bytes(16)), 0x86DD)
    hello = build.said(b"<Probe><Types>hello</Types></Probe>", 37020, 37020)
    leases = [build.ethernet(build.ipv4(build.udp(build.dhcp(kind=kind), 68, 67), source=bytes(4))) for kind in (1, 3)]
    away = [build.ethernet(build.ipv4(build.udp(b"x" * 20, 5000, 6000), target=build.AWAY))] * 9
    call = [
        build.ethernet(build.ipv4(build.tcp(part, 41_000, 443, 1, flags), 6, target=build.AWAY))
        for part, flags in ((b"", 2), (build.hello("p2p.acme.example.com"), 0x18), (b"x", 0x18))
    ]
    unreachable = build.ethernet(build.ipv4(b"\3\1" + bytes(30), 1, target=build.AWAY))
    asked = build.said(build.question("p2p.acme.example.com"), 42_000, 53)
    told = build.said(build.answers()[1], 53, 42_000)
    return [_packed(probe, eapol, solicited, hello, *leases), _packed(*away), _packed(*call, unreachable, asked, told)]


def _groups() -> list[bytes]:
    lldp, frame = cases("lldp")[0], cases("sadp_frame")[0]
    odd = [build.ethernet(lldp, frames.LLDP), build.ethernet(frame, frames.SADP), build.ethernet(b"\x43" + bytes(40))]
    all_of = [*wire_frames(), *odd]
    link_bytes = b"\0", b"\x08", b"\x04", b"\x05", b"\x06"
    groups = [_packed(*all_of[n : n + 4]) for n in range(0, len(all_of), 2)]
    return [group + link for group in [*groups, *_joinings()] for link in link_bytes]


OTHERS: dict[str, tuple[Any, ...]] = {
    "handshake": ((handshake,), _handshake, _hello_and_certificate),
    "dns": ((dns,), _dns, lambda: [*messages(), *cases("mdns")]),
    "dhcp_packet": ((dhcp_packet,), _dhcp, lambda: [*messages(), *cases("dhcp")]),
    "first_bytes": ((first_bytes,), _first, lambda: [*messages(), *cases("*")]),
    "frames": ((frames,), _frame, _linked),
    "talk": (
        (talk,),
        _talk,
        lambda: [*messages(), *cases("baichuan", "dahua_realm", "dhip", "dvrip", "banner", "rtsp")],
    ),
    "web": ((web,), _web, lambda: [*messages(), *_documents()]),
    "fragments": ((fragments,), _pieces, _piece_seeds),
    "streams": ((streams,), _segments, _segment_seeds),
    "capture_files": ((pcap_records, pcapng), _file, _captures, 1500),
    "hearing": ((hearing, sift), _hearing, _groups),
    "traffic": ((tap, joining), _traffic, _groups),
}


def _documents() -> list[bytes]:
    """Answers of HTTP with the documents of the cases in them, whole and in chunks."""
    head = b"HTTP/1.1 200 OK\r\nServer: Acme\r\n"
    found: list[bytes] = []
    for body in cases("http", "ssdp", "isapi", "onvif", "sadp"):
        found.append(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        found.append(head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n")
    return found


@cache
def targets() -> dict[str, Target]:
    """Every decoder by name."""
    return {name: of_signals(name) for name in SIGNALS} | {name: Target(*parts) for name, parts in OTHERS.items()}

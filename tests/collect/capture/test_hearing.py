"""From frames to what a device said: links, fragments, streams, whose it is, and what is left out."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whomade.collect import Source
from whomade.collect.capture import frames
from whomade.collect.capture.hearing import Hearing
from whomade.collect.capture.ledger import MOST_DOMAINS, MOST_OF_KIND
from whomade.collect.capture.sift import Sift
from whomade.model import Observation, Problem

from . import build

SADP = build.said(build.SADP, 37020, 37020)


def heard(*given: bytes, link: int = 1) -> dict[str, set[str]]:
    """Kinds by device."""
    found: dict[str, set[str]] = {}
    for one in everything(*given, link=link):
        if isinstance(one, Observation):
            found.setdefault(one.asset, set()).add(one.kind)
    return found


def everything(*given: bytes, link: int = 1) -> list[Observation | Problem]:
    sift = Sift()
    hearing = Hearing(sift)
    hearing.take(sift.kept((data, 0, len(data), link, 10**18 + n) for n, data in enumerate(given)))  # type: ignore[arg-type]
    return list(hearing.finish().observations(Source(build_path(), "capture")))


def build_path():  # type: ignore[no-untyped-def]
    from pathlib import Path

    return Path("capture")


def cooked(payload: bytes, version: int) -> bytes:
    if version == 1:
        return struct.pack(">HHH", 0, 1, 6) + build.CAMERA + b"\0\0" + struct.pack(">H", 0x0800) + payload
    return struct.pack(">HHIHBB", 0x0800, 0, 1, 1, 0, 6) + build.CAMERA + b"\0\0" + payload


INNER = build.ipv4(build.udp(build.SADP, 37020, 37020))
MAC = build.CAMERA.hex(":")


@pytest.mark.parametrize(
    ("frame", "link", "asset"),
    [
        (build.ethernet(INNER), 1, MAC),
        (build.ethernet(INNER, tags=(0x8100,)), 1, MAC),
        (build.ethernet(INNER, tags=(0x88A8, 0x8100)), 1, MAC),
        (cooked(INNER, 1), 113, MAC),
        (cooked(INNER, 2), 276, MAC),
        (INNER, 101, "192.0.2.7"),
        (INNER, 228, "192.0.2.7"),
        (b"\2\0\0\0" + INNER, 0, "192.0.2.7"),
        (build.ethernet(build.ipv4(build.udp(build.SADP, 37020, 37020), options=b"\x94\4\0\0")), 1, MAC),
        (build.ethernet(build.ipv6(build.udp(build.NOTIFY, 1900, 1900)), 0x86DD), 1, MAC),
        (build.ethernet(build.ipv6(b"\x11\0\0\0\0\0\0\0" + build.udp(build.NOTIFY, 1900, 1900), 0), 0x86DD), 1, MAC),
    ],
    ids=[
        "ethernet",
        "vlan",
        "qinq",
        "cooked",
        "cooked-2",
        "raw",
        "raw-4",
        "loopback",
        "options",
        "ipv6",
        "ipv6-hop-by-hop",
    ],
)
def test_links_and_headers(frame: bytes, link: int, asset: str) -> None:
    assert heard(frame, link=link)[asset] & {"sadp", "ssdp"}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (0, 2, 1)])
def test_fragments_are_put_together_in_any_order(order: tuple[int, ...]) -> None:
    whole = build.udp(build.SADP, 37020, 37020)
    cuts = [(0, whole[:80], True), (80, whole[80:160], True), (160, whole[160:], False)]
    pieces = [build.ethernet(build.ipv4(data, offset=at, more=more)) for at, data, more in cuts]
    assert "sadp" in heard(*(pieces[n] for n in order))[MAC]


def test_fragments_of_pictures_are_dropped_with_the_first() -> None:
    sift = Sift()
    first = build.ethernet(build.ipv4(build.udp(bytes(80), 20_000, 30_000), more=True))
    second = build.ethernet(build.ipv4(bytes(80), offset=88))
    stream = [(f, 0, len(f), 1, 0) for f in (build.arp(build.CAMERA, build.HERE), first, first, second)]
    assert [kept.number for kept in sift.kept(stream)] == [1, 2]  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (0, 0, 2, 1, 1)])
def test_segments_are_put_in_order_and_once(order: tuple[int, ...]) -> None:
    opening = build.spoken(b"", 80, 40_000, 99, 0x12)
    parts = [build.HTTP[:40], build.HTTP[40:70], build.HTTP[70:]]
    starts = [100, 140, 170]
    segments = [build.spoken(data, 80, 40_000, at) for data, at in zip(parts, starts, strict=True)]
    (found,) = [
        o
        for o in everything(opening, *(segments[n] for n in order))
        if isinstance(o, Observation) and o.kind == "http_headers"
    ]
    assert found.data == build.HTTP


@pytest.mark.parametrize("size", [16_384, 16_385, 40_000])
def test_a_segment_may_be_larger_than_what_is_read(size: int) -> None:
    """A card that cuts segments itself leaves them whole in captures on the sending host."""
    answer = b"HTTP/1.1 200 OK\r\nServer: AcmeWeb\r\n\r\n" + b"x" * size
    opening = build.spoken(b"", 80, 40_000, 99, 0x12)
    assert "http_headers" in heard(opening, build.spoken(answer, 80, 40_000, 100))[MAC]


def test_sequence_numbers_may_pass_their_end() -> None:
    first, second = build.RTSP[:20], build.RTSP[20:]
    found = heard(
        build.spoken(b"", 554, 40_000, 0xFFFF_FFF0, 0x12),
        build.spoken(first, 554, 40_000, 0xFFFF_FFF1),
        build.spoken(second, 554, 40_000, (0xFFFF_FFF1 + 20) & 0xFFFF_FFFF),
    )
    assert "rtsp" in found[MAC]


def test_what_somebody_asks_says_nothing_about_them() -> None:
    probe = b'<?xml version="1.0"?><Probe><Uuid>1</Uuid><Types>inquiry</Types></Probe>'
    asked = [build.said(probe, 37020, 37020), build.said(build.SEARCH, 50_000, 1900)]
    assert heard(*asked) == {MAC: {"mac"}}


def test_an_answer_to_a_search_may_come_from_any_port() -> None:
    answer = build.ethernet(
        build.ipv4(build.udp(b"HTTP/1.1 200 OK\r\nSERVER: Acme\r\n\r\n", 49_000, 50_000)), mac=build.OTHER
    )
    asked = build.said(build.SEARCH, 50_000, 1900)
    assert "ssdp" in heard(asked, answer)[build.OTHER.hex(":")]
    assert "ssdp" not in heard(answer)[build.OTHER.hex(":")]


def test_a_message_about_another_device_is_nobodys() -> None:
    lie = build.SADP.replace(b"192.0.2.7", b"192.0.2.99")
    (problem,) = [p for p in everything(build.said(lie, 37020, 37020)) if isinstance(p, Problem)]
    assert problem.consequence == "nothing is attributed"


def test_a_router_is_not_what_stands_behind_it() -> None:
    far = build.said(build.SADP, 37020, 37020, mac=build.ROUTER, ttl=62)
    assert heard(far) == {build.ROUTER.hex(":"): {"mac"}, "192.0.2.7": {"sadp"}}


def test_two_addresses_of_one_mac_address_are_two_devices_unless_claimed() -> None:
    two = [SADP, build.said(build.NOTIFY, 1900, 1900, source=build.THERE)]
    assert heard(*two) == {MAC: {"mac"}, "192.0.2.7": {"sadp"}, "192.0.2.9": {"ssdp"}}
    claims = [build.arp(build.CAMERA, build.HERE), build.arp(build.CAMERA, build.THERE)]
    assert heard(*claims, *two) == {MAC: {"mac", "sadp", "ssdp"}}


def test_a_lease_shows_whose_an_address_is() -> None:
    lease = build.dhcp(operation=2, granted=build.HERE, kind=5)
    granted = build.ethernet(build.ipv4(build.udp(lease, 67, 68), source=build.THERE), mac=build.OTHER)
    assert "sadp" in heard(granted, build.said(build.SADP, 37020, 37020, ttl=62))[MAC]


def test_servers_elsewhere_are_no_devices_of_the_site() -> None:
    answer = build.ethernet(
        build.ipv4(build.tcp(build.HTTP, 80, 40_000), 6, source=build.AWAY, ttl=50), mac=build.ROUTER
    )
    assert heard(answer) == {build.ROUTER.hex(":"): {"mac"}}


def test_names_are_those_of_the_asker_but_not_of_a_resolver() -> None:
    asked = build.said(build.question("p2p.acme.example.com"), 40_000, 53)
    answered = build.said(b"\0\1\x81\x80" + build.question("p2p.acme.example.com")[4:] + bytes(4), 53, 40_001)
    assert "cloud_host" in heard(asked)[MAC]
    assert "cloud_host" not in heard(asked, answered)[MAC]


def test_who_asks_for_many_hosts_is_no_camera() -> None:
    asked = [build.said(build.question(f"a.host{n}.example{n}.com", n), 40_000, 53) for n in range(MOST_DOMAINS + 1)]
    assert "cloud_host" in heard(*asked[:-1])[MAC]
    assert "cloud_host" not in heard(*asked)[MAC]


def test_one_sender_cannot_fill_the_ledger() -> None:
    notices = [build.said(build.NOTIFY + str(n).encode(), 1900, 1900) for n in range(MOST_OF_KIND * 2)]
    assert sum(isinstance(o, Observation) and o.kind == "ssdp" for o in everything(*notices)) == MOST_OF_KIND


def test_a_lease_request_is_the_clients_whoever_passes_it_on() -> None:
    relayed = build.said(build.dhcp(build.OTHER), 67, 67)
    assert heard(relayed)[build.OTHER.hex(":")] == {"dhcp"}


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from(sorted(frames.LINKS)),
    st.sampled_from(
        [b"", build.ethernet(b""), build.ethernet(build.ipv4(b"")), build.ethernet(b"", 0x86DD), cooked(b"", 1)]
    ),
)
def test_any_frame_gives_a_datagram_or_says_why_not(rest: bytes, link: int, head: bytes) -> None:
    data = head + rest
    said: list[str] = []
    try:
        found = frames.inner(data, 0, len(data), link)
        if found and found.kind in (frames.IPV4, frames.IPV6):
            packet = frames.datagram(data, found.kind, found.at, found.end)
            assert packet.at <= packet.end <= len(data)
    except frames.Malformed as error:
        said.append(str(error))
    assert all(said)
    everything(data, link=link)

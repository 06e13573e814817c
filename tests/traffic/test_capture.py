"""Captures: one pass gives contacts with names, bytes and moments, and what devices say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from whomade.collect import Source, pcap
from whomade.collect.flows import tap, wire
from whomade.collect.flows.book import Book
from whomade.collect.flows.read import read
from whomade.collect.flows.site import Site
from whomade.model import Observation, Problem

from . import made

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from whomade.model.traffic import Contact, Traffic


def book_of(path: Path, local: tuple[str, ...] = ()) -> Book:
    book = Book(Site(local))
    list(read(Source(path), book))
    return book


def camera(tmp_path: Path, frames: list[bytes], local: tuple[str, ...] = ()) -> Traffic:
    book = book_of(made.written(tmp_path, "site.pcap", made.pcap(frames)), local)
    return next(device for device in book.devices() if device.device == made.CAMERA_KEY)


def by_port(traffic: Traffic) -> dict[str, Contact]:
    return {contact.port: contact for contact in traffic.contacts}


def test_an_evening_gives_every_contact_with_its_name(tmp_path: Path) -> None:
    found = camera(tmp_path, made.evening())
    assert [(c.peer, c.port, c.names, c.named_by, c.protocol) for c in found.contacts] == [
        (made.START, "tcp/8666", ("litedev.ezvizlife.com",), "dns", ""),
        (made.EVENTS, "tcp/31006", (), "", "mqtt"),
        (made.EVENTS, "udp/31007", (), "", "xml"),
        (made.RELAY, "tcp/9020", (), "", ""),
        (made.TIME, "udp/123", ("time.ys7.com",), "dns", ""),
        (made.BARE, "tcp/80", ("telemetry.example.net",), "http", "http"),
    ]
    assert found.addresses == (made.HERE,)


def test_bytes_are_those_of_ip_packets_each_way(tmp_path: Path) -> None:
    contact = by_port(camera(tmp_path, [*made.started(), *made.connection(made.START, 8666, bytes(60), bytes(500))]))
    assert (contact["tcp/8666"].sent, contact["tcp/8666"].received) == (40 + 100, 40 + 540)


def test_moments_and_activity_come_from_the_capture(tmp_path: Path) -> None:
    frames = [*made.started(), *(made.said(b"x", 5000, 6000, made.EVENTS) for _ in range(4))]
    contact = by_port(camera(tmp_path, frames))["udp/6000"]
    assert (contact.first, contact.last) == (made.BEGIN + 60, made.BEGIN + 150)
    assert [(s.start, s.times) for s in contact.activity] == [(made.BEGIN + 60 + 30 * n, 1) for n in range(4)]
    assert contact.where.place == "packet 3"


def test_the_server_name_of_tls_is_surer_than_an_answer(tmp_path: Path) -> None:
    frames = [
        *made.started(), *made.lookup("edge.example.com", made.START),
        *made.connection(made.START, 443, made.hello("p2p.acme.example.com")),
    ]  # fmt: skip
    contact = by_port(camera(tmp_path, frames))["tcp/443"]
    assert (contact.names, contact.named_by) == (("p2p.acme.example.com", "edge.example.com"), "tls")


def test_a_connection_from_outside_is_told_from_a_call(tmp_path: Path) -> None:
    found = camera(tmp_path, [*made.started(), *made.opened_from_outside(made.EVENTS, 554)])
    assert [(c.port, c.inbound) for c in found.contacts] == [("tcp/554", True)]


def test_a_start_shows_by_its_lease(tmp_path: Path) -> None:
    assert [joined.how for joined in camera(tmp_path, made.evening()).joined] == ["DHCP DISCOVER"]
    renewed = made.dhcp(3)
    renewed = renewed[:12] + made.raw(made.HERE) + renewed[16:]
    frames = [made.ethernet(made.packet(made.udp(renewed, 68, 67), 17, made.HERE, made.GATE))]
    assert camera(tmp_path, frames).joined == ()


def test_talk_inside_the_site_is_no_contact(tmp_path: Path) -> None:
    found = camera(tmp_path, [*made.started(), *made.connection("192.168.7.30", 80, b"GET / HTTP/1.1\r\n\r\n", b"x")])
    assert found.contacts == ()
    assert found.local_bytes > 0


def test_public_addresses_of_the_site_are_inside_when_named(tmp_path: Path) -> None:
    frames = [*made.started(), *made.connection(made.START, 443, b"x")]
    assert camera(tmp_path, frames, local=("34.241.1.0/24",)).contacts == ()


def test_shared_space_of_providers_is_outside(tmp_path: Path) -> None:
    found = camera(tmp_path, [*made.started(), made.said(made.XML, 40_000, 6002, "100.64.3.4")])
    assert [c.peer for c in found.contacts] == ["100.64.3.4"]


def test_a_global_ipv6_address_that_no_router_passed_on_is_one_of_the_site(tmp_path: Path) -> None:
    own, peer = "2001:db8:7::20", "2606:2800:220:1::1"
    frames = [*made.started(), made.said(made.question("a.example.com"), 40_000, 53, peer, source=own)]
    book = book_of(made.written(tmp_path, "six.pcap", made.pcap(frames)))
    assert [(c.peer, c.port) for device in book.devices() for c in device.contacts] == [(peer, "udp/53")]


def test_an_error_about_another_packet_calls_nobody(tmp_path: Path) -> None:
    told = made.ethernet(made.packet(b"\3\1" + bytes(30), 1, made.EVENTS, made.HERE, 52), out=False)
    assert camera(tmp_path, [*made.started(), told]).contacts == ()


def test_what_devices_say_of_themselves_is_the_same_as_for_identify(tmp_path: Path) -> None:
    path = made.written(tmp_path, "site.pcap", made.pcap(made.evening()))
    here = [o for o in read(Source(path), Book()) if isinstance(o, Observation)]
    there = [o for o in pcap.collect(Source(path, jobs=1)) if isinstance(o, Observation)]
    assert here == there


def test_a_bad_packet_costs_one_problem(tmp_path: Path) -> None:
    bad = made.ethernet(b"\x60" + bytes(10), kind=0x86DD)
    path = made.written(tmp_path, "bad.pcap", made.pcap([*made.evening()[:5], bad, *made.evening()[5:]]))
    book = Book()
    found = list(read(Source(path), book))
    assert [p.where.place for p in found if isinstance(p, Problem)] == ["packet 6"]
    assert sum(len(device.contacts) for device in book.devices()) == 6


def test_flows_beyond_the_cap_are_summed_up_without_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST_FLOWS", 3)
    frames = [*made.started(), *(made.said(bytes(72), 20_000 + n, 6000, made.EVENTS) for n in range(20))]
    contact = by_port(camera(tmp_path, frames))["udp/6000"]
    assert (contact.count, contact.sent) == (20, 2000)


def test_a_long_flow_is_counted_beyond_the_packets_that_are_looked_at(tmp_path: Path) -> None:
    frames = [*made.started(), *(made.said(bytes(72), 5000, 6000, made.EVENTS) for _ in range(tap.LOOKED_AT + 50))]
    contact = by_port(camera(tmp_path, frames))["udp/6000"]
    assert (contact.count, contact.sent) == (1, 100 * (tap.LOOKED_AT + 50))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=80), max_size=8), st.integers(0, 30))
def test_no_frame_breaks_the_reading(
    tmp_path_factory: pytest.TempPathFactory, rubbish: list[bytes], place: int
) -> None:
    frames = made.evening()
    kinds = (0x0800, 0x86DD, 0x0806, 0x888E)
    frames[place:place] = [made.ethernet(one, kind=kinds[n % 4]) for n, one in enumerate(rubbish)]
    path = made.written(tmp_path_factory.mktemp("rubbish"), "site.pcap", made.pcap(frames))
    assert len(by_port(next(d for d in book_of(path).devices() if d.device == made.CAMERA_KEY))) >= 6

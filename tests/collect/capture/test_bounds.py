"""Forged senders, claims and pieces do not fill the memory: what is kept has a bound, whatever a capture holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from whomade.collect.capture import fragments, frames, ledger, owners, streams
from whomade.collect.capture.hearing import Hearing
from whomade.collect.capture.sift import Sift
from whomade.collect.flows import wire
from whomade.collect.flows.book import MOST_ADDRESSES, Book
from whomade.collect.flows.tap import Tap

from . import build

if TYPE_CHECKING:
    from collections.abc import Callable

FEW = 50


def mac(number: int) -> bytes:
    return b"\x02" + number.to_bytes(5)


def address(number: int) -> bytes:
    return b"\x0a" + number.to_bytes(3)


def held(value: Any, seen: set[int] | None = None) -> int:
    """Count everything that a value holds, down to texts and numbers."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, type) or callable(value):
        return 0
    seen.add(id(value))
    if isinstance(value, dict):
        return len(value) + sum(held(one, seen) for one in [*value, *value.values()])
    if isinstance(value, list | tuple | set | frozenset):
        return len(value) + sum(held(one, seen) for one in value)
    names = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    parts = {**getattr(value, "__dict__", {}), **{name: getattr(value, name, None) for name in names}}
    return sum(held(one, seen) for one in parts.values())


def frame_list(make: Callable[[int], bytes], count: int) -> list[frames.Any]:
    return [(one, 0, len(one), frames.ETHERNET, 10**18 + n) for n, one in enumerate(map(make, range(count)))]


def hearing_of(stream: list[Any]) -> Hearing:
    sift = Sift()
    hearing = Hearing(sift)
    hearing.take(sift.kept(stream))  # type: ignore[arg-type]
    return hearing


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "senders": lambda n: build.said(build.NOTIFY, 1900, 1900, mac(n), address(n)),
    "addresses of one sender": lambda n: build.said(build.NOTIFY, 1900, 1900, source=address(n)),
    "stations": lambda n: build.ethernet(b"", 0x9999, mac(n)),
    "claims of one station": lambda n: build.arp(build.CAMERA, address(n)),
    "claims of many": lambda n: build.arp(mac(n), address(n)),
    "resolvers": lambda n: build.said(
        b"\0\1\x81\x80" + build.question("p2p.acme.example.com")[4:] + bytes(4), 53, 4000, source=address(n)
    ),
    "askers": lambda n: build.said(build.question("p2p.acme.example.com"), 4000, 53, source=address(n)),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_heard_of_forged_senders_has_a_bound(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    for module in (owners, ledger):
        monkeypatch.setattr(module, "MOST_SENDERS", FEW)
    monkeypatch.setattr(ledger, "MOST_BYTES", FEW * 1000)
    several, many = (hearing_of(frame_list(HOSTILE[what], FEW * times)) for times in (4, 16))
    assert held([many.ledger]) <= held([several.ledger])


def test_overlapping_pieces_are_held_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_HELD", 100_000)
    pieces = fragments.Fragments()
    for number in range(40):
        for offset in range(0, 80, 8):
            packet = frames.Datagram(build.HERE, build.THERE, 64, 17, 0, 0, (number, offset, True))
            pieces.add(packet, bytes(30_000))
    assert sum(len(piece) for parts in pieces._open.values() for piece in parts.values()) <= 100_000


def test_pieces_are_still_put_together_after_many_were_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_HELD", 1000)
    pieces = fragments.Fragments()
    packet = frames.Datagram(build.HERE, build.THERE, 64, 17, 0, 0, (1, 0, True))
    for number in range(2, 60):
        pieces.add(packet._replace(fragment=(number, 0, True)), bytes(96))
    assert pieces.add(packet, b"a" * 80) is None
    assert pieces.add(packet._replace(fragment=(1, 80, False)), b"b" * 8) == b"a" * 80 + b"b" * 8
    assert pieces.add(packet._replace(fragment=(3, 96, False)), b"c") is None


def test_segments_that_wait_are_cut_at_the_part_that_is_read() -> None:
    start = streams.Start((build.CAMERA, build.HERE), 80, 40_000, ledger.Place(1, 1, ""), 0)
    for offset in range(streams.START_BYTES - 20, streams.START_BYTES):
        start.add(offset, bytes(60_000))
    assert sum(map(len, start.waiting.values())) <= 20 * streams.MOST_WAITING


CALLED: dict[str, Callable[[int], bytes]] = {
    "flows inside": lambda n: build.said(b"x", 5000, 6000, source=address(n)),
    "addresses of a name": lambda n: build.said(
        b"\0\1\x81\x80\0\1\0\1\0\0\0\0" + build.question("p2p.acme.example.com")[12:]
        + b"\xc0\x0c\0\1\0\1\0\0\0\x09\0\4" + address(n), 53, 4000
    ),
    "names of a peer": lambda n: build.ethernet(
        build.ipv4(build.tcp(build.hello(f"a{n}.example.com"), 9000 + n, 443), 6, target=build.AWAY)
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CALLED)
def test_what_is_counted_has_a_bound(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    for name in ("MOST_FLOWS", "MOST_SUMS", "MOST_NOTES"):
        monkeypatch.setattr(wire, name, FEW)
    sizes = []
    for times in (4, 16):
        counted = wire.Wire(Book())
        Tap(counted).count(frame_list(CALLED[what], FEW * times))  # type: ignore[arg-type]
        counted.sum_up()
        sizes.append(held([counted._local, counted._sums, counted._near, counted._asked, counted._answers]))
        assert max(map(len, counted._spoken.values()), default=0) <= MOST_ADDRESSES
    assert sizes[1] <= sizes[0]

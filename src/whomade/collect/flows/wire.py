"""What was counted on a wire: flows between addresses, questions and answers of name servers, and joinings.

Addresses are bytes here. At the end, when it is known which address is whose, everything goes into the book.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

from whomade.collect.capture.frames import TCP, UDP
from whomade.collect.capture.owners import is_routed, is_station
from whomade.collect.flows.activity import Activity
from whomade.collect.flows.book import MOST_ADDRESSES, Call
from whomade.collect.flows.flow import Flow
from whomade.signals import dns, first_bytes, handshake

if TYPE_CHECKING:
    from collections.abc import Callable

    from whomade.collect.capture.frames import Datagram
    from whomade.collect.flows.book import Book
    from whomade.model import Where

MOST_FLOWS = 50_000
"""Open flows; then all are summed up, and counting goes on from nothing."""
MOST_SUMS = 40_000
MOST_NOTES = 100_000
NANO = 1_000_000_000
_PORTS = struct.Struct(">HH")
_PROTOCOLS = {TCP: "tcp", UDP: "udp", 1: "icmp", 58: "icmp"}
_HOST = re.compile(rb"\r?\nHost:[ \t]{0,4}([A-Za-z0-9.-]{4,253})(?::\d{1,5})?[ \t]{0,4}\r?\n", re.IGNORECASE)


@dataclass(slots=True)
class _Sum:
    """A contact as it grows."""

    first: int
    last: int
    number: int
    times: int = 0
    sent: int = 0
    received: int = 0
    protocol: str = ""
    activity: Activity = field(default_factory=Activity)


class Wire:
    """Everything counted so far. `number` is that of the last frame, `first` and `last` are times (ns)."""

    def __init__(self, book: Book) -> None:
        self.flows: dict[bytes, Flow] = {}
        self.number = self.broken = self.dropped = self.passing = 0
        self.first = self.last = 0
        self._book = book
        self._sums: dict[tuple[bytes, bytes, str, bool], _Sum] = {}
        self._local: dict[bytes, int] = {}
        self._near: dict[bytes, bytes] = {}
        self._asked: list[tuple[bytes, bytes, str, int, int]] = []
        self._answers: dict[str, dict[str, None]] = {}
        self._spoken: dict[tuple[bytes, bytes], dict[str, str]] = {}
        self._joined: dict[tuple[bytes, str, int], tuple[int, int]] = {}
        self._is_outside = lru_cache(maxsize=65_536)(self._outside)

    def see(self, when: int) -> None:
        """Note a moment."""
        if when:
            self.first = min(self.first or when, when)
            self.last = max(self.last, when)

    def flow(self, packet: Datagram, ports: bytes, when: int, mac: bytes) -> Flow:
        """Find or begin the flow of a packet; a global address that no router passed on is one of the site."""
        key = bytes([packet.protocol]) + packet.source + packet.target + ports
        found = self.flows.get(key)
        if found is None:
            if len(self.flows) >= MOST_FLOWS:
                self.sum_up()
            found = self.flows[key] = Flow(when, self.number)
            is_near = len(packet.source) == 16 and is_station(mac) and not is_routed(packet.ttl, packet.target)
            if is_near and len(self._near) < MOST_NOTES:
                self._near.setdefault(packet.source, mac)
        return found

    def join(self, mac: bytes, how: str, when: int) -> None:
        """Note a joining, one a minute."""
        self.see(when)
        key = (mac, how, when // (60 * NANO))
        if key not in self._joined and len(self._joined) < MOST_NOTES:
            self._joined[key] = (when, self.number)

    def asked(self, source: bytes, resolver: bytes, name: str, when: int) -> None:
        """Note a question."""
        if len(self._asked) < MOST_NOTES:
            self._asked.append((source, resolver, name, when, self.number))
        else:
            self.dropped += 1

    def answered(self, message: bytes) -> None:
        """Note the addresses in an answer under the name that was asked for."""
        question = message[:2] + bytes([message[2] & 0x07]) + message[3:]
        for name in dns.asked(question)[:1]:
            if name in self._answers or len(self._answers) < MOST_NOTES:
                known = self._answers.setdefault(name, {})
                for address in (record.address for record in dns.records(message) if record.address):
                    if len(known) < MOST_ADDRESSES:
                        known[address] = None

    def sum_up(self) -> None:
        """Put all flows together into contacts, and forget them."""
        flows = self.flows
        for key, flow in list(flows.items()):
            protocol, source, target, here, there = _parts(key)
            back = flows.get(_key(protocol, target, source, there, here))
            if self._is_mine(source) and self._is_outside(target):
                inbound = _is_inbound(flow, back, here, there)
                port = _port(protocol, here if inbound else there)
                self._add((source, target, port, inbound), flow, back)
                if not inbound:
                    self._name(source, target, flow.start)
            elif self._is_outside(source) and self._is_mine(target):
                if back is None:
                    self._add_received((target, source), protocol, here, there, flow)
            elif self._is_mine(source) and self._is_mine(target):
                for end in (source, target) if back else (source,):  # who never speaks may be no host at all
                    if end in self._local or len(self._local) < MOST_NOTES:
                        self._local[end] = self._local.get(end, 0) + flow.bytes
            else:
                self.passing += flow.packets
        flows.clear()

    def _add_received(self, ends: tuple[bytes, bytes], protocol: int, here: int, there: int, flow: Flow) -> None:
        """A peer that got no answer: it opened the connection, or the answers went another way."""
        inbound = _is_inbound(None, flow, there, here)
        self._add((*ends, _port(protocol, there if inbound else here), inbound), None, flow)

    def _add(self, key: tuple[bytes, bytes, str, bool], out: Flow | None, back: Flow | None) -> None:
        both = [flow for flow in (out, back) if flow]
        found = self._sums.get(key)
        first, last = min(flow.first for flow in both), max(flow.last for flow in both)
        if found is None:
            if len(self._sums) >= MOST_SUMS:
                self.dropped += 1
                return
            found = self._sums[key] = _Sum(first, last, min(flow.number for flow in both))
        found.first, found.last, found.times = min(found.first, first), max(found.last, last), found.times + 1
        found.sent += out.bytes if out else 0
        found.received += back.bytes if back else 0
        for flow in both:
            found.protocol = found.protocol or first_bytes.protocol(flow.start)
            for mark in flow.marks:
                found.activity.add(mark / NANO)

    def _name(self, source: bytes, target: bytes, start: bytes) -> None:
        """The name by which a peer is called: the server name of TLS, or the host of HTTP."""
        if handshake.is_record(start):
            name, how = handshake.server_name(start), "tls"
        else:
            found = _HOST.search(start) if first_bytes.protocol(start) == "http" else None
            name, how = (found[1].decode("ascii") if found else ""), "http"
        known = self._spoken.get((source, target), {})
        if name and len(known) < MOST_ADDRESSES and len(self._spoken) < MOST_NOTES:
            self._spoken.setdefault((source, target), known)[name] = how

    def _is_mine(self, raw: bytes) -> bool:
        return raw in self._near or (not self._is_outside(raw) and self._book.site.is_inside(text_of(raw)))

    def _outside(self, raw: bytes) -> bool:
        return self._book.site.is_outside(text_of(raw)) and raw not in self._near

    def write(self, owner: Callable[[bytes], str], place: Callable[[str], Where], resolvers: set[bytes]) -> None:
        """Put everything into the book.

        Args:
            owner: gives the key of the device that has an address.
            place: makes a place in the input out of `packet N`.
            resolvers: addresses that answer for names; what they ask themselves is asked for others.
        """
        self._is_outside.cache_clear()
        self.sum_up()
        book = self._book
        for (source, target, port, inbound), found in self._sums.items():
            call = Call(
                owner(source), text_of(target), port, found.first / NANO, found.last / NANO, found.sent, found.received,
                found.times, inbound, found.protocol,
            )  # fmt: skip
            book.meet(call.device, call.at, text_of(source))
            book.call(call, place(f"packet {found.number}"), busy=found.activity.stretches())
        for source, resolver, name, when, number in self._asked:
            if source not in resolvers and self._is_mine(source):
                book.ask(owner(source), name, when / NANO, place(f"packet {number}"), text_of(resolver))
        for name, addresses in self._answers.items():
            for address in addresses:
                book.answer(name, address)
        for (source, target), names in self._spoken.items():
            for name, how in names.items():
                book.name(owner(source), text_of(target), name, how, 0.0)
        for source, size in self._local.items():
            book.local(owner(source), 0.0, size)
        for (mac, how, _), (when, number) in self._joined.items():
            book.join(mac.hex(":"), when / NANO, how, place(f"packet {number}"))


def _key(protocol: int, source: bytes, target: bytes, here: int, there: int) -> bytes:
    return bytes([protocol]) + source + target + _PORTS.pack(here, there)


def _parts(key: bytes) -> tuple[int, bytes, bytes, int, int]:
    size = (len(key) - 5) // 2
    here, there = _PORTS.unpack_from(key, 1 + 2 * size)
    return key[0], key[1 : 1 + size], key[1 + size : 1 + 2 * size], here, there


def _port(protocol: int, port: int) -> str:
    name = _PROTOCOLS.get(protocol, f"ip-{protocol}")
    return f"{name}/{port}" if port else name


def _is_inbound(out: Flow | None, back: Flow | None, here: int, there: int) -> bool:
    """Whether the peer opened the connection: it is shown, or else the lower port is that of the service."""
    if out is not None and out.opened is not None:
        return not out.opened
    if back is not None and back.opened is not None:
        return back.opened
    if out is None or back is None or here == there:
        return out is None or (here < there and here < 1024)
    return back.first < out.first and here < there


@lru_cache(maxsize=65_536)
def text_of(raw: bytes) -> str:
    """Write the bytes of an address."""
    return str(ip_address(raw)) if len(raw) in (4, 16) else ""

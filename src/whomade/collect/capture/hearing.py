"""Reads the frames that the sieve left over, and puts what devices say into the ledger. One bad frame costs itself."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from whomade.collect.capture import frames, ports, talk
from whomade.collect.capture.fragments import Fragments
from whomade.collect.capture.ledger import Ledger, Place
from whomade.collect.capture.streams import Start, Streams, segment
from whomade.signals import dhcp, dhcp_packet, dns, hosts, pppp, sadp_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.collect.capture.frames import Datagram
    from whomade.collect.capture.owners import Sender
    from whomade.collect.capture.sift import Kept, Sift

MOST_BAD = 100
"""Bad frames listed one by one."""
_UDP = struct.Struct(">HHH")
_ARP = struct.Struct(">HHBBH6s4s")
_SETTLED = {"dhcp": dhcp_packet.settled, "pppp": pppp.settled}
"""Kinds whose messages change with each repetition, and how they are made the same."""


class Hearing:
    """State of one capture: connections, fragments, and the ledger that is filled."""

    def __init__(self, sift: Sift) -> None:
        self.ledger = Ledger()
        self.bad: list[tuple[int, str]] = []
        self.bad_more = 0
        self._sift = sift
        self._streams = Streams()
        self._fragments = Fragments()

    def take(self, kept: Iterable[Kept]) -> None:
        """Read frames in their order."""
        for number, (data, at, size, link, when) in kept:
            try:
                self._frame(data, frames.inner(data, at, size, link), Place(number, when, ""))
            except (ValueError, IndexError, struct.error) as error:
                if len(self.bad) < MOST_BAD:
                    self.bad.append((number, str(error)[:120]))
                else:
                    self.bad_more += 1

    def finish(self) -> Ledger:
        """Read the connections that are still open, and give the ledger."""
        for start in self._streams.rest():
            self._stream(start)
        return self.ledger

    def _frame(self, data: bytes, found: frames.Inner | None, place: Place) -> None:
        if found is None:
            return
        self.ledger.meet(found.mac, place)
        if found.kind in (frames.IPV4, frames.IPV6):
            packet = frames.datagram(data, found.kind, found.at, found.end)
            self.ledger.owners.meet(found.mac, packet.source, packet.ttl, packet.target)
            self._packet(data, (found.mac, packet.source), packet, place)
            return
        self.ledger.owners.meet(found.mac, b"", 255, b"")
        if found.kind == frames.ARP:
            self._arp(data[found.at : found.end], found.mac)
        elif found.kind == frames.LLDP:
            self.ledger.say((found.mac, b""), "lldp", data[found.at : found.end], place)
        elif found.kind == frames.SADP and sadp_frame.is_answer(said := data[found.at : found.end]):
            self.ledger.say((found.mac, b""), "sadp_frame", sadp_frame.settled(said), place)

    def _arp(self, data: bytes, mac: bytes) -> None:
        """An address that the sender of the frame says is its own. Source: RFC 826; probes have none (RFC 5227)."""
        hardware, protocol, hardware_size, protocol_size, _, own, address = _ARP.unpack_from(data)
        if (hardware, protocol, hardware_size, protocol_size) == (1, frames.IPV4, 6, 4) and own == mac:
            self.ledger.owners.claim(mac, address)

    def _packet(self, data: bytes, who: Sender, packet: Datagram, place: Place) -> None:
        if packet.fragment:
            joined = self._fragments.add(packet, data[packet.at : packet.end])
            if joined and packet.protocol == frames.UDP:
                self._datagram(joined, 0, len(joined), who, place)
        elif packet.protocol == frames.UDP:
            self._datagram(data, packet.at, packet.end, who, place)
        elif packet.protocol == frames.TCP and (found := segment(data, packet.at, packet.end)):
            for start in self._streams.add(who, packet.target, found, place._replace(port=f"tcp/{found.here}")):
                self._stream(start)

    def _datagram(self, data: bytes, at: int, end: int, who: Sender, place: Place) -> None:
        if at + 8 > end:
            return
        here, there, length = _UDP.unpack_from(data, at)
        said = data[at + 8 : min(end, at + length) if length else end]
        place = place._replace(port=f"udp/{here}")
        for port in self._sift.port_of(here, there):
            if port == ports.DNS:
                self._names(said, who, here, place)
            elif kind := ports.kind_of(port, said):
                self._say(who, kind, said, place)
        if there in dhcp.UDP_PORTS and (lease := dhcp_packet.lease(said)):
            self.ledger.owners.claim(*lease)

    def _say(self, who: Sender, kind: str, said: bytes, place: Place) -> None:
        """Keep a message; one of DHCP belongs to the client named in it, whoever passes it on."""
        if kind == "dhcp":
            who = (dhcp_packet.client(said), b"")
        settle = _SETTLED.get(kind)
        self.ledger.say(who, kind, settle(said) if settle else said, place)

    def _names(self, said: bytes, who: Sender, here: int, place: Place) -> None:
        if here == ports.DNS and dns.is_message(said):
            self.ledger.owners.resolve(who[1])
        else:
            for name in dns.asked(said):
                if hosts.is_public(name):
                    self.ledger.ask(who, name.lower(), place)

    def _stream(self, start: Start) -> None:
        for kind, data in talk.read(bytes(start.data), start.here, start.there, is_server=start.is_server):
            if kind == talk.HOST:
                if hosts.is_public(host := data.decode("ascii", "replace")):
                    self.ledger.ask(start.who, host.lower(), start.place)
            else:
                self.ledger.say(start.who, kind, data, start.place)

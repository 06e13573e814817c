"""Counts every packet of a capture into its flow, and looks at the first ones of each: names, protocols, joinings."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from whomade.collect.capture import frames
from whomade.collect.capture.frames import ETHERNET, IPV4, IPV6, TCP, UDP
from whomade.collect.capture.pcap_records import HEADER, PcapRecords
from whomade.collect.flows import joining
from whomade.signals import dns

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from whomade.collect.capture.container import Frame, Frames, Layout
    from whomade.collect.capture.pcap_records import Cut
    from whomade.collect.flows.flow import Flow
    from whomade.collect.flows.wire import Wire

LOOKED_AT = 6
"""Packets of a flow whose content is looked at."""
MOST_START = 4096
DNS = 53
_SYN, _ACK = 0x02, 0x10
_ERRORS = frozenset({1, 58})
_ECHOES = (b"\x00", b"\x08", b"\x80", b"\x81")
_PORTS = struct.Struct(">HH")


class Tap:
    """Counts the frames of a capture into a `Wire`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def count(self, stream: Frames) -> None:
        """Count every frame of a capture; what is broken in it is said by whoever reads it for what devices say."""
        for frame in self._looked_at(stream):
            try:
                self._look(frame)
            except (ValueError, IndexError, struct.error):
                self._wire.broken += 1

    def _looked_at(self, stream: Frames) -> Iterator[Frame]:
        if isinstance(stream, PcapRecords) and stream.layout.link == ETHERNET:
            yield from stream.walk(self._cut(stream.layout))
            return
        for frame in stream:
            self._wire.number += 1
            yield frame

    def _cut(self, layout: Layout) -> Cut[Frame]:
        """Make the loop that does nearly all the work: packets of known flows are counted, others handed on.

        Record and frame are looked at in one place, because a call for each of them costs more than all else.
        """
        read = struct.Struct(f"{layout.order}3I").unpack_from
        wire, scale = self._wire, layout.scale
        flows = wire.flows

        def cut(data: bytes, place: int, end: int, stop: int) -> Generator[Frame, None, int]:
            number = wire.number
            while place + HEADER <= end and place < stop:
                seconds, fraction, size = read(data, place)
                at = place + HEADER
                if at + size > end:
                    break
                number += 1
                place = at + size
                when = seconds * 1_000_000_000 + fraction * scale
                if size >= 38 and data[at + 12 : at + 15] == b"\x08\x00\x45":
                    flow = flows.get(data[at + 23 : at + 24] + data[at + 26 : at + 38])
                    if flow is not None and flow.looked >= LOOKED_AT and not data[at + 20] & 0x3F and not data[at + 21]:
                        flow.last = when
                        flow.packets += 1
                        flow.bytes += data[at + 16] << 8 | data[at + 17]
                        if when >= flow.next_mark:
                            flow.mark(when)
                        continue
                wire.number = number
                yield data, at, size, ETHERNET, when
            wire.number = number
            return place

        return cut

    def _look(self, frame: Frame) -> None:
        data, at, size, link, when = frame
        self._wire.see(when)
        found = frames.inner(data, at, size, link) if link in frames.LINKS else None
        if found is None:
            return
        if found.kind not in (IPV4, IPV6):
            if how := joining.of_frame(found.kind, data[found.at : found.end], found.mac):
                self._wire.join(found.mac, how, when)
            return
        packet = frames.datagram(data, found.kind, found.at, found.end)
        said = data[packet.at : packet.end]
        if joined := joining.of_packet(packet, said, found.mac):
            self._wire.join(joined.mac, joined.how, when)
        self._count(found, packet, said, _total(data, found.kind, found.at) or found.end - found.at, when)

    def _count(self, found: frames.Inner, packet: frames.Datagram, said: bytes, total: int, when: int) -> None:
        is_first = packet.fragment is None or packet.fragment[1] == 0
        if packet.protocol in _ERRORS and said[:1] not in _ECHOES:
            return  # it speaks of another packet; nobody is called
        has_ports = is_first and packet.protocol in (TCP, UDP) and len(said) >= 4
        flow = self._wire.flow(packet, said[:4] if has_ports else bytes(4), when, found.mac)
        flow.last, flow.packets, flow.bytes, flow.looked = when, flow.packets + 1, flow.bytes + total, flow.looked + 1
        if when >= flow.next_mark:
            flow.mark(when)
        if packet.protocol == TCP and len(said) >= 20:
            if said[13] & _SYN and flow.opened is None:
                flow.opened = not said[13] & _ACK
            _begin(flow, said[(said[12] >> 4) * 4 :])
        elif has_ports and packet.protocol == UDP:
            flow.start = flow.start or said[8 : 8 + MOST_START]
            self._names(flow, packet, said)

    def _names(self, flow: Flow, packet: frames.Datagram, said: bytes) -> None:
        here, there = _PORTS.unpack_from(said)
        if DNS not in (here, there):
            return
        flow.looked = 0  # each message of a name server is looked at
        message = said[8:]
        if here == DNS and dns.is_message(message):
            self._wire.answered(message)
        elif there == DNS:
            for name in dns.asked(message):
                self._wire.asked(packet.source, packet.target, name, flow.last)


def _begin(flow: Flow, payload: bytes) -> None:
    if payload and len(flow.start) < MOST_START:
        flow.start += payload[: MOST_START - len(flow.start)]


def _total(data: bytes, kind: int, at: int) -> int:
    """Bytes of the packet on the wire, whatever part of it was kept; 0 where it does not say."""
    if kind == IPV4:
        return data[at + 2] << 8 | data[at + 3]
    size = data[at + 4] << 8 | data[at + 5]
    return size + 40 if size else 0

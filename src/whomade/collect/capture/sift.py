"""The first pass: drops what says nothing (video above all) at about a million frames a second.

What is dropped would change nothing for `hearing` behind it: repeated messages, later parts of streams, ports nobody
listens to. So a file may be sifted in pieces, and sifting what was kept once more gives what one pass over all gives.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.capture import frames, ports
from whomade.collect.capture.frames import ETHERNET, IPV4, IPV6, TCP, UDP
from whomade.collect.capture.memory import START_BYTES, SYN, Memory
from whomade.collect.capture.pcap_records import HEADER, PcapRecords

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from whomade.collect.capture.container import Frame, Frames, Layout
    from whomade.collect.capture.frames import Datagram
    from whomade.collect.capture.pcap_records import Cut

_PORTS = struct.Struct(">HHH")
_SMALLEST = 14 + 20 + 8
_HEAD = HEADER + 38
"""Of record and frame that the first look reads: up to the ports."""
_ODD = frozenset({frames.ARP, frames.LLDP, frames.SADP})


class Kept(NamedTuple):
    """A frame that may say something: its number in the capture (from 1) and the frame."""

    number: int
    frame: Frame


class Sift:
    """State of the first pass over one capture."""

    def __init__(self) -> None:
        self.number = 0
        self.other_links: dict[int, int] = {}
        """Frames of link types that are not read, by type."""
        self._ports = ports.Listening()
        self._memory = Memory()

    def kept(self, stream: Frames) -> Iterator[Kept]:
        """Give the frames that may say something."""
        if isinstance(stream, PcapRecords) and stream.layout.link == ETHERNET:
            yield from stream.walk(self._cut(stream.layout))
            return
        for frame in stream:
            self.number += 1
            if self._is_kept(*frame[:4]):
                yield Kept(self.number, frame)

    def again(self, kept: Iterable[Kept]) -> Iterator[Kept]:
        """Sift once more what another process kept of the piece behind; numbers go on from this one's."""
        for number, frame in kept:
            if self._is_kept(*frame[:4]):
                yield Kept(self.number + number, frame)

    def join(self, frames_seen: int, other_links: dict[int, int]) -> None:
        """Take over the account of a piece."""
        self.number += frames_seen
        for link, count in other_links.items():
            self.other_links[link] = self.other_links.get(link, 0) + count

    def _cut(self, layout: Layout) -> Cut[Kept]:
        """Make the loop that does nearly all the work: it looks at record and frame at once, and drops most of them.

        Numbers of the frame are read in the byte order of the record, since one read is half the cost of two; so they
        are compared with numbers turned round in the same way.
        """
        read = struct.Struct(f"{layout.order}III4x6x6sHB5xHxB2x4s4xHH").unpack_from
        ipv4, fragment = (IPV4, 0x3FFF) if layout.order == ">" else (_turned(IPV4), _turned(0x3FFF))
        listened = self._ports.listened if layout.order == ">" else self._ports.turned
        senders, streams, is_start = self._memory.senders, self._memory.streams, self._memory.is_start
        scale = layout.scale

        def cut(data: bytes, place: int, end: int, stop: int) -> Generator[Kept, None, int]:
            number = self.number
            last = min(len(data) - _HEAD, end - HEADER)
            while place <= last and place < stop:
                seconds, fraction, size, mac, kind, first, flags, protocol, source, here, there = read(data, place)
                following = place + HEADER + size
                if following > end:
                    break
                number += 1
                at, place = place + HEADER, following
                if (
                    kind == ipv4
                    and first == 0x45
                    and (mac, source) in senders
                    and not flags & fragment
                    and size >= _SMALLEST
                ):
                    # from somebody known, whole, without options: nearly every frame
                    if protocol == UDP:
                        if not (listened[here] or listened[there]):
                            continue
                        is_kept = self._is_new(mac, source, data, at + 34, _end(data, at, size))
                    elif protocol == TCP:
                        if streams.get(data[at + 26 : at + 38], 0) >= START_BYTES and not data[at + 47] & SYN:
                            continue
                        length = _end(data, at, size) - at - 34
                        is_kept = is_start(data, data[at + 26 : at + 38], at + 34, length)
                    else:
                        continue
                else:
                    is_kept = self._is_kept(data, at, size, ETHERNET)
                if is_kept:
                    self.number = number
                    yield Kept(number, (data, at, size, ETHERNET, seconds * 1_000_000_000 + fraction * scale))
            self.number = number
            return place

        return cut

    def port_of(self, here: int, there: int) -> tuple[int, ...]:
        """Give the listened ports behind the two ports of a datagram."""
        return self._ports.behind(here, there)

    def _is_kept(self, data: bytes, at: int, size: int, link: int) -> bool:
        """Decide about any frame."""
        if link not in frames.LINKS:
            self.other_links[link] = self.other_links.get(link, 0) + 1
            return False
        found = frames.inner(data, at, size, link)
        if found is None:
            return False
        if found.kind in _ODD:
            return self._memory.is_unheard((found.mac, found.kind, data[found.at : found.end]))
        if found.kind not in (IPV4, IPV6):
            return self._memory.is_met(found.mac, b"")
        try:
            packet = frames.datagram(data, found.kind, found.at, found.end)
        except frames.Malformed:
            return True  # said with its place by `hearing`
        is_met = self._memory.is_met(found.mac, packet.source)
        return self._is_telling(data, found.mac, packet) or is_met

    def _is_telling(self, data: bytes, mac: bytes, packet: Datagram) -> bool:
        at, end = packet.at, packet.end
        if packet.fragment:
            return self._is_telling_piece(data, packet)
        if packet.protocol == UDP and at + 8 <= end:
            here, there, _ = _PORTS.unpack_from(data, at)
            return bool(self._ports.behind(here, there)) and self._is_new(mac, packet.source, data, at, end)
        if packet.protocol == TCP and at + 20 <= end:
            key = packet.source + packet.target + data[at : at + 4]
            return self._memory.is_start(data, key, at, end - at)
        return False

    def _is_telling_piece(self, data: bytes, packet: Datagram) -> bool:
        """A fragment is kept when the first one is for a listened port; one that comes before its first is kept too."""
        number, offset, _ = packet.fragment or (0, 0, False)
        key = (packet.source, packet.target, number)
        if offset or packet.protocol != UDP or packet.at + 8 > packet.end:
            return packet.protocol == UDP and self._memory.pieces.get(key, True)
        here, there, _ = _PORTS.unpack_from(data, packet.at)
        return self._memory.note_piece(key, is_wanted=bool(self._ports.behind(here, there)))

    def _is_new(self, mac: bytes, source: bytes, data: bytes, at: int, end: int) -> bool:
        """Whether a datagram on a listened port was not heard before, and its sender has not said too much."""
        here, there, _ = _PORTS.unpack_from(data, at)
        port = self._ports.behind(here, there)[0]
        self._ports.note_search(here, port)
        known, who = self._ports.table[port], (mac, source, port)
        if not self._memory.is_within(who, known.most):
            return False
        is_new = self._memory.is_unheard((*who, data[at + 8 + known.skip : end]))
        if is_new:
            self._memory.count(who)
        return is_new


def _end(data: bytes, at: int, size: int) -> int:
    """Where the packet in an Ethernet frame ends: before the padding. Length 0 is that of a card that cuts itself."""
    total = data[at + 16] << 8 | data[at + 17]
    return at + (14 + total if 0 < total < size - 14 else size)


def _turned(number: int) -> int:
    """A number of two bytes as it reads in the other byte order."""
    return (number & 0xFF) << 8 | number >> 8

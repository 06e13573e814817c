"""The first pass: drops what says nothing (video above all) at about a million frames a second.

What is dropped would change nothing for `hearing` behind it: repeated messages, later parts of streams, ports nobody
listens to. So a file may be sifted in pieces, and sifting what was kept once more gives what one pass over all gives.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.capture import frames, ports
from whomade.collect.capture.frames import ETHERNET, IPV4, IPV6, TCP, UDP
from whomade.collect.capture.memory import SYN, Memory
from whomade.collect.capture.pcap_records import HEADER, PcapRecords

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from whomade.collect.capture.container import Frame, Frames, Layout
    from whomade.collect.capture.frames import Datagram
    from whomade.collect.capture.pcap_records import Cut

_PORTS = struct.Struct(">HHH")
_SMALLEST = 14 + 20 + 8
_FLAGS = 47
"""Where the flags of TCP stand in a plain frame."""
_HEAD = HEADER + _FLAGS + 1
"""Of record and frame that the first look reads."""
_FRAGMENT = 0x3FFF
_PLAIN = b"\x08\x00\x45"
"""EtherType of IPv4, and version and length of a header without options."""
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
        """Make the loop that does nearly all the work: one look at record and frame, and most of them are dropped.

        A flow that says nothing is known by its addresses and ports, and by the bytes of the frame before them.
        """
        read = struct.Struct(f"{layout.order}8xI4x6x9s5xHxB2x12s").unpack_from
        time_of = struct.Struct(f"{layout.order}II").unpack_from
        fragment = _FRAGMENT if layout.order == ">" else _turned(_FRAGMENT)
        quiet, done, scale = self._memory.quiet, self._memory.done, layout.scale

        def cut(data: bytes, place: int, end: int, stop: int) -> Generator[Kept, None, int]:
            number = self.number
            last = min(len(data) - _HEAD, end - HEADER)
            while place <= last and place < stop:
                size, head, flags, protocol, ends = read(data, place)
                following = place + HEADER + size
                if following > end:
                    break
                number += 1
                is_dull = (
                    quiet.get(ends) == head
                    if protocol == UDP
                    else done.get(ends) == head and not data[place + HEADER + _FLAGS] & SYN
                )
                if not (is_dull and not flags & fragment) and self._is_wanted(data, place + HEADER, size, head):
                    self.number = number
                    seconds, rest = time_of(data, place)
                    when = seconds * 1_000_000_000 + rest * scale
                    yield Kept(number, (data, place + HEADER, size, ETHERNET, when))
                place = following
            self.number = number
            return place

        return cut

    def _is_wanted(self, data: bytes, at: int, size: int, head: bytes) -> bool:
        """Decide about an Ethernet frame, the short way where it is plain: IPv4, whole, no options, of one known."""
        is_plain = size >= _SMALLEST and head[6:] == _PLAIN and not (data[at + 20] & 0x3F or data[at + 21])
        source = data[at + 26 : at + 30]
        if not is_plain or (head[:6], source) not in self._memory.senders:
            return self._is_kept(data, at, size, ETHERNET)
        protocol, ends, end = data[at + 23], data[at + 26 : at + 38], _end(data, at, size)
        if protocol == UDP:
            here, there, _ = _PORTS.unpack_from(data, at + 34)
            if self._ports.behind(here, there):
                return self._is_new(head[:6], source, data, at + 34, end)
            self._memory.note_dull(self._memory.quiet, ends, head)
        elif protocol == TCP:
            if self._memory.is_start(data, ends, at + 34, end - at - 34):
                return True
            if self._memory.is_past_start(ends):
                self._memory.note_dull(self._memory.done, ends, head)
        return False

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
        if self._ports.note_search(here, port):
            self._memory.quiet.clear()  # a flow that said nothing may be one of answers now
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

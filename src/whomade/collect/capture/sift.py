"""The first pass: drops what says nothing (video above all) at about a million frames a second.

What is dropped would change nothing for `hearing` behind it: repeated messages, later parts of streams, ports nobody
listens to. So a file may be sifted in pieces, and sifting what was kept once more gives what one pass over all gives.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.capture import frames, ports
from whomade.collect.capture.frames import ETHERNET, IPV4, IPV6, TCP, UDP
from whomade.collect.capture.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.collect.capture.container import Frame
    from whomade.collect.capture.frames import Datagram

_FAST = struct.Struct(">6x6sHBxHxxHxB2x4s4sHH")
_PORTS = struct.Struct(">HHH")
_SMALLEST = 14 + 20 + 8
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

    def kept(self, stream: Iterable[Frame]) -> Iterator[Kept]:
        """Give the frames that may say something."""
        fast, senders, listened = _FAST.unpack_from, self._memory.senders, self._ports.listened
        is_start = self._memory.is_start
        number = self.number
        try:
            for frame in stream:
                number += 1
                data, at, size, link, _ = frame
                if link == ETHERNET and size >= _SMALLEST:
                    mac, kind, first, total, flags, protocol, source, _, here, there = fast(data, at)
                    if kind == IPV4 and first == 0x45 and not flags & 0x3FFF and (mac, source) in senders:
                        # the most frequent frame: no options, no fragment, from somebody known
                        if protocol == UDP:
                            if not (listened[here] or listened[there]):
                                continue
                            end = at + (14 + total if 14 + total < size else size)
                            if self._is_new(mac, source, data, at + 34, end):
                                yield Kept(number, frame)
                        elif protocol == TCP and is_start(
                            data, data[at + 26 : at + 38], at + 34, total - 20 if total else size - 34
                        ):
                            yield Kept(number, frame)
                        continue
                if self._is_kept(data, at, size, link):
                    yield Kept(number, frame)
        finally:
            self.number = number

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
        for port in self._ports.behind(here, there):
            self._ports.note_search(here, port)
            known = self._ports.table[port]
            said = (mac, source, port, data[at + 8 + known.skip : end])
            if self._memory.is_within((mac, source, port), known.most) and self._memory.is_unheard(said):
                self._memory.count((mac, source, port))
                return True
        return False

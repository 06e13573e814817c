"""The first bytes of each direction of a TCP connection, put in order, in bounded memory.

Source: RFC 9293 section 3.4 (sequence numbers). A capture may begin in the middle of a connection: then the first
segment heard is taken as a beginning, and only what is recognised by its own first bytes is read.
"""

from __future__ import annotations

import struct
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.capture.ledger import Place
    from whomade.collect.capture.owners import Sender

START_BYTES = 16 * 1024
MOST_OPEN = 2048
MOST_WAITING = 16
"""Segments that came too early and wait for the one before."""
FIN, SYN, RST, ACK = 0x01, 0x02, 0x04, 0x10
_HEADER = struct.Struct(">HHI4xBB")


class Segment(NamedTuple):
    """Ports, sequence number, flags and data of one TCP segment."""

    here: int
    there: int
    sequence: int
    flags: int
    data: bytes


@dataclass(slots=True)
class Start:
    """One direction of a connection: who speaks, from which port to which, and the first bytes."""

    who: Sender
    here: int
    there: int
    place: Place
    base: int
    is_server: bool | None = None
    data: bytearray = field(default_factory=bytearray)
    waiting: dict[int, bytes] = field(default_factory=dict)

    def add(self, sequence: int, data: bytes) -> None:
        """Put a segment where it belongs; what was sent before is passed over."""
        offset = (sequence - self.base) & 0xFFFF_FFFF
        if offset > START_BYTES:
            return
        if offset > len(self.data):
            if len(self.waiting) < MOST_WAITING:
                self.waiting[offset] = data[: START_BYTES - offset]
            return
        self.data += data[len(self.data) - offset :]
        while self.waiting and (found := min(self.waiting)) <= len(self.data):
            self.data += self.waiting.pop(found)[len(self.data) - found :]
        del self.data[START_BYTES:]


def segment(data: bytes, at: int, end: int) -> Segment | None:
    """Read a segment; None where the header is cut off."""
    if at + 20 > end:
        return None
    here, there, sequence, offset, flags = _HEADER.unpack_from(data, at)
    return Segment(here, there, sequence, flags, data[min(at + (offset >> 4) * 4, end) : end])


class Streams:
    """All connections that are open; what is closed, full or pushed out comes out as a `Start`."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[bytes, bytes, int, int], Start] = OrderedDict()

    def add(self, who: Sender, target: bytes, found: Segment, place: Place) -> Iterator[Start]:
        """Add a segment, and give the directions that are done with."""
        key = (who[1], target, found.here, found.there)
        start = self._open.get(key)
        if found.flags & SYN:
            if start and start.data:
                yield start
            base = (found.sequence + 1) & 0xFFFF_FFFF
            start = self._open[key] = Start(who, found.here, found.there, place, base, bool(found.flags & ACK))
        if found.data and start is None:
            start = self._open[key] = Start(who, found.here, found.there, place, found.sequence)
        if start is None:
            return
        self._open.move_to_end(key)
        if found.data and not found.flags & SYN:
            start.add(found.sequence, found.data)
        while len(self._open) > MOST_OPEN:
            yield self._open.popitem(last=False)[1]

    def rest(self) -> Iterator[Start]:
        """Give all that is left, and forget it."""
        while self._open:
            yield self._open.popitem(last=False)[1]

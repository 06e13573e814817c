"""Blocks of a pcapng file: frames between two byte offsets, with the interfaces that the section names.

Source: draft-ietf-opsawg-pcapng, sections 4.1 (section), 4.2 (interface), 4.3 (enhanced packet), 4.4 (simple packet),
and the obsolete packet block of its appendix.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from whomade.collect.capture.container import MOST_FRAME_BYTES, SECTION, Flaw, Frame, read_block

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

INTERFACE, OBSOLETE, SIMPLE, NAMES, STATISTICS, ENHANCED, HEADER_BLOCK = 1, 2, 3, 4, 5, 6, 0x0A0D0D0A
_KNOWN = frozenset({INTERFACE, OBSOLETE, SIMPLE, NAMES, STATISTICS, ENHANCED, HEADER_BLOCK})
LITTLE = b"\x4d\x3c\x2b\x1a"
MOST_INTERFACES = 4096
CHAIN = 4


class Interface(NamedTuple):
    """Link type, snapshot length (0: none), and how many units of its clock make a second."""

    link: int
    snapshot: int
    per_second: int


class PcapngBlocks:
    """Frames of the blocks that begin between two offsets of a file; the stream stands at the first.

    A stretch in the middle of a file is given the interfaces and byte order that were named before it. When the file
    names new ones inside it, `is_unsure` says so: then the stretch has to be read again from the front.
    """

    def __init__(
        self,
        stream: BinaryIO,
        start: int,
        end: int | None = None,
        order: str = "<",
        known: list[Interface] | None = None,
    ) -> None:
        self._stream = stream
        self._end = end
        self._in_middle = known is not None
        self.order = order
        self.interfaces = list(known or ())
        self.is_unsure = False
        self.ended_at = start
        self.flaws: list[Flaw] = []

    def __iter__(self) -> Iterator[Frame]:
        held = b""
        while more := read_block(self._stream, self.flaws, self.ended_at):
            held = held + more if held else more
            used = yield from self._blocks(held)
            if used < 0:
                return
            self.ended_at += used
            held = held[used:]
            if self._end is not None and self.ended_at >= self._end:
                return
        if held:
            self._say("a whole block", f"{len(held)} bytes of it", "it is left out")

    def _blocks(self, data: bytes) -> Generator[Frame, None, int]:
        """Give the frames of whole blocks, and where the first block that is not whole begins; -1 when lost."""
        place = 0
        stop = len(data) if self._end is None else self._end - self.ended_at
        while place + 12 <= len(data) and place < stop:
            if data[place : place + 4] == SECTION:
                self.order = "<" if data[place + 8 : place + 12] == LITTLE else ">"
            kind, total = struct.unpack_from(f"{self.order}II", data, place)
            if total < 12 or total % 4 or total > MOST_FRAME_BYTES:
                self.ended_at += place
                self._say("a block of a capture", f"a length of {total}", "the rest is not read")
                return -1
            if place + total > len(data):
                break
            if kind == ENHANCED:
                yield from self._enhanced(data, place, total)
            else:
                yield from self._other(data, place, total, kind)
            place += total
        return place

    def _enhanced(self, data: bytes, place: int, total: int) -> Iterator[Frame]:
        if total < 32:
            self._bad(place, total)
            return
        number, high, low, size, _ = struct.unpack_from(f"{self.order}5I", data, place + 8)
        if number >= len(self.interfaces) or size > total - 32:
            self._bad(place, total)
            return
        interface = self.interfaces[number]
        when = (high << 32 | low) * 1_000_000_000 // interface.per_second
        yield data, place + 28, size, interface.link, when

    def _other(self, data: bytes, place: int, total: int, kind: int) -> Iterator[Frame]:
        if kind == HEADER_BLOCK:
            self.is_unsure = self.is_unsure or self._in_middle
            self.interfaces = []
        elif kind == INTERFACE and total >= 20 and len(self.interfaces) < MOST_INTERFACES:
            self.is_unsure = self.is_unsure or self._in_middle
            self.interfaces.append(self._interface(data[place + 8 : place + total - 4]))
        elif kind == SIMPLE and total >= 16 and self.interfaces:
            size = min(struct.unpack_from(f"{self.order}I", data, place + 8)[0], total - 16)
            snapshot = self.interfaces[0].snapshot
            yield data, place + 12, min(size, snapshot) if snapshot else size, self.interfaces[0].link, 0
        elif kind == OBSOLETE and total >= 32:
            number, _, high, low, size, _ = struct.unpack_from(f"{self.order}HH4I", data, place + 8)
            if number < len(self.interfaces) and size <= total - 32:
                one = self.interfaces[number]
                yield data, place + 28, size, one.link, (high << 32 | low) * 1_000_000_000 // one.per_second

    def _interface(self, body: bytes) -> Interface:
        """Read the body of an interface block; option 9 tells the unit of its clock."""
        link, _, snapshot = struct.unpack_from(f"{self.order}HHI", body)
        per_second, at = 1_000_000, 8
        while at + 4 <= len(body):
            code, size = struct.unpack_from(f"{self.order}HH", body, at)
            if code == 9 and size == 1 and at + 4 < len(body):
                unit = body[at + 4]
                per_second = 2 ** (unit & 0x7F) if unit & 0x80 else 10 ** min(unit, 18)
            if code == 0:
                break
            at += 4 + (size + 3) // 4 * 4
        return Interface(link, snapshot, per_second)

    def _bad(self, place: int, total: int) -> None:
        self.flaws.append(
            Flaw(f"byte {self.ended_at + place}", "a packet of a known interface", f"{total} bytes", "it is left out")
        )

    def _say(self, expected: str, found: str, consequence: str) -> None:
        self.flaws.append(Flaw(f"byte {self.ended_at}", expected, found, consequence))


def boundary(data: bytes, order: str, start: int) -> int | None:
    """Find a place from which on blocks follow each other, each with its length at both ends; None if there is none."""
    return next((place for place in range(start, len(data) - 12, 1) if _is_chain(data, order, place)), None)


def _is_chain(data: bytes, order: str, place: int) -> bool:
    for number in range(CHAIN):
        if place == len(data):
            return number > 0
        if place + 12 > len(data):
            return False
        kind, total = struct.unpack_from(f"{order}II", data, place)
        if kind not in _KNOWN or total < 12 or total % 4 or place + total > len(data):
            return False
        if struct.unpack_from(f"{order}I", data, place + total - 4)[0] != total:
            return False
        place += total
    return True

"""Records of a pcap file: frames between two byte offsets, with a way to find one's feet in the middle of a file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

from whomade.collect.capture.container import MOST_FRAME_BYTES, Flaw, Frame, Layout, read_block

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

HEADER = 16
CHAIN = 6
"""Records in a row that must be plausible before a place counts as a boundary: chance does not do that."""
MOST_SEARCHED = 32 * 1024 * 1024
"""Bytes searched for boundaries in one file: a broken file must not take hours."""
_APART_S = 400 * 86_400
"""How far apart the records of one capture may be in time when a boundary is looked for."""


class PcapRecords:
    """Frames of the records that begin between two offsets of a file; the stream stands at the first."""

    def __init__(self, stream: BinaryIO, layout: Layout, start: int, end: int | None = None) -> None:
        self._stream = stream
        self._layout = layout
        self._end = end
        self._searched = 0
        self._unpack = struct.Struct(f"{layout.order}4I").unpack_from
        self.ended_at = start
        self.flaws: list[Flaw] = []

    def __iter__(self) -> Iterator[Frame]:
        held = b""
        while more := read_block(self._stream, self.flaws, self.ended_at):
            held = held + more if held else more
            used = yield from self._block(held)
            while self._is_lost(held, used):
                used = self._searched_on(held, used)
                used = yield from self._block(held, used)
            self.ended_at += used
            held = held[used:]
            if self._end is not None and self.ended_at >= self._end:
                return
        if held:
            self._cut(len(held))

    def _block(self, data: bytes, place: int = 0) -> Generator[Frame, None, int]:
        """Give the whole records of a block from a place on, and where the first that is not whole begins."""
        unpack, link, scale = self._unpack, self._layout.link, self._layout.scale
        size_of_block = len(data)
        last = size_of_block - HEADER
        stop = size_of_block if self._end is None else self._end - self.ended_at
        while place <= last and place < stop:
            seconds, fraction, size, _ = unpack(data, place)
            body = place + HEADER
            if body + size > size_of_block:
                break
            yield data, body, size, link, seconds * 1_000_000_000 + fraction * scale
            place = body + size
        return place

    def _is_lost(self, data: bytes, place: int) -> bool:
        """Whether the record at a place claims more than any record has."""
        if self._end is not None and self.ended_at + place >= self._end:
            return False
        return place + HEADER <= len(data) and self._unpack(data, place)[2] > MOST_FRAME_BYTES

    def _searched_on(self, data: bytes, place: int) -> int:
        """Look for the next record and say what was passed over; the end of the block where there is none in it."""
        budget = MOST_SEARCHED - self._searched
        found = boundary(data[: place + budget], self._layout, place + 1)
        self._searched += (found or len(data)) - place
        if not self.flaws or not self.flaws[-1].found.startswith("a broken one") or found is not None:
            size = self._unpack(data, place)[2]
            at = self.ended_at + place
            self.flaws.append(Flaw(f"byte {at}", "a record", f"a broken one of {size} bytes", "passed over"))
        return len(data) if found is None else found

    def _cut(self, left: int) -> None:
        self.flaws.append(Flaw(f"byte {self.ended_at}", "a whole record", f"{left} bytes of it", "it is left out"))


def boundary(data: bytes, layout: Layout, start: int) -> int | None:
    """Find a place from which on records follow each other plausibly; None where there is none."""
    unpack = struct.Struct(f"{layout.order}4I").unpack_from
    begins = (place for place in range(start, len(data) - HEADER) if _is_plausible(unpack(data, place), layout))
    return next((place for place in begins if _is_chain(data, layout, place)), None)


def _is_plausible(header: tuple[int, ...], layout: Layout) -> bool:
    """Whether four numbers can be time, fraction, size and size on the wire of one record."""
    seconds, fraction, size, whole = header
    return (
        0 < size <= whole <= MOST_FRAME_BYTES
        and size <= MOST_FRAME_BYTES
        and fraction * layout.scale < 1_000_000_000
        and abs(seconds - layout.began_s) < _APART_S
    )


def _is_chain(data: bytes, layout: Layout, place: int) -> bool:
    """Whether plausible records follow: so many of them, or up to the very end of the data."""
    unpack = struct.Struct(f"{layout.order}4I").unpack_from
    for _ in range(CHAIN):
        if place == len(data):
            return True
        if place + HEADER > len(data):
            return False
        header = unpack(data, place)
        if not _is_plausible(header, layout):
            return False
        place += HEADER + header[2]
    return True

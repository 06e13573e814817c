"""Records of a pcap file: frames between two byte offsets, with a way to find one's feet in the middle of a file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from whomade.collect.capture.container import MOST_FRAME_BYTES, Flaw, Frame, Layout, read_block

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

HEADER = 16
PADDING = bytes(64)
"""Behind the last record, so that a frame's head can be read in one go even where the frame is shorter."""
CHAIN = 6
"""Records in a row that must be plausible before a place counts as a boundary: chance does not do that."""
MOST_SEARCHED = 32 * 1024 * 1024
"""Bytes searched for boundaries in one file: a broken file must not take hours."""
_APART_S = 400 * 86_400
"""How far apart the records of one capture may be in time when a boundary is looked for."""


class Cut(Protocol[T_co]):
    """Takes whole records out of a block, and gives where the first one begins that is not whole."""

    def __call__(self, data: bytes, place: int, end: int, stop: int) -> Generator[T_co, None, int]:
        """Cut from `place` on: records that begin before `stop` and end at `end` or before."""


class PcapRecords:
    """Frames of the records that begin between two offsets of a file; the stream stands at the first."""

    def __init__(self, stream: BinaryIO, layout: Layout, start: int, end: int | None = None) -> None:
        self.layout = layout
        self.ended_at = start
        self.flaws: list[Flaw] = []
        self._stream = stream
        self._end = end
        self._searched = 0
        self._unpack = struct.Struct(f"{layout.order}4I").unpack_from

    def __iter__(self) -> Iterator[Frame]:
        return self.walk(self._frames)

    def walk(self, cut: Cut[T]) -> Iterator[T]:
        """Give what somebody cuts out of the records, block by block."""
        held, more = b"", b"-"
        while more and not self._is_over(0):
            more = read_block(self._stream, self.flaws, self.ended_at)
            held = held + more if held else more
            end = len(held)
            data = held if more else held + PADDING
            used = yield from cut(data, 0, end, self._stop(end))
            while self._is_lost(held, used):
                used = yield from cut(data, self._searched_on(held, used), end, self._stop(end))
            self.ended_at += used
            held = held[used:]
        if held and not more:
            self._cut_off(len(held))

    def _frames(self, data: bytes, place: int, end: int, stop: int) -> Generator[Frame, None, int]:
        unpack, link, scale = self._unpack, self.layout.link, self.layout.scale
        while place + HEADER <= end and place < stop:
            seconds, fraction, size, _ = unpack(data, place)
            body = place + HEADER
            if body + size > end:
                break
            yield data, body, size, link, seconds * 1_000_000_000 + fraction * scale
            place = body + size
        return place

    def _stop(self, end: int) -> int:
        return end if self._end is None else self._end - self.ended_at

    def _is_over(self, place: int) -> bool:
        return self._end is not None and self.ended_at + place >= self._end

    def _is_lost(self, data: bytes, place: int) -> bool:
        """Whether the record at a place claims more than any record has."""
        is_whole = place + HEADER <= len(data) and not self._is_over(place)
        return is_whole and self._unpack(data, place)[2] > MOST_FRAME_BYTES

    def _searched_on(self, data: bytes, place: int) -> int:
        """Look for the next record and say what was passed over; the end of the block where there is none in it."""
        budget = MOST_SEARCHED - self._searched
        found = boundary(data[: place + budget], self.layout, place + 1)
        self._searched += (found or len(data)) - place
        if not self.flaws or not self.flaws[-1].found.startswith("a broken one") or found is not None:
            size = self._unpack(data, place)[2]
            at = self.ended_at + place
            self.flaws.append(Flaw(f"byte {at}", "a record", f"a broken one of {size} bytes", "passed over"))
        return len(data) if found is None else found

    def _cut_off(self, left: int) -> None:
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

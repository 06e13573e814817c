"""Stretches of a capture file, whatever its format: the whole, or pieces that several processes can read at once."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from whomade.collect.capture import container, pcap_records, pcapng
from whomade.collect.capture.container import HEAD_BYTES, SECTION, Layout
from whomade.errors import InputError

if TYPE_CHECKING:
    from whomade.collect.capture.container import Frames
    from whomade.collect.capture.pcapng import Interface

SEARCHED_BYTES = 4 * 1024 * 1024
"""Read at a cut to find where a record begins."""

FIRST_SHARE = 0.75
"""Size of the first piece over that of the others: the process that reads it also reads what all of them kept."""


class Head(NamedTuple):
    """What must be known to read in the middle of a file: the layout of pcap; byte order and interfaces of pcapng."""

    layout: Layout | None
    order: str = "<"
    interfaces: tuple[Interface, ...] = ()


class Piece(NamedTuple):
    """A stretch between two offsets; `end` is None for the rest of the file."""

    start: int
    end: int | None


def head_of(file: BinaryIO) -> Head:
    """Read the head of a file, up to the first packet.

    Raises:
        InputError: it is cut short, or none.
    """
    try:
        file.seek(0)
        begin = file.read(HEAD_BYTES + 4)
    except (EOFError, zlib.error) as error:
        raise InputError(f"a gzip file that is cut short or broken: {error}") from error
    if not begin.startswith(SECTION):
        return Head(container.layout_of(begin))
    file.seek(0)
    blocks = pcapng.PcapngBlocks(file, 0)
    next(iter(blocks), None)
    return Head(None, blocks.order, tuple(blocks.interfaces))


def opened_at(file: BinaryIO, head: Head, piece: Piece) -> Frames:
    """Give the frames of a piece."""
    file.seek(piece.start)
    if head.layout:
        return pcap_records.PcapRecords(file, head.layout, piece.start, piece.end)
    known = list(head.interfaces) if piece.start else None
    return pcapng.PcapngBlocks(file, piece.start, piece.end, head.order, known)


def whole(head: Head) -> Piece:
    """The whole file as one piece."""
    return Piece(HEAD_BYTES if head.layout else 0, None)


def pieces(file: BinaryIO, head: Head, size: int, count: int) -> list[Piece]:
    """Cut a file into pieces of about one size, each of which begins where a record is likely to begin."""
    begin = whole(head).start
    starts = [begin]
    for number in range(1, count):
        at = int(size * (number - 1 + FIRST_SHARE) / (count - 1 + FIRST_SHARE))
        found = _boundary(file, head, at) if at > starts[-1] else None
        starts += [found] if found is not None and found > starts[-1] else []
    ends = [*starts[1:], None]
    return [Piece(start, end) for start, end in zip(starts, ends, strict=True)]


def _boundary(file: BinaryIO, head: Head, at: int) -> int | None:
    file.seek(at)
    data = file.read(SEARCHED_BYTES)
    found = pcap_records.boundary(data, head.layout, 0) if head.layout else pcapng.boundary(data, head.order, -at % 4)
    return None if found is None else at + found

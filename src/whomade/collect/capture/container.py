"""Capture files as streams of frames, read in blocks so that memory does not grow with the file.

A frame is `(data, at, size, link, when)`: a block that holds it, its place and size there, the link type, and the time
in nanoseconds since 1970 (UTC). A block is read-only and lives as long as its frames are looked at.
Source: draft-ietf-opsawg-pcap (pcap), draft-ietf-opsawg-pcapng (pcapng); both at the IETF.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, cast

from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Frame = tuple[bytes, int, int, int, int]

BLOCK_BYTES = 256 * 1024
"""Read at once: fits into the cache of a core (blocks of 1 MiB take half as long again)."""
MOST_FRAME_BYTES = 4 * 1024 * 1024
"""Largest record that is believed; the largest snapshot length in use is 256 KiB."""
GZIP = b"\x1f\x8b"
SECTION = b"\x0a\x0d\x0d\x0a"
_PCAP = {
    b"\xd4\xc3\xb2\xa1": ("<", 1000),
    b"\xa1\xb2\xc3\xd4": (">", 1000),
    b"\x4d\x3c\xb2\xa1": ("<", 1),
    b"\xa1\xb2\x3c\x4d": (">", 1),
}
"""Magic number: byte order, and nanoseconds in the unit of the second time field."""


class Flaw(NamedTuple):
    """Something in a file that cannot be read: where, what was expected, what stands there, what happens now."""

    place: str
    expected: str
    found: str
    consequence: str


class Frames(Protocol):
    """A stretch of a capture: iterate for its frames; afterwards `ended_at` and `flaws` are complete."""

    ended_at: int
    flaws: list[Flaw]

    def __iter__(self) -> Iterator[Frame]:
        """Give the frames in the order of the file."""


class Layout(NamedTuple):
    """What the head of a pcap file says: byte order, unit of the fraction, link type, and the first time (s)."""

    order: str
    scale: int
    link: int
    began_s: int = 0


HEAD_BYTES = 24


def is_capture(head: bytes) -> bool:
    """Whether bytes begin like a capture, plain or packed with gzip."""
    if head.startswith(GZIP):
        head = unpacked(head)
    return head[:4] in _PCAP or (head.startswith(SECTION) and head[8:12] in (b"\x4d\x3c\x2b\x1a", b"\x1a\x2b\x3c\x4d"))


def unpacked(head: bytes) -> bytes:
    """Give the first bytes inside a gzip file; nothing if it is none."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 64)
    except zlib.error:
        return b""


def layout_of(head: bytes) -> Layout:
    """Read the head of a pcap file and the time of its first record.

    Raises:
        InputError: it is cut short, or none.
    """
    if head[:4] not in _PCAP:
        raise InputError("no capture: it begins with none of the marks of pcap and pcapng")
    if len(head) < HEAD_BYTES:
        raise InputError("the head of the capture is cut short")
    order, scale = _PCAP[head[:4]]
    link = struct.unpack_from(f"{order}I", head, 20)[0] & 0x0FFF_FFFF  # the upper bits are about check sums
    began = struct.unpack_from(f"{order}I", head, 24)[0] if len(head) >= 28 else 0
    return Layout(order, scale, link, began)


def is_packed(path: Path) -> bool:
    """Whether a file is packed with gzip."""
    with path.open("rb") as file:
        return file.read(2) == GZIP


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a capture for reading in blocks; a packed one gives what is inside."""
    if is_packed(path):
        with gzip.open(path, "rb") as inside:
            yield cast("BinaryIO", inside)
    else:
        with path.open("rb", buffering=0) as file:
            yield cast("BinaryIO", file)


def read_block(stream: BinaryIO, flaws: list[Flaw], at: int) -> bytes:
    """Give the next block; a packed file that ends in the middle or is broken ends the reading."""
    try:
        return stream.read(BLOCK_BYTES)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        flaws.append(Flaw(f"byte {at}", "a whole gzip file", str(error)[:80], "what came before is used"))
        return b""

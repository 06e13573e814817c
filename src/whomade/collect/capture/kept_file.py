"""Writes the frames that say something into a pcap file, so that what was heard can be read and checked again."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.collect.capture.sift import Kept

_HEAD = struct.Struct("<IHHiIII")
_RECORD = struct.Struct("<4I")
NANOSECONDS, SNAPSHOT = 0xA1B23C4D, 262_144


def written(kept: Iterable[Kept], out: BinaryIO | None, link: int) -> Iterator[Kept]:
    """Give frames on, and write each where there is a file for it."""
    if out:
        out.write(_HEAD.pack(NANOSECONDS, 2, 4, 0, 0, SNAPSHOT, link))
    for found in kept:
        if out:
            data, at, size, _, when = found.frame
            out.write(_RECORD.pack(when // 1_000_000_000, when % 1_000_000_000, size, size))
            out.write(data[at : at + size])
        yield found

"""A picture that plays: one black H.264 frame of 32 by 32 points, made by ourselves, again and again as RTP packets.

Source: RFC 3550 section 5.1 (RTP header), RFC 6184 section 5.6 (one unit a packet).
"""

from __future__ import annotations

import base64
import itertools
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEQUENCE_SET = bytes.fromhex("6742c00adc96c044000003000400000300503c489e")
PICTURE_SET = bytes.fromhex("68ce0f2c80")
FRAME = bytes.fromhex("65888404bc98a00038a3275d78")
PARAMETERS = ",".join(base64.b64encode(part).decode() for part in (SEQUENCE_SET, PICTURE_SET))
FRAME_S = 0.1
CLOCK_HZ = 90_000
PAYLOAD_TYPE = 96
_HEADER = struct.Struct(">BBHII")


def packets() -> Iterator[list[bytes]]:
    """Give the RTP packets of one frame after the other, without end."""
    numbers = itertools.count()
    for frame in itertools.count():
        stamp = int(frame * FRAME_S * CLOCK_HZ) & 0xFFFFFFFF
        units = (SEQUENCE_SET, PICTURE_SET, FRAME)
        yield [_packet(unit, next(numbers) & 0xFFFF, stamp, last=unit is FRAME) for unit in units]


def _packet(unit: bytes, number: int, stamp: int, *, last: bool) -> bytes:
    return _HEADER.pack(0x80, (last << 7) | PAYLOAD_TYPE, number, stamp, 1) + unit

"""IP packets that came in pieces, put together in bounded memory. Source: RFC 791 section 3.2; RFC 8200 section 4.5."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whomade.collect.capture.frames import Datagram

MOST_OPEN = 256
MOST_PIECES = 64
MOST_BYTES = 65_535


class Fragments:
    """Pieces by packet; those pushed out by newer ones are lost."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[bytes, bytes, int, int], dict[int, bytes]] = OrderedDict()
        self._ends: dict[tuple[bytes, bytes, int, int], int] = {}

    def add(self, packet: Datagram, data: bytes) -> bytes | None:
        """Add a piece; give the whole once it is."""
        number, offset, more = packet.fragment or (0, 0, False)
        key = (packet.source, packet.target, packet.protocol, number)
        pieces = self._open.setdefault(key, {})
        if len(pieces) < MOST_PIECES and offset + len(data) <= MOST_BYTES:
            pieces.setdefault(offset, data)
        if not more:
            self._ends[key] = offset + len(data)
        whole = _joined(pieces, self._ends.get(key))
        if whole is not None:
            del self._open[key]
            self._ends.pop(key, None)
        while len(self._open) > MOST_OPEN:
            old, _ = self._open.popitem(last=False)
            self._ends.pop(old, None)
        return whole


def _joined(pieces: dict[int, bytes], end: int | None) -> bytes | None:
    """Join pieces without a hole; where two overlap, the earlier one in the packet stands."""
    if end is None:
        return None
    whole = b""
    for offset in sorted(pieces):
        if offset > len(whole):
            return None
        whole += pieces[offset][len(whole) - offset :]
    return whole if len(whole) >= end else None

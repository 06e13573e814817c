"""IP packets that came in pieces, put together in bounded memory. Source: RFC 791 section 3.2; RFC 8200 section 4.5."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whomade.collect.capture.frames import Datagram

MOST_OPEN = 256
MOST_PIECES = 64
MOST_BYTES = 65_535
MOST_HELD = 16 * 1024 * 1024
"""Of all pieces together: pieces may overlap, so that one packet alone could hold megabytes."""


class Fragments:
    """Pieces by packet; those pushed out by newer ones are lost."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[bytes, bytes, int, int], dict[int, bytes]] = OrderedDict()
        self._ends: dict[tuple[bytes, bytes, int, int], int] = {}
        self._held = 0

    def add(self, packet: Datagram, data: bytes) -> bytes | None:
        """Add a piece; give the whole once it is."""
        number, offset, more = packet.fragment or (0, 0, False)
        key = (packet.source, packet.target, packet.protocol, number)
        pieces = self._open.setdefault(key, {})
        if offset not in pieces and len(pieces) < MOST_PIECES and offset + len(data) <= MOST_BYTES:
            pieces[offset] = data
            self._held += len(data)
        if not more:
            self._ends[key] = offset + len(data)
        whole = _joined(pieces, self._ends.get(key))
        if whole is not None:
            self._forget(key)
        while len(self._open) > MOST_OPEN or self._held > MOST_HELD:
            self._forget(next(iter(self._open)))
        return whole

    def _forget(self, key: tuple[bytes, bytes, int, int]) -> None:
        self._held -= sum(map(len, self._open.pop(key).values()))
        self._ends.pop(key, None)


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

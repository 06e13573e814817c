"""What the first pass remembers, in bounded memory: senders, messages, connections. Hashes stand for messages."""

from __future__ import annotations

import struct

START_BYTES = 8192
"""Of each direction of a TCP connection: greeting, TLS handshake or the first answers; what follows is dropped."""
LEAST_COUNTED = 512
"""A segment counts as so many bytes at least, so that a stream of tiny ones ends too."""
MOST_REMEMBERED = 200_000
"""Senders, messages and connections, each; above that all are forgotten, and what comes again is read again."""
MOST_PIECES = 4096
SYN = 0x02
_TCP = struct.Struct(">I4xBB")


class Memory:
    """State without frames: every method takes what it needs."""

    def __init__(self) -> None:
        self.senders: set[tuple[bytes, bytes]] = set()
        self.pieces: dict[tuple[bytes, bytes, int], bool] = {}
        self._said: set[int] = set()
        self._counts: dict[tuple[bytes, bytes, int], int] = {}
        self.streams: dict[bytes, int] = {}

    def is_met(self, mac: bytes, source: bytes) -> bool:
        """Whether a sender is met for the first time."""
        if (mac, source) in self.senders:
            return False
        if len(self.senders) >= MOST_REMEMBERED:
            self.senders.clear()
        self.senders.add((mac, source))
        return True

    def is_unheard(self, said: tuple[object, ...]) -> bool:
        """Whether a message is heard for the first time."""
        mark = hash(said)
        if mark in self._said:
            return False
        if len(self._said) >= MOST_REMEMBERED:
            self._said.clear()
        self._said.add(mark)
        return True

    def is_within(self, key: tuple[bytes, bytes, int], most: int) -> bool:
        """Whether a sender may say more on a port."""
        return self._counts.get(key, 0) < most

    def count(self, key: tuple[bytes, bytes, int]) -> None:
        """Count a message of a sender on a port."""
        if len(self._counts) >= MOST_REMEMBERED:
            self._counts.clear()
        self._counts[key] = self._counts.get(key, 0) + 1

    def note_piece(self, key: tuple[bytes, bytes, int], *, is_wanted: bool) -> bool:
        """Remember whether the fragments of a packet are wanted, and say so."""
        if len(self.pieces) >= MOST_PIECES:
            self.pieces.clear()
        self.pieces[key] = is_wanted
        return is_wanted

    def is_start(self, data: bytes, key: bytes, at: int, length: int) -> bool:
        """Whether a TCP segment opens a connection or brings the first bytes of one direction.

        `key` are addresses and ports, `at` is where the segment begins, `length` what the packet says it has.
        """
        if at + 14 > len(data):
            return False
        _, offset, flags = _TCP.unpack_from(data, at + 4)
        if flags & SYN:
            if len(self.streams) >= MOST_REMEMBERED:
                self.streams.clear()
            self.streams[key] = 0
            return True
        payload = length - (offset >> 4) * 4
        if payload <= 0:
            return False
        seen = self.streams.get(key, 0)
        if seen >= START_BYTES:
            return False
        if len(self.streams) >= MOST_REMEMBERED:
            self.streams.clear()
        self.streams[key] = seen + (payload if payload > LEAST_COUNTED else LEAST_COUNTED)
        return True

"""Which UDP ports are listened to, and whose messages come there. The folder `signals` is the register.

A module of `signals` that names `UDP_PORTS` has `says(data)`, the kind of a message in which a device speaks about
itself (None for questions and for anything else). `UDP_SKIP` is the length of what changes in each repetition of a
message (a transaction number at its start), so that a message that is sent a thousand times is read once. `UDP_MOST` is
how many different messages of one sender are read, where that is fewer than usual.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import NamedTuple

from whomade import signals

Says = Callable[[bytes], "str | None"]

DNS, SSDP, WS_DISCOVERY = 53, 1900, 3702
SEARCHED = frozenset({SSDP, WS_DISCOVERY})
"""Answers to a search on these ports go to the port that asked, and need not come from the port that was asked."""
MOST_OF_ONE = 64
"""Different messages kept of one sender on one port; real devices repeat a handful."""
MOST_NAMES = 2048
"""Different DNS messages of one sender: the names that it asks for."""
MOST_SEARCHERS = 256
_EPHEMERAL = 1024


class Port(NamedTuple):
    """Readers of a port, how many bytes in front change with each message, and how many messages of one are kept."""

    readers: tuple[Says, ...]
    skip: int
    most: int


@cache
def table() -> dict[int, Port]:
    """Give every UDP port that is listened to."""
    found: dict[int, Port] = {DNS: Port((), 2, MOST_NAMES)}
    for name in sorted(set(signals.kinds().values())):
        module = import_module(name)
        for port in getattr(module, "UDP_PORTS", ()):
            before = found.get(port, Port((), 0, MOST_OF_ONE))
            skip = max(before.skip, getattr(module, "UDP_SKIP", 0))
            most = min(before.most, getattr(module, "UDP_MOST", MOST_OF_ONE))
            found[port] = Port((*before.readers, module.says), skip, most)
    return found


def kind_of(port: int, data: bytes) -> str | None:
    """Tell what kind of message came to or from a port; None for what says nothing about its sender."""
    known = table().get(port)
    return next((kind for says in known.readers if (kind := says(data))), None) if known else None


class Listening:
    """The listened ports of one capture: those of the table, and those from which somebody searched."""

    def __init__(self) -> None:
        self.table = table()
        self.listened = bytearray(65536)
        self.turned = bytearray(65536)
        """The same, by the number that a port reads as in the other byte order."""
        self._searchers: dict[int, int] = {}
        for port in self.table:
            self._listen(port)

    def behind(self, here: int, there: int) -> tuple[int, ...]:
        """Give the ports of the table that two ports of a datagram stand for."""
        if not (self.listened[here] or self.listened[there]):
            return ()
        found = (self._searchers.get(port, port) for port in (here, there) if self.listened[port])
        return tuple(dict.fromkeys(found))

    def note_search(self, asker: int, port: int) -> None:
        """Listen for answers to the port from which somebody asks."""
        is_search = port in SEARCHED and asker >= _EPHEMERAL and not self.listened[asker]
        if is_search and len(self._searchers) < MOST_SEARCHERS:
            self._searchers[asker] = port
            self._listen(asker)

    def _listen(self, port: int) -> None:
        self.listened[port] = 1
        self.turned[(port & 0xFF) << 8 | port >> 8] = 1

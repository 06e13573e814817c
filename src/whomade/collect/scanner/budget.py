"""How fast a scan may speak, and the account of every message it sent."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from whomade.collect.probes.template import Message

RESERVE = 1.05
"""Messages keep this much more distance than the rate asks: a late wake-up must not push a second over its budget."""


SLACK_S = 0.02
"""How late a message may be and still count as on time: a stall is not made up for by a burst."""


class Budget:
    """Spaces messages evenly: never more than `rate` in any second, connection attempts included."""

    def __init__(self, rate: float) -> None:
        self._gap_s = RESERVE / rate
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def take(self) -> None:
        """Wait until one more message may leave; turns are given when they come, not in advance."""
        clock = asyncio.get_running_loop().time
        async with self._turn:
            if (wait := self._next - clock()) > 0:
                await asyncio.sleep(wait)
            self._next = max(self._next, clock() - SLACK_S) + self._gap_s


class Sent(NamedTuple):
    """One line of the packet log; `template` is `connect` for an attempt to connect."""

    transport: str
    to: str
    template: str
    hex: str


class PacketLog:
    """Writes a line for every message and connection attempt, before it leaves."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out
        self.count = 0

    def note(self, transport: str, to: str, message: Message | None = None) -> None:
        """Note what is about to be sent."""
        self.count += 1
        if self._out is not None:
            name, data = (message.template.id, message.data) if message else ("connect", b"")
            line = {"at": datetime.now(UTC).isoformat(), **Sent(transport, to, name, data.hex())._asdict()}
            self._out.write(json.dumps(line) + "\n")
            self._out.flush()

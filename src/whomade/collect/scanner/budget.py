"""How fast a scan may speak, and the account of every message it sent."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from whomade.collect.probes.template import Message
    from whomade.collect.scanner.implied import Implied

RESERVE = 1.05
"""Messages keep this much more distance than the rate asks: a late wake-up must not push a second over its budget."""


SLACK_S = 0.02
"""How late a message may be and still count as on time: a stall is not made up for by a burst."""


OURSELVES = "whomade"
"""Who wrote the bytes of a message of a template."""


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
    """One line of the packet log: a message with its template and bytes, or what others write for us, without bytes."""

    transport: str
    to: str
    by: str
    template: str
    hex: str = ""


class PacketLog:
    """Writes a line for every message, connection attempt, TLS handshake and joined group, before it leaves.

    `messages` counts our own by template; `implied` what the kernel and the TLS library write for us, by its name.
    """

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out
        self.messages: Counter[str] = Counter()
        self.implied: Counter[str] = Counter()

    def note(self, transport: str, to: str, message: Message) -> None:
        """Note a message that is about to be sent."""
        self.messages[message.template.id] += 1
        self._write(Sent(transport, to, OURSELVES, message.template.id, message.data.hex()))

    def note_implied(self, transport: str, to: str, what: Implied) -> None:
        """Note that something is about to be done for which others write bytes."""
        self.implied[what.id] += 1
        self._write(Sent(transport, to, what.by, what.id))

    def _write(self, sent: Sent) -> None:
        if self._out is not None:
            self._out.write(json.dumps({"at": datetime.now(UTC).isoformat(), **sent._asdict()}) + "\n")
            self._out.flush()

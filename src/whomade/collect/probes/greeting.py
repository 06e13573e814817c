"""Ports on which a device may speak first. Nothing is sent: on some of these ports any message would be a log-in.

Source: nmap-service-probes, NULL probe, for the greeting on TCP 8000; the other ports are those of private protocols of
Xiongmai (34567), Dahua (37777), Reolink (9000), and say something by being open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect.probes import Found

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from whomade.collect.probes import Connection

ORDER = 10
PORTS = (8000, 9000, 34567, 37777)
WAIT_S = 0.35
"""A greeting comes within one round trip of the connection; local networks need some milliseconds."""
MOST_BYTES = 512


async def probe(connection: Connection) -> AsyncIterator[Found]:
    """Give the greeting; a port that greeted is not spoken to afterwards."""
    if greeting := await connection.read(MOST_BYTES, wait_s=WAIT_S):
        connection.settled = True
        connection.close()
        yield Found("banner", greeting, "greeting")

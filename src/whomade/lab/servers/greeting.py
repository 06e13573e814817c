"""TCP ports that speak first: the bytes of the profile, then silence.

Source: nmap-service-probes, NULL probe (for one, 16 bytes on TCP 8000).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.wire import Connection, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device


def services(device: Device) -> Iterator[Stream]:
    """Give the ports that greet."""
    for greeting in device.profile.greetings:
        said = bytes.fromhex(greeting.hex) if greeting.hex else device.fill(greeting.text).encode()
        yield Stream(greeting.port, partial(_greet, said))


async def _greet(said: bytes, connection: Connection) -> None:
    await connection.send(said)
    await connection.listen()

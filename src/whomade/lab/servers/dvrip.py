"""Xiongmai: search on UDP 34569 (broadcast), and TCP 34567, which says nothing before a message and to no log-in.

Source: DeviceManager.py in python-dvr (message 1530, answer 1531); README.md of the Besder 6024PB investigation.
"""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.wire import Address, Connection, Ear, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Dvrip

SEARCH_PORT = 34569
CONTROL_PORT = 34567
BROADCAST = "127.255.255.255"
HEADER = struct.Struct("<BBHIIBBHI")
SEARCH, FOUND = 1530, 1531


def services(device: Device) -> Iterator[Ear | Stream]:
    """Give the ear for searches and the silent control port."""
    if device.profile.dvrip is not None:
        yield Ear(SEARCH_PORT, partial(_answer, device, device.profile.dvrip), (BROADCAST,))
        yield Stream(CONTROL_PORT, _silent)


def framed(body: bytes) -> bytes:
    """Put the header before a body that ends with a line feed."""
    return HEADER.pack(0xFF, 1, 0, 0, 0, 0, 0, FOUND, len(body) + 1) + body + b"\n"


def _answer(device: Device, service: Dvrip, data: bytes, sender: Address) -> Iterator[tuple[bytes, Address]]:
    if len(data) >= HEADER.size and data[0] == 0xFF and HEADER.unpack_from(data)[7] == SEARCH:
        yield framed(device.template(service.template).encode()), sender


async def _silent(connection: Connection) -> None:
    await connection.listen()

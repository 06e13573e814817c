"""DHIP search (UDP 37810: 239.255.255.251, broadcast, unicast): JSON behind a header of 32 bytes.

Source: Dahua2.cs and its self-test in UniversalScanner; net.py in DahuaConsole.
"""

from __future__ import annotations

import json
import struct
from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.wire import Address, Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Dhip

PORT = 37810
GROUP = "239.255.255.251"
BROADCAST = "127.255.255.255"
HEADER = struct.Struct("<I4sIIIIII")


def services(device: Device) -> Iterator[Ear]:
    """Give the ear for searches."""
    if device.profile.dhip is not None:
        yield Ear(PORT, partial(_answer, device, device.profile.dhip), (GROUP, BROADCAST))


def framed(body: bytes) -> bytes:
    """Put the header before a body."""
    return HEADER.pack(0x20, b"DHIP", 0, 0, len(body), 0, len(body), 0) + body


def _answer(device: Device, service: Dhip, data: bytes, sender: Address) -> Iterator[tuple[bytes, Address]]:
    """Answer a search and nothing else: the same port would take settings."""
    if data[4:8] != b"DHIP" or _method(data[HEADER.size :]) != "DHDiscover.search":
        return
    yield framed(device.template(service.template).encode()), sender


def _method(body: bytes) -> str:
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return str(asked.get("method", "")) if isinstance(asked, dict) else ""

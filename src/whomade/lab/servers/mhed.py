"""TVT's search (UDP 23456, groups 234.55.55.55 and .56): 140 bytes in, 240 out, to the search port of the asker.

Source: PROTOCOL.md of ipcprobe (layout worked out from three recorders); index ids 71127880883 and 1025810739.
"""

from __future__ import annotations

import socket
import struct
from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.wire import Address, Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Mhed

PORT = 23456
GROUP, SECOND_GROUP = "234.55.55.55", "234.55.55.56"
SEARCH = b"MHED\x08\x00"
FOUND = 7
SIZE = 240


def services(device: Device) -> Iterator[Ear]:
    """Give the ear for searches."""
    if device.profile.mhed is not None:
        yield Ear(PORT, partial(_answer, device, device.profile.mhed), (GROUP, SECOND_GROUP))


def _answer(device: Device, service: Mhed, data: bytes, sender: Address) -> Iterator[tuple[bytes, Address]]:
    """Answer a search (opcode 8) and nothing else: another opcode would change the network settings."""
    if not data.startswith(SEARCH):
        return
    found = packet(device, service)
    search_port = device.port(PORT)
    to = {(SECOND_GROUP, search_port)} if service.to == "group" else {(sender[0], search_port), sender}
    for place in sorted(to):
        yield found, place


def packet(device: Device, service: Mhed) -> bytes:
    """Lay out the answer; places that the source does not explain stay zero."""
    values = device.values
    model = values["model"].encode()
    found = bytearray(SIZE)

    def put(form: str, at: int, *parts: bytes | int) -> None:
        struct.pack_into(form, found, at, *parts)

    put("<4sH", 0, b"MHED", FOUND)
    put("20s6sH", 12, values.get("name", "").encode(), bytes.fromhex(values["mac_bare"]), service.sdk_port)
    put("4s4s", 40, socket.inet_aton(device.address), socket.inet_aton("255.255.255.0"))
    put("<II", 52, _version(values["firmware"]), service.build)
    put("<HHI", 60, 80, 0, service.type)
    put("16s", 140, values["serial"].encode())
    put("16s16s16s", 180, model[16:], model[:16], service.vendor.encode())
    put("<I", 228, int(values["channels"]))
    return bytes(found)


def _version(text: str) -> int:
    """Read `1.4.10.0` as 0x01040a00."""
    return int.from_bytes(bytes(int(part) for part in text.split(".")), "big")

"""LLDP frames: what a device tells its switch about itself, with the inventory of LLDP-MED.

Source: IEEE 802.1AB-2016 section 8 (fields of 7 bits type, 9 bits length); ANSI/TIA-1057 section 10.2.6 (inventory,
organisation 00-12-bb, subtypes 5 to 11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import packed, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("lldp",)
END, CHASSIS, NAME, DESCRIPTION, ORGANISATION = 0, 1, 5, 6, 127
BY_MAC = 4
MED = b"\x00\x12\xbb"
MOST_FIELDS = 128
_INVENTORY = {6: "firmware.version", 7: "firmware.version", 8: "serial", 9: "shown.brand", 10: "label.model"}
"""Firmware, software, serial, manufacturer and model; hardware revision (5) and asset id (11) name nobody."""


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give system description, MAC address and inventory."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    found = fields(data)
    if not found or found[0][0] != CHASSIS:
        yield text.problem(observation, "an LLDP frame, which begins with a chassis id", data[:8].hex() or "no bytes")
        return
    for kind, value in found:
        if kind == CHASSIS and value[:1] == bytes([BY_MAC]):
            yield from record.convert(observation, "mac", packed.mac_at(value, 1))
        elif kind == DESCRIPTION:
            yield observation.signal("lldp.description", packed.text_at(value, 0, len(value)))
        elif kind == ORGANISATION and value[:3] == MED and len(value) > 4 and value[3] in _INVENTORY:
            yield from record.convert(observation, _INVENTORY[value[3]], packed.text_at(value, 4, len(value)))


def fields(data: bytes) -> list[tuple[int, bytes]]:
    """Give type and value of each field up to the end mark; one that is cut ends the list."""
    found: list[tuple[int, bytes]] = []
    at = 0
    while at + 2 <= len(data) and len(found) < MOST_FIELDS:
        head = int.from_bytes(data[at : at + 2])
        kind, size = head >> 9, head & 0x1FF
        if kind == END or at + 2 + size > len(data):
            break
        found.append((kind, data[at + 2 : at + 2 + size]))
        at += 2 + size
    return found

"""Answers to VStarcam's search (UDP 8600): `DH`, 01 08, then fixed fields in text and bytes.

Source: Vstarcam.cs in UniversalScanner: address as text at 0x04 (16), MAC at 0x54, serial at 0x5c (32), name at 0x7c
(32), firmware at 0xcc (32).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import packed, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("vstarcam",)
UDP_PORTS = (8600,)
MARK = b"DH\x01\x08"
SHORTEST = 0x5C


def says(data: bytes) -> str | None:
    """Tell an answer from a question."""
    return "vstarcam" if data.startswith(MARK) and len(data) >= SHORTEST else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the head of the message, MAC address, serial and firmware."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    if not says(data):
        yield text.problem(observation, "an answer that begins with `DH` 01 08", data[:8].hex() or "no bytes")
        return
    yield packed.head(observation, data)
    yield from record.convert(observation, "mac", packed.mac_at(data, 0x54))
    yield from record.convert(observation, "serial", packed.text_at(data, 0x5C, 32))
    yield from record.convert(observation, "firmware.version", packed.text_at(data, 0xCC, 32))


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address at 0x04."""
    if isinstance(observation.data, bytes) and says(observation.data):
        yield [packed.text_at(observation.data, 4, 16)]

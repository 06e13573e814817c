"""Answers to Foscam's search (UDP 10000): `MO_I`, type 1, then fixed fields of 0x57 bytes.

Source: Foscam.cs and its self-test in UniversalScanner; SearchFros in python-dvr: serial (the MAC address in hex) at
0x17, name at 0x24, address at 0x39, firmware at 0x4d (4 bytes), version of the web pages at 0x51.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import packed, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("foscam",)
UDP_PORTS = (10000,)
MARK = b"MO_I"
ANSWER, SIZE = 1, 0x57


def says(data: bytes) -> str | None:
    """Tell an answer from a question."""
    return "foscam" if data.startswith(MARK) and data[4:6] == b"\1\0" and len(data) >= SIZE - 2 else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the head of the message, MAC address, name and firmware."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    if not says(data):
        yield text.problem(observation, "an answer that begins with `MO_I`", data[:8].hex() or "no bytes")
        return
    yield packed.head(observation, data)
    yield from record.convert(observation, "mac", packed.text_at(data, 0x17, 12))
    yield observation.signal("firmware.version", packed.version_at(data, 0x4D))


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address at 0x39."""
    if isinstance(observation.data, bytes) and says(observation.data):
        yield [packed.ip_at(observation.data, 0x39)]

"""Answers to Dahua's older search (UDP 5050): b3, sizes, address fields, then MAC, name and lines of text.

Source: Dahua1.cs and its self-test in UniversalScanner; DeviceManager.py in python-dvr: u32 0x58 at 4, type at 0x28
(16), address at 0x38, MAC as text at 0x78 (17), then lines `Name:`, `Device:`, `SerialNo:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import packed, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("dahua_search",)
UDP_PORTS = (5050,)
TEXTS = 0x78
_FIELDS = {"Device": "label.model", "SerialNo": "serial"}


def says(data: bytes) -> str | None:
    """Tell an answer from a question, which begins with a3."""
    is_answer = data[:1] == b"\xb3" and data[4:8] == b"\x58\0\0\0" and len(data) >= TEXTS
    return "dahua_search" if is_answer else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the head of the message, MAC address, model and serial."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    if not says(data):
        yield text.problem(observation, "an answer that begins with b3", data[:8].hex() or "no bytes")
        return
    yield packed.head(observation, data)
    yield from record.convert(observation, "mac", packed.text_at(data, TEXTS, 17))
    for key, value in text.pairs(text.printable(text.decoded(data[TEXTS + 17 :]))):
        if field := _FIELDS.get(key):
            yield from record.convert(observation, field, value)


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address at 0x38."""
    if isinstance(observation.data, bytes) and says(observation.data):
        yield [packed.ip_at(observation.data, 0x38)]

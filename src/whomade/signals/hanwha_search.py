"""Answers to Hanwha's search (UDP 7701 and 7711): first byte 0x0b, then texts at fixed places.

Source: Hanwha.cs in UniversalScanner: MAC as text at 0x13 (18), address as text at 0x25 (16), model at 0x6d (10).
The mark is one byte, so the MAC address in its place must be one before the message counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import mac, packed, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("hanwha_search",)
UDP_PORTS = (7701, 7711)
ANSWER, SHORTEST = 0x0B, 0x77
PROTOCOL = "hanwha-7701"


def says(data: bytes) -> str | None:
    """Tell an answer from a question and from anything else."""
    is_answer = data[:1] == bytes([ANSWER]) and len(data) >= SHORTEST and mac.normalise(packed.text_at(data, 0x13, 18))
    return "hanwha_search" if is_answer else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the protocol, MAC address and model."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    if not says(data):
        yield text.problem(observation, "an answer of 0x0b with a MAC address at 0x13", data[:8].hex() or "no bytes")
        return
    yield observation.signal("search.protocol", PROTOCOL)
    yield from record.convert(observation, "mac", packed.text_at(data, 0x13, 18))
    yield from record.convert(observation, "label.model", packed.text_at(data, 0x6D, 10))


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address at 0x25."""
    if isinstance(observation.data, bytes) and says(observation.data):
        yield [packed.text_at(observation.data, 0x25, 16)]

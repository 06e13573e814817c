"""Answers to Ubiquiti's search (UDP 10001): version, command, length, then fields of type, length and value.

Source: Ubiquiti.cs in UniversalScanner and its protocol page (port, group 233.89.188.1, fields). Meaning of the types:
general knowledge, unverified, borne out by the shape of the values: 1 MAC, 2 MAC and address, 3 firmware, 20 model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import packed, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("ubiquiti_search",)
UDP_PORTS = (10001,)
PROTOCOL = "ubiquiti-10001"
MAC, MAC_AND_ADDRESS, FIRMWARE, MODEL = 1, 2, 3, 20
MOST_FIELDS = 64


def says(data: bytes) -> str | None:
    """Tell an answer, whose length is right and which has an address field, from a question."""
    is_whole = len(data) > 4 and data[0] in (1, 2) and int.from_bytes(data[2:4]) == len(data) - 4
    return "ubiquiti_search" if is_whole and _hardware(_fields(data)) else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the protocol, MAC address, model and firmware."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    if not says(data):
        yield text.problem(observation, "an answer of fields with a MAC address", data[:8].hex() or "no bytes")
        return
    found = _fields(data)
    yield observation.signal("search.protocol", PROTOCOL)
    yield from record.convert(observation, "mac", packed.mac_at(_hardware(found), 0))
    for kind, field in ((FIRMWARE, "firmware.version"), (MODEL, "label.model")):
        value = found.get(kind, b"")
        yield from record.convert(observation, field, packed.text_at(value, 0, len(value)))


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address behind the MAC address in field 2."""
    if isinstance(observation.data, bytes) and says(observation.data):
        yield [packed.ip_at(_fields(observation.data).get(MAC_AND_ADDRESS, b""), 6)]


def _hardware(found: dict[int, bytes]) -> bytes:
    own, both = found.get(MAC, b""), found.get(MAC_AND_ADDRESS, b"")
    return both[:6] if len(both) == 10 else own if len(own) == 6 else b""


def _fields(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 4
    while at + 3 <= len(data) and len(found) < MOST_FIELDS:
        size = int.from_bytes(data[at + 1 : at + 3])
        found.setdefault(data[at], data[at + 3 : at + 3 + size])
        at += 3 + size
    return found

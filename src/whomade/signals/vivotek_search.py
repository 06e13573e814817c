"""Answers to Vivotek's search (UDP 10000): a session byte, 4a 5d 8f 1c, then fields of type, length and value.

Source: Vivotek.cs in UniversalScanner: 1 long name, 2 MAC, 3 address, 9 short name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import packed, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("vivotek_search",)
UDP_PORTS = (10000,)
MARK = b"\x4a\x5d\x8f\x1c"
PROTOCOL = "vivotek-10000"
LONG_NAME, MAC, ADDRESS, SHORT_NAME = 1, 2, 3, 9
MOST_FIELDS = 64


def says(data: bytes) -> str | None:
    """Tell an answer, which has fields and a MAC address among them, from a question."""
    return "vivotek_search" if data[1:5] == MARK and len(_fields(data).get(MAC, b"")) == 6 else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the protocol, MAC address and model."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    if not says(data):
        yield text.problem(observation, "an answer with 4a5d8f1c and a MAC address", data[:8].hex() or "no bytes")
        return
    found = _fields(data)
    yield observation.signal("search.protocol", PROTOCOL)
    yield from record.convert(observation, "mac", packed.mac_at(found[MAC], 0))
    name = found.get(SHORT_NAME) or found.get(LONG_NAME, b"")
    yield from record.convert(observation, "label.model", packed.text_at(name, 0, len(name)))


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address in field 3."""
    if isinstance(observation.data, bytes) and says(observation.data):
        yield [packed.ip_at(_fields(observation.data).get(ADDRESS, b""), 0)]


def _fields(data: bytes) -> dict[int, bytes]:
    """Fields by type; the first of a type stands, one that is cut ends the list."""
    found: dict[int, bytes] = {}
    at = 5
    while at + 2 <= len(data) and len(found) < MOST_FIELDS:
        size = data[at + 1]
        if at + 2 + size > len(data):
            break
        found.setdefault(data[at], data[at + 2 : at + 2 + size])
        at += 2 + size
    return found

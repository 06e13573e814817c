"""Answers to Bosch's search (UDP 1757 and 1758): 99 39 a4 27, then MAC and address, or XML that names the type.

Source: Bosch.cs in UniversalScanner: transaction at 4, MAC at 8, address at 0x10; the XML has deviceType,
friendlyName, physAddress.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import packed, record, text, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("bosch_search",)
UDP_PORTS = (1757, 1758)
UDP_SKIP = 8
MARK = b"\x99\x39\xa4\x27"
SIZE = 0x20
PROTOCOL = "bosch-1757"
_FIELDS = {"physAddress": "mac", "deviceType": "label.model"}


def says(data: bytes) -> str | None:
    """Tell an answer, binary or XML, from a question."""
    is_binary = data.startswith(MARK) and len(data) >= SIZE
    return "bosch_search" if is_binary or (b"<physAddress" in data and b"<deviceType" in data) else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the protocol, MAC address and what the XML calls the type."""
    data = observation.data if isinstance(observation.data, bytes) else text.of(observation).encode()
    if not says(data):
        yield text.problem(observation, "an answer that begins with 9939a427, or its XML", data[:8].hex() or "no bytes")
        return
    yield observation.signal("search.protocol", PROTOCOL)
    if data.startswith(MARK):
        yield from record.convert(observation, "mac", packed.mac_at(data, 8))
        return
    document = xml.read(text.decoded(data))
    yield from document.problems(observation)
    for element in document.elements:
        if element.name in _FIELDS and element.text:
            yield from record.convert(observation, _FIELDS[element.name], element.text)


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address at 0x10 of a binary answer."""
    data = observation.data
    if isinstance(data, bytes) and data.startswith(MARK) and says(data):
        yield [packed.ip_at(data, 0x10)]

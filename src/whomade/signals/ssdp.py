"""SSDP answers and UPnP device descriptions.

Source: UPnP Device Architecture 1.1, sections 1.2 (headers) and 2.3 (description).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import mac, record, text, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("ssdp",)
UDP_PORTS = (1900,)

_FIELDS = {
    "manufacturer": "ssdp.manufacturer",
    "modelName": "label.model",
    "serialNumber": "serial",
}
_HEADER = re.compile(r"((?:\d\d-)?[A-Za-z][\w.-]{0,60})\s{0,3}:[ \t]{0,8}(.{1,2000})")
"""Headers of an extension begin with two digits, such as `01-NLS`. Source: RFC 2774 section 4."""
_NOISE = frozenset({"date", "cache-control", "host", "man", "mx"})


def says(data: bytes) -> str | None:
    """Tell a notice or an answer from a search."""
    return "ssdp" if data.startswith((b"NOTIFY ", b"HTTP/1.")) else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give each header or element as `name: value`, and manufacturer, model and serial of a description."""
    value = text.of(observation)
    if xml.looks_like(value):
        document = xml.read(value)
        yield from document.problems(observation)
        yield from (s for element in document.elements for s in _element(observation, element))
        # A model number beside a model name is often a version, so it only stands in for a missing name.
        if not document.first("modelName"):
            yield from record.convert(observation, "label.model", document.first("modelNumber"))
    for name, inner in _headers(value):
        yield from _named(observation, name, inner)


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the host of each place where the device says its description is."""
    found = _headers(text.of(observation))
    return ([text.host(value)] for name, value in found if name.lower() == "location")


def _headers(value: str) -> Iterator[tuple[str, str]]:
    """Name and value of each header that tells something; none in what follows the first tag."""
    head = value.partition("<")[0] if xml.looks_like(value) else value
    for line in text.lines(head):
        found = _HEADER.fullmatch(line)
        if found and found[1].lower() not in _NOISE:
            yield found[1], found[2]


def _element(observation: Observation, element: xml.Element) -> Iterator[Signal | Problem]:
    if element.text:
        yield from _named(observation, element.name, element.text)


def _named(observation: Observation, name: str, value: str) -> Iterator[Signal | Problem]:
    yield observation.signal("ssdp", f"{name}: {value}")
    # Some makers put the MAC address into the serial number.
    if name == "serialNumber" and (address := mac.normalise(value)):
        yield observation.signal("mac", address)
    if name in _FIELDS:
        yield from record.convert(observation, _FIELDS[name], value)

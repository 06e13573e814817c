"""SADP answers (UDP 37020): an XML document with root `ProbeMatch`, or `Hello` when the device speaks unasked.

Source: element names as in the self-test of UniversalScanner and in hiktools; booleans are misspelt in real firmware.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import leaves, record, shape, text, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("sadp",)
UDP_PORTS = (37020,)

_FIELDS = {
    "DeviceDescription": "label.model",
    "DeviceSN": "serial",
    "MAC": "mac",
    "SoftwareVersion": "firmware.version",
}
_CHANNELS = ("AnalogChannelNum", "DigitalChannelNum")
"""A recorder counts the cameras on its own sockets and those on the network apart."""


def says(data: bytes) -> str | None:
    """Tell what a device says, asked (`ProbeMatch`) or at power-on (`Hello`), from what tools ask."""
    is_own = b"<ProbeMatch" in data[:400] or (b"<Hello" in data[:400] and b"Envelope" not in data[:400])
    return "sadp" if is_own else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the names of root and children, model, serial, MAC and firmware version."""
    found, document = _read(observation)
    yield from document.problems(observation) if document else ()
    yield observation.signal("sadp.fields", shape.key_order(found))
    for name, inner in found:
        yield observation.signal("sadp.element", name.rpartition(".")[2])
        if name in _FIELDS:
            yield from record.convert(observation, _FIELDS[name], inner)
    yield from record.channels(observation, (inner for name, inner in found if name in _CHANNELS))


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address that the device states: it has one."""
    return ([inner] for name, inner in _read(observation)[0] if name.rpartition(".")[2] == "IPv4Address")


def _read(observation: Observation) -> tuple[list[tuple[str, str]], xml.Document | None]:
    """Names and texts of root and children, and the document if it is one."""
    value = text.of(observation)
    if not xml.looks_like(value):
        return leaves.read(value).pairs or list(text.pairs(value)), None
    document = xml.read(value)
    return [(element.name, element.text) for element in document.elements if element.depth <= 1], document

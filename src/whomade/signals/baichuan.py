"""Baichuan messages (TCP 9000): the XML body, or a whole message with its header.

Source: dissector/protocol.md of neolink: magic f0 de bc 0a, then little-endian u32 id, length, encryption offset,
u16 status, u16 class; a header of class 6514 or 6614 has 20 bytes, others 24; the body is XORed with a fixed key and
the low byte of the offset.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from whomade.signals import record, shape, text, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("baichuan",)

MAGIC = b"\xf0\xde\xbc\x0a"
XOR_KEY = bytes.fromhex("1f2d3c4b5a6978ff")
SHORT_HEADERS = frozenset({0x6514, 0x6614})
"""Classes of messages whose header has 20 bytes; the others have 24."""

_DESCRIPTIONS = frozenset({"VersionInfo", "DeviceInfo"})
"""Parts of a body whose `type` is the model; elsewhere it is the type of something else."""
_FIELDS = {
    "firmwareVersion": "firmware.version",
    "firmVersion": "firmware.version",
    "hardwareVersion": "hardware_id",
    "serialNumber": "serial",
    "mac": "mac",
}


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give element names and their order, model, firmware, hardware id and serial; without a body the header."""
    data, value, framing = observation.data, text.of(observation), ""
    if isinstance(data, bytes) and data.startswith(MAGIC):
        value = plain_body(data[: text.MAX_CHARS])
        framing = _framing(data)
        if not xml.looks_like(value):  # with a body the frame is no second voice
            yield observation.signal("banner", f"hex:{data[:20].hex()}")
    if xml.looks_like(value):
        yield from _body(observation, xml.read(value), framing)


def plain_body(data: bytes) -> str:
    """Give the body of a message as text: as it is, or after XOR when it does not begin with `<`."""
    body = data[_header(data) :]
    offset = data[12] if len(data) > 12 else 0
    if not body.startswith(b"<"):
        start = offset % len(XOR_KEY)
        mask = cycle(XOR_KEY[start:] + XOR_KEY[:start])
        body = bytes(byte ^ key ^ offset for byte, key in zip(body, mask, strict=False))
    return text.decoded(body)


def _class(data: bytes) -> int:
    return int.from_bytes(data[18:20], "little")


def _header(data: bytes) -> int:
    """Length of the header in bytes."""
    return 20 if _class(data) in SHORT_HEADERS else 24


def _framing(data: bytes) -> str:
    """The class of a message whose length is right and whose body is written with the key; nothing otherwise."""
    body = data[_header(data) :]
    is_whole = 0 < int.from_bytes(data[8:12], "little") <= len(body)
    return f"{_class(data):04x} " if is_whole and not body.startswith(b"<") else ""


def _body(observation: Observation, document: xml.Document, framing: str) -> Iterator[Signal | Problem]:
    yield from document.problems(observation)
    for element in document.elements:
        yield observation.signal("baichuan.element", element.name)
        field = (
            "label.model" if element.name == "type" and element.parent in _DESCRIPTIONS else _FIELDS.get(element.name)
        )
        if field and not text.is_placeholder(element.text):
            yield from record.convert(observation, field, element.text)
    root = next((e.name for e in document.elements if e.parent == "body"), "")
    if root and (order := shape.element_order(document.elements, root)):
        yield observation.signal("baichuan.fields", framing + order)

"""Baichuan messages (TCP 9000): the XML body, or a whole message with its header.

Source: dissector/protocol.md of neolink: magic f0 de bc 0a, then little-endian u32 id, length, encryption offset,
u16 status, u16 class; a header of class 6514 has 20 bytes, others 24; the body is XORed with a fixed key and the low
byte of the offset.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from whomade.signals import record, text, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("baichuan",)

MAGIC = b"\xf0\xde\xbc\x0a"
XOR_KEY = bytes.fromhex("1f2d3c4b5a6978ff")
LEGACY_CLASS = 0x6514

_FIELDS = {
    "type": "label.model",
    "firmwareVersion": "firmware.version",
    "firmVersion": "firmware.version",
    "hardwareVersion": "hardware_id",
    "serialNumber": "serial",
    "mac": "mac",
}


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give element names, model, firmware, hardware id and serial; of a message without body its header."""
    data = observation.data
    value = text.of(observation)
    if isinstance(data, bytes) and data.startswith(MAGIC):
        value = plain_body(data[: text.MAX_CHARS])
        if not xml.looks_like(value):  # with a body the frame is no second voice
            yield observation.signal("banner", f"hex:{data[:20].hex()}")
    if xml.looks_like(value):
        yield from _body(observation, xml.read(value))


def plain_body(data: bytes) -> str:
    """Give the body of a message as text: as it is, or after XOR when it does not begin with `<`."""
    is_legacy = int.from_bytes(data[18:20], "little") == LEGACY_CLASS
    body = data[20 if is_legacy else 24 :]
    offset = data[12] if len(data) > 12 else 0
    if not body.startswith(b"<"):
        start = offset % len(XOR_KEY)
        mask = cycle(XOR_KEY[start:] + XOR_KEY[:start])
        body = bytes(byte ^ key ^ offset for byte, key in zip(body, mask, strict=False))
    return text.decoded(body)


def _body(observation: Observation, document: xml.Document) -> Iterator[Signal | Problem]:
    yield from document.problems(observation)
    for element in document.elements:
        yield observation.signal("baichuan.element", element.name)
        if element.name in _FIELDS and not text.is_placeholder(element.text):
            yield from record.convert(observation, _FIELDS[element.name], element.text)

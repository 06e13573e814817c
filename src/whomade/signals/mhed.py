"""MHED answers (UDP 23456): 232 to 240 bytes that begin with `MHED`, or JSON or lines made of them.

Source: the layout worked out in PROTOCOL.md of ipcprobe: little-endian; opcode u16 at 4, name at 12
(20 bytes), MAC at 32, address at 40, serial at 140 (16), firmware u32 at 52, build date u32 at 56, model at 196 (16)
continued at 180 (16), vendor at 212 (16), number of channels at 228.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import leaves, record, shape, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("mhed",)
UDP_PORTS = (23456,)
ANSWER = 7

MIN_BYTES = 36
_LAYOUT = {
    "name": (12, 20),
    "mac": (32, 6),
    "firmware": (52, 4),
    "build": (56, 4),
    "serial": (140, 16),
    "model": (196, 16),
    "vendor": (212, 16),
    "channels": (228, 4),
}
"""Offset and size of the fields whose presence makes the shape of a message."""
AFTER_ADDRESS = 44
_KEYS = {
    "opcode": "mhed.opcode",
    "vendor": "mhed.vendor",
    "brand": "mhed.vendor",
    "model": "label.model",
    "serial": "serial",
    "mac": "mac",
    "firmware": "firmware.version",
    "version": "firmware.version",
}


def says(data: bytes) -> str | None:
    """Tell an answer: opcode 7 and at least the address in it."""
    return "mhed" if data.startswith(b"MHED") and len(data) >= AFTER_ADDRESS and data[4] == ANSWER else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give opcode, vendor text, model, serial, MAC and firmware version."""
    data = observation.data
    if isinstance(data, bytes) and data.startswith(b"MHED"):
        yield from _packet(observation, data)
        return
    value = text.of(observation)
    found = list(leaves.of(data)) if isinstance(data, dict) else leaves.read(value).pairs or list(text.pairs(value))
    yield observation.signal("mhed.fields", shape.key_order(found))
    for key, inner in found:
        if field := _KEYS.get(key.rpartition(".")[2].lower()):
            yield from record.convert(observation, field, inner)


def _packet(observation: Observation, data: bytes) -> Iterator[Signal | Problem]:
    if len(data) < MIN_BYTES:
        yield text.problem(
            observation, "a MHED message of 232 bytes or more", f"{len(data)} bytes", "read as far as it goes"
        )
    yield observation.signal("mhed.opcode", str(_number(data, 4, 2)))
    yield from record.convert(observation, "mac", data[32:38].hex(":") if len(data) >= 38 else "")
    yield from record.convert(observation, "serial", _text(data, 140, 16))
    yield from record.convert(observation, "label.model", _text(data, 196, 16) + _continued(data))
    yield from record.convert(observation, "mhed.vendor", _text(data, 212, 16))
    yield observation.signal("firmware.version", _firmware(data))
    yield observation.signal("mhed.fields", _filled(data))
    yield from record.channels(observation, (str(_number(data, 228, 4)) if len(data) >= 232 else "",))


def _filled(data: bytes) -> str:
    """Length of the message and the fields of the layout that are not blank."""
    kept = [name for name, (start, size) in _LAYOUT.items() if any(data[start : start + size])]
    return f"{len(data)} {' '.join(kept)}".strip()


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the address at 40, four bytes as on the wire."""
    data = observation.data
    if isinstance(data, bytes) and data.startswith(b"MHED") and len(data) >= AFTER_ADDRESS:
        yield [".".join(map(str, data[AFTER_ADDRESS - 4 : AFTER_ADDRESS]))]


def _number(data: bytes, offset: int, size: int) -> int:
    return int.from_bytes(data[offset : offset + size], "little")


def _text(data: bytes, offset: int, size: int) -> str:
    return data[offset : offset + size].partition(b"\0")[0].decode("ascii", "replace").strip()


def _continued(data: bytes) -> str:
    """Give the rest of a model name that fills its first 16 bytes."""
    return _text(data, 180, 16) if data[196:212] and 0 not in data[196:212] else ""


def _firmware(data: bytes) -> str:
    """Write 0x01040a00 as `1.4.10.0`, with the build date where it is one."""
    number, build = _number(data, 52, 4), _number(data, 56, 4)
    version = ".".join(str(part) for part in number.to_bytes(4, "big"))
    dated = f" build {build}" if 19_990_101 <= build <= 21_001_231 else ""
    return f"{version}{dated}" if number else ""

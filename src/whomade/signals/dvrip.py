"""JSON replies on TCP 34567 or UDP 34569, behind a 20-byte header `ff`, version, ... when given as bytes.

Source: DeviceManager.py and dvrip.py of python-dvr. Keys and values both betray the firmware, so each
leaf gives two signals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import record, shape, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("dvrip",)
UDP_PORTS = (34569,)
HEADER, ANSWER = 20, 1531

_BACKWARDS = re.compile(r"0[xX]([0-9A-Fa-f]{8})")

_FIELDS = {
    "SerialNo": "serial",
    "SN": "serial",
    "HardWare": "hardware_id",
    "DeviceModel": "hardware_id",
    "SoftWareVersion": "firmware.version",
    "Version": "firmware.version",
    "MAC": "mac",
}


def says(data: bytes) -> str | None:
    """Tell an answer to a search, asked for or not: message 1531 with JSON behind the header."""
    is_answer = data[:1] == b"\xff" and int.from_bytes(data[14:16], "little") == ANSWER and len(data) > HEADER
    return "dvrip" if is_answer else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give each dotted key, each `key=value`, and what the known keys mean."""
    found = text.json_of(observation)
    if found.broken:
        yield text.problem(observation, "JSON of a reply on port 34567", "broken JSON", "read pair by pair")
    yield observation.signal("dvrip.fields", shape.key_order(found.pairs))
    for key, value in found.pairs:
        yield observation.signal("dvrip.key", key)
        yield observation.signal("dvrip.value", f"{key}={value[:1000]}" if value else "")
        if field := _FIELDS.get(key.rpartition(".")[2]):
            yield from record.convert(observation, field, value)
        if key.rpartition(".")[2] == "ChannelNum":
            yield from record.channels(observation, (value,))


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the device's address, which stands there as `0x` and the four bytes backwards, or in dots."""
    for path, value in text.json_of(observation).pairs:
        if path.rpartition(".")[2] == "HostIP":
            yield [_dotted(value)]


def _dotted(value: str) -> str:
    """Write `0x6700A8C0` as `192.168.0.103`. Source: DeviceManager.py of python-dvr."""
    found = _BACKWARDS.fullmatch(value)
    return ".".join(str(byte) for byte in reversed(bytes.fromhex(found[1]))) if found else value

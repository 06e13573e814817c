"""DHIP answers (UDP 37810): a 32-byte header with `DHIP` at offset 4, then JSON; the public sample lacks a quote.

Source: Dahua2.cs and its self-test in UniversalScanner, net.py in DahuaConsole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import record, shape, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("dhip",)
UDP_PORTS = (37810,)

_FIELDS = {
    "mac": "mac",
    "method": "dhip.method",
    "DeviceClass": "dhip.class",
    "DeviceType": "label.model",
    "Vendor": "dhip.vendor",
    "Manufacturer": "dhip.vendor",
    "SerialNo": "serial",
}
_CHANNELS = ("VideoInputChannels", "RemoteVideoInputChannels")
"""Whether the first includes the second was not seen: the larger stands, so that no camera is counted twice."""


def says(data: bytes) -> str | None:
    """Tell a notice of a device about itself."""
    return "dhip" if data[4:8] == b"DHIP" and b"deviceInfo" in data else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give method, class, vendor, model, serial, MAC and firmware version."""
    found = text.json_of(observation)
    if found.broken:
        yield text.problem(observation, "JSON of a DHIP message", "broken JSON", "read pair by pair")
    yield observation.signal("dhip.fields", shape.key_order(found.pairs))
    last = {path.rpartition(".")[2]: value for path, value in found.pairs}
    for name, field in _FIELDS.items():
        yield from record.convert(observation, field, last.get(name, ""))
    yield observation.signal("firmware.version", _version(last))
    counts = [last[name] for name in _CHANNELS if last.get(name, "").isdecimal()]
    yield from record.channels(observation, [max(counts, key=int)] if counts else [])


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the addresses of the device's interfaces."""
    yield [value for path, value in text.json_of(observation).pairs if path.rpartition(".")[2] == "IPAddress"]


def _version(last: dict[str, str]) -> str:
    """Join `Version` and, where it is sent, the build date."""
    build = last.get("BuildDate") or last.get("Build") or ""
    version = last.get("Version", "")
    return f"{version} build {build}" if version and build else version

"""JSON replies: of the device's own web interface (`http_json`) and of the service it talks to (`cloud_json`).

A key of a service's reply is a sign of the service; a leaf of the device's reply is kept with its value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("http_json", "cloud_json")

_FIELDS = {
    "model": "label.model",
    "modelname": "label.model",
    "devicemodel": "label.model",
    "productname": "label.model",
    "marketname": "label.model",
    "serial": "serial",
    "serialnumber": "serial",
    "serialno": "serial",
    "mac": "mac",
    "macaddress": "mac",
    "firmwareversion": "firmware.version",
    "fwversion": "firmware.version",
    "softwareversion": "firmware.version",
    "hardwareid": "hardware_id",
}
"""Last part of a key, without case and punctuation, and its field."""

_TYPE_KEYS = frozenset({"type", "devicetype", "devtype", "productid"})
_NUMBER = re.compile(r"[A-Z0-9]{3,}(?:[ _/.-][\w()/.-]+){0,6}")
"""A type is a model where it is written like a number, in capitals and digits; `camera` and `BDoorBell` are words."""

_HOST = re.compile(
    r"(?:[a-z]{2,6}://)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12})(?::\d{1,5})?(?:/\S{0,500})?", re.IGNORECASE
)
_HOST_KEY = re.compile(r"host|domain|server|url|addr|endpoint|broker", re.IGNORECASE)


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give keys or leaves, hosts that a service names, and the fields that well-known keys mean."""
    found = text.json_of(observation)
    if found.broken:
        yield text.problem(observation, "JSON", "broken JSON", "read pair by pair")
    for key, value in found.pairs:
        is_cloud = observation.kind == "cloud_json"
        yield (
            observation.signal("cloud.key", key)
            if is_cloud
            else observation.signal("http_json", f"{key}={value[:1000]}")
        )
        if is_cloud:
            yield from _host(observation, key, value)
        name = re.sub(r"[^a-z]", "", key.rpartition(".")[2].lower())
        if name in _FIELDS:
            yield from record.convert(observation, _FIELDS[name], value)
        elif name in _TYPE_KEYS and _NUMBER.fullmatch(value.strip()[:200]):
            yield from record.convert(observation, "label.model", value)


def _host(observation: Observation, key: str, value: str) -> Iterator[Signal]:
    hit = _HOST.fullmatch(value.strip()[:1000])
    if hit and _HOST_KEY.search(key.rpartition(".")[2]):
        yield observation.signal("cloud.host", hit[1].lower())

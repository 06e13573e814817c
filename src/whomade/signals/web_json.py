"""JSON replies: of the device's own web interface (`http_json`) and of the service it talks to (`cloud_json`).

A key of a service's reply is a sign of the service; a leaf of the device's reply is kept with its value. A hub or a
recorder tells of the things behind it too: what such a list says is not read as the device's own model or number.
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
    "manufacturer": "shown.brand",
    "vendor": "shown.brand",
    "brand": "shown.brand",
}
"""Last part of a key, without case and punctuation, and its field."""

_OTHERS = frozenset({"devices", "entities", "cameras", "attributes", "channels"})
"""Keys under which a hub, a recorder or a service keeps what it knows of other devices."""
_ARRAY = "[]"
_ANSWERS = _ARRAY
"""A reply that is an array of answers, each with its `cmd`, is the device's own. Source: reolink_aio, command lists."""
_LIST = re.compile(rf'^\s*\[|"(?:{"|".join(sorted(_OTHERS))})"', re.IGNORECASE)

_TYPE_KEYS = frozenset({"type", "devicetype", "devtype", "productid"})
_NUMBER = re.compile(r"[A-Z0-9]{3,}(?:[ _/.-][\w()/.-]+){0,6}")
"""A type is a model where it is written like a number, in capitals and digits; `camera` and `BDoorBell` are words."""

_HOST = re.compile(
    r"(?:[a-z]{2,6}://)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12})(?::\d{1,5})?(?:/\S{0,500})?", re.IGNORECASE
)
_HOST_KEY = re.compile(r"host|domain|server|url|addr|endpoint|broker", re.IGNORECASE)


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give keys or leaves, hosts that a service names, and the fields that well-known keys mean."""
    found = text.json_of(observation, _ARRAY)
    is_list = found.broken and bool(_LIST.search(text.of(observation)))
    if found.broken:
        yield text.problem(observation, "JSON", "broken JSON", "read pair by pair")
    answers = _ANSWERS if any(path == f"{_ANSWERS}.cmd" for path, _ in found.pairs) else ""
    for path, value in found.pairs:
        key = path.replace(_ARRAY, "").lstrip(".")
        is_cloud = observation.kind == "cloud_json"
        yield (
            observation.signal("cloud.key", key)
            if is_cloud
            else observation.signal("http_json", f"{key}={value[:1000]}")
        )
        if is_cloud:
            yield from _host(observation, key, value)
        if not is_list and not _of_others(path.removeprefix(answers)):
            yield from _own(observation, key, value)


def _of_others(path: str) -> bool:
    """Tell whether a leaf stands in a list of things or under a key that holds them."""
    return _ARRAY in path or not _OTHERS.isdisjoint(path.lower().split(".")[:-1])


def _own(observation: Observation, key: str, value: str) -> Iterator[Signal | Problem]:
    """Give what a well-known key says of the device itself."""
    name = re.sub(r"[^a-z]", "", key.rpartition(".")[2].lower())
    if name in _FIELDS:
        yield from record.convert(observation, _FIELDS[name], value)
    elif name in _TYPE_KEYS and _NUMBER.fullmatch(value.strip()[:200]):
        yield from record.convert(observation, "label.model", value)


def _host(observation: Observation, key: str, value: str) -> Iterator[Signal]:
    hit = _HOST.fullmatch(value.strip()[:1000])
    if hit and _HOST_KEY.search(key.rpartition(".")[2]):
        yield observation.signal("cloud.host", hit[1].lower())

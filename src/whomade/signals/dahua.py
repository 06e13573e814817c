"""Replies of the CGI interface of one firmware family: `key=value` lines of magicBox.cgi and configManager.cgi, and
RPC2 JSON.

Source: client.py of rroller/dahua (keys of getSystemInfo; `updateSerial` is the maker's own model name of the board).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import leaves, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("dahua_cgi", "dahua_config", "dahua_rpc")

_FIELDS = {
    "deviceType": "label.model",
    "serialNumber": "serial",
    "updateSerial": "hardware_id",
    "processor": "soc",
    "version": "firmware.version",
    "realm": "http_realm",
    "PhysicalAddress": "mac",
}


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give every `key=value` and what the known keys mean."""
    found = _rows(observation)
    if found.broken:
        yield text.problem(observation, "JSON of an RPC2 reply", "broken JSON", "read pair by pair")
    for key, value in found.pairs:
        yield observation.signal("dahua.cgi", f"{key}={value[:1000]}")
        field = _FIELDS.get(key.rpartition(".")[2])
        # Older firmware answers deviceType with a bare number, which is no model.
        if field and not (field == "label.model" and value.isdecimal()):
            yield from record.convert(observation, field, value)


def _rows(observation: Observation) -> leaves.Leaves:
    if isinstance(observation.data, dict):
        return leaves.Leaves(list(leaves.of(observation.data)))
    value = text.of(observation)
    if value.lstrip().startswith("{"):
        return leaves.read(value)
    lines = (line.partition("=") for line in text.lines(value) if "=" in line[:300])
    return leaves.Leaves([(key.strip(), rest.strip()) for key, _, rest in lines])

"""Answers to the Tapo and Kasa discovery (UDP 20002): JSON, behind a 16-byte header when given as bytes.

Source: discovery module of python-kasa (result.device_model, mac, device_type ...).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("tapo_discovery",)

_FIELDS = {
    "device_model": "label.model",
    "model": "label.model",
    "mac": "mac",
    "firmware_version": "firmware.version",
    "fw_ver": "firmware.version",
    "hw_id": "hardware_id",
}


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give each dotted key and what the known keys mean."""
    found = text.json_of(observation)
    if found.broken:
        yield text.problem(observation, "JSON of a discovery answer", "broken JSON", "read pair by pair")
    for key, value in found.pairs:
        yield observation.signal("tapo.key", key)
        if field := _FIELDS.get(key.rpartition(".")[2]):
            yield from record.convert(observation, field, value)

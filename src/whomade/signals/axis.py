"""VAPIX replies: `key=value` lines of param.cgi and basicdeviceinfo.cgi, or the JSON of the latter.

Source: VAPIX parameter management and Basic device information documents (groups Brand and Properties).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import leaves, mac, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("axis_vapix",)

_FIELDS = {
    "Brand": "shown.brand",
    "ProdNbr": "label.model",
    "SerialNumber": "serial",
    "Version": "firmware.version",
    "Soc": "soc",
    "HardwareID": "hardware_id",
    "MACAddress": "mac",
}


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give every `key=value` and what the known keys mean; the serial number of these devices is the MAC address."""
    for key, value in _rows(observation):
        yield observation.signal("axis.vapix", f"{key}={value[:1000]}")
        name = key.rpartition(".")[2]
        if name == "SerialNumber" and (address := mac.normalise(value)):
            yield observation.signal("mac", address)
        if name in _FIELDS:
            yield from record.convert(observation, _FIELDS[name], value)


def _rows(observation: Observation) -> Iterator[tuple[str, str]]:
    if isinstance(observation.data, dict):
        return leaves.of(observation.data)
    value = text.of(observation)
    if value.lstrip().startswith("{"):
        return iter(leaves.read(value).pairs)
    lines = (line.partition("=") for line in text.lines(value) if "=" in line[:300])
    return ((key.strip(), rest.strip()) for key, _, rest in lines)

"""What is printed on the device or its box, and lists that people keep of their devices.

`label` is an object {brand, model, serial, mac, fcc_id, firmware, made_on} or lines `key: value`; `inventory` is lines
`key: value` in any of seven languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("label", "inventory")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give a signal per known key; other lines are free text, other fields of an object are ignored and said so."""
    return record.read(observation)

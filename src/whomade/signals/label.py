"""What is printed on the device or its box, and lists that people keep of their devices.

`label` is an object {brand, model, serial, mac, fcc_id, firmware, made_on}, lines `key: value`, or the brand alone;
`inventory` is lines `key: value` in any of seven languages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("label", "inventory")

_BRAND_ALONE = re.compile(r"[^\W\d_]{2,24}(?: [^\W\d_]{2,24})?")
"""One word or two of letters: a label that says nothing else names its brand."""


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give a signal per known key; other lines are free text, other fields of an object are ignored and said so."""
    if observation.kind == "label" and _BRAND_ALONE.fullmatch(alone := text.of(observation).strip()):
        return record.brand(observation, alone)
    return record.read(observation)

"""The ports that answered on a device: a list like `tcp/80 tcp/554`, in any order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("open_ports",)

_PORT = re.compile(r"\b(tcp|udp)/(\d{1,5})\b")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the set, sorted by number."""
    ports = {(int(number), kind) for kind, number in _PORT.findall(text.of(observation).lower())}
    yield observation.signal("port_set", " ".join(f"{kind}/{number}" for number, kind in sorted(ports)))

"""The ports that answered on a device: a list like `tcp/80 tcp/554`, in any order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("open_ports",)

_OWN = {
    "dahua": {37777, 37778},
    "hikvision": {8000, 8200},
    "reolink": {9000},
    "tvt": {6036},
    "xiongmai": {8899, 9527, 9530, 12901, 23000, 34567, 34599},
}
"""Ports of makers' own services over TCP. Sources: those of the fingerprints of `port_set`; 8000 and 8200: nmap and
the maker's port lists, and many other servers."""
MOST_MAKERS = 2
"""A device has one maker's services and may have a port in common with another's; a tarpit has everybody's."""

_PORT = re.compile(r"\b(tcp|udp)/(\d{1,5})\b")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the set, sorted by number."""
    ports = {(int(number), kind) for kind, number in _PORT.findall(text.of(observation).lower())}
    yield from signals(observation, ports)


def signals(observation: Observation, ports: set[tuple[int, str]]) -> Iterator[Signal | Problem]:
    """Give the set of (number, protocol), or a problem where the ports of too many makers are open together."""
    shown = " ".join(f"{kind}/{number}" for number, kind in sorted(ports))
    tcp = {number for number, kind in ports if kind == "tcp"}
    if sum(not own.isdisjoint(tcp) for own in _OWN.values()) > MOST_MAKERS:
        yield text.problem(observation, "the ports of one device, not of three makers", shown, "ignored")
    else:
        yield observation.signal("port_set", shown)

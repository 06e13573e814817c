"""Peer-to-peer messages of cameras (UDP 32100 to servers, 32108 to the network): f1, a type, a length, the id.

A device logs on at its servers, and answers on the network, with its id: letters that the operator of the servers
gives to a line of devices, a number, and letters against guessing. The letters in front are the same under any brand.
Source: ports, types 13 and 14 and the layout of the id as in model/yi_camera_sample.pcap of NEU-SNS/intl-iot; that 10
to 12 are log-ons as well, and 20 (a question about another device) is not: general knowledge, unverified.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import packed, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("pppp",)
UDP_PORTS = (32100, 32108)
MARK = 0xF1
LOG_ON = frozenset({0x10, 0x12, 0x13, 0x14})
ID_AT, ID_BYTES = 4, 20
_LETTERS = re.compile(r"[A-Z]{3,8}")


def says(data: bytes) -> str | None:
    """Tell a message in which a device gives its own id; in other types the id is of the device that is asked for."""
    is_log_on = len(data) >= ID_AT + ID_BYTES and data[0] == MARK and data[1] in LOG_ON
    return "pppp" if is_log_on and _LETTERS.fullmatch(packed.text_at(data, ID_AT, 8)) else None


def settled(data: bytes) -> bytes:
    """Give the message without what follows the id, which changes with each log-on."""
    return data[: ID_AT + ID_BYTES]


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the letters in front of the id."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    if says(data):
        yield observation.signal("p2p.prefix", packed.text_at(data, ID_AT, 8))
    else:
        yield text.problem(observation, "a log-on with an id", data[:8].hex() or "no bytes")

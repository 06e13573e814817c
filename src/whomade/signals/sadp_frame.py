"""SADP below IP: frames of EtherType 0x8033 by which devices without an address are found.

Source: lua/sadp.lua in hiktools: 0x21 at 0, 1 for an answer (2 for a question) at 1, 0x0604 at 8, type of the question
at 10 (2 online, 4 answer to an inquiry), MAC of the sender at 14, its address at 20.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import packed, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("sadp_frame",)
MARK, ANSWER, SHORTEST = 0x21, 1, 0x26
PROTOCOL = "sadp-8033"


def is_answer(data: bytes) -> bool:
    """Tell whether a device speaks about itself."""
    return len(data) >= SHORTEST and data[0] == MARK and data[1] == ANSWER and data[8:10] == b"\x06\x04"


def settled(data: bytes) -> bytes:
    """Give the message without its counter and check sum, which change with each repetition."""
    return data[:4] + bytes(4) + data[8:12] + bytes(2) + data[14:]


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the protocol and the MAC address in the message."""
    data = observation.data if isinstance(observation.data, bytes) else b""
    if not is_answer(data):
        yield text.problem(observation, "an answer of SADP in a frame", data[:12].hex() or "no bytes", text.NO_SIGNAL)
        return
    yield observation.signal("search.protocol", PROTOCOL)
    yield from record.convert(observation, "mac", packed.mac_at(data, 14))

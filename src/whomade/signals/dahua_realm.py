"""The challenge on TCP 37777: a header of 32 bytes, then lines `Realm:Login to ...` and `Random:...`.

The answer to a request without a name; whoever logs in gets it, so it is heard before each log-in.
Source: net.py in DahuaConsole (DVRIP log-in, first step).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("dahua_realm",)

HEADER = 32
ANSWER = b"\xb0"


def is_answer(data: bytes) -> bool:
    """Tell whether bytes begin with this challenge."""
    return data[:1] == ANSWER and data[HEADER : HEADER + 6] == b"Realm:"


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the line of the realm as the device sent it; the number that changes with each log-in is left out."""
    data = observation.data
    value = text.decoded(data[HEADER:]) if isinstance(data, bytes) and is_answer(data) else text.of(observation)
    lines = [line for line in text.lines(value) if line.startswith("Realm:")]
    if not lines:
        yield text.problem(observation, "a line `Realm:...`", value[:60])
    yield from (observation.signal("banner", line[:500]) for line in lines)

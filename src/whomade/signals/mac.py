"""MAC addresses: one spelling, and only those that identify a device and name a registrant.

Source: IEEE 802-2014 section 8 (individual/group and universal/local bits of the first octet).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("mac",)

_WRITTEN = re.compile(
    r"(?<![0-9A-Za-z:.-])(?:"
    r"(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}|"
    r"(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}|[0-9A-Fa-f]{12})(?![0-9A-Za-z:-])"
)


def normalise(value: str) -> str | None:
    """Give six lower-case pairs with colons, or None for what is no globally unique address of one device.

    Reads pairs with colons or dashes, groups of four with dots, and twelve bare digits. Zero, broadcast, multicast and
    locally administered addresses are refused: they name nobody.

    Example:
        >>> normalise("0012.34AB.cd00")
        '00:12:34:ab:cd:00'
        >>> normalise("02:00:00:00:00:01") is None
        True
    """
    found = _WRITTEN.fullmatch(value.strip())
    digits = re.sub(r"[^0-9a-f]", "", found.group().lower()) if found else ""
    if not digits.strip("0") or int(digits[:2], 16) & 0b11:
        return None
    return ":".join(digits[i : i + 2] for i in range(0, 12, 2))


def signals(observation: Observation, value: str) -> Iterator[Signal | Problem]:
    """Give the signal `mac`, or a problem for an address that identifies nothing; a blank value is neither."""
    if address := normalise(value):
        yield observation.signal("mac", address)
    elif not text.is_placeholder(value):
        yield text.problem(observation, "a globally unique MAC address", value, "not used as identity or registrant")


def inside(value: str) -> Iterator[str]:
    """Give the usable addresses that stand anywhere in a text."""
    return (address for hit in _WRITTEN.finditer(value) if (address := normalise(hit.group())))


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Read an address alone or in a text (`mac: ...`, a line of an ARP table)."""
    written = _WRITTEN.findall(text.of(observation))
    for value in written:
        yield from signals(observation, value)
    if not written:
        yield text.problem(observation, "a MAC address", text.of(observation)[:80])

"""Fixed places in binary messages: texts, addresses, numbers. Helper without kinds; what is cut off reads as empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whomade.model import Observation, Signal

HEAD_BYTES = 16
"""Of a message shown as a greeting: the head of the protocol, and little of what is the device's own."""


def text_at(data: bytes, at: int, size: int) -> str:
    """Give the text that begins at a place and ends at a zero byte, or fills its room.

    Example:
        >>> text_at(b"..cam\\0rest", 2, 8)
        'cam'
    """
    return data[at : at + size].partition(b"\0")[0].decode("utf-8", "replace").strip()


def mac_at(data: bytes, at: int) -> str:
    """Give six bytes as a MAC address."""
    return data[at : at + 6].hex(":") if len(data) >= at + 6 else ""


def ip_at(data: bytes, at: int) -> str:
    """Give four bytes as an IPv4 address, in the order of the wire."""
    return ".".join(map(str, data[at : at + 4])) if len(data) >= at + 4 else ""


def version_at(data: bytes, at: int, size: int = 4) -> str:
    """Give bytes as a version `1.2.3.4`; empty where they are cut off or all zero."""
    part = data[at : at + size]
    return ".".join(map(str, part)) if len(part) == size and any(part) else ""


def head(observation: Observation, data: bytes) -> Signal:
    """Give the first bytes of a message as a greeting in hexadecimal."""
    return observation.signal("banner", f"hex:{data[:HEAD_BYTES].hex()}")

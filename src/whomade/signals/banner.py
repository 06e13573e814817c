"""Greetings of text services: FTP, Telnet, SIP and any other, one signal a line as the device sent it.

A greeting of bytes that are no text is given as `hex:` and its first 64 bytes,
so that a binary greeting can be matched too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("ftp_banner", "telnet_banner", "banner", "sip")

_FIELDS = {"ftp_banner": "ftp_banner", "telnet_banner": "telnet_banner", "banner": "banner"}
HEX_BYTES = 64
"""The longest binary greeting described by a source is one of 16 bytes (TCP 8000, nmap-service-probes, NULL probe)."""


def binary(data: bytes) -> str:
    """Give `hex:` and the first 64 bytes if more than one byte in ten is no text, else an empty text."""
    head = data[:4096]
    odd = sum(1 for byte in head if byte < 9 or 13 < byte < 32 or byte == 255)
    return f"hex:{data[:HEX_BYTES].hex()}" if head and odd * 10 > len(head) else ""


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the lines of a greeting, or the Server and User-Agent of a SIP message."""
    data = observation.data
    if observation.kind == "sip":
        yield from _sip(observation)
    elif isinstance(data, bytes) and (shown := binary(data)):
        yield observation.signal("banner", shown)
    else:
        yield from (observation.signal(_FIELDS[observation.kind], line[:4096]) for line in _lines(observation))


def _lines(observation: Observation) -> Iterator[str]:
    """Give the lines of text; of an object the values alone."""
    lines = text.lines(text.of(observation))
    if isinstance(observation.data, dict):
        return (line.partition(": ")[2] for line in lines)
    return lines


def _sip(observation: Observation) -> Iterator[Signal | Problem]:
    """Source: RFC 3261 sections 20.35 and 20.41."""
    for name, value in text.pairs(text.of(observation)):
        if name.lower() in {"server", "user-agent"}:
            yield observation.signal("sip_header", value)

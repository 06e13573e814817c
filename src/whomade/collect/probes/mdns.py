"""mDNS: one question for the services that cameras announce; asked from another port, so that answers come to us alone.

Source: RFC 6762 sections 5.4 and 6.7 (questions from a port other than 5353 are answered by unicast).
"""

from __future__ import annotations

import struct

from whomade.collect.probes import Search
from whomade.collect.probes.template import template

SERVICES = ("_axis-video._tcp", "_axis-nvr._tcp", "_arec._tcp", "_rtsp._tcp", "_http._tcp", "_services._dns-sd._udp")
PTR, IN_UNICAST = 12, 0x8001
RESPONSE = 0x80


def question(service: str) -> bytes:
    """Give the question for one service type."""
    labels = [*service.split("."), "local"]
    name = b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"
    return name + struct.pack(">HH", PTR, IN_UNICAST)


SEARCH = Search(
    template("mdns-query", struct.pack(">6H", 0, 0, len(SERVICES), 0, 0, 0) + b"".join(map(question, SERVICES))),
    port=5353,
    group="224.0.0.251",
)


def kind(reply: bytes) -> str | None:
    """A response with at least one record."""
    return "mdns" if len(reply) > 12 and reply[2] & RESPONSE and reply[6:8] != b"\0\0" else None

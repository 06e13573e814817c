"""DHCP requests: vendor class (option 60), host name (12), the list of options asked for (55), and the order of all.

Reads lines `option 60: ...`, the names that servers and tools use for them, an object of the same, or the message.
Source: RFC 2132 sections 3.14, 9.8 and 9.13.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import dhcp_packet, keys, leaves, record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("dhcp",)
UDP_PORTS = (67, 68)
UDP_SKIP = dhcp_packet.OPTIONS
UDP_MOST = 16
"""A client sends three or four different messages: search, request, renewal, information."""

_QUOTED = re.compile(r'^"([^"]{0,2000})";?$')
"""A value as ISC dhcpd writes it into its lease file."""

_FIELDS = {
    "60": "dhcp.vendor_class",
    "vendor class": "dhcp.vendor_class",
    "vendor class id": "dhcp.vendor_class",
    "vendor class identifier": "dhcp.vendor_class",
    "12": "dhcp.hostname",
    "hostname": "dhcp.hostname",
    "host name": "dhcp.hostname",
    "client hostname": "dhcp.hostname",
    "55": "dhcp.options",
    "parameter request list": "dhcp.options",
    "param req list": "dhcp.options",
    "requested options": "dhcp.options",
    "mac": "mac",
    "mac address": "mac",
    "chaddr": "mac",
    "hardware ethernet": "mac",
}


def says(data: bytes) -> str | None:
    """Tell what a client says of itself from what servers answer."""
    return "dhcp" if dhcp_packet.is_message(data, dhcp_packet.REQUEST) else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give vendor class, host name, option list and MAC address."""
    if isinstance(observation.data, bytes) and says(observation.data):
        yield from _message(observation, observation.data)
        return
    unknown = []
    for key, value in _rows(observation):
        name = keys.normal(key).removeprefix("dhcp ").removeprefix("option ").removeprefix("set ")
        field = _FIELDS.get(name)
        if field == "dhcp.options":
            yield observation.signal(field, ",".join(re.findall(r"\d{1,3}", value)[:255]))
        elif field:
            yield from record.convert(observation, field, _QUOTED.sub(r"\1", value))
        else:
            unknown.append(key)
    if isinstance(observation.data, dict):
        yield from text.ignored(observation, unknown)


def _rows(observation: Observation) -> Iterator[tuple[str, str]]:
    if not isinstance(observation.data, dict):
        return text.pairs(text.of(observation))
    joined: dict[str, str] = {}
    for key, value in leaves.of(observation.data):
        joined[key] = f"{joined[key]},{value}" if key in joined else value
    return iter(joined.items())


def _message(observation: Observation, data: bytes) -> Iterator[Signal | Problem]:
    """Source: RFC 2131 section 2 and RFC 2132."""
    found = dhcp_packet.options(data)
    values = dict(found)
    yield from record.convert(observation, "mac", dhcp_packet.client(data).hex(":"))
    for number in (dhcp_packet.VENDOR_CLASS, dhcp_packet.HOST_NAME):
        yield from record.convert(observation, _FIELDS[str(number)], text.decoded(values.get(number, b"")).strip("\0"))
    yield observation.signal("dhcp.options", ",".join(map(str, values.get(dhcp_packet.ASKED, b""))))
    yield observation.signal("dhcp.order", ",".join(str(number) for number, _ in found))

"""Signs that a station has just come up or joined the network.

A station does the same after its link was down for a moment, so such a sign is a joining; SADP's Hello alone says that
a device has just started. Source: RFC 2131 section 4.3.2 (DISCOVER, and REQUEST without an address of its own),
RFC 5227 section 2.1.1 (ARP probe), RFC 4862 section 5.4.2 (solicitation from the unspecified address), IEEE 802.1X
(EAPOL); for SADP knowledge/fingerprints/hikvision/search.protocol.yml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.capture import frames
from whomade.collect.capture.owners import is_station
from whomade.signals import dhcp_packet

if TYPE_CHECKING:
    from whomade.collect.capture.frames import Datagram

HELLO = "SADP Hello"
"""The one sign of a start, not only of a link that came up."""
_EAPOL = 0x888E
_DHCP_SERVER, _SADP = 67, 37020
_DISCOVER, _REQUEST = b"\1", b"\3"
_ICMPV6, _SOLICITATION = 58, 135


class Joining(NamedTuple):
    """A station and how it shows that it joined."""

    mac: bytes
    how: str


def of_frame(kind: int, said: bytes, mac: bytes) -> str:
    """Tell how a frame that is no IP packet shows it; empty where it does not."""
    if not is_station(mac):
        return ""
    if kind == frames.ARP and len(said) >= 28 and said[6:8] == b"\0\1" and not any(said[14:18]):
        return "ARP probe"
    return "EAPOL" if kind == _EAPOL and said[1:2] == b"\1" else ""


def of_packet(packet: Datagram, said: bytes, mac: bytes) -> Joining | None:
    """Tell whose joining an IP packet shows."""
    if packet.protocol == frames.UDP and len(said) > 8:
        there = said[2] << 8 | said[3]
        if there == _DHCP_SERVER:
            return _dhcp(said[8:])
        if there == _SADP and b"<Types>hello</Types>" in said[8:].replace(b" ", b"").replace(b"Hello", b"hello"):
            return Joining(mac, HELLO) if is_station(mac) else None
    is_unspecified = len(packet.source) == 16 and not any(packet.source)
    if packet.protocol == _ICMPV6 and is_unspecified and said[:1] == bytes([_SOLICITATION]) and is_station(mac):
        return Joining(mac, "IPv6 address check")
    return None


def _dhcp(message: bytes) -> Joining | None:
    if not dhcp_packet.is_message(message, dhcp_packet.REQUEST):
        return None
    kind = dict(dhcp_packet.options(message)).get(dhcp_packet.TYPE)
    if kind == _DISCOVER:
        return Joining(dhcp_packet.client(message), "DHCP DISCOVER")
    is_without = not any(message[12:16])
    return Joining(dhcp_packet.client(message), "DHCP REQUEST") if kind == _REQUEST and is_without else None

"""Where the datagram lies in a frame: link layers, VLAN tags, IPv4 and IPv6 with their headers.

Source: IEEE 802.3, 802.1Q, 802.1ad; LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2 of the tcpdump group's list; RFC 791;
RFC 8200 section 4. What a short snapshot cut off is missing, not wrong; what contradicts itself raises `Malformed`.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

ETHERNET, RAW, SLL, SLL2, LOOPBACK = 1, 101, 113, 276, (0, 108)
RAW_LINKS = frozenset({12, 14, 101, 228, 229})
LINKS = frozenset({ETHERNET, SLL, SLL2, *LOOPBACK, *RAW_LINKS})
IPV4, IPV6, ARP, LLDP, SADP = 0x0800, 0x86DD, 0x0806, 0x88CC, 0x8033
TCP, UDP = 6, 17
_TAGS = frozenset({0x8100, 0x88A8, 0x9100, 0x9200})
_EXTENSIONS = frozenset({0, 43, 60, 135})
_FRAGMENT, _AUTHENTICATION = 44, 51
MOST_TAGS, MOST_EXTENSIONS = 4, 8
NO_MAC = b"\0" * 6
_IPV4 = struct.Struct(">BxHHHBBxx4s4s")


class Malformed(ValueError):
    """A frame that contradicts itself; the message says how."""


class Inner(NamedTuple):
    """What a frame carries: sender on the link, EtherType, and where the rest begins and ends."""

    mac: bytes
    kind: int
    at: int
    end: int


class Datagram(NamedTuple):
    """An IP packet: addresses as bytes, time to live, protocol, and the span of what it carries.

    `fragment` is None for a whole packet, else its id, offset in bytes, and whether more follow.
    """

    source: bytes
    target: bytes
    ttl: int
    protocol: int
    at: int
    end: int
    fragment: tuple[int, int, bool] | None = None


def inner(data: bytes, at: int, size: int, link: int) -> Inner | None:
    """Find what a frame carries; None for a link that is not read or a frame without EtherType."""
    end = at + size
    if link == ETHERNET:
        return _tagged(data, data[at + 6 : at + 12], at + 12, end)
    if link == SLL:
        return _tagged(data, _sll_mac(data[at + 4 : at + 14]), at + 14, end)
    if link == SLL2:
        found = _tagged(data, _sll_mac(b"\0" + data[at + 11 : at + 20]), at, end)
        return found and found._replace(at=found.at + 18)
    if link in LOOPBACK:
        at += 4
    return _bare(data, at, end)


def _sll_mac(field: bytes) -> bytes:
    """Address of a cooked header: two bytes of length, then eight of address."""
    return field[2:8] if field[:2] == b"\0\6" else NO_MAC


def _bare(data: bytes, at: int, end: int) -> Inner | None:
    if at >= end:
        return None
    version = data[at] >> 4
    return Inner(NO_MAC, IPV4 if version == 4 else IPV6, at, end) if version in (4, 6) else None


def _tagged(data: bytes, mac: bytes, at: int, end: int) -> Inner | None:
    """Step over VLAN tags and the LLC header of SNAP."""
    for _ in range(MOST_TAGS + 1):
        if at + 2 > end:
            return None
        kind = data[at] << 8 | data[at + 1]
        if kind not in _TAGS:
            break
        at += 4
    if kind <= 1500 and data[at + 2 : at + 8] == b"\xaa\xaa\x03\0\0\0" and at + 10 <= end:
        at += 8
        kind = data[at] << 8 | data[at + 1]
    return Inner(mac, kind, at + 2, end) if kind > 1500 and kind not in _TAGS else None


def datagram(data: bytes, kind: int, at: int, end: int) -> Datagram:
    """Read the header of an IP packet.

    Raises:
        Malformed: it is cut short or contradicts itself.
    """
    return _ipv4(data, at, end) if kind == IPV4 else _ipv6(data, at, end)


def _ipv4(data: bytes, at: int, end: int) -> Datagram:
    if at + 20 > end:
        raise Malformed(f"an IPv4 header of {end - at} bytes")
    first, total, number, flags, ttl, protocol, source, target = _IPV4.unpack_from(data, at)
    size = (first & 15) * 4
    # A card that sends large segments itself leaves the length 0 in captures on the sending host.
    total = total or end - at
    if first >> 4 != 4 or size < 20 or total < size:
        raise Malformed(f"an IPv4 packet of {total} bytes with a header of {size}")
    if at + size > end:
        raise Malformed(f"an IPv4 header of {end - at} bytes")
    offset, more = (flags & 0x1FFF) * 8, bool(flags & 0x2000)
    fragment = (number, offset, more) if offset or more else None
    return Datagram(source, target, ttl, protocol, at + size, min(end, at + total), fragment)


def _ipv6(data: bytes, at: int, end: int) -> Datagram:
    if at + 40 > end:
        raise Malformed(f"an IPv6 header of {end - at} bytes")
    if data[at] >> 4 != 6:
        raise Malformed(f"IPv6 of version {data[at] >> 4}")
    length, following, ttl = struct.unpack_from(">HBB", data, at + 4)
    source, target = data[at + 8 : at + 24], data[at + 24 : at + 40]
    end = min(end, at + 40 + length) if length else end
    at += 40
    fragment = None
    for _ in range(MOST_EXTENSIONS):
        if following not in _EXTENSIONS and following not in (_FRAGMENT, _AUTHENTICATION):
            break
        if at + 8 > end:
            raise Malformed(f"an IPv6 extension of {end - at} bytes")
        if following == _FRAGMENT:
            place, number = struct.unpack_from(">HI", data, at + 2)
            fragment = (number, place & 0xFFF8, bool(place & 1)) if place & 0xFFF9 else None
            size = 8
        else:
            size = (data[at + 1] + 2) * 4 if following == _AUTHENTICATION else (data[at + 1] + 1) * 8
        following, at = data[at], at + size
        if fragment and fragment[1]:
            break
    return Datagram(source, target, ttl, following, min(at, end), end, fragment)

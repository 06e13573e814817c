"""DHCP messages as they are on the wire. Helper without kinds.

Source: RFC 2131 section 2 (fields), RFC 2132 (options), RFC 3396 (an option in several parts).
"""

from __future__ import annotations

COOKIE = b"\x63\x82\x53\x63"
REQUEST, REPLY = 1, 2
OPTIONS = 240
PAD, END = 0, 255
ACK = 5
TYPE, HOST_NAME, ASKED, VENDOR_CLASS = 53, 12, 55, 60
MOST_OPTIONS = 128


def is_message(data: bytes, operation: int) -> bool:
    """Tell a message of this operation (1 of a client, 2 of a server) for Ethernet."""
    return len(data) >= OPTIONS and data[0] == operation and data[1:3] == b"\1\6" and data[236:240] == COOKIE


def client(data: bytes) -> bytes:
    """Give the MAC address of the client."""
    return data[28:34]


def options(data: bytes) -> list[tuple[int, bytes]]:
    """Give number and value of each option in its order; parts of one are joined, one that is cut ends the list."""
    found: dict[int, bytes] = {}
    at = OPTIONS
    while at < len(data) and data[at] != END and len(found) < MOST_OPTIONS:
        if data[at] == PAD:
            at += 1
            continue
        size = data[at + 1] if at + 1 < len(data) else 0
        if at + 2 + size > len(data):
            break
        found[data[at]] = found.get(data[at], b"") + data[at + 2 : at + 2 + size]
        at += 2 + size
    return list(found.items())


def settled(data: bytes) -> bytes:
    """Give the message without what changes in each repetition: transaction, seconds and flags."""
    return data[:4] + bytes(8) + data[12:]


def lease(data: bytes) -> tuple[bytes, bytes] | None:
    """Give MAC and IPv4 address that a server grants; None for any other message."""
    if not is_message(data, REPLY) or dict(options(data)).get(TYPE) != bytes([ACK]) or not any(data[16:20]):
        return None
    return client(data), data[16:20]

"""DNS messages as mDNS sends them: names and TXT items of the records. Helper without kinds.

Source: RFC 1035 sections 3.2.1, 4.1 and 4.1.4 (compression); RFC 6763 section 6 (TXT).
"""

from __future__ import annotations

import struct
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

PTR, TXT, SRV, A, AAAA = 12, 16, 33, 1, 28
HTTPS = 65
_OF_HOSTS = frozenset({A, AAAA, HTTPS})
MOST_QUESTIONS = 8
MOST_RECORDS = 256
MOST_JUMPS = 32
MOST_LABELS = 128
"""A name has at most 255 bytes, so at most 127 labels. Source: RFC 1035 section 2.3.4."""
_FIXED = struct.Struct(">HHIH")


class Record(NamedTuple):
    """One resource record: owner name, type number, what it says as text items, and the address of A and AAAA."""

    name: str
    type: int
    items: tuple[str, ...]
    address: str = ""


def is_message(data: bytes) -> bool:
    """Whether bytes begin like a response: its flag set, no unused bit, and few records."""
    return len(data) > 12 and bool(data[2] & 0x80) and not data[3] & 0x70 and max(data[4:12:2]) == 0


def asked(data: bytes) -> list[str]:
    """Give the names of hosts that a question asks for; none for an answer or for other kinds of records."""
    found: list[str] = []
    try:
        if data[2] & 0xF8:  # an answer, or no plain query
            return found
        at = 12
        for _ in range(min(struct.unpack_from(">H", data, 4)[0], MOST_QUESTIONS)):
            name, at = _name(data, at)
            kind, _ = struct.unpack_from(">HH", data, at)
            at += 4
            found += [name] if kind in _OF_HOSTS else []
    except (struct.error, IndexError, ValueError):
        return found
    return found


def records(data: bytes) -> list[Record]:
    """Give the records of a message, as many as can be read; a broken one ends the list."""
    found: list[Record] = []
    try:
        questions, *counts = struct.unpack_from(">4H", data, 4)
        at = 12
        for _ in range(min(questions, MOST_RECORDS)):
            _, at = _name(data, at)
            at += 4
        for _ in range(min(sum(counts), MOST_RECORDS)):
            name, at = _name(data, at)
            kind, _, _, size = _FIXED.unpack_from(data, at)
            at += _FIXED.size
            found.append(Record(name, kind, _items(data, kind, at, size), _address(kind, data[at : at + size])))
            at += size
    except (struct.error, IndexError, ValueError):
        return found
    return found


def _items(data: bytes, kind: int, at: int, size: int) -> tuple[str, ...]:
    if kind == PTR:
        return (_name(data, at)[0],)
    if kind == SRV:
        return (_name(data, at + 6)[0],)
    return tuple(_strings(data[at : at + size])) if kind == TXT else ()


def _address(kind: int, data: bytes) -> str:
    """Address of an A or AAAA record. Source: RFC 1035 section 3.4.1, RFC 3596 section 2.2."""
    if (kind, len(data)) == (A, 4):
        return str(IPv4Address(data))
    return str(IPv6Address(data)) if (kind, len(data)) == (AAAA, 16) else ""


def _strings(data: bytes) -> list[str]:
    """Length-prefixed strings, one after the other."""
    found = []
    while data:
        found.append(data[1 : 1 + data[0]].decode("utf-8", "replace"))
        data = data[1 + data[0] :]
    return [text for text in found if text]


def _name(data: bytes, at: int) -> tuple[str, int]:
    """A name, and where the next field begins; a pointer may only jump a limited number of times."""
    labels: list[str] = []
    end, jumps = 0, 0
    while length := data[at]:
        if length >= 0xC0:
            end = end or at + 2
            at = struct.unpack_from(">H", data, at)[0] & 0x3FFF
            jumps += 1
            if jumps > MOST_JUMPS:
                raise ValueError("a name that points at itself")
        else:
            if len(labels) >= MOST_LABELS:
                raise ValueError("a name longer than names are")
            labels.append(data[at + 1 : at + 1 + length].decode("utf-8", "replace"))
            at += 1 + length
    return ".".join(labels), end or at + 1

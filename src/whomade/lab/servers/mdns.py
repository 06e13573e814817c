"""mDNS (UDP 5353, 224.0.0.251): answers by unicast to whoever asks from another port than 5353.

Source: RFC 6762 section 6.7 (legacy unicast answers repeat id and question), RFC 6763 sections 4, 6 and 9, RFC 1035
section 4.1 (format).
"""

from __future__ import annotations

import socket
import struct
from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.wire import Address, Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Mdns

PORT = 5353
GROUP = "224.0.0.251"
A, PTR, TXT, SRV, ANY = 1, 12, 16, 33, 255
TTL_S = 10
"""Lifetime in a legacy unicast answer. Source: RFC 6762 section 6.7 (at most ten seconds)."""
ENUMERATION = "_services._dns-sd._udp.local"


def services(device: Device) -> Iterator[Ear]:
    """Give the ear for questions."""
    if device.profile.mdns is not None:
        yield Ear(PORT, partial(_answer, device, device.profile.mdns), (GROUP,))


def _answer(device: Device, service: Mdns, data: bytes, sender: Address) -> Iterator[tuple[bytes, Address]]:
    question = asked(data)
    if question is None:
        return
    name, kind, raw = question
    records = list(_records(device, service, name, kind))
    if not records:
        return
    legacy = sender[1] != device.port(PORT)
    head = struct.pack(">HHHHHH", int.from_bytes(data[:2], "big") if legacy else 0, 0x8400, legacy, len(records), 0, 0)
    yield head + (raw if legacy else b"") + b"".join(records), sender if legacy else (GROUP, device.port(PORT))


def asked(data: bytes) -> tuple[str, int, bytes] | None:
    """Give name, type and raw bytes of the first question; None for what is none."""
    if len(data) < 17 or data[2] & 0x80 or data[4:6] == b"\0\0":
        return None
    labels, at = [], 12
    while at < len(data) and 0 < data[at] < 64:
        labels.append(data[at + 1 : at + 1 + data[at]].decode("utf-8", "replace"))
        at += 1 + data[at]
    if at + 5 > len(data) or data[at] != 0:
        return None
    return ".".join(labels).lower(), int.from_bytes(data[at + 1 : at + 3], "big"), data[12 : at + 5]


def _records(device: Device, service: Mdns, name: str, kind: int) -> Iterator[bytes]:
    """Give the records for a question: the list of services, or everything about ours."""
    kind_of_service = f"{service.service}.local"
    instance = (device.fill(service.instance).replace(".", " "), *kind_of_service.split("."))
    host = (f"{device.fill(service.instance)}".replace(" ", "-").replace(".", "-"), "local")
    if name == ENUMERATION and kind in (PTR, ANY):
        yield _record(tuple(name.split(".")), PTR, _name(kind_of_service.split(".")))
    elif name == kind_of_service.lower() and kind in (PTR, ANY):
        yield _record(tuple(kind_of_service.split(".")), PTR, _name(instance))
        yield _record(instance, SRV, struct.pack(">HHH", 0, 0, device.port(service.port)) + _name(host))
        items = [device.fill(item).encode()[:255] for item in service.txt] or [b""]
        yield _record(instance, TXT, b"".join(bytes([len(item)]) + item for item in items))
        yield _record(host, A, socket.inet_aton(device.address))


def _name(labels: list[str] | tuple[str, ...]) -> bytes:
    encoded = [label.encode()[:63] for label in labels]
    return b"".join(bytes([len(label)]) + label for label in encoded) + b"\0"


def _record(labels: tuple[str, ...], kind: int, data: bytes) -> bytes:
    return _name(labels) + struct.pack(">HHIH", kind, 1, TTL_S, len(data)) + data

"""Hostile devices: slow, endless, packed or senseless answers. None of them may hurt the lab: each sends small pieces
and waits until they are taken.
"""

from __future__ import annotations

import asyncio
import functools
import hashlib
import itertools
import zlib
from typing import TYPE_CHECKING

from whomade.lab.wire import Address, Connection, Ear, Stream, Talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device

DROP_S = 0.5
"""Seconds between two bytes of a tarpit."""
PIECE = 4096
UNPACKED_BYTES = 1024 * 1024 * 1024
"""What the packed body swells to at the reader; the lab itself never holds it."""
GARBAGE_BYTES = 512


def services(device: Device) -> Iterator[Stream | Ear]:
    """Give the traps of a device; one that is packed lives in the web server."""
    trap = device.profile.trap
    if trap is None or trap.does == "gzip-bomb":
        return
    talks: dict[str, Talk] = {"tarpit": _tarpit, "endless": _endless, "garbage": functools.partial(_garbage, device)}
    yield from (Stream(port, talks[trap.does]) for port in trap.tcp)
    yield from (Ear(port, functools.partial(_babble, device)) for port in trap.udp)


async def _tarpit(connection: Connection) -> None:
    """Begin an answer and never finish it."""
    for byte in itertools.chain(b"HTTP/1.1 200 OK\r\nX-Wait: ", itertools.repeat(0x61)):
        await connection.send(bytes([byte]))
        await asyncio.sleep(DROP_S)


async def _endless(connection: Connection) -> None:
    """Answer a request with a body that has no end."""
    await connection.until(b"\r\n\r\n")
    await connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Endless</title>")
    while True:
        await connection.send(b"A" * PIECE)
        await asyncio.sleep(0)


async def _garbage(device: Device, connection: Connection) -> None:
    """Say senseless bytes first, then hear what comes."""
    await connection.send(garbage(device, b"greeting"))
    await connection.listen()


def _babble(device: Device, data: bytes, sender: Address) -> Iterator[tuple[bytes, Address]]:
    yield garbage(device, data), sender


def garbage(device: Device, seed: bytes) -> bytes:
    """Give bytes without sense, the same at every run so that a finding can be repeated."""
    return hashlib.shake_128(device.name.encode() + seed).digest(GARBAGE_BYTES)


async def unpack(connection: Connection) -> None:
    """Send a gzip body that swells to a gibibyte, piece by piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b"\0" * (1024 * 1024)
    for _ in range(UNPACKED_BYTES // len(piece)):
        if packed := packer.compress(piece):
            await connection.send(packed)
        await asyncio.sleep(0)
    await connection.send(packer.flush())

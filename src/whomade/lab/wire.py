"""Sockets of the lab: TCP connections and UDP ears that write down everything they receive."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl

    from whomade.lab.device import Device

CHUNK = 4096
MOST_BYTES = 64 * 1024
"""Longest message that is waited for: a longer one ends the connection, so no asker can fill the memory."""

Address = tuple[str, int]


class Gone(Exception):
    """The other side went away, or said more than is listened to."""


class Connection:
    """One TCP connection to a device."""

    def __init__(self, device: Device, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.device = device
        self.port = port
        self._reader = reader
        self._writer = writer
        self._left = b""
        peer = writer.get_extra_info("peername") or ("", 0)
        self._peer = f"{peer[0]}:{peer[1]}"

    def note(self, event: str, data: bytes = b"") -> None:
        """Write an event to the lab's record."""
        self.device.record.add(self.device.name, "tcp", self.port, self._peer, event, data)

    async def _more(self) -> None:
        data = await self._reader.read(CHUNK)
        if not data:
            raise Gone
        self.note("bytes", data)
        self._left += data
        if len(self._left) > MOST_BYTES:
            raise Gone

    async def until(self, mark: bytes) -> bytes:
        """Give everything up to the mark, mark included."""
        while mark not in self._left:
            await self._more()
        end = self._left.index(mark) + len(mark)
        found, self._left = self._left[:end], self._left[end:]
        return found

    async def exactly(self, size: int) -> bytes:
        """Give so many bytes."""
        if size > MOST_BYTES:
            raise Gone
        while len(self._left) < size:
            await self._more()
        found, self._left = self._left[:size], self._left[size:]
        return found

    async def peek(self) -> bytes:
        """Give what begins the next message, without taking it."""
        if not self._left:
            await self._more()
        return self._left

    async def listen(self) -> None:
        """Hear everything and answer nothing, until the other side goes away."""
        while True:
            self._left = b""
            await self._more()

    async def send(self, data: bytes) -> None:
        """Send, and wait while the other side is slow."""
        self._writer.write(data)
        await self._writer.drain()

    async def close(self) -> None:
        """End the connection in order; without waiting for a side that does not answer."""
        self.note("close")
        with contextlib.suppress(OSError, RuntimeError):
            self._writer.close()
            await asyncio.wait_for(self._writer.wait_closed(), 0.2)


Talk = Callable[[Connection], Awaitable[None]]
Answer = Callable[[bytes, Address], Iterable[tuple[bytes, Address]]]


@dataclass(frozen=True, slots=True)
class Stream:
    """A TCP port of a device: what is done with each connection."""

    port: int
    talk: Talk
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Ear:
    """A UDP port of a device, and the groups it hears beside its own address: datagram and sender in, answers out."""

    port: int
    answer: Answer
    groups: tuple[str, ...] = ()


class Datagrams(asyncio.DatagramProtocol):
    """Hands each datagram on; errors of earlier answers (a closed port at the asker) are nobody's concern."""

    def __init__(self, heard: Callable[[bytes, Address], None]) -> None:
        self._heard = heard

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        """Pass on what came."""
        self._heard(data, (str(addr[0]), int(addr[1])))


def own_socket(address: str, port: int) -> socket.socket:
    """Give the UDP socket of one device: takes unicast, and sends every answer from the device's address."""
    found = _bound(address, port)
    found.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    return found


def group_socket(group: str, port: int, member: str) -> socket.socket:
    """Give a socket that hears a multicast group, or the directed broadcast of loopback."""
    found = _bound(group, port)
    if int(group.partition(".")[0]) >= 224:
        membership = struct.pack("4s4s", socket.inet_aton(group), socket.inet_aton(member))
        found.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
    return found


def _bound(address: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    found.setblocking(False)  # noqa: FBT003  its signature
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    try:
        found.bind((address, port))
    except OSError:
        found.close()
        raise
    return found

"""Discovery: one datagram into an allowed network, then listening for a while. Two tries, since datagrams get lost."""

from __future__ import annotations

import asyncio
import hashlib
import re
import socket
import struct
import uuid
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whomade.collect.probes.template import verify
from whomade.collect.scanner import implied
from whomade.collect.scanner.unit import DiscoveryId, Seen, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from whomade.collect.probes import Discovery, Search
    from whomade.collect.scanner.budget import Budget, PacketLog
    from whomade.collect.scanner.interfaces import Interface

WINDOW_S = 1.5
"""How long answers are taken. Devices spread theirs over the MX of SSDP, which we ask to be one second."""
TRIES_S = (0.0, 0.5)
MOST_ANSWERS = 20_000
MOST_OF_ONE = 32
"""Different answers of one address: a recorder with many interfaces gives a handful."""
MOST_BYTES = 8 * 1024 * 1024
"""Of all answers of one protocol on one interface; what comes above is counted as dropped."""


@dataclass(slots=True)
class Ears(asyncio.DatagramProtocol):
    """Takes answers that belong to a protocol; those from outside are counted and dropped.

    An answer counts once, whoever asked for it: others may search the same network, and their answers go to a group.
    """

    kind: Callable[[bytes], str | None]
    is_wanted: Callable[[str], bool]
    exchange: tuple[bytes, ...] = ()
    heard: dict[tuple[str, bytes], tuple[bytes, str]] = field(default_factory=dict)
    """Datagram and kind, by sender and the digest of the datagram without the ids of the exchange."""
    dropped: int = 0
    _passed: set[tuple[str, bytes]] = field(default_factory=set)
    _of_one: Counter[str] = field(default_factory=Counter)
    _bytes: int = 0

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Take one datagram; the same answer twice counts once."""
        found = self.kind(data)
        if found is None:
            return
        answer = (addr[0], _digest(data, self.exchange))
        if answer in self.heard or answer in self._passed:
            return
        if not self.is_wanted(addr[0]) or not self._has_room(addr[0], len(data)):
            self._pass(answer)
            return
        self.heard[answer] = data, found
        self._of_one[addr[0]] += 1
        self._bytes += len(data)

    def _pass(self, answer: tuple[str, bytes]) -> None:
        """Count what is not kept; beyond the bound the same answer may count again."""
        self.dropped += 1
        if len(self._passed) < MOST_ANSWERS:
            self._passed.add(answer)

    def _has_room(self, address: str, size: int) -> bool:
        """Whether one more answer may be kept, of this address and in all."""
        is_modest = self._of_one[address] < MOST_OF_ONE and len(self.heard) < MOST_ANSWERS
        return is_modest and self._bytes + size <= MOST_BYTES

    def error_received(self, exc: Exception) -> None:
        """An unreachable host is no answer."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The window is over."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What every discovery of one scan shares."""

    is_wanted: Callable[[str], bool]
    budget: Budget
    log: PacketLog
    offset: int = 0
    window_s: float = WINDOW_S

    async def search(self, name: str, probe: Discovery, interface: Interface) -> Unit:
        """Ask on one interface and give what was heard, sorted, so that one network gives one record."""
        ears = Ears(probe.kind, self.is_wanted, probe.SEARCH.exchange)
        unit = Unit(str(DiscoveryId(name, interface.name)))
        loop = asyncio.get_running_loop()
        with ExitStack() as stack:
            mouth = _plain(stack)
            _open_mouth(mouth, interface, probe.SEARCH, self.offset)
            sockets = [mouth, *(self._listener(stack, interface, probe.SEARCH, g) for g in probe.SEARCH.listen)]
            for sock in sockets:
                transport, _ = await loop.create_datagram_endpoint(lambda: ears, sock=sock)
                stack.callback(transport.abort)
            await self._call(mouth, probe.SEARCH, interface, unit)
        unit.dropped = ears.dropped
        unit.seen = [
            Seen(address, kind, data, f"udp/{probe.SEARCH.port} {name}")
            for (address, _), (data, kind) in sorted(ears.heard.items(), key=_by_sender)
        ]
        return unit

    async def _call(self, mouth: socket.socket, search: Search, interface: Interface, unit: Unit) -> None:
        """Send each try when its time comes, and wait for the end of the window; what did not leave is not counted."""
        to = (search.group or interface.broadcast, search.port + self.offset)
        began = asyncio.get_running_loop().time()
        message = search.message.fill(uuid=str(uuid.uuid4()))
        for at in TRIES_S:
            await asyncio.sleep(max(0.0, began + at - asyncio.get_running_loop().time()))
            await self.budget.take()
            self.log.note("udp", f"{to[0]}:{to[1]}", message)
            try:
                mouth.sendto(verify(message), to)
                unit.sent += 1
            except OSError as error:  # what the other try brings is not given up for it
                unit.ended.append((search.port, f"not sent: {error.strerror or error}"))
        await asyncio.sleep(max(0.0, began + self.window_s - asyncio.get_running_loop().time()))

    def _listener(self, stack: ExitStack, interface: Interface, search: Search, group: str) -> socket.socket:
        """A socket for answers that go to a group, joined on one interface."""
        sock = _plain(stack)
        _hold(sock, interface)
        sock.bind((group, (search.from_port or search.port) + self.offset))
        self.log.note_implied("igmp", group, implied.JOIN)
        member = struct.pack("4s4si", socket.inet_aton(group), bytes(4), interface.number)
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        return sock


def _digest(data: bytes, exchange: tuple[bytes, ...]) -> bytes:
    """Digest of an answer without what its exchange alone gave it."""
    if exchange:
        names = b"|".join(exchange)
        data = re.sub(rb"(?i)(<(?:\w{1,40}:)?(?:%b)\b[^<>]{0,500}>)[^<>]{1,200}" % names, rb"\1", data)
    return hashlib.blake2b(data, digest_size=16).digest()


def _by_sender(heard: tuple[tuple[str, bytes], tuple[bytes, str]]) -> tuple[tuple[int, ...], bytes]:
    (address, answer), _ = heard
    return _natural(address), answer


def _natural(address: str) -> tuple[int, ...]:
    return tuple(int(part) for part in address.split("."))


def _open_mouth(sock: socket.socket, interface: Interface, search: Search, offset: int) -> None:
    """Let a socket send by one interface only: bound to its address and device, TTL as the search says."""
    _hold(sock, interface)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, search.ttl)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, search.ttl)
    sock.setsockopt(
        socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("4s4si", bytes(4), bytes(4), interface.number)
    )
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, int(search.group is None))
    sock.bind((interface.address, search.from_port + offset if search.from_port else 0))


def _plain(stack: ExitStack) -> socket.socket:
    """A socket that is closed with the stack, whatever fails in between."""
    sock = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    sock.settimeout(0)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return sock


def _hold(sock: socket.socket, interface: Interface) -> None:
    """Bind to the device, so that no route can lead elsewhere.

    Raises:
        OSError: the system does not allow it. Then this interface is not used at all.
    """
    option = getattr(socket, "SO_BINDTODEVICE", None)
    if option is None:
        raise OSError("this system cannot bind a socket to an interface")
    sock.setsockopt(socket.SOL_SOCKET, option, interface.name.encode() + b"\0")

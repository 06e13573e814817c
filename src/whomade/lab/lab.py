"""The lab: starts every server of every device, and stops them without a trace."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from whomade.errors import InputError
from whomade.lab import servers, wire
from whomade.lab.device import FIRST, Device, placed
from whomade.lab.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

    from whomade.lab.profile import Profile

MOST_CONNECTIONS = 256
"""Connections of one device at a time; what comes above is closed at once, as small devices do."""


class Lab:
    """Emulated devices on loopback, as an asynchronous context.

    Args:
        profiles: what to emulate, in the order of the addresses.
        port_offset: added to every nominal port, UDP too.
        record: file for the record, as JSON lines; `Lab.record` holds it in any case.
        clones: further hosts that repeat the profiles which are not hostile.
        first: address of the first device.
    """

    def __init__(
        self,
        profiles: Iterable[Profile],
        *,
        port_offset: int = 0,
        record: Path | None = None,
        clones: int = 0,
        first: str = FIRST,
    ) -> None:
        self._record = Record(record)
        self.devices = list(placed(profiles, port_offset, self._record, clones, first))
        self._offset = port_offset
        self._servers: list[asyncio.Server] = []
        self._transports: list[asyncio.DatagramTransport] = []
        self._tasks: dict[Device, set[asyncio.Task[None]]] = defaultdict(set)
        self._members: dict[tuple[str, int], list[tuple[Device, wire.Ear, asyncio.DatagramTransport]]] = defaultdict(
            list
        )

    @property
    def record(self) -> list[dict[str, Any]]:
        """Everything received so far."""
        return self._record.rows

    def __getitem__(self, name: str) -> Device:
        """Device by its name."""
        return next(device for device in self.devices if device.name == name)

    async def __aenter__(self) -> Lab:
        try:
            for device in self.devices:
                await self._start(device)
            for (group, port), members in self._members.items():
                await self._hear_group(group, port, members)
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _start(self, device: Device) -> None:
        try:
            for service in servers.of(device):
                if isinstance(service, wire.Stream):
                    await self._listen(device, service)
                else:
                    await self._hear(device, service)
        except InputError as error:
            raise InputError(f"profile {device.profile.id}: {error}") from None

    async def _listen(self, device: Device, stream: wire.Stream) -> None:
        def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            running = self._tasks[device]
            if len(running) >= MOST_CONNECTIONS:
                writer.transport.abort()
                return
            task = asyncio.create_task(_converse(wire.Connection(device, stream.port, reader, writer), stream.talk))
            running.add(task)
            task.add_done_callback(running.discard)

        server = await asyncio.start_server(accepted, device.address, device.port(stream.port), ssl=stream.tls)
        self._servers.append(server)

    async def _hear(self, device: Device, ear: wire.Ear) -> None:
        own = wire.own_socket(device.address, device.port(ear.port))
        voice: list[asyncio.DatagramTransport] = []  # known only when the socket is open, and then for good
        voice.append(await self._datagrams(own, lambda data, sender: self._answer(device, ear, voice[0], data, sender)))
        for group in ear.groups:
            self._members[group, ear.port].append((device, ear, voice[0]))

    async def _hear_group(
        self, group: str, port: int, members: list[tuple[Device, wire.Ear, asyncio.DatagramTransport]]
    ) -> None:
        def heard(data: bytes, sender: wire.Address) -> None:
            for device, ear, transport in members:
                self._answer(device, ear, transport, data, sender)

        await self._datagrams(wire.group_socket(group, port + self._offset, self.devices[0].address), heard)

    async def _datagrams(self, own: Any, heard: Any) -> asyncio.DatagramTransport:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: wire.Datagrams(heard), sock=own)
        self._transports.append(transport)
        return transport

    def _answer(
        self, device: Device, ear: wire.Ear, transport: asyncio.DatagramTransport, data: bytes, sender: wire.Address
    ) -> None:
        self._record.add(device.name, "udp", ear.port, f"{sender[0]}:{sender[1]}", "bytes", data)
        for answer, to in ear.answer(data, sender):
            if not transport.is_closing():
                transport.sendto(answer, to)

    async def stop(self) -> None:
        """End every server and conversation, and wait for them."""
        for server in self._servers:
            server.close()
        for transport in self._transports:
            transport.close()
        running = [task for tasks in self._tasks.values() for task in tasks]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await asyncio.sleep(0)  # closed transports say goodbye in the next turn of the loop
        self._record.close()


async def _converse(connection: wire.Connection, talk: wire.Talk) -> None:
    """Hold one conversation to its end, however it ends."""
    connection.note("open")
    with contextlib.suppress(wire.Gone, ConnectionError, TimeoutError):
        try:
            await talk(connection)
        finally:
            await connection.close()

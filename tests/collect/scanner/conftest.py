"""Little servers on loopback that behave badly, and a port of ours that meets them."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from whomade.collect.scanner.budget import Budget, PacketLog
from whomade.collect.scanner.connection import Port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

HOST = "127.77.200.1"


@asynccontextmanager
async def _serving(serve: Serve) -> AsyncIterator[Port]:
    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(guarded, HOST, 0)
    port = Port(HOST, server.sockets[0].getsockname()[1], is_tls=False, budget=Budget(10_000), log=PacketLog())
    async with server:
        yield port
    port.close()


@pytest.fixture
def serving() -> Callable[[Serve], object]:
    """`async with serving(serve) as port`: a server with this behaviour, and a port that leads to it."""
    return _serving


@pytest.fixture
def free_offset() -> int:
    """A port offset that nobody else uses: the ports of a test are taken by none at the moment."""
    with socket.create_server((HOST, 0)) as free:
        return int(free.getsockname()[1]) - 8000

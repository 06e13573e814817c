"""One port of one host: what a probe may do with it, and the caps it cannot pass."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import warnings
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.probes.template import verify
from whomade.collect.scanner import implied

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from whomade.collect.probes.template import Message
    from whomade.collect.scanner.budget import Budget, PacketLog

CONNECT_S = 1.0
READ_S = 2.0
PORT_S = 5.0
"""Longest time spent waiting for one port. A camera answers within milliseconds; some take a second to wake up."""
PORT_BYTES = 1024 * 1024
STREAM_BYTES = 64 * 1024
"""Read ahead of a probe at most twice this, before the other side has to wait."""
OURS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
"""Errors of our own machine when it has no more sockets or memory."""


class Closed(Exception):
    """The port does not answer, or no more may be had from it."""


class _Stream(NamedTuple):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


@cache
def _any_certificate() -> ssl.SSLContext:
    """TLS to whoever answers: devices have certificates of their own, and it is these that we look at."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with warnings.catch_warnings():  # the version is old on purpose: the certificate is looked at, never trusted
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # old firmware knows nothing newer
    return context


@dataclass(slots=True)
class Port:
    """A port of a host, opened when first needed. Implements `probes.Connection`.

    `ended` says why reading stopped before the other side did; `was_open` whether anybody listened.
    """

    address: str
    port: int
    is_tls: bool
    budget: Budget
    log: PacketLog
    settled: bool = False
    was_open: bool = False
    ended: list[str] = field(default_factory=list)
    _stream: _Stream | None = None
    _leaving: asyncio.StreamWriter | None = None
    _left_s: float = PORT_S
    _left_bytes: int = PORT_BYTES

    async def _open(self) -> _Stream:
        """Connect, if not connected.

        Raises:
            Closed: nobody listens, or not in time, or this port had its time.
        """
        if self._stream is None:
            await self.gone()
            await self.budget.take()
            self.log.note_implied("tcp", f"{self.address}:{self.port}", implied.CONNECT)
            try:
                async with self._clock(CONNECT_S):
                    self._stream = await self._connected()
            except ssl.SSLError as error:
                self.was_open = True
                raise Closed(str(error)) from error
            except (OSError, TimeoutError) as error:
                if isinstance(error, OSError) and error.errno in OURS:
                    raise  # not the host is closed, but we are full: calling it closed would be a lie
                raise Closed(str(error)) from error
            self.was_open = True
        return self._stream

    async def _connected(self) -> _Stream:
        """Connect, then hand the socket on: a TLS handshake begins on a connection only, and is noted then."""
        sock = await self._reached()
        if not self.is_tls:
            return _Stream(*await asyncio.open_connection(sock=sock, limit=STREAM_BYTES))
        self.log.note_implied("tls", f"{self.address}:{self.port}", implied.HELLO)
        context, name = _any_certificate(), self.address
        return _Stream(*await asyncio.open_connection(sock=sock, ssl=context, server_hostname=name, limit=STREAM_BYTES))

    async def _reached(self) -> socket.socket:
        """A connected socket."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.settimeout(0)
            await asyncio.get_running_loop().sock_connect(sock, (self.address, self.port))
        except BaseException:
            sock.close()
            raise
        return sock

    async def send(self, message: Message) -> None:
        """Send a message of a registered template."""
        data = verify(message)
        stream = await self._open()
        await self.budget.take()
        self.log.note("tls" if self.is_tls else "tcp", f"{self.address}:{self.port}", message)
        try:
            stream.writer.write(data)
            async with self._clock(READ_S):
                await stream.writer.drain()
        except (OSError, TimeoutError) as error:
            self.close()
            raise Closed(str(error)) from error

    async def read(self, size: int, *, wait_s: float | None = None) -> bytes:
        """Give what comes next, at most `size` bytes; empty at the end or when nothing came in time."""
        stream = await self._open()
        if self._left_bytes <= 0:
            self.end(f"more than {PORT_BYTES // 1024} KiB from one port")
            return b""
        try:
            async with self._clock(wait_s or READ_S):
                data = await stream.reader.read(min(size, self._left_bytes))
        except TimeoutError:
            if wait_s is None:
                self.end("slower than the time cap")
            return b""
        except OSError:
            data = b""
        self._left_bytes -= len(data)
        if not data:
            self.close()
        return data

    async def certificate(self) -> bytes | None:
        """Give the certificate of the other side (DER), None without TLS."""
        stream = await self._open()
        found = stream.writer.get_extra_info("ssl_object")
        return found.getpeercert(binary_form=True) if found else None

    @asynccontextmanager
    async def _clock(self, most_s: float) -> AsyncIterator[None]:
        """Limit a wait, and count it: waiting for our own budget is not the other side's time."""
        if self._left_s <= 0:
            raise TimeoutError(f"more than {PORT_S:g} s on one port")
        began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(min(most_s, self._left_s)):
                yield
        finally:
            self._left_s -= asyncio.get_running_loop().time() - began

    def end(self, reason: str) -> None:
        """Close, and say that what was read is not all there was."""
        if reason not in self.ended:
            self.ended.append(reason)
        self.close()

    def close(self) -> None:
        """Close at once: nothing is awaited from a host that may be hostile."""
        if self._stream is not None:
            self._leaving = self._stream.writer
            self._leaving.transport.abort()
        self._stream = None

    async def gone(self) -> None:
        """Close, and wait until the system has closed too: a host never has two connections of ours."""
        self.close()
        if self._leaving is not None:
            with suppress(OSError):
                await self._leaving.wait_closed()
        self._leaving = None

"""Probes: one file per protocol, found by listing this folder.

A probe of a TCP service has `ORDER`, `PORTS` and `async probe(connection) -> AsyncIterator[Found]`; a discovery has
`SEARCH`, one datagram and where it goes, and `kind(reply)`. Both register every byte they can send as a template. The
framework in `collect/scanner` owns sockets, allow-list, rate and caps; replies are read in `signals`.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from whomade.collect.probes.template import Message, Template

__all__ = ["Connection", "Found", "Search", "TcpProbe", "discoveries", "ports", "tcp_probes"]

HELPERS = frozenset({"template", "web"})


class Found(NamedTuple):
    """A reply: kind of observation, data as it came, and the place (`GET /`) within the port."""

    kind: str
    data: str | bytes
    place: str


class Connection(Protocol):
    """What a probe may do: send a message of a registered template and read within caps."""

    address: str
    port: int
    is_tls: bool
    settled: bool
    """Set by a probe that knows what answers here: later probes leave the port alone."""

    async def send(self, message: Message) -> None:
        """Connect where needed and send."""

    async def read(self, size: int, *, wait_s: float | None = None) -> bytes:
        """Give what comes next, at most `size` bytes; empty at the end or when nothing came in time."""

    async def certificate(self) -> bytes | None:
        """Give the certificate of the other side (DER), None without TLS."""

    def end(self, reason: str) -> None:
        """Close, and say that what was read is not all there was."""

    def close(self) -> None:
        """Close; the next `send` opens a new connection."""


class TcpProbe(Protocol):
    """A module of this folder that speaks to a TCP port."""

    ORDER: int
    PORTS: tuple[int, ...]

    def probe(self, connection: Connection) -> AsyncIterator[Found]:
        """Ask and give what was answered."""


@dataclass(frozen=True, slots=True)
class Search:
    """One datagram of a discovery protocol.

    `group` is a multicast address, or None for the directed broadcast of the interface. `from_port` is bound where
    devices answer to a fixed port; `listen` are groups joined for answers. `exchange` are the XML elements that hold
    the id of inquiry and answer: new every time, so they tell no two answers of a device apart.
    """

    message: Template
    port: int
    group: str | None
    from_port: int = 0
    listen: tuple[str, ...] = ()
    ttl: int = 1
    exchange: tuple[bytes, ...] = ()


class Discovery(Protocol):
    """A module of this folder that calls into a network and listens."""

    SEARCH: Search

    def kind(self, reply: bytes) -> str | None:
        """Kind of observation of a reply; None for what is no answer of this protocol."""


@cache
def _modules() -> dict[str, object]:
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in HELPERS)
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}


def tcp_probes() -> dict[str, TcpProbe]:
    """Probes of TCP services by name, in the order in which they run on a port."""
    found = {n: cast("TcpProbe", m) for n, m in _modules().items() if hasattr(m, "PORTS")}
    return dict(sorted(found.items(), key=lambda item: (item[1].ORDER, item[0])))


def discoveries() -> dict[str, Discovery]:
    """Discovery protocols by name."""
    return {n: cast("Discovery", m) for n, m in _modules().items() if hasattr(m, "SEARCH")}


def ports() -> tuple[int, ...]:
    """Every TCP port that a probe asks for, in order."""
    return tuple(sorted({port for probe in tcp_probes().values() for port in probe.PORTS}))

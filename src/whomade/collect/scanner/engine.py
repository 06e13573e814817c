"""The scan itself: every address of the targets, one connection at a time each, many addresses side by side."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING, TextIO

from whomade.collect import probes
from whomade.collect.probes import certificate
from whomade.collect.scanner import interfaces
from whomade.collect.scanner.allow import network
from whomade.collect.scanner.budget import Budget, PacketLog
from whomade.collect.scanner.connection import Closed, Port
from whomade.collect.scanner.discovery import Caller
from whomade.collect.scanner.unit import DiscoveryId, Seen, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from whomade.collect.scanner.allow import AllowList
    from whomade.collect.scanner.record import Header, Record

POLITE_RATE = 1000.0
"""Messages and connection attempts a second, over all hosts."""
AT_ONCE = 1024
"""Addresses visited side by side. A silent one costs a second a port, so this many keep the polite rate busy."""
HOST_BYTES = 2 * 1024 * 1024
OWN_FILES = 40
"""Files that the program itself needs: its record, logs, the sockets of discovery, libraries."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast, how many at once, and who is told about it."""

    rate: float = POLITE_RATE
    at_once: int = AT_ONCE
    packet_log: TextIO | None = None
    progress: Callable[[str, int], None] = field(default=lambda _stage, _n: None)


def addresses(targets: Iterable[IPv4Network]) -> Iterator[str]:
    """Every host address of the targets once, in order; network and broadcast addresses are no hosts."""
    return (str(host) for target in _outermost(targets) for host in target.hosts())


def planned(targets: Iterable[IPv4Network]) -> int:
    """Number of host addresses, without listing them."""
    return sum(t.num_addresses - (2 if t.prefixlen < 31 else 0) for t in _outermost(targets))


def _outermost(targets: Iterable[IPv4Network]) -> list[IPv4Network]:
    """Targets that lie in no other, in order. Neighbours stay apart: joining them would make hosts of their edges."""
    kept: list[IPv4Network] = []
    for target in sorted(targets):
        if not any(target.subnet_of(earlier) for earlier in kept):
            kept.append(target)
    return kept


def _room() -> int:
    """How many sockets may be open side by side: what the system gives, less what the program itself needs."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = AT_ONCE + OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(1, wanted if soft == resource.RLIM_INFINITY else soft - OWN_FILES)


class Scan:
    """One run over the targets of a header. Everything it finds goes into the record."""

    def __init__(self, header: Header, allowed: AllowList, record: Record, pace: Pace | None = None) -> None:
        self._header = header
        self._allowed = allowed
        self._record = record
        self._pace = pace or Pace()
        self._targets = [network(target, "target") for target in header.targets]
        self._budget = Budget(self._pace.rate)
        self._log = PacketLog(self._pace.packet_log)
        self._probes = {
            port: [(n, p) for n, p in probes.tcp_probes().items() if port in p.PORTS] for port in header.ports
        }

    def run(self) -> None:
        """Scan.

        Raises:
            NotAllowed: a target is outside the allow-list; nothing was sent.
            OSError: our own machine gave out (sockets, disk). What was finished stands in the record.
        """
        self._allowed.check(self._targets)
        try:
            asyncio.run(self._all())
        except ExceptionGroup as several:  # one cause, met by many addresses at once
            raise several.exceptions[0] from several

    async def _all(self) -> None:
        pending = (a for a in addresses(self._targets) if a not in self._record.done)
        async with asyncio.TaskGroup() as group:
            if self._header.discovery:
                group.create_task(self._discover())
            for _ in range(min(self._pace.at_once, _room(), planned(self._targets))):
                group.create_task(self._visit_each(pending))

    async def _discover(self) -> None:
        """Call into every allowed interface; each protocol is a unit of its own."""
        caller = Caller(self._is_wanted, self._budget, self._log, self._header.offset)
        async with asyncio.TaskGroup() as group:
            for interface in interfaces.usable(self._allowed, self._targets):
                for name, probe in probes.discoveries().items():
                    if str(DiscoveryId(name, interface.name)) not in self._record.done:
                        group.create_task(self._search(caller, name, probe, interface))

    async def _search(
        self, caller: Caller, name: str, probe: probes.Discovery, interface: interfaces.Interface
    ) -> None:
        try:
            unit = await caller.search(name, probe, interface)
        except OSError as error:  # the port is taken, or the system refuses to bind to the device
            reason = error.strerror or str(error)
            unit = Unit(str(DiscoveryId(name, interface.name)), ended=[(probe.SEARCH.port, reason)])
        self._finish(unit)

    def _is_wanted(self, address: str) -> bool:
        return address in self._allowed and any(IPv4Address(address) in target for target in self._targets)

    async def _visit_each(self, pending: Iterator[str]) -> None:
        for address in pending:
            self._finish(await self._visit(address))

    def _finish(self, unit: Unit) -> None:
        unit.at = datetime.now(UTC).isoformat(timespec="seconds")
        self._record.add(unit)
        self._pace.progress("addresses", 1)

    async def _visit(self, address: str) -> Unit:
        """Ask one address, port by port: never two connections to a host at a time."""
        unit = Unit(address)
        for nominal in self._header.ports:
            if sum(len(seen.data) for seen in unit.seen) > HOST_BYTES:
                unit.ended.append((nominal, f"more than {HOST_BYTES // 1024 // 1024} MiB from one host"))
                break
            port = Port(address, nominal + self._header.offset, nominal in certificate.PORTS, self._budget, self._log)
            try:
                await self._ask(port, nominal, unit)
            finally:
                await port.gone()
        return unit

    async def _ask(self, port: Port, nominal: int, unit: Unit) -> None:
        """Let every probe of a port ask, until one has settled what answers there."""
        for _, probe in self._probes[nominal]:
            with suppress(Closed, ssl.SSLError):
                async for found in probe.probe(port):
                    unit.seen.append(Seen(unit.id, found.kind, found.data, f"tcp/{nominal} {found.place}"))
            if port.settled or not port.was_open:
                break
        if port.was_open:
            unit.open.append(nominal)
        unit.ended += [(nominal, reason) for reason in port.ended]

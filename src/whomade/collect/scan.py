"""Records of whomade's own scans: one unit of work a line, with every reply as it came."""

from __future__ import annotations

from collections import Counter
from ipaddress import IPv4Network
from typing import TYPE_CHECKING, BinaryIO

from whomade.collect.scanner import engine, record
from whomade.collect.scanner.allow import network
from whomade.collect.scanner.unit import decode
from whomade.collect.text import LINE_CAP
from whomade.model import Heard, Problem, Scan
from whomade.signals import sender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.scanner.record import Header
    from whomade.collect.scanner.unit import Unit
    from whomade.collect.source import Source
    from whomade.model import Observation

NAME = "scan"
LAB = IPv4Network("127.77.0.0/16")
EMULATED = "addresses of 127.77.0.0/16 are the lab's: emulated devices, which say nothing about any real product"
MOST_ENDED = 1000
"""Cut replies listed one by one."""
MOST_OTHERS = 3
"""Addresses named of a reply that speaks of others."""


def accepts(head: bytes, name: str) -> bool:  # noqa: ARG001 - every reader has the same two arguments
    """Tell by the first line."""
    return head.startswith(b'{"format":"' + record.FORMAT.encode() + b'"')


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give every reply of every finished unit; the account of the scan goes into the summary."""
    with source.path.open("rb") as file:
        header = record.read_header(file.readline(LINE_CAP), source.name)
        scan = Scan(list(header.targets), list(header.ports))
        scan.planned = engine.planned([network(t, source.name) for t in header.targets])
        source.summary.scan = scan
        if any(network(target, source.name).overlaps(LAB) for target in header.targets):
            scan.is_emulated = True
            source.note(EMULATED)
        account = _Account(scan, header)
        for found in _found(file, header, source, account):
            account.take(found)
            yield found
    account.close()


def _found(file: BinaryIO, header: Header, source: Source, account: _Account) -> Iterator[Observation | Problem]:
    """Addresses as they come, then discoveries: these end in any order, and their answers are given in one."""
    discoveries: dict[str, int] = {}
    at, number = file.tell(), 1
    while line := file.readline(LINE_CAP):
        number += 1
        try:
            unit = decode(line)
        except ValueError as error:
            yield source.problem(f"line {number}", "a unit of a scan", str(error)[:120])
        else:
            source.read_one()
            if not account.add(unit, source):
                yield source.flaw(f"line {number}", "a unit once", f"{unit.id} again", "the first one is used")
            elif unit.discovery:
                discoveries[unit.id] = at
            else:
                yield from _observations(unit, header, source)
        at = file.tell()
    for _, place in sorted(discoveries.items()):
        file.seek(place)
        yield from _answers(decode(file.readline(LINE_CAP)), source)


def _observations(unit: Unit, header: Header, source: Source) -> Iterator[Observation]:
    """What one address said when it was asked."""
    for seen in unit.seen:
        yield source.observe(seen.asset, seen.kind, seen.data, seen.place, at=unit.at or None)
    if listed := _telling_ports(unit, header):
        yield source.observe(unit.id, "open_ports", listed, "open ports", at=unit.at or None)


def _answers(unit: Unit, source: Source) -> Iterator[Observation | Problem]:
    """What was heard in a discovery; a reply that speaks of another device than its sender says nothing of either."""
    for seen in unit.seen:
        reply = source.observe(seen.asset, seen.kind, seen.data, seen.place, at=unit.at or None)
        if others := sender.others(reply):
            said = f"a reply from {seen.asset} speaks of {', '.join(others[:MOST_OTHERS])}"
            yield source.problem(f"{unit.id} {seen.place}", "a reply about its sender", said, "nothing is attributed")
        else:
            yield reply


def _telling_ports(unit: Unit, header: Header) -> str:
    """Open ports that may stand for a protocol: none where every port is open, none that answered in no protocol.

    A trap accepts connections everywhere, and a port that babbles is not the service whose number it has.
    """
    babbling = {seen.place.split(" ")[0] for seen in unit.seen if seen.kind == "banner"}
    if set(unit.open) >= set(header.ports):
        return ""
    return " ".join(port for port in map("tcp/{}".format, unit.open) if port not in babbling)


class _Account:
    """Counts addresses: probed, and answered by whatever way."""

    def __init__(self, scan: Scan, header: Header) -> None:
        self._scan, self._header = scan, header
        self._units: set[str] = set()
        self._answered: set[str] = set()
        self._services: Counter[int] = Counter()

    def take(self, found: Observation | Problem) -> None:
        """Count the address of which something is known."""
        if not isinstance(found, Problem):
            self._answered.add(found.asset)

    def add(self, unit: Unit, source: Source) -> bool:
        """Count one unit, once; whether it was the first of its name."""
        if unit.id in self._units:
            return False
        self._units.add(unit.id)
        if unit.at:
            self._scan.began_at = min(self._scan.began_at or unit.at, unit.at)
            self._scan.ended_at = max(self._scan.ended_at, unit.at)
        if unit.discovery:
            self._scan.discovery.append(Heard(*unit.discovery, unit.sent, len(unit.seen), unit.dropped))
        else:
            self._scan.probed += 1
            self._services.update(unit.open)
            self._answered |= {unit.id} if unit.open else set()
        for port, reason in unit.ended[: MOST_ENDED - len(self._scan.ended)]:
            place = source.where(f"{unit.id} port {port}")
            self._scan.ended.append(Problem(place, "a whole reply", reason, "what came before is used", lost=False))
        return True

    def close(self) -> None:
        """Put the sums into the account, sorted: units finish in any order."""
        self._scan.answered = len(self._answered)
        self._scan.services = dict(sorted(self._services.items()))
        self._scan.discovery.sort(key=lambda heard: (heard.probe, heard.interface))
        self._scan.ended.sort(key=lambda problem: problem.where)

"""`whomade scan` as a library call: targets to a record of what answered; identifying reads the record.

Example:
    record = scan(["127.77.0.0/24"], Plan(record=Path("scan.jsonl")))
    for device in whomade.identify(record): ...
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from whomade.collect import probes
from whomade.collect.scanner import allow, engine, interfaces, record
from whomade.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from ipaddress import IPv4Network
    from pathlib import Path

    from whomade.collect.scanner.interfaces import Interface

HIGHEST_PORT = 65535
SLOWEST, FASTEST = 1.0, 100_000.0
"""Messages a second. Slower is a scan that never ends; faster is more than one process can keep apart."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to scan. `record` is the file that is written; `allow_list` the configuration file, None where it usually is.

    `ports` limits the TCP ports to some of those that probes ask; `offset` is added to every port (for the lab).
    """

    record: Path
    allow_list: Path | None = None
    ports: tuple[int, ...] = ()
    offset: int = 0
    discovery: bool = True
    pace: engine.Pace = field(default_factory=engine.Pace)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a scan would do: nothing of it was sent."""

    targets: tuple[IPv4Network, ...]
    addresses: int
    ports: tuple[int, ...]
    interfaces: tuple[Interface, ...]
    allowed: allow.AllowList


def scan(targets: Sequence[str], plan: Plan) -> Path:
    """Scan networks that the allow-list holds, and give the record.

    Raises:
        NotAllowed: a target is outside the allow-list; nothing was sent.
        InputError: a target is no IPv4 network, or the record cannot be written or exists.
    """
    preview = checked(targets, plan)
    header = record.Header(tuple(map(str, preview.targets)), preview.ports, plan.offset, plan.discovery)
    with record.created(plan.record, header) as out:
        engine.Scan(header, preview.allowed, out, plan.pace).run()
    return plan.record


def resume(plan: Plan) -> Path:
    """Go on with the record of a scan that was cut short; what it was asked for stands in the record.

    Raises:
        NotAllowed: a target is no longer in the allow-list.
        InputError: there is no such record, another scan is at it, or it asks for what a new scan may not.
    """
    with record.resumed(plan.record) as (header, out):
        preview = _checked_again(header, plan)
        engine.Scan(header, preview.allowed, out, plan.pace).run()
    return plan.record


def _checked_again(header: record.Header, plan: Plan) -> Preview:
    """A record is a file like any other: what it asks for is checked as if it were asked for now.

    Raises:
        NotAllowed, InputError: as `scan`; the message names the record where it is at fault.
    """
    asked = replace(plan, ports=header.ports, offset=header.offset, discovery=header.discovery)
    if not (header.ports and header.targets):
        raise InputError(f"{plan.record}: line 1 names no target or no port")
    try:
        _ports(asked)
        _ = [allow.network(target, "target") for target in header.targets]
    except InputError as error:
        raise InputError(f"{plan.record}: line 1: {error}") from error
    return checked(header.targets, asked)


def checked(targets: Sequence[str], plan: Plan) -> Preview:
    """Check everything that can be checked before the first packet.

    Raises:
        NotAllowed, InputError, UsageError: as `scan`.
    """
    if not targets:
        raise UsageError("name at least one network, like 192.0.2.0/24")
    _check(plan.pace)
    networks = tuple(allow.network(target, "target") for target in targets)
    allowed = allow.read_allow_list(plan.allow_list)
    allowed.check(networks)
    usable = tuple(interfaces.usable(allowed, networks)) if plan.discovery else ()
    return Preview(networks, engine.planned(networks), _ports(plan), usable, allowed)


def _check(pace: engine.Pace) -> None:
    """Refuse a pace that is none.

    Raises:
        InputError: the rate is no number within its bounds, or nothing would be asked at a time.
    """
    if not SLOWEST <= pace.rate <= FASTEST:  # what is no number is not within either
        raise InputError(f"rate: expected {SLOWEST:g} to {FASTEST:,.0f} messages a second, found {pace.rate}")
    if pace.at_once < 1:
        raise InputError(f"at_once: expected at least one address at a time, found {pace.at_once}")


def _ports(plan: Plan) -> tuple[int, ...]:
    """The TCP ports of a plan.

    Raises:
        InputError: no probe asks a port, or the offset leads out of range.
    """
    known = probes.ports()
    if unknown := sorted(set(plan.ports) - set(known)):
        raise InputError(f"no probe for port {unknown[0]}; ports: {', '.join(map(str, known))}")
    chosen = tuple(sorted(set(plan.ports))) or known
    searches = [probe.SEARCH.port for probe in probes.discoveries().values()]
    if not 0 <= plan.offset <= HIGHEST_PORT - max(*chosen, *searches):
        raise InputError(f"port offset {plan.offset}: some port would be above {HIGHEST_PORT}")
    return chosen

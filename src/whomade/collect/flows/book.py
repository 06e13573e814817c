"""The book of traffic: who called what and when, added up per device as records come, in bounded memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.flows.activity import Activity
from whomade.collect.flows.site import Site
from whomade.model.traffic import Contact, Joined, Lookup, Stated, Stretch, Traffic
from whomade.signals.hosts import is_public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Where

MOST_DEVICES = 10_000
MOST_ENTRIES = 40_000
"""Contacts and names kept in all."""
MOST_ANSWERS = 100_000
MOST_ADDRESSES = 16
"""Addresses kept of one name, resolvers of one device, and names of one address."""
MOST_JOINED = 50
MAC = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")


class Call(NamedTuple):
    """One connection, or several of one kind, between a device and a peer outside; see `Contact`."""

    device: str
    peer: str
    port: str
    at: float
    until: float
    sent: int | None = None
    received: int | None = None
    times: int = 1
    inbound: bool = False
    protocol: str = ""


@dataclass(slots=True)
class _Asked:
    where: Where
    first: float
    last: float
    count: int = 0
    resolvers: dict[str, None] = field(default_factory=dict)
    activity: Activity = field(default_factory=Activity)


@dataclass(slots=True)
class _Called:
    where: Where
    first: float
    last: float
    times: int = 0
    seconded: int = 0
    sent: int | None = None
    received: int | None = None
    protocol: str = ""
    activity: Activity = field(default_factory=Activity)


@dataclass(slots=True)
class _Device:
    first: float
    last: float
    addresses: dict[str, None] = field(default_factory=dict)
    asked: dict[str, _Asked] = field(default_factory=dict)
    called: dict[tuple[str, str, bool], _Called] = field(default_factory=dict)
    named: dict[str, dict[str, str]] = field(default_factory=dict)
    joined: list[Joined] = field(default_factory=list)
    local_bytes: int = 0
    dropped: int = 0


class Book:
    """Everything that was read about traffic. Devices are named by their MAC address where it is known, else by IP.

    `stated` lists the inputs; `left_out` counts devices beyond those that are kept.
    """

    def __init__(self, site: Site | None = None) -> None:
        self.site = site or Site()
        self.stated: list[Stated] = []
        self.left_out = 0
        self._devices: dict[str, _Device] = {}
        self._answers: dict[str, dict[str, None]] = {}
        self._stations: dict[str, dict[str, None]] = {}
        self._entries = 0

    def meet(self, device: str, at: float, address: str = "") -> None:
        """Note that a device was there."""
        if (found := self._device(device, at)) and address and len(found.addresses) < MOST_ADDRESSES:
            found.addresses[address] = None

    def station(self, address: str, mac: str) -> None:
        """Note that an address was leased to a station."""
        known = self._stations.setdefault(address, {})
        if len(known) < 2:
            known[mac] = None

    def ask(self, device: str, name: str, at: float, where: Where, resolver: str = "") -> None:
        """Note a question for a name; names that stay within a site are left out."""
        name = name.rstrip(".").lower()
        found = self._device(device, at) if is_public(name) else None
        if found is None:
            return
        asked = found.asked.get(name)
        if asked is None:
            if not self._has_room(found):
                return
            asked = found.asked[name] = _Asked(where, at, at)
        asked.first, asked.last = min(asked.first, at), max(asked.last, at)
        asked.count += 1
        asked.activity.add(at)
        if resolver and len(asked.resolvers) < MOST_ADDRESSES:
            asked.resolvers[resolver] = None

    def answer(self, name: str, address: str) -> None:
        """Note an address that a name has, whoever asked."""
        name = name.rstrip(".").lower()
        if name in self._answers or (len(self._answers) < MOST_ANSWERS and is_public(name)):
            known = self._answers.setdefault(name, {})
            if len(known) < MOST_ADDRESSES:
                known[address] = None

    def name(self, device: str, peer: str, name: str, how: str, at: float) -> None:
        """Note the name by which a device spoke to a peer: `how` is `tls` or `http`."""
        name = name.rstrip(".").lower()
        found = self._device(device, at) if is_public(name) else None
        if found and (peer in found.named or len(found.named) < MOST_ENTRIES):
            known = found.named.setdefault(peer, {})
            if len(known) < MOST_ADDRESSES:
                known[name] = how

    def call(self, call: Call, where: Where, *, is_second_hand: bool = False, busy: tuple[Stretch, ...] = ()) -> None:
        """Note connections; one that another log counts as well (`is_second_hand`) counts only where no other does.

        `busy` says when there were packets, where more is known than beginning and end.
        """
        found = self._device(call.device, call.at)
        if found is None:
            return
        found.last = max(found.last, call.until)
        key = (call.peer, call.port, call.inbound)
        called = found.called.get(key)
        if called is None:
            if not self._has_room(found):
                return
            called = found.called[key] = _Called(where, call.at, call.until)
        called.first, called.last = min(called.first, call.at), max(called.last, call.until)
        for stretch in busy or (Stretch(call.at, call.at, 1), Stretch(call.until, call.until, 1)):
            called.activity.add(stretch.start, stretch.times)
        called.seconded += call.times if is_second_hand else 0
        called.times += 0 if is_second_hand else call.times
        called.sent, called.received = _sum(called.sent, call.sent), _sum(called.received, call.received)
        called.protocol = called.protocol or call.protocol

    def local(self, device: str, at: float, size: int) -> None:
        """Note bytes between a device and a peer inside the site."""
        if found := self._device(device, at):
            found.local_bytes += size

    def join(self, device: str, at: float, how: str, where: Where) -> None:
        """Note that a device came up or joined the network."""
        if (found := self._device(device, at)) and len(found.joined) < MOST_JOINED:
            found.joined.append(Joined(at, how, where))

    def _device(self, device: str, at: float) -> _Device | None:
        found = self._devices.get(device)
        if found is None:
            if len(self._devices) >= MOST_DEVICES:
                self.left_out += 1
                return None
            found = self._devices[device] = _Device(at, at)
        if at:
            found.first, found.last = min(found.first or at, at), max(found.last, at)
        return found

    def _has_room(self, found: _Device) -> bool:
        if self._entries >= MOST_ENTRIES:
            found.dropped += 1
            return False
        self._entries += 1
        return True

    def devices(self) -> Iterator[Traffic]:
        """Give the traffic of each device, in the order of keys; what was read under an address goes to its station."""
        parts: dict[str, list[tuple[str, _Device]]] = {}
        for key, found in self._devices.items():
            parts.setdefault(self._owner(key), []).append((key, found))
        for key in sorted(parts):
            yield self._joined(key, parts[key])

    def _owner(self, key: str) -> str:
        """The station to which an address was leased, where it was leased to one alone."""
        stations = self._stations.get(key, {})
        return next(iter(stations)) if len(stations) == 1 else key

    def _joined(self, key: str, parts: list[tuple[str, _Device]]) -> Traffic:
        said = (address for other, found in parts for address in (other, *found.addresses))
        addresses = dict.fromkeys(address for address in said if not MAC.fullmatch(address))
        names = {name for _, found in parts for name in found.asked}
        of_address = self._names_by_address(names)
        lookups = (self._lookup(name, asked) for _, found in parts for name, asked in found.asked.items())
        calls = (
            _contact(where, called, found.named.get(where[0], {}), of_address.get(where[0], {}))
            for _, found in parts
            for where, called in found.called.items()
        )
        return Traffic(
            device=key,
            addresses=tuple(addresses),
            first=min((f.first for _, f in parts if f.first), default=0.0),
            last=max(f.last for _, f in parts),
            lookups=tuple(sorted(lookups, key=lambda one: (one.first, one.name))),
            contacts=tuple(sorted(calls, key=lambda one: (one.first, one.peer, one.port))),
            joined=tuple(sorted(moment for _, f in parts for moment in f.joined)),
            local_bytes=sum(f.local_bytes for _, f in parts),
            dropped=sum(f.dropped for _, f in parts),
        )

    def _names_by_address(self, names: set[str]) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for name in sorted(names):
            for address in self._answers.get(name, {}):
                found.setdefault(address, {})[name] = None
        return found

    def _lookup(self, name: str, asked: _Asked) -> Lookup:
        return Lookup(
            name, asked.first, asked.last, asked.count, tuple(self._answers.get(name, {})), tuple(asked.resolvers),
            asked.activity.stretches(), asked.where,
        )  # fmt: skip


def _sum(one: int | None, other: int | None) -> int | None:
    return one if other is None else other + (one or 0)


def _contact(key: tuple[str, str, bool], called: _Called, spoken: dict[str, str], told: dict[str, None]) -> Contact:
    peer, port, inbound = key
    names = tuple(dict.fromkeys((*spoken, *told)))
    return Contact(
        peer=peer,
        port=port,
        first=called.first,
        last=called.last,
        count=called.times or called.seconded,
        sent=called.sent,
        received=called.received,
        names=names,
        named_by=next(iter(spoken.values()), "dns") if names else "",
        inbound=inbound,
        protocol=called.protocol,
        activity=called.activity.stretches(),
        where=called.where,
    )

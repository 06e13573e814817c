"""What every sender said, each thing once, in bounded memory; and the observations made of it at the end."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.capture.owners import MOST_SENDERS, Owners, Sender, is_station
from whomade.signals import sender as statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

MOST_OF_KIND = 64
"""Different messages of one kind kept of one sender."""
MOST_NAMES = 2048
MOST_DOMAINS = 40
"""Domains that a device with one purpose asks for at most. A phone or computer asks for more, and among them for those
of the cameras it shows: its names say nothing about who made it."""
MOST_BYTES = 64 * 1024 * 1024
"""Of all messages kept; above that new ones are counted and not kept."""
ENTRY_BYTES, SENDER_BYTES = 200, 700
"""What a message costs beside its own bytes, and what a sender costs that was not heard before."""
CLOUD = "cloud_host"


class Place(NamedTuple):
    """Where something was heard: number of the frame, time (ns), and the port of the sender (`udp/37020`)."""

    number: int
    when: int
    port: str


@dataclass(slots=True)
class Ledger:
    """Messages by sender. A message heard again costs nothing."""

    owners: Owners = field(default_factory=Owners)
    dropped: int = 0
    many_names: int = 0
    """Senders that asked for so many hosts that the names were not used."""
    _said: dict[Sender, dict[tuple[str, bytes], Place]] = field(default_factory=dict)
    _asked: dict[Sender, dict[str, Place]] = field(default_factory=dict)
    _counts: Counter[tuple[Sender, str]] = field(default_factory=Counter)
    _first: dict[bytes, Place] = field(default_factory=dict)
    _bytes: int = 0

    def meet(self, mac: bytes, place: Place) -> None:
        """Note the first frame of a station."""
        if is_station(mac) and len(self._first) < MOST_SENDERS:
            self._first.setdefault(mac, place)

    def say(self, who: Sender, kind: str, data: bytes, place: Place) -> None:
        """Keep a message."""
        if (kind, data) in self._said.get(who, ()):
            return
        if self._counts.get((who, kind), 0) >= MOST_OF_KIND or self._bytes + len(data) > MOST_BYTES:
            self.dropped += 1
            return
        self._counts[who, kind] += 1
        self._bytes += len(data) + ENTRY_BYTES + (0 if who in self._said else SENDER_BYTES)
        self._said.setdefault(who, {})[kind, data] = place

    def ask(self, who: Sender, host: str, place: Place) -> None:
        """Keep the name of a host that somebody wants to reach."""
        names = self._asked.get(who, {})
        if host not in names and len(names) < MOST_NAMES and self._bytes < MOST_BYTES:
            self._bytes += len(host) + ENTRY_BYTES + (0 if names else SENDER_BYTES)
            self._asked.setdefault(who, {})[host] = place

    def observations(self, source: Source) -> Iterator[Observation | Problem]:
        """Give what was heard, device by device; what comes from elsewhere is left out and counted."""
        for mac in self.owners.owned():
            place = self._first.get(mac, Place(0, 0, ""))
            yield _observe(source, mac.hex(":"), "mac", mac.hex(":"), place, b"")
        for who, said in self._said.items():
            yield from self._of(source, who, said)
        for who, names in self._asked.items():
            asset = None if self._asks_for_others(who, names) else self.owners.asset(who)
            for host, place in sorted(names.items(), key=_in_order) if asset else ():
                yield _observe(source, asset or "", CLOUD, host, place, who[1])

    def _asks_for_others(self, who: Sender, names: dict[str, Place]) -> bool:
        """Whether names are asked for on behalf of somebody else: a resolver does so, and a device for people."""
        if who[1] in self.owners.resolvers:
            return True
        domains = {".".join(name.rsplit(".", 2)[-2:]) for name in names}
        self.many_names += len(domains) > MOST_DOMAINS
        return len(domains) > MOST_DOMAINS

    def _of(self, source: Source, who: Sender, said: dict[tuple[str, bytes], Place]) -> Iterator[Observation | Problem]:
        asset = self.owners.asset(who)
        if asset is None:
            self.owners.left_out += 1
            return
        for (kind, data), place in sorted(said.items(), key=_in_order):
            seen = _observe(source, asset, kind, data, place, who[1])
            if others := statement.others(_from_address(seen, who[1])):
                told = f"a message from {_address(who[1])} speaks of {', '.join(others[:3])}"
                yield source.problem(seen.where.place, "a message about its sender", told, "nothing is attributed")
            else:
                yield seen


def _in_order(item: tuple[object, Place]) -> int:
    return item[1].number


def _observe(source: Source, asset: str, kind: str, data: bytes | str, place: Place, raw: bytes) -> Observation:
    words = (f"packet {place.number}", _address(raw), place.port)
    return source.observe(asset, kind, data, " ".join(word for word in words if word), at=moment(place.when))


def _from_address(seen: Observation, raw: bytes) -> Observation:
    return dataclasses.replace(seen, asset=_address(raw) or seen.asset)


def _address(raw: bytes) -> str:
    return str(ip_address(raw)) if len(raw) in (4, 16) and any(raw) else ""


def moment(when: int) -> str | None:
    """Write nanoseconds since 1970 as RFC 3339 text; None where no time was noted."""
    if not 0 < when < 253_402_300_800 * 1_000_000_000:
        return None
    return datetime.fromtimestamp(when // 1_000_000_000, UTC).isoformat().replace("+00:00", "Z")

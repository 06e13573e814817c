"""Who a sender is: the MAC address of a frame is the device's own, or that of the router that passed its packet on.

A device is named by its own MAC address, which stays when the address changes; one behind a router by its IP address.
A router must not be taken for what stands behind it, so a MAC address is a device's own only where that is shown: by
ARP, by a lease, or by one address in it and a time to live that no router has counted down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

from whomade.collect.capture.frames import NO_MAC

MOST_CLAIMED = 4
"""IPv4 addresses that one device may hold by ARP; above that it answers for others (proxy ARP)."""
MOST_SENDERS = 100_000
"""Pairs of MAC and IP address remembered, both of senders and of claims; forged ones must not fill the memory."""
_JUST_SENT = (32, 64, 128, 255)
"""Where systems start to count the time to live; a little below means that routers counted."""
_HOPS = 8
_COUNTED = frozenset(start - hops for start in _JUST_SENT for hops in range(1, _HOPS + 1))

Sender = tuple[bytes, bytes]


@lru_cache(maxsize=65_536)
def address(raw: bytes) -> IPv4Address | IPv6Address | None:
    """Read the bytes of an address; None for a sender that has none yet."""
    return ip_address(raw) if len(raw) in (4, 16) and any(raw) else None


def is_routed(ttl: int, target: bytes) -> bool:
    """Whether a router has counted the time to live down; messages to groups start anywhere and stay on the wire."""
    is_group = target[:1] >= b"\xe0" if len(target) == 4 else target[:1] == b"\xff"
    return not is_group and ttl in _COUNTED


@dataclass(slots=True)
class Owners:
    """What the capture shows about addresses."""

    claimed: dict[bytes, set[bytes]] = field(default_factory=dict)
    """IPv4 addresses that a MAC address claimed by ARP or got by a lease."""
    heard: dict[bytes, dict[bytes, bool]] = field(default_factory=dict)
    """Addresses heard from a MAC address, and whether a router had its hand in it."""
    resolvers: set[bytes] = field(default_factory=set)
    """Addresses that answer for names: what they ask is asked for others."""
    left_out: int = 0
    _own: set[bytes] = field(default_factory=set)
    _heard: int = 0
    _claims: int = 0

    def meet(self, mac: bytes, source: bytes, ttl: int, target: bytes) -> None:
        """Note a sender of an IP packet."""
        known = self.heard.get(mac)
        if known is None or source not in known:
            if self._heard >= MOST_SENDERS:
                return
            self._heard += 1
            self.heard.setdefault(mac, {})[source] = is_routed(ttl, target)
        elif not known[source]:
            known[source] = is_routed(ttl, target)

    def claim(self, mac: bytes, source: bytes) -> None:
        """Note an address that a device says is its own."""
        if any(source) and source not in self.claimed.get(mac, ()) and self._claims < MOST_SENDERS:
            self._claims += 1
            self.claimed.setdefault(mac, set()).add(source)
            self._own.add(source)

    def resolve(self, source: bytes) -> None:
        """Note an address that answers for names."""
        if len(self.resolvers) < MOST_SENDERS:
            self.resolvers.add(source)

    def asset(self, sender: Sender) -> str | None:
        """Give the key of a sender's device; None for one that is not of this site."""
        mac, source = sender
        found = address(source)
        if self._is_own(mac, source, found):
            return mac.hex(":")
        if found is None or found.is_multicast or (found.is_global and source not in self._own):
            return None
        return str(found)

    def owned(self) -> list[bytes]:
        """Give every MAC address that is the own address of a device heard or claimed."""
        return sorted(mac for mac in {*self.heard, *self.claimed} if is_station(mac))

    def _is_own(self, mac: bytes, source: bytes, found: IPv4Address | IPv6Address | None) -> bool:
        if not is_station(mac):
            return False
        if found is None:
            return True
        claimed = self.claimed.get(mac, set())
        if source in claimed:
            return len(claimed) <= MOST_CLAIMED
        if found.is_link_local:
            return True
        known = self.heard.get(mac, {})
        if found.version == 6:
            return not any(routed for routed in known.values()) and not found.is_global
        others = {other for other in known if len(other) == 4 and any(other) and other != source}
        is_only = not claimed and not any(_is_real(other) for other in others)
        return is_only and not found.is_global and not known.get(source, True)


def _is_real(raw: bytes) -> bool:
    """Whether an address is more than the stopgap of a device that waits for a lease."""
    found = address(raw)
    return found is not None and not found.is_link_local


def is_station(mac: bytes) -> bool:
    """Whether a MAC address can be that of one station: no group, and not blank."""
    return len(mac) == 6 and mac != NO_MAC and not mac[0] & 1

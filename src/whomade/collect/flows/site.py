"""What is inside a site and what is outside, by addresses."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from whomade.errors import InputError

Address = IPv4Address | IPv6Address
SHARED = ip_network("100.64.0.0/10")
"""Between a provider and its customers. Source: RFC 6598 section 4. No home or office numbers its devices from it."""


class Site:
    """Tells addresses of the site from others: private ones, and those of `local` networks, are inside."""

    def __init__(self, local: tuple[str, ...] = ()) -> None:
        self._local = tuple(_network(text) for text in local)
        self.is_outside = lru_cache(maxsize=65_536)(self._is_outside)

    def _is_outside(self, text: str) -> bool:
        """Whether an address is one that hosts elsewhere have; groups, blanks and broken ones are not."""
        try:
            found = ip_address(text)
        except ValueError:
            return False
        if found.is_multicast or any(found in network for network in self._local):
            return False
        return found.is_global or found in SHARED

    def is_inside(self, text: str) -> bool:
        """Whether an address is that of one host inside."""
        try:
            found = ip_address(text)
        except ValueError:
            return False
        is_host = not (found.is_multicast or found.is_unspecified or found.is_loopback or _is_broadcast(found))
        return is_host and not self.is_outside(text)


def _is_broadcast(address: Address) -> bool:
    return address.version == 4 and str(address) == "255.255.255.255"


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError as error:
        raise InputError(f"--local: expected a network such as 203.0.113.0/24, found `{text}`") from error

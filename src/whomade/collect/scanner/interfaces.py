"""Which interfaces a discovery may use: those whose every connected network the user allows."""

from __future__ import annotations

import ipaddress
import socket
from ipaddress import IPv4Interface, IPv4Network
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.scanner.allow import LOOPBACK, AllowList
from whomade.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Interface(NamedTuple):
    """An interface to send from: name, number in the system, own address and connected network."""

    name: str
    number: int
    address: str
    network: IPv4Network

    @property
    def broadcast(self) -> str:
        """Directed broadcast address of the network, never 255.255.255.255.

        Raises:
            OSError: the network has no other.
        """
        if self.network.prefixlen == 0:
            raise OSError("the directed broadcast of 0.0.0.0/0 would be the limited one")
        return str(self.network.broadcast_address)


def addresses() -> dict[str, list[IPv4Interface]]:
    """Every IPv4 address of this machine by interface, secondary ones included.

    Raises:
        MissingExtra: the package that asks the system for them is not installed.
    """
    try:
        import ifaddr
    except ImportError as error:
        raise MissingExtra("scan") from error
    found: dict[str, list[IPv4Interface]] = {}
    for adapter in ifaddr.get_adapters():
        name = str(adapter.name).partition(":")[0]  # a label such as eth0:1 is the same wire as eth0
        own = [ipaddress.IPv4Interface(f"{ip.ip}/{ip.network_prefix}") for ip in adapter.ips if ip.is_IPv4]
        found.setdefault(name, []).extend(own)
    return found


def usable(
    allowed: AllowList,
    targets: Iterable[IPv4Network],
    found: dict[str, list[IPv4Interface]] | None = None,
    number_of: Callable[[str], int] = socket.if_nametoindex,
) -> list[Interface]:
    """Interfaces with a target on their network, none of whose networks lies outside the allow-list.

    An interface with one address in a network that is not allowed is left alone: both share the wire.
    """
    wanted = list(targets)
    chosen: list[Interface] = []
    for name, own in sorted((addresses() if found is None else found).items()):
        if all(allowed.covers(ip.network) or ip.ip in LOOPBACK for ip in own):
            near = next((ip for ip in own if any(ip.network.overlaps(target) for target in wanted)), None)
            if near is not None:
                chosen.append(Interface(name, number_of(name), str(near.ip), near.network))
    return chosen

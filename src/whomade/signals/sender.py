"""Whether a discovery reply speaks of the device that sent it. Helper without kinds.

The sender of a datagram can be forged, and a proxy or reflector repeats what others said. A format that states
addresses has `addresses(observation)` beside its `extract`: one list of texts for each device that it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from ipaddress import IPv4Address, IPv6Address, ip_address

from whomade.model import Observation
from whomade.signals import kinds

Stated = Callable[[Observation], Iterator[list[str]]]
_DOTTED = re.compile(r"0{0,2}(\d{1,3})\.0{0,2}(\d{1,3})\.0{0,2}(\d{1,3})\.0{0,2}(\d{1,3})")
_NOBODY = (IPv4Address("0.0.0.0"), IPv4Address("255.255.255.255"))  # noqa: S104  nothing is bound to it


def others(observation: Observation) -> tuple[str, ...]:
    """Give the addresses under which a reply speaks of another device than the one it came from (its asset).

    A device with several addresses speaks of itself if one of them is the sender. Names, IPv6 addresses and ports are
    not compared: they are no contradiction. Without a stated address there is nothing to compare.

    Example:
        >>> reply = "HTTP/1.1 200 OK\\nLOCATION: http://192.0.2.9:80/rootDesc.xml"
        >>> others(Observation("192.0.2.9", "ssdp", reply)), others(Observation("192.0.2.7", "ssdp", reply))
        ((), ('192.0.2.9',))
    """
    sender, stated = address(observation.asset), _reader(observation.kind)
    if sender is None or stated is None:
        return ()
    for texts in stated(observation):
        found = [a for text in texts if (a := address(text)) is not None and _says_something(a, sender)]
        if found and sender not in found:
            return tuple(dict.fromkeys(map(str, found)))
    return ()


def address(text: str) -> IPv4Address | None:
    """Read an IPv4 address, also with leading zeros or mapped into IPv6; None for names and for IPv6.

    Example:
        >>> address("192.168.001.064"), address("::ffff:192.0.2.1"), address("camera.local"), address("fe80::1")
        (IPv4Address('192.168.1.64'), IPv4Address('192.0.2.1'), None, None)
    """
    dotted = _DOTTED.fullmatch(text.strip()[:45])
    try:
        found = ip_address(".".join(str(int(part)) for part in dotted.groups()) if dotted else text.strip()[:45])
    except ValueError:
        return None
    return found.ipv4_mapped if isinstance(found, IPv6Address) else found


def _says_something(stated: IPv4Address, sender: IPv4Address) -> bool:
    """Whether an address names a device on the wire: unset, group and broadcast do not, nor loopback seen from afar."""
    return stated not in _NOBODY and not stated.is_multicast and (sender.is_loopback or not stated.is_loopback)


def _reader(kind: str) -> Stated | None:
    name = kinds().get(kind)
    reader: Stated | None = getattr(import_module(name), "addresses", None) if name else None
    return reader

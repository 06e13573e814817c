"""mDNS services: type, instance and TXT items, one a line, as an object, or as the message that was sent.

Source: RFC 6763 sections 4 (instance and type) and 6 (TXT items).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import dns, leaves, mac, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("mdns",)
UDP_PORTS = (5353,)

_MAC_KEYS = frozenset({"mac", "macaddress", "mac_address", "hwaddr", "ethmac"})


def says(data: bytes) -> str | None:
    """Tell an answer from a question."""
    return "mdns" if dns.is_message(data) else None


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give each service type, instance and TXT item, and the MAC address that some devices put into TXT."""
    for item in _items(observation):
        yield observation.signal("mdns", item)
        key, _, value = item.partition("=")
        if key.strip().lower() in _MAC_KEYS:
            yield from mac.signals(observation, value)


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the addresses of each host that the services of a message are on; of every host where none is named."""
    records = dns.records(observation.data) if isinstance(observation.data, bytes) else []
    hosts: dict[str, list[str]] = {}
    for record in records:
        if record.address:
            hosts.setdefault(record.name.lower(), []).append(record.address)
    targets = {item.lower() for record in records if record.type == dns.SRV for item in record.items}
    return (hosts[name] for name in (sorted(hosts.keys() & targets) or hosts))


def _items(observation: Observation) -> Iterator[str]:
    value = text.of(observation)
    if isinstance(observation.data, bytes) and dns.is_message(observation.data):
        yield from _of_message(observation.data)
    elif isinstance(observation.data, dict):
        yield from (_item(path, leaf) for path, leaf in leaves.of(observation.data))
    elif value.lstrip().startswith(("{", "[")):
        yield from (_item(path, leaf) for path, leaf in leaves.read(value).pairs)
    else:
        yield from (part.strip() for line in text.lines(value) for part in line.split("\t"))


def _of_message(data: bytes) -> Iterator[str]:
    """Give owner, target and TXT items of each record once."""
    found = dict.fromkeys(item for record in dns.records(data) for item in (record.name, *record.items))
    return (item for item in found if item)


def _item(path: str, leaf: str) -> str:
    """Write a TXT item `key=value`; type, name and host stand alone."""
    top, _, key = path.partition(".")
    return f"{key}={leaf}" if key and top.lower() in {"txt", "properties", "attributes"} else leaf

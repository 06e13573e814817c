"""SSDP (UDP 1900, 239.255.255.250): the answer to M-SEARCH, and the description it points to.

Source: UPnP Device Architecture 1.1, sections 1.3.2 (search), 1.3.3 (answer) and 2.3 (description).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.wire import Address, Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Ssdp

PORT = 1900
GROUP = "239.255.255.250"
_TARGET = re.compile(rb"(?im)^ST:[ \t]{0,8}([\w:.-]{1,200})[ \t\r]{0,8}$")


def services(device: Device) -> Iterator[Ear]:
    """Give the ear for searches."""
    if device.profile.ssdp is not None:
        yield Ear(PORT, partial(_answer, device, device.profile.ssdp), (GROUP,))


def _answer(device: Device, service: Ssdp, data: bytes, sender: Address) -> Iterator[tuple[bytes, Address]]:
    """Answer a search for everything, for root devices, or for this type."""
    target = _TARGET.search(data)
    if not data.startswith(b"M-SEARCH") or target is None:
        return
    asked = target[1].decode()
    if asked not in {"ssdp:all", "upnp:rootdevice", service.device_type}:
        return
    kind = service.device_type if asked == "ssdp:all" else asked
    lines = [
        "HTTP/1.1 200 OK",
        "CACHE-CONTROL: max-age=1800",
        "EXT:",
        f"LOCATION: {location(device, service)}",
        f"SERVER: {device.fill(service.server)}",
        f"ST: {kind}",
        f"USN: uuid:{device.values['uuid']}::{kind}",
    ]
    yield "\r\n".join([*lines, "", ""]).encode(), sender


def location(device: Device, service: Ssdp) -> str:
    """Give the URL of the description, as the device tells it."""
    return device.fill(service.location, colon_port=device.colon_port(service.port), path=service.path)


def description(device: Device, service: Ssdp) -> bytes:
    """Give the device description."""
    told = {"manufacturer": device.fill(service.manufacturer), "device_type": service.device_type}
    return device.template("ssdp-description.xml", **told).encode()

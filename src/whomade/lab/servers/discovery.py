"""WS-Discovery (UDP 3702, 239.255.255.250): the answer to a Probe for video transmitters.

Source: WS-Discovery 1.0 (2005/04), sections 5.2 and 5.3; ONVIF Core Specification, section 7.3.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.servers import onvif
from whomade.lab.wire import Address, Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Onvif

PORT = 3702
GROUP = "239.255.255.250"
_MESSAGE_ID = re.compile(rb"<(?:[\w-]{1,40}:)?MessageID\b[^>]{0,500}>\s{0,50}([\w:.-]{1,200})\s{0,50}</")
_TYPES = re.compile(rb"<(?:[\w-]{1,40}:)?Types\b[^>]{0,500}>([^<]{0,500})</")


def services(device: Device) -> Iterator[Ear]:
    """Give the ear for Probes of a device that speaks ONVIF."""
    if device.profile.onvif is not None:
        yield Ear(PORT, partial(_answer, device, device.profile.onvif), (GROUP,))


def _answer(device: Device, service: Onvif, data: bytes, sender: Address) -> Iterator[tuple[bytes, Address]]:
    asked = _MESSAGE_ID.search(data)
    types = _TYPES.search(data)
    if asked is None or b"Probe" not in data:
        return
    if types is not None and types[1].strip() and not re.search(rb"NetworkVideoTransmitter|Device\b", types[1]):
        return
    header = device.template("wsd-header.xml", relates_to=asked[1].decode())
    told = {"xaddr": onvif.xaddr(device, service), "scopes": " ".join(onvif.scopes(device, service))}
    yield onvif.enveloped(device, service, device.template("wsd-match.xml", **told), header), sender

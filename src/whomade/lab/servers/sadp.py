"""SADP (UDP 37020, 239.255.255.250): an XML inquiry, answered with a ProbeMatch. Nothing else is answered.

Source: Hikvision.cs and its self-test in UniversalScanner; internal/sadp/scanner.go in hikvision-tooling (a second form
of inquiry).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from whomade.lab.wire import Address, Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Sadp

PORT = 37020
GROUP = "239.255.255.250"
BROADCAST = "127.255.255.255"
_UUID = re.compile(rb"<Uuid>([0-9A-Fa-f-]{1,40})</Uuid>")
_INQUIRY = re.compile(rb"<Types>inquiry(?:_v32)?</Types>")


def services(device: Device) -> Iterator[Ear]:
    """Give the ear for inquiries."""
    if device.profile.sadp is not None:
        yield Ear(PORT, partial(_answer, device, device.profile.sadp), (GROUP, BROADCAST))


def _answer(device: Device, service: Sadp, data: bytes, sender: Address) -> Iterator[tuple[bytes, Address]]:
    asked = _UUID.search(data)
    if asked is None or b"<Probe" not in data or not _INQUIRY.search(data):
        return
    to = (GROUP, device.port(PORT)) if service.to == "group" else sender
    yield device.template(service.template, asked=asked[1].decode()).encode(), to

"""Protocol servers of the lab, one file each: a device in, its ports with what they answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.lab.servers import dhip, discovery, dvrip, greeting, http, mdns, mhed, rtsp, sadp, ssdp, trap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.wire import Ear, Stream

_ALL = (http, rtsp, discovery, ssdp, sadp, dhip, dvrip, mhed, mdns, greeting, trap)


def of(device: Device) -> Iterator[Stream | Ear]:
    """Give everything a device listens at."""
    for server in _ALL:
        yield from server.services(device)

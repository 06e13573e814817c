"""SSDP: an M-SEARCH for root devices; answers name the UPnP library and often the maker.

Source: UPnP Device Architecture 1.1, section 1.3.2.
"""

from __future__ import annotations

from whomade.collect.probes import Search
from whomade.collect.probes.template import template

SEARCH = Search(
    template(
        "ssdp-m-search",
        b'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 1\r\n'
        b"ST: upnp:rootdevice\r\n\r\n",
    ),
    port=1900,
    group="239.255.255.250",
)


def kind(reply: bytes) -> str | None:
    """An answer with a status line; notices to all are left alone."""
    return "ssdp" if reply.startswith(b"HTTP/1.") else None

"""DHDiscover search, as Dahua's own tool sends it. Other methods on this port change a device: never here.

Source: Dahua2.cs of UniversalScanner; net.py of DahuaConsole.
"""

from __future__ import annotations

import struct

from whomade.collect.probes import Search
from whomade.collect.probes.template import template

BODY = b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n'
HEADER = struct.pack("<I4s6I", 0x20, b"DHIP", 0, 0, len(BODY), 0, len(BODY), 0)
SEARCH = Search(
    template("dhip-search", HEADER + BODY), port=37810, group="239.255.255.251", listen=("239.255.255.251",)
)


def kind(reply: bytes) -> str | None:
    """A notice of a device about itself."""
    return "dhip" if reply[4:8] == b"DHIP" and b"deviceInfo" in reply else None

"""SADP inquiry, as Hikvision's own search tool sends it. Other types of this protocol change a device: never here.

Source: Hikvision.cs of UniversalScanner; internal/sadp of hikvision-tooling; hiktools.
"""

from __future__ import annotations

from whomade.collect.probes import Search
from whomade.collect.probes.template import Hole, template

GROUP = "239.255.255.250"
SEARCH = Search(
    template(
        "sadp-inquiry",
        b'<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>',
        Hole.UUID,
        b"</Uuid><Types>inquiry</Types></Probe>",
    ),
    port=37020,
    group=GROUP,
    from_port=37020,
    listen=(GROUP,),
    exchange=(b"Uuid",),
)


def kind(reply: bytes) -> str | None:
    """A match; what other tools ask is no answer."""
    return "sadp" if b"<ProbeMatch" in reply else None

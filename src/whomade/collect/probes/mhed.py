"""MHED search, as TVT's own tool sends it. Opcodes other than 8 change a device: never here.

Source: PROTOCOL.md of ipcprobe. The format asks for a TTL of 5; we keep 1, so that nothing leaves the segment.
"""

from __future__ import annotations

from whomade.collect.probes import Search
from whomade.collect.probes.template import template

GROUPS = ("234.55.55.55", "234.55.55.56")
SEARCH = Search(
    template("mhed-search", b"MHED\x08\x00\x01\x00\x01\x00" + bytes(130)),
    port=23456,
    group=GROUPS[0],
    from_port=23456,
    listen=GROUPS,
)
ANSWER = 7


def kind(reply: bytes) -> str | None:
    """An answer: opcode 7 and at least the address in it."""
    return "mhed" if reply.startswith(b"MHED") and len(reply) >= 44 and reply[4] == ANSWER else None

"""Search of Xiongmai's protocol: an empty message 1530 to everybody on the segment, answered by 1531 with JSON.

Source: DeviceManager.py of python-dvr; protocol dissector of besder-6024pb.
"""

from __future__ import annotations

import struct

from whomade.collect.probes import Search
from whomade.collect.probes.template import template

HEADER = struct.Struct("<BBHIIBBHI")
"""0xff, version, reserved, session, sequence, total, current, message id, length."""
ASK, ANSWER = 1530, 1531
SEARCH = Search(template("xiongmai-search", HEADER.pack(0xFF, 0, 0, 0, 0, 0, 0, ASK, 0)), port=34569, group=None)


def kind(reply: bytes) -> str | None:
    """An answer of message id 1531."""
    if len(reply) <= HEADER.size or reply[0] != 0xFF:
        return None
    return "dvrip" if HEADER.unpack_from(reply)[7] == ANSWER else None

"""What a device sent, cut to what a report can show: text where it is text, hexadecimal pairs where it is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from whomade.model import Observation, Reply, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CHARS = 4096
"""Of one reply. The page shows where the whole stands."""
MOST_DEVICE_CHARS = 64 * 1024
"""Of all replies of one device."""
HEX_BYTES = 512


def packed(observation: Observation) -> list[Any]:
    """One reply as a list that a temporary file can hold."""
    data = observation.data
    size = len(data if isinstance(data, bytes) else _text(data).encode("utf-8", "replace"))
    text, is_hex = _shown(data)
    most = HEX_BYTES * 3 if is_hex else MOST_CHARS
    cut = text[:most]
    return [observation.where, observation.kind, cut, size, observation.at, is_hex, len(cut) < len(text)]


def _text(data: str | dict[str, Any]) -> str:
    return data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)


def _shown(data: str | bytes | dict[str, Any]) -> tuple[str, bool]:
    """Text that may be shown, or the first bytes in pairs."""
    if not isinstance(data, bytes):
        return _text(data), False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data[: HEX_BYTES + 1].hex(" "), True
    is_plain = all(c.isprintable() or c in "\t\r\n" for c in text[:MOST_CHARS])
    return (text, False) if is_plain else (data[: HEX_BYTES + 1].hex(" "), True)


def unpacked(found: Iterable[list[Any]]) -> tuple[Reply, ...]:
    """Replies of one device in the order of their places, as many as there is room for."""
    replies: list[Reply] = []
    room = MOST_DEVICE_CHARS
    for where, kind, text, size, at, is_hex, is_cut in sorted(found, key=lambda reply: (reply[0], reply[1])):
        kept = text[: max(room, 0)]
        replies.append(Reply(Where(*where), kind, kept, size, at, is_hex, is_cut or len(kept) < len(text)))
        room -= len(kept)
    return tuple(replies)

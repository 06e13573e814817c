"""Raw replies as lines that a reader can check, and the way from a signal to the reply it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.model.observation import NOWHERE
from whomade.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Assessment, Reply, Signal, Where

MOST_CHARACTERS = 16_384
"""Characters of one reply that a page shows; the rest is counted and left out."""

BYTES_PER_LINE = 16

Places = dict[tuple["Where", str], int]
"""Number of the first reply (from 1) by place and kind; kind is empty for any kind."""


def places(device: Assessment) -> Places:
    """Where each reply of a device stands in its list."""
    found: Places = {}
    for number, reply in enumerate(device.replies, 1):
        if reply.where != NOWHERE:
            found.setdefault((reply.where, reply.kind), number)
            found.setdefault((reply.where, ""), number)
    return found


def number_of(signal: Signal, known: Places) -> int | None:
    """Number of the reply a signal was read from: the same place and kind, else the same place."""
    return known.get((signal.where, signal.kind)) or known.get((signal.where, ""))


def lines(reply: Reply) -> Iterator[str]:
    """A reply line by line, harmless; bytes as offset, digits and the characters they stand for."""
    shown = reply.text[:MOST_CHARACTERS]
    if reply.is_hex and (dumped := _bytes(shown)) is not None:
        yield from _dump(dumped)
    else:
        yield from map(wording.visible, shown.splitlines())


def size(reply: Reply) -> str:
    """How large the reply was, and how much of it stands here."""
    whole = wording.count(reply.size_bytes, "byte")
    return f"{whole}, only the beginning is shown" if is_cut(reply) else whole


def is_cut(reply: Reply) -> bool:
    """Whether something of the reply is not shown."""
    return reply.is_cut or len(reply.text) > MOST_CHARACTERS


def _bytes(digits: str) -> bytes | None:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return None


def _dump(data: bytes) -> Iterator[str]:
    for start in range(0, len(data), BYTES_PER_LINE):
        part = data[start : start + BYTES_PER_LINE]
        signs = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in part)
        yield f"{start:04x}  {part.hex(' '):<{BYTES_PER_LINE * 3 - 1}}  {signs}"

"""What the head of an image holds, whatever its format, and the small readings that all formats share.

Helper without kinds.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN_PARTS = 5
"""Parts named beside the mark of a container."""
MAX_PARTS = 256
"""Entries read from one table. Real images have less than thirty parts."""


class Parts(NamedTuple):
    """What one parser found.

    `container` names the format by its mark, and after `with` the parts where its table fits; `end` is where the last
    part ends (bytes from the start of the image, 0 if unknown); `flaws` are (expected, found) of what contradicts
    itself.
    """

    container: str = ""
    members: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    flaws: tuple[tuple[str, str], ...] = ()
    end: int = 0


class Entry(NamedTuple):
    """One part by its table: name, version where there is one, and its place in bytes."""

    name: str
    start: int
    size: int
    version: str = ""


def container(mark: str, parts: Iterable[str]) -> str:
    """Mark of a container whose table fits, with its first parts.

    >>> container("pak", ["loader", "kernel"])
    'pak with loader, kernel'
    """
    return f"{mark} with {', '.join(islice(dict.fromkeys(parts), SHOWN_PARTS))}"


def padded(raw: bytes) -> str | None:
    """Text of a field filled up with zeros; None where other bytes follow the zeros or it is no printable ASCII.

    >>> padded(b"kernel\\0\\0"), padded(b"\\0kernel"), padded(b"\\0\\0")
    ('kernel', None, '')
    """
    name = raw.rstrip(b"\0")
    return name.decode("ascii") if all(0x20 <= byte < 0x7F for byte in name) else None


def misplaced(entries: list[Entry], first: int) -> str:
    """What is wrong with the places of parts that must follow each other from `first` on; empty when nothing is."""
    end = first
    for entry in entries:
        if not entry.size:
            continue
        if entry.start < end:
            return f"`{entry.name[:32]}` at byte {entry.start}, inside what stands before it"
        end = entry.start + entry.size
    return ""

"""The head of a firmware image: the container it is packed in, told by its structure and never by decryption.

`firmware_header` is the first bytes of an image or of an image inside an archive. A mark alone is four bytes that
anybody can write; where the table behind it fits too, the value of
`firmware.container` goes on with its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from whomade.model import Observation, Problem, Signal
from whomade.signals import firmware, firmware_archive, firmware_dav, firmware_pak, firmware_uimage, text, zip_layout

if TYPE_CHECKING:
    from whomade.signals.firmware_parts import Parts

KINDS = ("firmware_header",)

HEAD_BYTES = 64 * 1024
"""Bytes of an image that are looked at as its head; every table seen ends within a few kilobytes."""

Results = Iterator[Signal | Problem]


class _Form(NamedTuple):
    matches: Callable[[bytes], bool]
    parts: Callable[[bytes], Parts]


_FORMS = (
    _Form(firmware_dav.matches, firmware_dav.parts),
    _Form(firmware_pak.matches, firmware_pak.parts),
    _Form(firmware_uimage.matches, firmware_uimage.parts),
)


def is_container(head: bytes) -> bool:
    """Tell whether bytes begin like an image whose head is read (a plain zip archive is none)."""
    return zip_layout.is_dh(head) or any(form.matches(head) for form in _FORMS)


def claimed_end(head: bytes) -> int:
    """Where the last part ends by the image's own table, in bytes from its start; 0 where no table is read."""
    return next((form.parts(head).end for form in _FORMS if form.matches(head)), 0)


def extract(observation: Observation) -> Results:
    """Read the head of an image; of an archive only the members whose own headers stand in it."""
    head = _bytes(observation)
    if zip_layout.is_zip(head):
        names = tuple(entry.name for entry in zip_layout.locals_in(head))
        yield from firmware_archive.members(observation, names, {}, is_dh=zip_layout.is_dh(head))
        return
    form = next((form for form in _FORMS if form.matches(head)), None)
    if form is None:
        shown = f"bytes {head[:4].hex(' ')}" if head else "nothing"
        yield text.problem(observation, "the head of a known firmware container", shown, text.NO_SIGNAL)
        return
    yield from _told(observation, form.parts(head))


def _bytes(observation: Observation) -> bytes:
    data = observation.data
    raw = data if isinstance(data, bytes) else text.of(observation).encode("latin-1", "replace")
    return raw[:HEAD_BYTES]


def _told(observation: Observation, parts: Parts) -> Results:
    if parts.container:
        yield observation.signal("firmware.container", parts.container)
    for said in parts.strings:
        yield observation.signal("firmware.string", said)
    for version in parts.versions:
        yield observation.signal("firmware.version", version)
    for name in parts.members:
        yield from firmware.member(observation, name)
    for expected, found in parts.flaws:
        yield text.problem(observation, expected, found, "the rest of the image is read")

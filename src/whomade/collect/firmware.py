"""Firmware images: what header, file names and texts in clear say, without a key and without unpacking the image.

Read are the first 64 KiB, the directory of a zip archive and its small steering members (Install, InstallDesc, hwid),
the heads of images inside it, and texts in the first and last 4 MiB. Containers known by structure: Hikvision
`digicap.dav`, Dahua's `DH` zip, Xiongmai's zip with InstallDesc, Reolink `.pak`. Nothing is run, written or decrypted.
The file stands for one device; with `--asset KEY` it is evidence about that device.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO, TYPE_CHECKING

from whomade.collect.archive import Archive
from whomade.collect.refusal import is_binary
from whomade.collect.source import STDIN
from whomade.collect.text import decoded
from whomade.collect.xlsx import accepts as is_workbook
from whomade.errors import InputError
from whomade.signals import firmware_archive, firmware_image, firmware_text, zip_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.source import Source
    from whomade.model import Observation, Problem
    from whomade.signals.zip_layout import Member

NAME = "firmware"

STRETCH = 4 * 1024 * 1024
"""Bytes at either end of an image that are searched for texts: boot loaders stand at the start, settings at the end."""
INNER_IMAGES = 4
"""Images inside an archive whose heads are read; a download has one or two."""

_IMAGE = re.compile(r"(?i)\.(?:bin|img|dav|mav|pak|rom|fw|chk|swu|upd|pkg)$")
_FILE_SYSTEMS = (b"hsqs", b"sqsh", b"UBI#", b"\x45\x3d\xcd\x28")
_INNER = re.compile(r"(?i)\.(?:dav|mav|pak|bin)$")
_NAMED_INSIDE = re.compile(rb"(?s)PK\x03\x04.{26}(?:InstallDesc|[\w .()&+/-]{0,200}\.(?:dav|mav|pak))")


def accepts(head: bytes, name: str) -> bool:
    """Tell whether a file begins like an image, or is a binary file or zip archive named or filled like one."""
    named = bool(_IMAGE.search(name))
    if zip_layout.is_zip(head) and not zip_layout.is_dh(head):
        return not is_workbook(head, name) and (named or bool(_NAMED_INSIDE.search(head)))
    if firmware_image.is_container(head) or head.startswith(_FILE_SYSTEMS):
        return True
    return named and is_binary(decoded(head))


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give the name of the file, its head or directory, and the texts at both ends."""
    size = source.path.stat().st_size
    if not size:
        raise InputError("empty file")
    source.read_one()
    source.note("the file name stands for the device (`--asset KEY` makes it evidence about one)")
    name = Path(source.name).name
    if source.name != STDIN and name:
        yield source.observe(source.name, "firmware_listing", {"firmware file": name}, "file name")
    with source.path.open("rb") as file:
        head = file.read(firmware_image.HEAD_BYTES)
        if zip_layout.is_zip(head):
            yield from _archive(source, file, size, head)
        else:
            yield source.observe(source.name, "firmware_header", head, "byte 0")
            yield from _cut_short(source, head, size)
        yield from _texts(source, file, size)


def _cut_short(source: Source, head: bytes, size: int) -> Iterator[Problem]:
    end = firmware_image.claimed_end(head)
    if end > size:
        yield source.flaw("byte 0", f"{end} bytes, as the table says", f"{size} bytes", "the head is read alone")


def _archive(source: Source, file: IO[bytes], size: int, head: bytes) -> Iterator[Observation | Problem]:
    archive = Archive(file, size)
    for flaw in archive.flaws:
        yield source.flaw(*flaw)
    texts: dict[str, str] = {}
    for member in _steering(archive):
        content = _content(archive, member)
        if content is None:
            yield _unread(source, member)
        else:
            texts.setdefault(_base(member), decoded(content))
    names = [member.name[:400] for member in archive.members[: firmware_archive.MAX_NAMES]]
    account = {"magic": "DH" if zip_layout.is_dh(head) else "PK", "members": names, "texts": texts}
    yield source.observe(source.name, "firmware_archive", account, "directory")
    inner = [member for member in archive.members if _INNER.search(_base(member))]
    for member in inner[:INNER_IMAGES]:
        begin = archive.begin_of(member, firmware_image.HEAD_BYTES)
        if begin and firmware_image.is_container(begin):
            yield source.observe(source.name, "firmware_header", begin, f"member {_base(member)[:80]}")


def _steering(archive: Archive) -> list[Member]:
    found = [member for member in archive.members if _base(member) in firmware_archive.STEERING]
    return found[: len(firmware_archive.STEERING)]


def _content(archive: Archive, member: Member) -> bytes | None:
    """A steering member whole; None if it is larger than any real one, or says one thing and holds another."""
    cap = firmware_archive.TEXT_BYTES
    if max(member.packed, member.size) > cap:
        return None
    content = archive.begin_of(member, cap)
    return content if content is not None and (member.unsized or len(content) == member.size) else None


def _unread(source: Source, member: Member) -> Problem:
    found = f"{member.size} bytes from {member.packed}" + (", encrypted" if member.encrypted else "")
    place = f"member {_base(member)}"
    return source.flaw(place, "a small text that unpacks to its stated size", found, "the member is not unpacked")


def _base(member: Member) -> str:
    return member.name.rpartition("/")[2]


def _texts(source: Source, file: IO[bytes], size: int) -> Iterator[Observation]:
    """Texts of the first and the last stretch, or of the whole where that is shorter."""
    if size > 2 * STRETCH:
        source.note("texts were looked for in the first and the last 4 MiB only")
    for start in (0, max(STRETCH, size - STRETCH)):
        if start >= size:
            return
        file.seek(start)
        if found := firmware_text.texts_in(file.read(STRETCH)):
            yield source.observe(source.name, "firmware_text", "\n".join(found), f"texts from byte {start} on")

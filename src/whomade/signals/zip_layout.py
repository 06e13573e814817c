"""The layout of zip archives as bytes: what members there are and where, without unpacking anything.

Helper without kinds. A first local header whose two letters are `DH` instead of `PK` is read alike: such archives
differ in nothing else. Archives of more than 4 GiB (zip64) are not read.

Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; binwalk, src/signatures/dahua_zip.rs (`DH`).
"""

from __future__ import annotations

import struct
from typing import NamedTuple

END_BYTES = 22 + 0xFFFF
"""How far from the end of the file the record that closes an archive can begin: its comment has 64 KiB at most."""
MAX_MEMBERS = 2000
LOCAL_BYTES = 30

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_PK, _DH = b"PK\x03\x04", b"DH\x03\x04"
_ENCRYPTED, _SIZE_FOLLOWS = 0x0001, 0x0008


class Member(NamedTuple):
    """One member: `method` 0 is stored, 8 deflate; `packed` and `size` are in bytes, `place` is its local header."""

    name: str
    method: int
    packed: int
    size: int
    place: int
    flags: int

    @property
    def encrypted(self) -> bool:
        """Whether it says that its data are encrypted."""
        return bool(self.flags & _ENCRYPTED)

    @property
    def unsized(self) -> bool:
        """Whether its size stands behind its data only."""
        return bool(self.flags & _SIZE_FOLLOWS) and not self.packed


class End(NamedTuple):
    """Where the directory stands: both in bytes."""

    size: int
    place: int


def is_dh(head: bytes) -> bool:
    """Tell whether bytes begin with the changed letters."""
    return head.startswith(_DH)


def is_zip(head: bytes) -> bool:
    """Tell whether bytes begin with the header of a member, with either letters."""
    return head.startswith((_PK, _DH))


def end_of(tail: bytes) -> End | None:
    """Directory by the last closing record in the last bytes of a file."""
    place = tail.rfind(b"PK\x05\x06", 0, max(len(tail) - _END.size + 4, 0))
    if place < 0:
        return None
    *_, size, start, _ = _END.unpack_from(tail, place)
    return End(size, start)


def directory(data: bytes) -> list[Member]:
    """Members of a directory up to the first entry that is none."""
    found: list[Member] = []
    place = 0
    while len(found) < MAX_MEMBERS and place + _CENTRAL.size <= len(data):
        mark, _, _, flags, method, _, _, _, packed, size, name, extra, comment, *_, local = _CENTRAL.unpack_from(
            data, place
        )
        raw = data[place + _CENTRAL.size : place + _CENTRAL.size + name]
        if mark != b"PK\x01\x02" or len(raw) < name:
            break
        found.append(Member(_text(raw), method, packed, size, local, flags))
        place += _CENTRAL.size + name + extra + comment
    return found


def local(data: bytes, place: int) -> tuple[Member, int] | None:
    """Member whose local header `data` begins with, and how many bytes follow until its data; None if it is none.

    Args:
        data: From the header on; a name that is not wholly in it is cut.
        place: Where that is in the file.
    """
    if len(data) < LOCAL_BYTES or not is_zip(data):
        return None
    _, _, flags, method, _, _, _, packed, size, name, extra = _LOCAL.unpack_from(data)
    raw = data[LOCAL_BYTES : LOCAL_BYTES + name]
    return Member(_text(raw), method, packed, size, place, flags), LOCAL_BYTES + name + extra


def locals_in(data: bytes) -> list[Member]:
    """Members whose local headers follow each other within the bytes."""
    found: list[Member] = []
    place = 0
    while len(found) < MAX_MEMBERS and (step := local(data[place : place + LOCAL_BYTES + 1024], place)):
        member, skip = step
        found.append(member)
        if member.unsized:
            break
        place += skip + member.packed
    return found


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")

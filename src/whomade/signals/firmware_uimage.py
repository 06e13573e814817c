"""U-Boot's legacy image: 64 bytes with a name. Every maker uses it, so it names none; its name may say the chip.

Helper without kinds. Source: U-Boot, include/image.h, `legacy_img_hdr`.
"""

from __future__ import annotations

import zlib

from whomade.signals.firmware_parts import Parts, padded

_MARK = b"\x27\x05\x19\x56"
_BYTES = 64


def matches(head: bytes) -> bool:
    """Tell whether bytes begin with the mark of U-Boot's image."""
    return head.startswith(_MARK)


def parts(head: bytes) -> Parts:
    """Give the name of the image, and a flaw where the checksum of the header does not fit."""
    header = head[:_BYTES]
    if len(header) < _BYTES:
        return Parts(flaws=(("a U-Boot header of 64 bytes", f"{len(header)} bytes"),))
    name = padded(header[32:])
    fits = zlib.crc32(header[:4] + bytes(4) + header[8:]) == int.from_bytes(header[4:8], "big")
    flaws = () if fits else (("the checksum of the U-Boot header", "another"),)
    return Parts("uImage" if fits else "", strings=(f"uimage={name}",) if name else (), flaws=flaws)

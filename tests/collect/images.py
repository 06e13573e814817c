"""Synthetic firmware images of a kilobyte: the layouts of real containers with invented, readable contents.

Nothing in them comes from a maker; they test parsers and the way from an image to an answer, not detection quality.
Run as a program, it writes the inputs of the cases (`python -m tests.collect.images`).
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases" / "collect" / "firmware"
MASK = bytes.fromhex("bacdbcfed6caddd3bab9a3abbfcbb5be")
SYNTHETIC = b"synthetic image of the whomade tests "
PARTS = {"uImage": SYNTHETIC * 3, "initrun.sh": b"# synthetic\n", "app.tar.lzma": SYNTHETIC}
DAHUA = {
    "Install": json.dumps(
        {"Commands": [["burn", "romfs-x.squashfs.img"]], "Devices": [["DH-IPC-HX4XXX-Test", "1.00"]]}
    ),
    "hwid": "DH-IPC-HX4XXX-Test",
    "kernel.img": SYNTHETIC.decode() * 4,
    "romfs-x.squashfs.img": SYNTHETIC.decode(),
    "dhboot.bin.img": SYNTHETIC.decode(),
}
XIONGMAI = {
    "InstallDesc": json.dumps(
        {
            "UpgradeCommand": [{"Command": "Burn", "FileName": "uImage.img"}],
            "Hardware": "HI3516EV300_85H50AI",
            "DevID": "000529B21001000000000000",
            "CompatibleVersion": 2,
            "Vendor": "General",
        }
    ),
    "uImage.img": SYNTHETIC.decode(),
}


def masked(data: bytes) -> bytes:
    return bytes(byte ^ MASK[(i + (i >> 4)) & 15] for i, byte in enumerate(data))


def dav(parts: dict[str, bytes] = PARTS, *, mark: bytes = b"SWKH", oem: int = 1, length: int | None = None) -> bytes:
    """An image with a masked header and file table."""
    table_end = 0x40 + 44 * len(parts)
    start, table = table_end, b""
    for name, content in parts.items():
        table += struct.pack("<32s3I", name.encode(), len(content), start, sum(content))
        start += len(content)
    header = struct.pack("<4s8I28x", mark, 0, length or table_end, len(parts), 1, 31, oem, 0, 0)
    return masked(header + table) + b"".join(parts.values())


def pak(names: tuple[str, ...] = ("loader", "kernel", "rootfs", "app"), *, wide: bool = False) -> bytes:
    """An image with a table of sections and one of partitions, in its 32- or 64-bit form."""
    form, header = ("<32s24s2Q", "<3Q") if wide else ("<32s24s2I", "<3I")
    begin = struct.calcsize(header) + len(names) * (struct.calcsize(form) + 76)
    sections = b"".join(
        struct.pack(form, name.encode(), b"v0.0.0.1_00010101", begin + i * len(SYNTHETIC), len(SYNTHETIC))
        for i, name in enumerate(names)
    )
    partitions = b"".join(struct.pack("<32sI32s2I", name.encode(), 0, b"/dev/mtd0", 0, 0) for name in names)
    return struct.pack(header, 0x32725913, 0 if wide else 1, 0) + sections + partitions + SYNTHETIC * len(names)


def archive(members: dict[str, str | bytes], letters: bytes = b"PK", *, packed: bool = False) -> bytes:
    """A zip archive whose first two letters are given; the dates in it are zero."""
    body, directory = b"", b""
    for name, content in members.items():
        raw = content.encode() if isinstance(content, str) else content
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = squeeze.compress(raw) + squeeze.flush() if packed else raw
        sizes = struct.pack(
            "<HHHH3IHH", 0, 8 if packed else 0, 0, 0, zlib.crc32(raw), len(data), len(raw), len(name), 0
        )
        directory += b"PK\x01\x02" + struct.pack("<HH", 20, 20) + sizes + struct.pack("<3HII", 0, 0, 0, 0, len(body))
        directory += name.encode()
        body += (b"PK" if body else letters) + b"\x03\x04" + struct.pack("<H", 20) + sizes + name.encode() + data
    count = len(members)
    return body + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)


def uimage(name: bytes = b"Linux-0.0 synthetic") -> bytes:
    head = struct.pack(">7I4B32s", 0x27051956, 0, 0, 0, 0, 0, 0, 5, 2, 2, 0, name)
    return head[:4] + struct.pack(">I", zlib.crc32(head)) + head[8:] + SYNTHETIC


def strings() -> bytes:
    """Packed noise without any container, with texts in clear."""
    noise = bytes((i * 7919 + i // 3) % 256 for i in range(600))
    return noise + b"\0/mnt/mtd/ConfigSyncProc\0name=NVMS9000\0" + noise + b"\0Linux version 4.9.37 hi3516ev200\0"


INPUTS = {
    "dav/input.dav": dav(),
    "dh-zip/input.bin": archive(DAHUA, b"DH"),
    "installdesc/input.bin": archive(XIONGMAI, packed=True),
    "pak/input.pak": pak(),
    "download/input.zip": archive({"notes.txt": "synthetic", "digicap.dav": dav()}, packed=True),
    "texts/input.img": strings(),
    "cut-short/input.bin": archive(DAHUA, b"DH")[:600],
}
"""Input of each case, by its path."""


if __name__ == "__main__":
    for path, data in INPUTS.items():
        (CASES / path).parent.mkdir(parents=True, exist_ok=True)
        (CASES / path).write_bytes(data)

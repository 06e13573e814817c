"""Stretches of a capture file, whatever its format."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from whomade.collect.capture import container, pcap_records, pcapng

if TYPE_CHECKING:
    from collections.abc import Iterator


def whole(file: BinaryIO) -> Iterator[container.Frames]:
    """Give the whole of a file as one stretch."""
    head = file.read(28)
    file.seek(0)
    if head.startswith(container.SECTION):
        yield pcapng.PcapngBlocks(file, 0)
    else:
        layout = container.layout_of(head)
        file.seek(container.HEAD_BYTES)
        yield pcap_records.PcapRecords(file, layout, container.HEAD_BYTES)

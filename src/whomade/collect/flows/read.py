"""Any input of traffic, told by its first bytes, into the book."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from whomade.collect.capture import container
from whomade.collect.flows import capture, resolver_log, zeek
from whomade.errors import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.flows.book import Book
    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

EXPECTED = "a capture (pcap, pcapng), a Zeek log (conn, dns, ssl, http, dhcp), or a log of dnsmasq, Pi-hole or BIND"


def read(source: Source, book: Book) -> Iterator[Observation | Problem]:
    """Write an input into the book, and give what devices say of themselves in it.

    Raises:
        UnknownFormat: it is none of the formats that are read.
    """
    raw = source.head()
    if container.is_capture(raw):
        source.summary.format = "pcap"
        yield from capture.read(source, book)
        return
    head = _unpacked(raw).decode("utf-8", "replace").lstrip("\ufeff")
    for reader, name in ((zeek, "zeek"), (resolver_log, "resolver-log")):
        if reader.accepts(head):
            source.summary.format = name
            yield from reader.read(source, book)
            return
    raise UnknownFormat(f"expected {EXPECTED}")


def _unpacked(raw: bytes) -> bytes:
    if not raw.startswith(container.GZIP):
        return raw
    try:
        return zlib.decompressobj(wbits=31).decompress(raw, 256 * 1024)
    except (zlib.error, gzip.BadGzipFile):
        return b""

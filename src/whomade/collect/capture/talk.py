"""What the first bytes of one direction of a TCP connection are: answers of HTTP and RTSP, TLS, greetings of devices.

Told by content; a port counts only for protocols without a mark of their own. Questions say nothing about who asks,
except the names of the hosts that are asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.collect.capture import web
from whomade.signals import baichuan, dahua_realm, handshake

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "host"
"""Name of a host that the sender wants to reach; all else is a kind of observation."""
FTP, TELNET, SDK, REOLINK, XIONGMAI, DAHUA = 21, 23, 8000, 9000, 34567, 37777
GREETINGS = {FTP: "ftp_banner", TELNET: "telnet_banner", SDK: "banner"}
MOST_GREETING = 512
_DVRIP_HEADER = 20
_REQUEST = re.compile(rb"(?:GET|POST|PUT|HEAD|OPTIONS|SUBSCRIBE|NOTIFY) \S{1,2000} HTTP/1\.[01]\r?\n")
_HOST = re.compile(rb"\r?\nHost:[ \t]{0,4}([A-Za-z0-9.-]{4,253})(?::\d{1,5})?[ \t]{0,4}\r?\n", re.IGNORECASE)


def read(data: bytes, here: int, there: int, *, is_server: bool | None) -> Iterator[tuple[str, bytes]]:
    """Give kind and bytes of what was said; `is_server` is None where the opening of the connection was not heard."""
    if data.startswith(b"HTTP/1."):
        yield from web.replies(data)
    elif data.startswith(b"RTSP/1."):
        yield "rtsp", web.dialogue(data)
    elif handshake.is_record(data):
        yield from _tls(data)
    elif _REQUEST.match(data):
        if found := _HOST.search(data[:4096]):
            yield HOST, found[1]
    elif is_server or (is_server is None and here < there):
        yield from _private(data, here)


def _tls(data: bytes) -> Iterator[tuple[str, bytes]]:
    if name := handshake.server_name(data):
        yield HOST, name.encode("ascii", "replace")
    elif certificate := handshake.certificate(data):
        yield "certificate", certificate


def _private(data: bytes, here: int) -> Iterator[tuple[str, bytes]]:
    """Protocols of one maker each, and greetings on their usual ports."""
    if data.startswith(baichuan.MAGIC):
        yield "baichuan", _one_message(data)
    elif dahua_realm.is_answer(data):
        yield "dahua_realm", data[:1024]
    elif data[4:8] == b"DHIP" and b"deviceInfo" in data:
        yield "dhip", data
    elif here == XIONGMAI and data[:1] == b"\xff" and b"{" in data[_DVRIP_HEADER : _DVRIP_HEADER + 2]:
        yield "dvrip", data
    elif data and here in GREETINGS and not (here == SDK and data[:1].isalpha()):
        yield GREETINGS[here], data[:MOST_GREETING]


def _one_message(data: bytes) -> bytes:
    """The first message: a header of 20 or 24 bytes, and as much as it says."""
    size = int.from_bytes(data[8:12], "little") + 24
    return data[: min(size, 4096)]

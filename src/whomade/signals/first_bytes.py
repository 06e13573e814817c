"""What the first bytes of a conversation look like. Helper without kinds: a protocol, never who speaks it.

Source: RFC 8446 section 5.1 (TLS), RFC 9110 (HTTP), RFC 7826 (RTSP), OASIS MQTT 3.1.1 section 3.1, RFC 8489 section 5
(STUN), RFC 4253 section 4.2 (SSH), RFC 9000 section 17.2 (QUIC); PPPP as in knowledge/sources/neu-sns-intl-iot.yml.
"""

from __future__ import annotations

import re

_TEXTS = (
    ("http", re.compile(rb"(?:(?:GET|POST|PUT|HEAD|OPTIONS|CONNECT|PATCH) \S{1,2000} HTTP/1|HTTP/1\.[01] \d)")),
    ("rtsp", re.compile(rb"(?:(?:OPTIONS|DESCRIBE|SETUP|ANNOUNCE|RECORD|PLAY) rtsp://|RTSP/1\.0 \d)")),
    ("ssh", re.compile(rb"SSH-[12]\.")),
    ("xml", re.compile(rb"\s{0,8}<(?:\?xml |[A-Za-z][A-Za-z0-9:]{0,40}[ >])")),
    ("json", re.compile(rb"\s{0,8}\{\s{0,8}\"")),
)
_MQTT = re.compile(rb"\x10[\x00-\x7f]|\x10[\x80-\xff][\x00-\x7f]")
_PPPP = frozenset({0x00, 0x01, 0x02, 0x10, 0x11, 0x20, 0x21, 0x30, 0x40, 0x41, 0x42, 0xE0, 0xE1, 0xF0})


def protocol(data: bytes) -> str:
    """Name the protocol that bytes begin like; empty where they look like none of these.

    Example:
        >>> protocol(b"GET / HTTP/1.1\\r\\n"), protocol(b"\\x16\\x03\\x01\\x02\\x00\\x01"), protocol(b"??")
        ('http', 'tls', '')
    """
    for name, pattern in _TEXTS:
        if pattern.match(data):
            return name
    return _packed(data)


def _packed(data: bytes) -> str:
    if len(data) > 5 and data[0] in (20, 21, 22, 23) and data[1] == 3 and data[2] <= 4:
        return "tls"
    if (_MQTT.match(data) and b"MQTT" in data[2:12]) or b"MQIsdp" in data[2:14]:
        return "mqtt"
    if len(data) >= 20 and data[4:8] == b"\x21\x12\xa4\x42":
        return "stun"
    if len(data) > 20 and data[0] & 0xC0 == 0xC0 and data[1:5] in (b"\0\0\0\1", b"\x6b\x33\x43\xcf"):
        return "quic"
    if len(data) >= 4 and data[0] == 0xF1 and data[1] in _PPPP and int.from_bytes(data[2:4]) == len(data) - 4:
        return "pppp"
    return ""

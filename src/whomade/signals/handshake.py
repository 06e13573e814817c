"""The start of a TLS connection on the wire: the server name that a client asks for, and the server's certificate.

Helper without kinds. Certificates are in clear up to TLS 1.2. A handshake cut off at the end is read as far as it goes.
Source: RFC 8446 sections 4.1.2 and 5.1 (ClientHello, records); RFC 6066 section 3 (server name); RFC 5246 section
7.4.2 (certificate).
"""

from __future__ import annotations

HANDSHAKE, CLIENT_HELLO, CERTIFICATE = 22, 1, 11
SERVER_NAME = 0
MOST_MESSAGES = 16


def is_record(data: bytes) -> bool:
    """Tell whether bytes begin with a record of a handshake."""
    return len(data) > 5 and data[0] == HANDSHAKE and data[1] == 3 and data[2] <= 4


def messages(data: bytes) -> list[tuple[int, bytes]]:
    """Give type and body of each message in the handshake records at the start; the last may be cut."""
    joined, at = bytearray(), 0
    while at + 5 <= len(data) and data[at] == HANDSHAKE and data[at + 1] == 3:
        size = int.from_bytes(data[at + 3 : at + 5])
        joined += data[at + 5 : at + 5 + size]
        at += 5 + size
    found: list[tuple[int, bytes]] = []
    place = 0
    while place + 4 <= len(joined) and len(found) < MOST_MESSAGES:
        size = int.from_bytes(joined[place + 1 : place + 4])
        found.append((joined[place], bytes(joined[place + 4 : place + 4 + size])))
        place += 4 + size
    return found


def server_name(data: bytes) -> str:
    """Give the name in the server name extension of a ClientHello; empty where there is none."""
    for kind, body in messages(data)[:1]:
        if kind == CLIENT_HELLO:
            return _server_name(_extensions(body))
    return ""


def _extensions(body: bytes) -> bytes:
    """Step over version, random, session, cipher suites and compression methods."""
    at = 34
    at += 1 + int.from_bytes(body[at : at + 1])
    at += 2 + int.from_bytes(body[at : at + 2])
    at += 1 + int.from_bytes(body[at : at + 1])
    size = int.from_bytes(body[at : at + 2])
    return body[at + 2 : at + 2 + size]


def _server_name(extensions: bytes) -> str:
    at = 0
    while at + 4 <= len(extensions):
        kind, size = int.from_bytes(extensions[at : at + 2]), int.from_bytes(extensions[at + 2 : at + 4])
        value = extensions[at + 4 : at + 4 + size]
        if kind == SERVER_NAME and len(value) > 5 and value[2] == 0:
            name = value[5 : 5 + int.from_bytes(value[3:5])]
            return name.decode("ascii", "replace")
        at += 4 + size
    return ""


def certificate(data: bytes) -> bytes:
    """Give the server's own certificate (DER); empty where there is none, or where it is cut."""
    for kind, body in messages(data):
        if kind == CERTIFICATE and len(body) > 6:
            size = int.from_bytes(body[3:6])
            return body[6 : 6 + size] if size and len(body) >= 6 + size else b""
    return b""

"""What leaves because of us and is not ours: bytes that the kernel and the TLS library write for a scan.

They belong to no template, so they are named here, printed by a dry run, and counted apart in the packet log.
"""

from __future__ import annotations

from typing import NamedTuple


class Implied(NamedTuple):
    """Bytes of others: the name in the packet log (empty where we cannot see them leave), who writes them, and what."""

    id: str
    by: str
    what: str


CONNECT = Implied("connect", "kernel", "TCP: SYN and the rest of its handshake, acknowledgements, a reset at the end")
HELLO = Implied("tls-client-hello", "TLS library", "ClientHello and the rest of a TLS handshake, before any request")
JOIN = Implied(
    "igmp-join", "kernel", "IGMP: membership reports while a discovery listens to a group, and a leave at its end"
)
NEIGHBOUR = Implied("", "kernel", "ARP: asks the network for the device behind an address; not in the packet log")
EVERY = (CONNECT, HELLO, JOIN, NEIGHBOUR)
"""Source: RFC 9293 section 3.5, RFC 8446 section 4.1.2, RFC 3376 section 5, RFC 826."""

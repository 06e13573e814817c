"""The certificate of a TLS port, as the handshake shows it to everybody. Sends nothing of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect.probes import Found

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from whomade.collect.probes import Connection

ORDER = 20
PORTS = (443, 8443)


async def probe(connection: Connection) -> AsyncIterator[Found]:
    """Give the certificate."""
    if certificate := await connection.certificate():
        yield Found("certificate", certificate, "certificate")

"""Whatever bytes come back, in whatever pieces: a probe ends, keeps what it read, and raises nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.collect import probes
from whomade.model import Observation
from whomade.signals import extract

if TYPE_CHECKING:
    from whomade.collect.probes.template import Message


@dataclass
class Played:
    """A connection that gives recorded pieces, whatever it is asked."""

    pieces: list[bytes]
    address: str = "127.77.0.1"
    port: int = 80
    is_tls: bool = False
    settled: bool = False
    reasons: list[str] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        assert message.data

    async def read(self, size: int, *, wait_s: float | None = None) -> bytes:  # noqa: ARG002
        if not self.pieces:
            return b""
        piece, rest = self.pieces[0][:size], self.pieces[0][size:]
        self.pieces[:1] = [rest] if rest else []
        return piece

    async def certificate(self) -> bytes | None:
        return self.pieces[0] if self.pieces else None

    def end(self, reason: str) -> None:
        self.reasons.append(reason)

    def close(self) -> None:
        pass


PIECES = st.lists(
    st.one_of(
        st.binary(max_size=200),
        st.sampled_from(
            [
                b"HTTP/1.1 200 OK\r\n", b"Content-Length: " + b"9" * 5000 + b"\r\n", b"Content-Length: -1\r\n", b"\r\n",
                b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"ffffffff\r\n", b"0\r\n\r\n",
                b"RTSP/1.0 401 Unauthorized\r\n", b"RTSP/1.0 200 OK\r\nContent-Length: 9999999\r\n\r\nv=0",
                b"<Envelope>",
                b"\x1f\x8b\x08\x00\x00", b"HTTP/9.9 \xff\r\n", b"\0\0\1\0", b"{" * 500, b"<!DOCTYPE x>",
            ]
        ),
    ),
    max_size=8,
)  # fmt: skip


@pytest.mark.parametrize("name", list(probes.tcp_probes()))
@given(pieces=PIECES)
def test_a_probe_ends_whatever_comes(name: str, pieces: list[bytes]) -> None:
    async def run() -> list[probes.Found]:
        return [found async for found in probes.tcp_probes()[name].probe(Played(pieces))]

    for found in asyncio.run(run()):
        assert extract(Observation("a", found.kind, found.data))


@pytest.mark.parametrize("name", list(probes.discoveries()))
@given(
    reply=st.one_of(st.binary(max_size=300), st.sampled_from([b"MHED\x07", b"\xff" * 20, b"<ProbeMatch", b"HTTP/1."]))
)
def test_a_discovery_takes_or_leaves_any_datagram(name: str, reply: bytes) -> None:
    kind: Any = probes.discoveries()[name].kind(reply)
    assert kind is None or extract(Observation("a", kind, reply))

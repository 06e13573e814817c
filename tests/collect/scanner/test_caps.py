"""Hostile servers: every reply ends within its caps, and what came before is kept."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from whomade.collect.probes import favicon, greeting, http, onvif_time, rtsp, web
from whomade.collect.scanner import connection
from whomade.collect.scanner.connection import Closed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from whomade.collect.probes import Found


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "READ_S", 0.2)


def answering(data: bytes) -> Callable[..., Any]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(data)
        await writer.drain()

    return serve


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"H")
        await writer.drain()
        await asyncio.sleep(0.05)


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def asked(serving: Any, serve: Any, probe: Any) -> tuple[list[Found], list[str]]:
    async with serving(serve) as port:
        found: list[Found] = []
        with suppress(Closed):
            await _into(found, probe(port))
        return found, port.ended


async def _into(found: list[Found], coming: AsyncIterator[Found]) -> None:
    """Take one by one, so that what came before a break is kept."""
    async for one in coming:
        found.append(one)  # noqa: PERF401


def test_an_answer_without_end_is_cut(serving: Any) -> None:
    found, ended = asyncio.run(asked(serving, endless, http.probe))
    assert len(found[0].data) < web.BODY_CAP + web.HEAD_CAP
    assert "KiB in one answer" in ended[0]


def test_a_server_that_drips_is_left(serving: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PORT_S", 0.5)
    found, _ = asyncio.run(asked(serving, drip, http.probe))
    assert all(len(one.data) < 100 for one in found)


def test_a_silent_server_is_left_and_said(serving: Any) -> None:
    async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    assert asyncio.run(asked(serving, silent, http.probe)) == ([], ["slower than the time cap"])


def test_a_gzip_bomb_unfolds_to_the_cap_only(serving: Any) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    found, ended = asyncio.run(asked(serving, answering(head + bomb), http.probe))
    assert len(found[0].data) < web.BODY_CAP + 1000
    assert any("unfolds" in reason for reason in ended)


def test_a_header_without_end_is_cut(serving: Any) -> None:
    endless_head = b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000
    found, ended = asyncio.run(asked(serving, answering(endless_head), http.probe))
    assert len(found[0].data) <= 4096
    assert ended == ["no end of the HTTP header"]


def test_bytes_that_are_no_http_become_a_greeting_and_settle_the_port(serving: Any) -> None:
    found, _ = asyncio.run(asked(serving, answering(b"\x00\xff\x13garbage"), http.probe))
    assert [one.kind for one in found] == ["banner"]


@pytest.mark.parametrize("extension", [b"", b";x=y"])
def test_chunks_are_joined(serving: Any, extension: bytes) -> None:
    body = b"5" + extension + b"\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    found, _ = asyncio.run(asked(serving, answering(head + body), http.probe))
    assert bytes(found[0].data).endswith(b"\r\n\r\nhello world")


def test_a_page_that_says_not_found_with_status_200_is_no_picture(serving: Any) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnot found"
    assert asyncio.run(asked(serving, answering(page), favicon.probe))[0] == []


def test_a_server_that_gives_one_page_for_every_address_shows_one_page(serving: Any) -> None:
    async def same(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n<a>welcome</a>")

    found, _ = asyncio.run(asked(serving, same, http.probe))
    assert [one.place for one in found] == ["GET /"]


def test_a_port_that_greets_is_not_spoken_to(serving: Any) -> None:
    said: list[bytes] = []

    async def greeter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(bytes.fromhex("000000100000001e0000001e00000000"))
        said.append(await reader.read())

    async def run() -> tuple[list[Found], bool]:
        async with serving(greeter) as port:
            found = [one async for one in greeting.probe(port)]
            await asyncio.sleep(0.05)
            return found, port.settled

    found, settled = asyncio.run(run())
    assert (found[0].kind, settled, said) == ("banner", True, [b""])


def test_an_rtsp_refusal_and_a_description_are_told_apart(serving: Any) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in (
            b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n",
            b"RTSP/1.0 200 OK\r\nContent-Length: 12\r\n\r\nv=0\r\ns=cam\r\n",
        ):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
        await reader.read()

    found, _ = asyncio.run(asked(serving, serve, rtsp.probe))
    assert [one.kind for one in found] == ["rtsp_options", "rtsp_sdp"]


def test_a_refused_onvif_question_is_kept_as_a_fault(serving: Any) -> None:
    body = b"<Envelope><Body><Fault/></Body></Envelope>"
    head = b"HTTP/1.1 400 Bad Request\r\nContent-Length: %d\r\n\r\n" % len(body)
    found, _ = asyncio.run(asked(serving, answering(head + body), onvif_time.probe))
    assert [(one.kind, one.data) for one in found] == [("onvif_fault", body)]


def test_nobody_listening_is_closed_not_an_error(serving: Any) -> None:
    async def run() -> bool:
        async with serving(endless) as port:
            port.port = 1
            with pytest.raises(Closed):
                await port.send(rtsp.OPTIONS.fill(address="127.77.200.1:1"))
            return port.was_open

    assert asyncio.run(run()) is False


def test_chunks_without_end_cost_no_more_than_their_length() -> None:
    body = b"\r\n0\r\n" + b"0\r\n" * 86_000
    assert not web._has_last_chunk(body)
    assert web.dechunked(body) == b""
    assert web.dechunked(b"1\r\nx\r\n" * 40_000) == b"x" * 40_000

"""The packet log: our messages with their bytes, and by name what the kernel and the TLS library write for us."""

from __future__ import annotations

import asyncio
import io
import json
from contextlib import suppress
from typing import Any

from whomade.collect.probes import rtsp
from whomade.collect.scanner.budget import PacketLog
from whomade.collect.scanner.connection import Closed


async def rude(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read(1)


def logged(serving: Any, *, is_tls: bool, is_there: bool = True) -> tuple[list[dict[str, Any]], PacketLog]:
    out = io.StringIO()

    async def run() -> PacketLog:
        async with serving(rude) as port:
            port.is_tls, port.log = is_tls, PacketLog(out)
            port.port = port.port if is_there else 1
            with suppress(Closed, OSError):
                await port.send(rtsp.OPTIONS.fill(address="127.77.200.1:1"))
            return port.log

    log = asyncio.run(run())
    return [json.loads(line) for line in out.getvalue().splitlines()], log


def test_a_connection_and_a_message_stand_in_the_log_apart(serving: Any) -> None:
    lines, log = logged(serving, is_tls=False)
    assert [(line["transport"], line["by"], line["template"]) for line in lines] == [
        ("tcp", "kernel", "connect"),
        ("tcp", "whomade", "rtsp-options"),
    ]
    assert lines[0]["hex"] == ""
    assert bytes.fromhex(lines[1]["hex"]).startswith(b"OPTIONS rtsp://")
    assert (log.messages, log.implied) == ({"rtsp-options": 1}, {"connect": 1})


def test_a_tls_handshake_is_named_with_who_writes_it(serving: Any) -> None:
    lines, log = logged(serving, is_tls=True)
    assert [(line["transport"], line["by"], line["template"]) for line in lines] == [
        ("tcp", "kernel", "connect"),
        ("tls", "TLS library", "tls-client-hello"),
    ]
    assert (log.messages, log.implied) == ({}, {"connect": 1, "tls-client-hello": 1})


def test_where_nobody_listens_no_handshake_is_claimed(serving: Any) -> None:
    _, log = logged(serving, is_tls=True, is_there=False)
    assert log.implied == {"connect": 1}

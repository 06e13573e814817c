"""A discovery that meets errors: what was heard is kept, what did not leave not counted, no socket left open."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import socket
import threading
from contextlib import contextmanager
from ipaddress import IPv4Network
from typing import TYPE_CHECKING, Any

import pytest

from whomade.collect.probes import Search, ssdp
from whomade.collect.scanner import discovery
from whomade.collect.scanner.budget import Budget, PacketLog
from whomade.collect.scanner.discovery import Caller
from whomade.collect.scanner.interfaces import Interface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.scanner.unit import Unit

RESPONDER, GROUP = "127.77.202.1", "239.255.255.250"
REPLY = b"HTTP/1.1 200 OK\r\n\r\n"


class Probe:
    """SSDP, asked at an address of loopback in the place of its group."""

    def __init__(self, port: int, listen: tuple[str, ...] = ()) -> None:
        self.SEARCH = Search(ssdp.SEARCH.message, port, RESPONDER, listen=listen)

    def kind(self, reply: bytes) -> str | None:
        return "ssdp" if reply == REPLY else None


@contextmanager
def answering() -> Iterator[int]:
    """The port of somebody who answers everything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((RESPONDER, 0))

        def answer() -> None:
            while (asked := sock.recvfrom(4096))[0] != b"end":
                sock.sendto(REPLY, asked[1])

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        try:
            yield sock.getsockname()[1]
        finally:
            sock.sendto(b"end", sock.getsockname())
            thread.join()


def searched(probe: Probe, log: PacketLog | None = None) -> Unit:
    caller = Caller(lambda _: True, Budget(1000), log or PacketLog(), window_s=0.8)
    wire = Interface("lo", socket.if_nametoindex("lo"), "127.0.0.1", IPv4Network("127.77.0.0/16"))
    return asyncio.run(caller.search("ssdp", probe, wire))


@pytest.mark.parametrize("failing", [1, 2])
def test_a_send_that_fails_costs_neither_the_answers_nor_the_count(
    monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    sends = iter(range(1, 9))
    send = socket.socket.sendto

    def failing_once(sock: socket.socket, data: bytes, to: Any) -> int:
        if data not in (REPLY, b"end") and next(sends) == failing:
            raise OSError(errno.ENETDOWN, "Network is down")
        return send(sock, data, to)

    monkeypatch.setattr(socket.socket, "sendto", failing_once, raising=False)
    with answering() as port:
        unit = searched(Probe(port))
    assert [seen.asset for seen in unit.seen] == [RESPONDER]
    assert unit.sent == 1
    assert unit.ended == [(port, "not sent: Network is down")]


def test_a_listener_that_cannot_be_had_leaves_no_socket_open(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[socket.socket] = []

    class Kept(socket.socket):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            made.append(self)

        def bind(self, address: Any) -> None:
            if address[0] == GROUP:
                raise OSError(errno.EADDRINUSE, "Address already in use")
            super().bind(address)

    monkeypatch.setattr(discovery.socket, "socket", Kept)
    with pytest.raises(OSError, match="in use"):
        searched(Probe(19_000, listen=(GROUP,)))
    assert len([sock for sock in made if sock.type == socket.SOCK_DGRAM]) == 2
    assert [sock for sock in made if sock.fileno() != -1] == []


def test_a_joined_group_stands_in_the_log_apart_from_messages() -> None:
    out = io.StringIO()
    log = PacketLog(out)
    searched(Probe(19_000, listen=(GROUP,)), log)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(line["transport"], line["to"], line["by"], line["template"]) for line in lines] == [
        ("igmp", GROUP, "kernel", "igmp-join"),
        ("udp", f"{RESPONDER}:19000", "whomade", "ssdp-m-search"),
        ("udp", f"{RESPONDER}:19000", "whomade", "ssdp-m-search"),
    ]
    assert (log.messages, log.implied) == ({"ssdp-m-search": 2}, {"igmp-join": 1})

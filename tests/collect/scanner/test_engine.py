"""The engine: one connection at a time to a host, addresses once each, and nothing lost when a probe fails."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from ipaddress import IPv4Network
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from whomade.collect.probes import discoveries
from whomade.collect.scanner import interfaces, record
from whomade.collect.scanner.allow import LOOPBACK, AllowList
from whomade.collect.scanner.budget import Budget
from whomade.collect.scanner.discovery import Ears
from whomade.collect.scanner.engine import Pace, Scan, addresses, planned
from whomade.collect.scanner.unit import decode
from whomade.errors import NotAllowed

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.77.201.1"
PORTS = (80, 554, 8000, 8899)
ESTABLISHED = 1


def connected(sock: socket.socket) -> bool:
    """What the kernel says of a connection, whoever has or has not read it. Source: tcp(7), TCP_INFO."""
    return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == ESTABLISHED


class Door:
    """Listens on ports of one host and never closes; counts connections that are open when a new one comes."""

    def __init__(self, offset: int) -> None:
        self.most = 0
        self._held: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listening = [socket.create_server((HOST, port + offset)) for port in PORTS]

    def __enter__(self) -> Door:
        for sock in self._listening:
            threading.Thread(target=self._accept, args=(sock,), daemon=True).start()
        return self

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                new, _ = listening.accept()
            except OSError:
                return
            with self._lock:
                self._held.append(new)
                self.most = max(self.most, sum(map(connected, self._held)))
                new.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    def __exit__(self, *_error: object) -> None:
        for sock in (*self._listening, *self._held):
            sock.close()


def test_a_host_has_never_more_than_one_connection(tmp_path: Path, free_offset: int) -> None:
    header = record.Header((f"{HOST}/32",), PORTS, free_offset, discovery=False)
    with Door(free_offset) as door, record.created(tmp_path / "r", header) as out:
        Scan(header, AllowList((LOOPBACK,), tmp_path), out).run()
    assert door.most == 1
    assert len(door._held) >= len(PORTS)


def test_every_address_is_planned_once_whatever_overlaps() -> None:
    targets = [IPv4Network("127.77.0.0/30"), IPv4Network("127.77.0.0/29"), IPv4Network("127.77.1.1/32")]
    listed = list(addresses(targets))
    assert listed == [*(f"127.77.0.{n}" for n in range(1, 7)), "127.77.1.1"]
    assert planned(targets) == len(listed)


def test_a_large_target_is_counted_without_being_listed() -> None:
    assert planned([IPv4Network("10.0.0.0/8")]) == 2**24 - 2


def test_units_of_an_earlier_run_are_not_asked_again(tmp_path: Path, free_offset: int) -> None:
    header = record.Header(("127.77.201.0/30",), (554,), free_offset, discovery=False)
    log = tmp_path / "log"
    with ExitStack() as stack:
        out = stack.enter_context(log.open("w"))
        writing = stack.enter_context(record.created(tmp_path / "r", header))
        writing.done = frozenset({"127.77.201.1"})
        Scan(header, AllowList((LOOPBACK,), tmp_path), writing, Pace(packet_log=out)).run()
    assert "127.77.201.1:" not in log.read_text()
    assert "127.77.201.2:" in log.read_text()


def test_few_file_handles_mean_fewer_hosts_at_a_time_not_fewer_answers(tmp_path: Path, free_offset: int) -> None:
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\n"
        "from pathlib import Path\n"
        "from whomade.collect.scanner import record\n"
        "from whomade.collect.scanner.allow import LOOPBACK, AllowList\n"
        "from whomade.collect.scanner.engine import Pace, Scan\n"
        f"header = record.Header(('127.77.201.0/25',), (80, 554), {free_offset}, discovery=False)\n"
        "with record.created(Path(sys.argv[1]), header) as out:\n"
        "    Scan(header, AllowList((LOOPBACK,), Path('x')), out, Pace(20_000)).run()\n"
    )
    with Door(free_offset):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", program, str(tmp_path / "r")],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    units = [decode(line) for line in (tmp_path / "r").read_bytes().splitlines()[1:]]
    assert len(units) == 126
    assert [unit.open for unit in units if unit.id == HOST] == [[80, 554]]


def test_a_record_with_a_target_that_is_no_longer_allowed_is_not_resumed(tmp_path: Path) -> None:
    header = record.Header(("192.0.2.0/24",), (80,), discovery=False)
    with pytest.raises(NotAllowed), record.created(tmp_path / "r", header) as out:
        Scan(header, AllowList((LOOPBACK,), tmp_path), out).run()


def test_answers_of_one_address_and_of_all_are_bounded() -> None:
    ears = Ears(lambda _: "sadp", lambda address: address.startswith("127."))
    for number in range(1000):
        ears.datagram_received(b"x" * 60_000 + str(number).encode(), ("127.77.0.1", 1))
        ears.datagram_received(b"x" * 60_000, (f"127.78.{number // 250}.{number % 250}", 1))
        ears.datagram_received(str(number).encode(), ("192.0.2.1", 1))
    assert sum(1 for address, _ in ears.heard if address == "127.77.0.1") == 32
    assert sum(len(data) for data, _ in ears.heard.values()) <= 8 * 1024 * 1024
    assert ears.dropped >= 1000


OURS, THEIRS = b"A1B2C3D4-0000-4000-8000-00000000000A", b"00000000-1111-4222-8333-444444444444"
SADP_ANSWER = b"<ProbeMatch><Uuid>%s</Uuid><Types>inquiry</Types><MAC>44-19-b6-00-00-01</MAC></ProbeMatch>"
WSD_ANSWER = b'<e:Header><w:MessageID>uuid:1</w:MessageID><w:RelatesTo x="">uuid:%s</w:RelatesTo></e:Header><e:Body/>'


@pytest.mark.parametrize(("probe", "answer"), [("sadp", SADP_ANSWER), ("ws_discovery", WSD_ANSWER)])
def test_an_answer_counts_once_though_somebody_else_asked_too(probe: str, answer: bytes) -> None:
    exchange = discoveries()[probe].SEARCH.exchange
    ears = Ears(lambda _: probe, lambda address: address.startswith("127."), exchange)
    for sender in ("127.77.0.1", "127.77.0.2", "192.0.2.1"):
        ears.datagram_received(answer % OURS, (sender, 1))
        ears.datagram_received(answer % THEIRS, (sender, 1))
    assert [(address, data) for (address, _), (data, _) in ears.heard.items()] == [
        ("127.77.0.1", answer % OURS),
        ("127.77.0.2", answer % OURS),
    ]
    assert ears.dropped == 1


def test_two_devices_behind_one_address_stay_two() -> None:
    ears = Ears(lambda _: "sadp", lambda _: True, discoveries()["sadp"].SEARCH.exchange)
    ears.datagram_received(SADP_ANSWER % OURS, ("127.77.0.1", 1))
    ears.datagram_received((SADP_ANSWER % OURS).replace(b"01</MAC>", b"02</MAC>"), ("127.77.0.1", 1))
    assert len(ears.heard) == 2


def test_ids_of_another_protocol_tell_devices_apart() -> None:
    ears = Ears(lambda _: "mhed", lambda _: True, discoveries()["mhed"].SEARCH.exchange)
    for device in (OURS, THEIRS):
        ears.datagram_received(b"<Reply><Uuid>%s</Uuid></Reply>" % device, ("127.77.0.1", 1))
    assert len(ears.heard) == 2


def test_a_stall_is_not_made_up_for_by_a_burst() -> None:
    async def run() -> list[float]:
        budget, times = Budget(500), list[float]()

        async def one() -> None:
            await budget.take()
            times.append(asyncio.get_running_loop().time())

        waiting = [asyncio.create_task(one()) for _ in range(300)]
        await asyncio.sleep(0.05)
        time.sleep(0.4)
        await asyncio.gather(*waiting)
        return times

    times = asyncio.run(run())
    assert max(sum(1 for t in times if start <= t < start + 0.05) for start in times) <= 0.05 * 500 + 0.02 * 500 + 2


def test_a_labelled_address_is_on_the_wire_of_its_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    ips = {"v0": "192.0.2.1", "v0:corp": "198.51.100.1"}
    adapters = [
        SimpleNamespace(name=name, ips=[SimpleNamespace(ip=ip, network_prefix=24, is_IPv4=True)])
        for name, ip in ips.items()
    ]
    monkeypatch.setattr("ifaddr.get_adapters", lambda: adapters)
    assert [str(ip) for ip in interfaces.addresses()["v0"]] == ["192.0.2.1/24", "198.51.100.1/24"]

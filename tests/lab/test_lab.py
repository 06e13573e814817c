"""The lab as a whole: its record, its clones, its end, and that its hostile devices do not hurt it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from lab import asking
from lab.conftest import Asked, some, with_lab
from whomade.errors import InputError, MissingExtra
from whomade.lab import Lab, certificate, profiles
from whomade.lab.device import placed
from whomade.lab.fill import fill
from whomade.lab.picture import packets
from whomade.lab.record import Record
from whomade.lab.servers import sadp

if TYPE_CHECKING:
    from pathlib import Path


def received(record: list[dict[str, object]], device: str, port: int) -> bytes:
    rows = [row for row in record if (row["device"], row["port"], row["event"]) == (device, port, "bytes")]
    return b"".join(bytes.fromhex(str(row["hex"])) for row in rows)


def test_the_record_holds_every_byte_also_of_what_was_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    said = {80: asking.get("/a", b"x" * 9000), 443: asking.get("/b"), 8000: b"\0binary\xff"}

    async def do(lab: Lab) -> None:
        device = lab["swann-recorder"]
        for port, data in said.items():
            await asking.talk(device, port, data, tls=port == 443, patience=0.3 if port == 8000 else 20)
        await asking.ask_udp(device, sadp.PORT, asking.INQUIRY.encode())

    with_lab(some("swann-recorder"), do, record=path)
    record = [json.loads(line) for line in path.read_text().splitlines()]
    found = {port: received(record, "swann-recorder", port) for port in (*said, sadp.PORT)}
    assert found == said | {sadp.PORT: asking.INQUIRY.encode()}


def test_a_connection_is_recorded_from_open_to_close(asked: Asked) -> None:
    rows = [row for row in asked.record if (row["device"], row["port"]) == ("annke-c800", 80)]
    first = [row["event"] for row in rows if row["from"] == rows[0]["from"]]
    assert first == ["open", "bytes", "close"]
    assert set(rows[0]) == {"t", "device", "transport", "port", "from", "event", "hex"}


def test_addresses_follow_the_order_of_the_files() -> None:
    devices = list(placed(profiles(), 0, Record()))
    assert [device.address for device in devices[:3]] == ["127.77.0.1", "127.77.0.2", "127.77.0.3"]
    assert [device.name for device in devices] == sorted(device.name for device in devices)


def test_clones_repeat_what_is_not_hostile_with_serial_numbers_of_their_own() -> None:
    devices = list(placed(some("annke-c800", "hostile-garbage"), 0, Record(), clones=300))
    assert len(devices) == 302
    assert [device.profile.kind for device in devices].count("hostile") == 1
    for value in ("address", "mac", "serial"):
        assert len({device.values[value] for device in devices if device.profile.kind != "hostile"}) == 301


def test_sixty_four_hosts_come_up_and_all_answer_one_search() -> None:
    async def do(lab: Lab) -> int:
        await asking.ask_udp(lab["annke-c800"], sadp.PORT, asking.INQUIRY.encode(), sadp.GROUP)
        return len({row["device"] for row in lab.record})

    assert with_lab(some("annke-c800"), do, clones=63) == 64


def test_nothing_is_left_when_the_lab_ends() -> None:
    async def run() -> set[asyncio.Task[None]]:
        open_still = []
        async with Lab(some("axis-p3225-lv", "hostile-tarpit"), port_offset=asking.offset()) as lab:
            for device in lab.devices:
                await asking.talk(device, 554, b"PLAY x RTSP/1.0\r\nCSeq: 1\r\n\r\n", patience=0.1)
                open_still.append((await asyncio.open_connection(device.address, device.port(80)))[1])
        left = asyncio.all_tasks() - {asyncio.current_task()}  # type: ignore[arg-type]
        for writer in open_still:
            writer.close()
            await asyncio.gather(writer.wait_closed(), return_exceptions=True)
        return left

    assert asyncio.run(run()) == set()


def test_a_lab_that_cannot_start_leaves_nothing_behind() -> None:
    async def run() -> None:
        async with Lab(some("annke-c800"), port_offset=asking.offset()):
            with pytest.raises(OSError, match="in use"):
                async with Lab(some("annke-c800"), port_offset=asking.offset()):
                    pass

    asyncio.run(run())


@pytest.mark.parametrize("name", ["hostile-endless", "hostile-gzip-bomb", "hostile-tarpit"])
def test_a_hostile_device_does_not_hurt_the_lab(name: str) -> None:
    async def do(lab: Lab) -> int:
        tracemalloc.start()
        device = lab[name]
        reader, writer = await asyncio.open_connection(device.address, device.port(80))
        writer.write(asking.get("/"))
        await asyncio.sleep(0.3)  # an asker that reads nothing
        await reader.read(100)
        writer.transport.abort()
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert with_lab(some(name), do) < 16 * 1024 * 1024


def test_an_asker_that_never_stops_talking_is_dropped() -> None:
    async def do(lab: Lab) -> bytes:
        return await asking.talk(lab["annke-c800"], 80, b"A" * 300_000)

    with contextlib.suppress(ConnectionError):  # the same, seen by a slower asker
        assert with_lab(some("annke-c800"), do) == b""


def test_https_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)
    certificate._key.cache_clear()
    certificate._context.cache_clear()

    async def do(_lab: Lab) -> None:
        pytest.fail("the lab came up")

    with pytest.raises(MissingExtra, match=r'pip install "whomade\[scan\]"'):
        with_lab(some("bosch-flexidome"), do)


def test_a_hole_without_a_value_is_refused() -> None:
    with pytest.raises(InputError, match=r"`\{colour\}` has no value"):
        fill("a {colour} b", {})


def test_a_value_is_quoted_for_where_it_stands() -> None:
    forms = {form: fill("{x}", {"x": '<"é'}, form) for form in ("xml", "json", "uri", "")}
    assert forms == {"xml": "&lt;&quot;é", "json": '<\\"é', "uri": "%3C%22%C3%A9", "": '<"é'}


def test_a_value_is_not_filled_again() -> None:
    assert fill("{x}", {"x": "{y}", "y": "no"}) == "{y}"


def test_packets_of_the_picture_count_on() -> None:
    frames = packets()
    numbers = [int.from_bytes(packet[2:4], "big") for _ in range(3) for packet in next(frames)]
    assert numbers == list(range(9))

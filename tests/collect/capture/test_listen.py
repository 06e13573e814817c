"""Listening on a wire: it hears, gives up its rights, sends nothing, and says which right it lacks."""

# ruff: noqa: S603  our own programs and tshark
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import whomade
from whomade.collect.capture import live, rights
from whomade.errors import InputError, NotAllowed

from . import build

SCRIPT = Path(__file__).with_name("on_one_wire.py")
OWN = ["unshare", "--user", "--map-root-user", "--net"]


def why_no_wire() -> str:
    """Why no namespace with wires can be had here; empty if it can."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        return "needs unshare and ip (Debian: util-linux, iproute2)"
    done = subprocess.run([*OWN, "ip", "link", "add", "x", "type", "veth"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "this system lets nobody make a network namespace with wires"


def heard_on_a_wire(frames: list[bytes], folder: Path) -> dict[str, Any]:
    given = folder / "frames.txt"
    given.write_text("\n".join(frame.hex() for frame in frames))
    command = [*OWN, sys.executable, str(SCRIPT), str(given), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.skipif(bool(why_no_wire()), reason=why_no_wire() or "can")
def test_devices_on_a_wire_are_heard_without_rights_and_without_a_word(tmp_path: Path) -> None:
    found = heard_on_a_wire([frame for frame in build.site() if len(frame) < 900], tmp_path)
    devices = [json.loads(line) for line in found["answer"].splitlines()]
    mac = build.CAMERA.hex(":")
    (device,) = [d for d in devices if d.get("asset", {}).get("id") == mac]
    assert device["roles"]["manufacturer"]["maker"] == "hikvision"  # the messages are SADP
    assert "nothing is sent" in found["said"]
    assert found["sent"] == []
    status = dict(line.split(":\t", 1) for line in found["rights"].splitlines() if ":\t" in line)
    assert {status[name].strip("0") for name in ("CapEff", "CapPrm", "CapInh")} == {""}
    assert status["NoNewPrivs"] == "1"
    again = {d.asset.id: d.roles["manufacturer"].maker for d in whomade.identify(tmp_path / "heard.pcap")}
    assert again[mac] == "hikvision"


def test_the_missing_right_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(live.socket, "socket", refuse)
    with pytest.raises(NotAllowed, match="CAP_NET_RAW"):
        live.Live("lo")


def test_an_interface_that_does_not_exist_is_named_with_those_that_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ear:
        def bind(self, _: object) -> None:
            raise OSError(live.errno.ENODEV, "No such device")

        def close(self) -> None: ...

    monkeypatch.setattr(live.socket, "socket", lambda *_: Ear())
    with pytest.raises(InputError, match=r"nope: no such interface; interfaces here: .*\blo\b"):
        live.Live("nope")


def test_rights_that_stay_end_the_listening(monkeypatch: pytest.MonkeyPatch) -> None:
    class Libc:
        def prctl(self, *_: object) -> int:
            return 0

        def capset(self, *_: object) -> int:
            return 0

    monkeypatch.setattr(rights.ctypes, "CDLL", lambda *_, **__: Libc())
    monkeypatch.setattr(rights, "held", lambda: 1)
    monkeypatch.delenv("SUDO_UID", raising=False)
    with pytest.raises(NotAllowed, match="could not be given up"):
        rights.give_up()


def test_under_sudo_the_process_becomes_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    for name in ("setgroups", "setresgid", "setresuid"):
        monkeypatch.setattr(os, name, lambda *given, name=name: calls.append((name, *given)))
    monkeypatch.setenv("SUDO_UID", "1001")
    monkeypatch.setenv("SUDO_GID", "1002")
    rights._become_caller()
    assert calls == [("setgroups", []), ("setresgid", 1002, 1002, 1002), ("setresuid", 1001, 1001, 1001)]

"""On real wires in a network namespace: what is not allowed sees no frame at all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("on_two_wires.py")
OWN = ["unshare", "--user", "--map-root-user", "--net"]
IPV4, UDP, AT_TTL, AT_PROTOCOL = b"\x08\x00", 17, 22, 23


def can_have_wires() -> str:
    """Why no namespace with wires can be had here; empty if it can."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        return "needs unshare and ip (Debian: util-linux, iproute2)"
    done = subprocess.run([*OWN, "ip", "link", "add", "x", "type", "veth"], capture_output=True, check=False)  # noqa: S603
    return "" if done.returncode == 0 else "this system lets nobody make a network namespace with wires"


pytestmark = pytest.mark.skipif(bool(can_have_wires()), reason=can_have_wires() or "can")


def on_two_wires(target: str, folder: Path) -> dict[str, Any]:
    command = [*OWN, sys.executable, str(SCRIPT), target, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_forbidden_interface_sees_no_frame_and_the_allowed_one_sees_only_polite_ones(tmp_path: Path) -> None:
    seen = on_two_wires("198.51.100.0/28", tmp_path)
    frames = [bytes.fromhex(frame) for frame in seen["allowed"]]
    datagrams = [f for f in frames if f[12:14] == IPV4 and f[AT_PROTOCOL] == UDP]
    assert seen["forbidden"] == []
    assert len(datagrams) >= 7, "every discovery was heard, so silence on the other wire means something"
    assert {f[AT_TTL] for f in datagrams} == {1}
    assert not any(f[30:34] == b"\xff\xff\xff\xff" for f in datagrams)


def test_a_target_outside_is_refused_before_any_frame(tmp_path: Path) -> None:
    seen = on_two_wires("203.0.113.0/28", tmp_path)
    assert "nothing was sent" in seen["refused"]
    assert seen["allowed"] == seen["forbidden"] == []

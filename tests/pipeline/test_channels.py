"""Recorders say how many cameras they serve; the coverage counts them, whatever protocol says it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import whomade

if TYPE_CHECKING:
    from pathlib import Path

SADP = (
    "<ProbeMatch><Types>inquiry</Types><AnalogChannelNum>{}</AnalogChannelNum>"
    "<DigitalChannelNum>{}</DigitalChannelNum></ProbeMatch>"
)


def counted(folder: Path, kind: str, data: Any) -> dict[str, int]:
    path = folder / "seen.jsonl"
    path.write_text(json.dumps({"asset": "rec-1", "kind": kind, "data": data}) + "\n")
    run = whomade.identify(path)
    list(run)
    return run.coverage.channels


@pytest.mark.parametrize(
    ("kind", "data", "cameras"),
    [
        ("sadp", SADP.format(4, 12), 16),
        ("dhip", {"params": {"deviceInfo": {"VideoInputChannels": 1, "RemoteVideoInputChannels": 16}}}, 16),
        ("dvrip", {"NetWork.NetCommon": {"ChannelNum": 8}}, 8),
    ],
)
def test_a_recorder_is_counted(tmp_path: Path, kind: str, data: Any, cameras: int) -> None:
    assert counted(tmp_path, kind, data) == {"rec-1": cameras}


@pytest.mark.parametrize("counts", [(0, 1), (0, 0), (99_999, 1), ("x", "-4"), (1000, 1000)])
def test_a_camera_and_a_senseless_number_are_no_recorder(tmp_path: Path, counts: tuple[Any, Any]) -> None:
    assert counted(tmp_path, "sadp", SADP.format(*counts)) == {}

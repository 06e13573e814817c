"""A number on paper holds unless something else on the device speaks of somebody else, or the note of what is gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import whomade
from whomade.model import Level

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "DS-2CD2386G2-ISU/SL"
HOLDS: dict[str, list[tuple[str, Any]]] = {
    "alone": [],
    "a note about the place": [("inventory", {"model": NUMBER, "note": "Main entrance, left"})],
    "the brand and a line of it": [("inventory", {"model": NUMBER, "brand": "Hikvision AcuSense"})],
    "a brand cell that says none": [("inventory", {"model": NUMBER, "brand": "IP camera"})],
    "the same model without its option": [
        ("onvif_deviceinfo", {"Manufacturer": "General", "Model": "DS-2CD2386G2-ISU"})
    ],
    "a model that says nothing": [("onvif_deviceinfo", {"Model": "IPC"})],
}
FALLS: dict[str, list[tuple[str, Any]]] = {
    "another maker's version": [("onvif_deviceinfo", {"FirmwareVersion": "2.800.0000000.8.R, Build Date 2021-08-22"})],
    "another maker's serial": [("label", {"serial": "210235C3VB3218000123"})],
    "another maker's realm": [("http_headers", 'WWW-Authenticate: Digest realm="Login to 6C0123FPAG12345"')],
    "another model of an unknown maker": [("onvif_deviceinfo", {"Manufacturer": "Acmecorp", "Model": "AC-9"})],
    "a brand whose goods that maker does not make": [("inventory", {"model": NUMBER, "brand": "Bosch"})],
    "a brand of which nobody wrote": [("inventory", {"model": NUMBER, "brand": "Zorglub"})],
    "an address of another trade": [("dhcp", "mac: 00:0c:29:00:00:01")],
    "a note that it was replaced": [("inventory", {"model": NUMBER, "note": "replaced by another in May"})],
}


def loud(folder: Path, seen: list[tuple[str, Any]]) -> bool:
    """Whether the number is said loudly beside what else was seen."""
    file = folder / "seen.jsonl"
    lines = [{"asset": "a", "kind": kind, "data": data} for kind, data in [("inventory", {"model": NUMBER}), *seen]]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    made = next(iter(whomade.identify(file))).roles["manufacturer"]
    return made.maker == "hikvision" and made.level.rank >= Level.PROBABLE.rank


@pytest.mark.parametrize("case", sorted(HOLDS))
def test_a_number_on_paper_holds(tmp_path: Path, case: str) -> None:
    assert loud(tmp_path, HOLDS[case])


@pytest.mark.parametrize("case", sorted(FALLS))
def test_a_number_on_paper_falls_where_something_speaks_against_it(tmp_path: Path, case: str) -> None:
    assert not loud(tmp_path, FALLS[case])

"""The title of a page names makers that did not make the host: a viewer or a wiki about cameras does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import whomade
from whomade.model import Level

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "title",
    [
        "Hikvision cameras - Home Assistant",
        "Frigate - Hikvision",
        "Dahua NVR | Blue Iris",
        "Uniview camera",
        "Hikvision",
    ],
)
def test_a_title_alone_never_names_a_maker_loudly(tmp_path: Path, title: str) -> None:
    page = f"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n<html><title>{title}</title></html>"
    seen = tmp_path / "seen.jsonl"
    seen.write_text(json.dumps({"asset": "host", "kind": "http_headers", "data": page}) + "\n")
    made = next(iter(whomade.identify(seen))).roles["manufacturer"]
    assert made.level.rank <= Level.POSSIBLE.rank

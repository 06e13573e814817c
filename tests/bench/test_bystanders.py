"""Numbers of other gear are read from lines as nmap writes them; what is no number gives nothing, nor no file."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]
SYSTEMS = """# a comment about X-100
Fingerprint Northlens PR2015 or PR2020n printer (firmware 1.2)
Class Northlens | embedded || printer
"""
SERVICES = r"""match http m|^Server: AB9000| p/Umbra AB-9000 switch http config/ i/release 7/ o/Quiet OS/
softmatch ftp m|^220 .*|
"""


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module, which belongs to a script and is in no package."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    yield importlib.import_module("bystanders")
    sys.modules.pop("bystanders", None)


def test_words_with_letters_and_digits_are_numbers(bench: ModuleType, tmp_path: Path) -> None:
    (tmp_path / bench.SYSTEMS).write_text(SYSTEMS, encoding="latin-1")
    (tmp_path / bench.SERVICES).write_text(SERVICES, encoding="latin-1")
    found = bench.bystanders(tmp_path)
    assert {each.text for each in found} == {"PR2015", "PR2020n", "AB-9000"}
    assert {each.product.split()[0] for each in found} == {"Northlens", "Umbra"}


def test_without_nmap_there_is_nobody(bench: ModuleType, tmp_path: Path) -> None:
    assert bench.bystanders(tmp_path) == set()

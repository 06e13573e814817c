"""Products of a list against an invented base: whose goods each is, and what the answer was worth."""

from __future__ import annotations

import importlib
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from whomade.pipeline.companies import Companies
from whomade.testing import brand, fingerprint, knowledge_of, relation, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from whomade.model import Knowledge

ROOT = Path(__file__).parents[2]
ROWS = [
    ("Northlens", "NL-100", "", "NL9.1", "device"),
    ("Northlens", "NL-100", "", "NL9.1", "device"),
    ("Umbra &amp; Co", "Umbra Dome", "UD-1", "NL9.2", "device"),
    ("Quartz Eye", "QX-7", "", "1.0", "device"),
    ("Quartz Eye", "LINE-77", "", "1.0", "device"),
    ("Nobody Ltd", "Z-1", "", "1.0", "device"),
    ("Nobody Ltd", "Z software", "", "1.0", "client"),
]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module, which is a script and in no package."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    yield importlib.import_module("conformant")
    sys.modules.pop("conformant", None)


@pytest.fixture
def base() -> Knowledge:
    brands = [
        brand("Northlens", row("northlens", "own-brand")),
        brand("Quartz Eye", row("quartzeye", "own-brand")),
        brand("Umbra", models=(relation("^LINE-77", "northlens"),)),
    ]
    return knowledge_of(
        brands=brands, fingerprints=(fingerprint("northlens", "firmware.version", "^NL[0-9]", "very-strong"),)
    )


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "products.db"
    with sqlite3.connect(file) as database:
        columns = "company_name, post_title, model, product_firmware_version, type"
        database.execute(f"create table onvif_products ({columns})")
        database.executemany("insert into onvif_products values (?, ?, ?, ?, ?)", ROWS)
    database.close()
    return file


def test_a_device_is_read_once_with_its_model_before_its_title(
    bench: ModuleType, base: Knowledge, listed: Path
) -> None:
    products = bench.read(listed, Companies(base))
    assert [(p.member, p.name) for p in products] == [
        ("Nobody Ltd", "Z-1"),
        ("Northlens", "NL-100"),
        ("Quartz Eye", "LINE-77"),
        ("Quartz Eye", "QX-7"),
        ("Umbra & Co", "UD-1"),
    ]


def test_the_version_tells_whose_goods_it_is_else_the_member_unless_a_line_is_another_s(
    bench: ModuleType, base: Knowledge, listed: Path
) -> None:
    truths = bench.Truths(base)
    told = {product.name: truths.of(product) for product in bench.read(listed, Companies(base))}
    assert told == {"Z-1": "", "NL-100": "northlens", "LINE-77": "", "QX-7": "quartzeye", "UD-1": "northlens"}


def test_answers_are_counted_by_whose_goods_it_is(bench: ModuleType, base: Knowledge, listed: Path) -> None:
    products = bench.read(listed, Companies(base))
    with_brand = bench.answers(products, bench.Truths(base), base, brand=True)
    assert sum(with_brand.values()) == len(products)
    assert with_brand["own_right_loud"] == 2
    assert {name for name in with_brand if name.startswith("relabelled")} <= {"relabelled_another", "relabelled_nobody"}


def test_hits_on_versions_are_counted_by_company(bench: ModuleType, base: Knowledge, listed: Path) -> None:
    counted = bench.versions(bench.read(listed, Companies(base)), base)
    assert list(counted.values()) == [{"own": 1, "others": 1}]


def test_a_list_that_is_not_there_is_said_and_no_failure(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["conformant.py", str(tmp_path / "none.db")])
    assert bench.main() == 0
    assert "nothing to count" in capsys.readouterr().out

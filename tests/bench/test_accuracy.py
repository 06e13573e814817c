"""Accuracy: cards out of sample, nmap's lines read fairly, a page that says when it shows nothing."""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from whomade.knowledge import bundle
from whomade.knowledge.read import read_base
from whomade.pipeline import cards
from whomade.pipeline.companies import Companies
from whomade.pipeline.corpus import Row, grouped
from whomade.report.scores import pooled
from whomade.testing import knowledge_of, tiny_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from whomade.knowledge.read import Base
    from whomade.report.scores import Fold

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
LINES = r"""
# a comment
Probe TCP NULL q||
match ftp m|^220 Nordvik N-(\d+) ready\r\n| p/Nordvik camera $1/ i/build $SUBST(1,"0","o")/ cpe:/h:nordvik:n-$1/a
softmatch ftp m|^220 | p/Anything/
match http m=^HTTP/1\.[01] \d\d\d .*\r\nServer: brightlens/([\d.]+)\r\n=is p/Brightlens httpd/ v/$1/
match http m|^HTTP/1\.1 200 OK\r\nServer: silent\r\n|
match smtp m|^220 | p/Mail/
match ftp m|^(220| p/Broken/
"""


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base(ROOT / "knowledge")


@pytest.fixture(scope="module")
def folds(base: Base) -> list[Fold]:
    return cards.without_groups(base)


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """Modules of `bench` and `docs`, which are scripts and no packages."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    yield {name: importlib.import_module(name) for name in ("nmap_probes", "accuracy", "accuracy_page")}
    for name in ("nmap_probes", "accuracy", "accuracy_page"):
        sys.modules.pop(name, None)


@pytest.fixture
def probes(tools: dict[str, ModuleType], tmp_path: Path) -> Any:
    (tmp_path / "probes").write_text(LINES, encoding="latin-1")
    return tools["nmap_probes"].Probes(tmp_path / "probes")


def test_without_a_source_group_no_card_is_answered_wrongly_and_loudly(folds: list[Fold]) -> None:
    assert [fold.wrong for fold in folds if fold.wrong] == []


def test_the_base_does_not_rest_on_one_source_group(folds: list[Fold]) -> None:
    over = pooled(folds)
    assert over["median_gear_drop"] <= 0.10
    assert over["groups_quoted"] >= 15
    assert over["naming"] - over["naming_without"] <= 0.15


def test_the_group_of_a_card_is_left_out_when_it_is_asked(base: Base, folds: list[Fold]) -> None:
    assert sum(fold.scorable for fold in folds) == len(cards.devices(base))
    assert all(fold.left_out == (fold.group,) for fold in folds)


def test_without_its_brand_no_card_is_answered_wrongly_and_loudly(base: Base) -> None:
    left = cards.without_brands(base)
    assert left.loud_wrong == 0
    assert left.cards == sum(each.answers for each in left.bins) > left.brands
    assert left.named == sum(each.right for each in left.bins)


def test_the_printed_brand_of_a_card_is_given_only_where_asked_for(tmp_path: Path) -> None:
    device = cards.CardDevice(Row(id="x", kind="card", raw=""), ())
    assert device.signals(label=True) == []
    every = cards.devices(read_base(tiny_base(tmp_path / "knowledge")))
    assert every
    assert not any(s.field == "label.brand" for each in every for s in each.signals(label=False))


def test_nmaps_lines_are_read_with_their_templates(probes: Any) -> None:
    guess = probes.guess("ftp_banner", "220 Nordvik N-205 ready")
    assert guess == ("Nordvik camera 205", "build 2o5", ("nordvik",))
    assert (probes.rules, probes.unread) == (3, 1)


def test_a_telling_line_is_tried_as_a_whole_answer(probes: Any) -> None:
    assert probes.guess("http_headers", "Server: BrightLens/1.2").product == "Brightlens httpd"
    assert (
        probes.guess("http_headers", "HTTP/1.0 404 Not Found\nServer: brightlens/1.2\n").product == "Brightlens httpd"
    )


@pytest.mark.parametrize(
    ("kind", "raw"), [("ftp_banner", "220 hello"), ("http_headers", "Server: silent"), ("mac", "00:00:5e:00:53:01")]
)
def test_what_names_no_product_is_no_guess(probes: Any, kind: str, raw: str) -> None:
    assert probes.guess(kind, raw) is None


def test_the_installed_lines_of_nmap_are_read(tools: dict[str, ModuleType]) -> None:
    module = tools["nmap_probes"]
    if not module.PROBES.exists():
        pytest.skip("nmap-service-probes is not installed (Debian: nmap-common)")
    probes = module.Probes()
    assert probes.rules > 1000
    assert probes.guess("ftp_banner", "220 Axis 2100 Network Camera 2.43 Nov 04 2008 ready.").product.startswith("Axis")


def test_repeating_the_label_is_wrong_on_white_label_and_accuses_where_it_names(tools: dict[str, ModuleType]) -> None:
    companies = Companies(knowledge_of())
    answer = tools["accuracy"]._label(companies)
    rows = [
        Row(id="own", kind="mac", raw="", brand_on_box="Northlens", true_maker="Northlens", scorable=True),
        Row(id="white", kind="mac", raw="", brand_on_box="Acme", true_maker="Northlens", scorable=True),
        Row(id="none", kind="mac", raw="", true_maker="Northlens", scorable=True),
    ]
    said = [answer(device) for device in grouped(rows, devices=False)]
    assert [(s.answered, s.right, s.wrong) for s in said] == [
        (True, True, False),
        (True, False, True),
        (False, False, False),
    ]


def test_an_absent_nmap_is_said_with_the_reason(
    tools: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, known = tools["accuracy"], knowledge_of()
    monkeypatch.setattr(module, "PROBES", tmp_path / "nmap-service-probes")
    answer, account = module._nmap(Companies(known), known)
    assert answer is None
    assert "not installed" in account["skipped"]


def test_the_same_figures_keep_their_date(
    tools: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tools["accuracy"]
    monkeypatch.setattr(module, "RESULTS", tmp_path / "accuracy.json")
    module.write({"cards": {"date": "2026-01-01", "n": 1}, "corpus": {"date": "2026-01-01", "n": 2}})
    module.write({"cards": {"date": "2026-02-02", "n": 1}})
    module.write({"corpus": {"date": "2026-02-02", "n": 3}})
    kept = json.loads((tmp_path / "accuracy.json").read_text(encoding="utf-8"))
    assert kept == {"cards": {"date": "2026-01-01", "n": 1}, "corpus": {"date": "2026-02-02", "n": 3}}


def test_the_committed_figures_belong_to_the_shipped_knowledge_and_hold_every_bar(tools: dict[str, ModuleType]) -> None:
    found = json.loads(tools["accuracy"].RESULTS.read_text(encoding="utf-8"))
    assert found["cards"]["knowledge"]["digest"] == bundle.load().digest, "run `make knowledge`"
    assert all(tools["accuracy"].kept(part) for part in found.values())


@pytest.mark.parametrize(("brands", "said"), [(14, True), (15, False)])
def test_with_few_brands_the_page_says_not_calibrated(
    tools: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, brands: int, *, said: bool
) -> None:
    module = tools["accuracy_page"]
    found = json.loads(module.RESULTS.read_text(encoding="utf-8"))
    found["cards"]["brands_left_out"]["brands"] = brands
    (tmp_path / "accuracy.json").write_text(json.dumps(found), encoding="utf-8")
    monkeypatch.setattr(module, "RESULTS", tmp_path / "accuracy.json")
    assert ("not calibrated" in module.page(knowledge_of()).casefold()) is said
    assert ("not calibrated" in module.picture(knowledge_of())) is said


def test_the_page_says_date_number_and_knowledge_of_each_part(tools: dict[str, ModuleType]) -> None:
    page = tools["accuracy_page"].page(knowledge_of())
    for part in json.loads(tools["accuracy"].RESULTS.read_text(encoding="utf-8")).values():
        assert f"Counted on {part['date']}; n = " in page
        assert part["knowledge"]["digest"][:12] in page


def test_the_picture_can_be_read_in_light_and_dark_and_aloud(tools: dict[str, ModuleType]) -> None:
    picture = tools["accuracy_page"].picture(knowledge_of())
    root = etree.fromstring(picture.encode())
    assert "prefers-color-scheme: dark" in picture
    assert {child.tag.rpartition("}")[2] for child in root} >= {"title", "desc", "rect", "text"}


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif("WHOMADE_SLOW" not in os.environ, reason="a slow test: set WHOMADE_SLOW=1")
def test_every_bar_holds_on_the_shared_corpus(tools: dict[str, ModuleType], base: Base) -> None:
    files = tuple(sorted(CORPUS.glob("observations*.jsonl")))
    if not files:
        pytest.skip("the shared corpus is not beside the checkout")
    assert tools["accuracy"].kept(tools["accuracy"].on_corpus(files, base))

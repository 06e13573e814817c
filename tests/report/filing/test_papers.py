"""What holds for every paper: careful words, a foot, honest emptiness, harmless text, the same words in every form."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from whomade.errors import MissingExtra
from whomade.model import Citation, Problem, Where
from whomade.report import objections
from whomade.report.filing import pdf, plain
from whomade.report.filing.document import Bullets, Fields, Heading, Table, Text
from whomade.report.filing.run import Rest, Stated

from ..conftest import HOSTILE, build_hostile  # noqa: TID252
from ..rules import build_verdict  # noqa: TID252
from .papers import ALL, BUY, USE, empty_rest, judged_site, paper_of, scanned_rest

if TYPE_CHECKING:
    from whomade.report.filing.document import Paper

FORBIDDEN = re.compile(r"\b(safe|safely|safety|secure|compliant|compliance|complies|comply)\b", re.IGNORECASE)
WORST = (
    "=cmd|'/c calc'!A0 <b>&amp;</b> " + "Ж" * 30 + " ก" * 20 + " 안전 " + "无" * 50 + "\x00\x1b[31m\u202e" + "W" * 9000
)


def letters(text: str) -> str:
    """Text without blanks, since a page breaks lines where it likes."""
    return re.sub(r"\s+", "", text)


def pages(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf.render(paper))).pages]


def texts(paper: Paper) -> list[str]:
    """Every text that a reader is to see."""
    found = [paper.title, paper.subtitle]
    for block in paper.blocks:
        if isinstance(block, (Heading, Text)):
            found.append(block.text)
        elif isinstance(block, Bullets):
            found += block.items
        elif isinstance(block, Fields):
            found += [part for row in block.rows for part in (row.label, row.value, row.note) if part]
        elif isinstance(block, Table) and block.rows:
            found += [cell for row in (block.head, *block.rows) for cell in row]
    return found


def attacked() -> list:
    device = build_hostile()
    case = replace(device.verdicts[0], regime=BUY)
    bad = replace(device, asset=replace(device.asset, id=WORST, site=WORST), verdicts=(case, replace(case, regime=USE)))
    return [device, bad]


def attack_case() -> dict:
    return {"supplier_name": HOSTILE, "objections": HOSTILE, "not_examined": HOSTILE, "mitigation": "无" * 4000}


@pytest.mark.parametrize("kind", ALL)
def test_the_pdf_holds_every_text_of_the_paper(kind: str) -> None:
    paper = paper_of(kind, [d for d in judged_site() if d.asset.id.isascii()], {"defence": "no"}, scanned_rest())
    shown = letters(
        "".join(re.sub(r"An attribution is a probability.*page \d+ of \d+", "", p, flags=re.S) for p in pages(paper))
    )
    lost = [text for text in texts(paper) if letters(text) not in shown and letters(text)[:40] not in shown]
    assert lost == []


@pytest.mark.parametrize("kind", ALL)
def test_the_foot_of_every_page_says_what_it_is_and_how_to_object(kind: str) -> None:
    paper = paper_of(kind, judged_site(), {"objections": "Records office, objections@example.org"})
    every = pages(paper)
    for number, page in enumerate(every, 1):
        assert "never proof" in page
        assert "To object to a statement: Records office, objections@example.org." in page
        assert f"page {number} of {len(every)}" in page
    assert objections.WHERE in paper_of(kind, judged_site()).footer[1]


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("devices", [[], judged_site(), judged_site(USE)], ids=["empty", "bought", "used"])
def test_no_paper_calls_anything_safe_or_compliant(kind: str, devices: list) -> None:
    paper = paper_of(kind, devices, {"uses": "no", "provides": "no"}, scanned_rest())
    assert not FORBIDDEN.search(plain.render(paper))
    assert not FORBIDDEN.search(json.dumps(paper.document()))


@pytest.mark.parametrize("kind", ALL)
def test_an_empty_input_gives_an_honest_empty_paper(kind: str) -> None:
    paper = paper_of(kind, [], None, empty_rest())
    text = plain.render(paper, 400)
    assert re.search(
        r"[Nn]o device stands in the input|Nothing in the input is reported|shows nothing for or against", text
    )
    assert "No scan is part of the input" in text
    assert pages(paper)
    assert json.loads(json.dumps(paper.document()))["report"] == kind


@pytest.mark.parametrize("kind", ALL)
def test_an_input_without_an_account_says_that_its_reach_is_not_known(kind: str) -> None:
    assert "how much was not reached is not known" in plain.render(paper_of(kind, judged_site(), None, Rest()), 400)


@pytest.mark.parametrize("kind", ALL)
def test_hostile_text_acts_nowhere(kind: str) -> None:
    rest = scanned_rest()
    rest.problems.append(Problem(Where(HOSTILE, HOSTILE), HOSTILE, HOSTILE, HOSTILE))
    rest.stated.append(Stated(HOSTILE, build_verdict(BUY, attacked()[0].verdicts[0].status, maker=HOSTILE)))
    rest.versions.add((HOSTILE, HOSTILE))
    rest.coverage.channels[HOSTILE] = 3
    paper = paper_of(kind, attacked(), attack_case(), rest)
    shown = plain.render(paper)
    assert not [c for c in shown if not c.isprintable() and c != "\n"]
    assert pages(paper)


@pytest.mark.parametrize("kind", ALL)
def test_the_same_input_gives_the_same_bytes(kind: str) -> None:
    first, second = (paper_of(kind, judged_site(), None, scanned_rest()) for _ in range(2))
    assert pdf.render(first) == pdf.render(second)
    assert first.document() == second.document()


@pytest.mark.parametrize("kind", ALL)
def test_answers_of_another_state_of_the_knowledge_are_told(kind: str) -> None:
    rest = scanned_rest()
    rest.versions.add(("2020.1.1", "f" * 64))
    said = "made with knowledge 2020.1.1 (ffffffffffff)" in plain.render(paper_of(kind, judged_site(), None, rest), 400)
    assert said == (kind != "public")


@pytest.mark.parametrize("kind", ALL)
def test_lost_lines_and_lost_devices_are_loud(kind: str) -> None:
    rest = scanned_rest()
    rest.problems.append(Problem(Where("a.jsonl", "line 3"), "a line", "none", "left out"))
    rest.devices = 4  # devices that passed and that the account of the input does not know of
    blocks = paper_of(kind, judged_site(), None, rest).blocks
    loud = " ".join(block.text for block in blocks if isinstance(block, Text) and block.loud)
    assert "1 line of the input could not be read" in loud
    assert "The input says that it holds 6 devices; 10 were read." in loud


@pytest.mark.parametrize("kind", ALL)
def test_a_scan_of_emulated_devices_says_so_first(kind: str) -> None:
    rest = scanned_rest()
    assert rest.coverage.scan is not None
    rest.coverage.scan.is_emulated = True
    assert "nothing in this paper speaks of real ones" in plain.render(paper_of(kind, judged_site(), None, rest), 400)


def test_letters_that_no_font_has_are_written_as_numbers() -> None:
    paper = replace(paper_of("counts", []), blocks=(Text("Жук, 海康 & <b>"),))
    page = pages(paper)[0]
    assert "[U+0416]" in page
    assert "& <b>" in page


def test_chinese_can_be_read_out_of_the_pdf() -> None:
    paper = replace(paper_of("counts", []), blocks=(Text("made by 杭州海康威视, or 大华"),))
    assert "杭州海康威视" in letters(pages(paper)[0])


def test_a_long_name_fills_no_page() -> None:
    first = judged_site()[0]
    long = replace(first, asset=replace(first.asset, id="W" * 9000, site="V" * 9000))
    paper = paper_of("far-52.204-25", [long], {"objections": "X" * 3900})
    assert len(pages(paper)) <= 6
    assert "(9000 characters)" in plain.render(paper)


def test_a_text_longer_than_a_page_is_cut_and_says_so() -> None:
    paper = paper_of("far-52.204-25", judged_site(), {"mitigation": "无" * 4000})
    assert "(4000 characters)" in " ".join(pages(paper))
    assert paper.document()["devices"][0]["fields"]["mitigation"]["value"] == "无" * 4000


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportlab.platypus", None)
    with pytest.raises(MissingExtra, match=r"whomade\[documents\]"):
        pdf.render(paper_of("counts", []))


def test_a_source_that_the_base_does_not_hold_is_listed_as_such() -> None:
    verdict = build_verdict(BUY, judged_site()[0].verdicts[0].status, sources=(Citation("elsewhere", "page 3"),))
    text = plain.render(paper_of("counts", [replace(judged_site()[0], verdicts=(verdict,))]), 400)
    assert "elsewhere (not in this knowledge)" in text


@pytest.mark.parametrize("kind", ["far-52.204-25", "representations"])
def test_devices_without_room_are_counted_aloud(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whomade.report.filing.far.MOST_REPORTED", 2)
    monkeypatch.setattr("whomade.report.filing.far.MOST_DETAILED", 1)
    monkeypatch.setattr("whomade.report.filing.representations.MOST_AGAINST", 2)
    monkeypatch.setattr("whomade.report.filing.representations.MOST_DETAILED", 1)
    text = plain.render(paper_of(kind, judged_site() * 2), 400)
    assert "2 more devices had no room in this paper" in text
    assert "1 further device" in text

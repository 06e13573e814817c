"""What each paper is for: the record of an inquiry, what answers rest on, counts, and what the public may see."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from whomade.knowledge import bundle
from whomade.model import Asset, Attribution, Citation, Evidence, Level, Signal, Status, Where
from whomade.report.filing import plain, xlsx
from whomade.report.filing.document import Sheet
from whomade.report.filing.run import Rest, Stated

from ..conftest import HOSTILE, build_device, build_knowledge  # noqa: TID252
from ..rules import build_verdict  # noqa: TID252
from .papers import BUY, STATUSES, USE, judged_site, paper_of, scanned_rest


def shown(kind: str, *given_: object, **more: object) -> str:
    return plain.render(paper_of(kind, *given_, **more), 400)


def test_the_inquiry_tells_what_how_when_and_what_not() -> None:
    rest = scanned_rest()
    assert rest.coverage.scan is not None
    rest.coverage.scan.began_at = "2026-11-02T09:00:00Z"
    text = shown("inquiry", judged_site(), {"people_asked": ["Purchasing", "Site office"]}, rest)
    parts = ["What was looked at", "How", "When", "What was found", "What was not reached"]
    places = [text.index(f"\n{part}\n") for part in parts]
    assert places == sorted(places)
    for said in (
        "Networks scanned: 192.0.2.0/24", "256 addresses planned, 240 probed, 31 answered", "2026-11-02T09:00:00Z",
        "web servers and pages", "people or offices asked: Purchasing; Site office", "16 addresses planned but never",
        "1 recorder and 8 cameras behind", "1 input could not be read at all", "list.csv",
    ):  # fmt: skip
        assert said in text


def test_the_inquiry_counts_every_device_once() -> None:
    data = paper_of("inquiry", judged_site()).document()
    assert sum(data["levels"].values()) == len(judged_site())
    assert sum(n for levels in data["believed_makers"].values() for n in levels.values()) == len(judged_site())
    assert len(data["named"]) + len(data["unnamed"]) == len(judged_site())


def test_an_answer_is_the_entitys_and_missing_where_it_gave_none() -> None:
    asked = {
        q["provision"]: q
        for q in paper_of("representations", judged_site(), {"provides": "no"}).document()["questions"]
    }
    fields = {question: asked[question]["fields"] for question in asked}
    assert fields["FAR 52.204-26(c)(1)"]["provides"]["value"] == "no, it does not"
    assert fields["FAR 52.204-26(c)(2)"]["uses"]["value"] is None
    assert "answer 83" in fields["FAR 52.204-26(c)(1)"]["sam"]["value"]
    assert "answer 84" in fields["FAR 52.204-26(c)(2)"]["sam"]["value"]


def test_an_answer_that_the_input_speaks_against_is_told() -> None:
    questions = paper_of("representations", judged_site(), {"provides": "no", "uses": "no"}).document()["questions"]
    said = {q["provision"]: q["does_not_go_together"] for q in questions}
    assert said["FAR 52.204-26(c)(1)"][0] == "The answer no does not go together with 2 devices named below."
    assert "2 devices named below must be settled" in said["FAR 52.204-26(c)(1)"][1]
    assert said["FAR 52.204-26(c)(1)"][2] == "For 1 device this rule was not asked."
    assert said["FAR 52.204-24(d)(1)"] == []


def test_a_question_whose_rule_was_not_asked_has_nothing_to_rest_on() -> None:
    text = shown("representations", judged_site())
    assert f"The input holds no verdict under {USE}: it shows nothing for or against either answer." in text
    assert f"Under {BUY}: 2 prohibited, 1 conditional, 1 not reached, 1 undetermined of 6 devices." in text


def test_what_is_disclosed_if_yes_names_what_is_missing() -> None:
    rows = paper_of("representations", judged_site(USE), {"proposed_use": "entrance"}).document()["disclosure"]
    fields = rows[0]["fields"]
    assert list(fields) == ["producer_name", "producer_uei", "producer_cage", "producer_kind", "brand", "model_number",
                            "item_description", "proposed_use"]  # fmt: skip
    assert fields["producer_name"]["value"] is None
    assert "believed to be made by Northlens" in fields["producer_name"]["note"]
    assert fields["proposed_use"]["value"] == "entrance"


def test_a_stated_case_is_never_an_attribution() -> None:
    rest = Rest(stated=[Stated("plan-7", build_verdict(BUY, Status.PROHIBITED, maker="northlens"))])
    for kind in ("representations", "far-52.204-25"):
        assert "plan-7: northlens as stated in the case, not attributed by whomade" in shown(kind, [], None, rest)
        rest = Rest(stated=rest.stated)


def test_the_counts_add_up_to_the_devices() -> None:
    data = paper_of("counts", judged_site()).document()
    assert sum(row["devices"] for row in data["by_level"]) == len(STATUSES)
    (rule,) = data["by_status"]
    for status in Status:
        assert sum(row[str(status).replace("_", " ")] for row in rule["rows"]) == STATUSES.count(status)
    assert sum(row["rule not asked"] for row in rule["rows"]) == STATUSES.count(None)
    assert {row["site"] for row in rule["rows"]} == {"town hall", "no site given"}


def test_rules_days_and_acts_are_counted_apart() -> None:
    first = judged_site()[0]
    two = replace(first, verdicts=(*first.verdicts, build_verdict(USE, Status.CONDITIONAL)))
    rules = paper_of("counts", [two]).document()["by_status"]
    assert [(r["regime"], r["rows"][0]["devices"]) for r in rules] == [(BUY, 1), (USE, 1)]
    assert all(rule["rests_on"].startswith("section 8, paragraph (2) [") for rule in rules)


def workbook(paper: object) -> dict[str, list[tuple]]:
    book = load_workbook(BytesIO(xlsx.render(paper.sheets, paper.title)))  # type: ignore[attr-defined]
    return {sheet.title: [tuple(row) for row in sheet.iter_rows()] for sheet in book}


def test_the_workbook_holds_what_the_paper_counts() -> None:
    paper = paper_of("counts", judged_site())
    sheets = workbook(paper)
    assert list(sheets) == ["Counts", "Levels", "Devices", "Rules", "Sources", "Coverage", "About"]
    rows = [[cell.value for cell in row] for row in sheets["Counts"]]
    assert rows[0][:5] == ["regime", "on", "act", "site", "believed maker"]
    expected = [list(row.values()) for row in paper.document()["by_status"][0]["rows"]]
    assert [row[3:] for row in rows[1:]] == expected
    assert len(sheets["Devices"]) == 1 + len(STATUSES)
    about = " ".join(str(row[0].value) for row in sheets["About"])
    assert "never proof" in about
    assert "To object to a statement" in about


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_becomes_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("http://192.0.2.1","x")'
    sheet = Sheet("Devices", (text,), ((text,), (HOSTILE,), (7,)))
    book = load_workbook(BytesIO(xlsx.render([sheet], text)))
    cells = [cell for row in book["Devices"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n"]
    assert cells[0].quotePrefix or not str(cells[0].value).startswith(("=", "+", "-", "@"))


def test_a_workbook_of_hostile_devices_holds_no_formula() -> None:
    device = build_device(f"={HOSTILE}", f"=1+1{HOSTILE}", "self", 0.9, Level.PROBABLE)
    for rows in workbook(paper_of("counts", [device], {"objections": "=1+1"})).values():
        assert {cell.data_type for row in rows for cell in row} <= {"s", "inlineStr", "n"}


SECRET = st.text(st.characters(categories=["L", "Nd"]), min_size=12, max_size=20).map(lambda t: f"zq{t}qz")


@given(st.lists(SECRET, min_size=20, max_size=20, unique=True))
@settings(max_examples=25, deadline=None)
def test_the_public_paper_holds_no_word_of_the_site(secrets: list[str]) -> None:
    words = iter(secrets)
    word = lambda: next(words)  # noqa: E731
    signal = Signal("serial", word(), Where(word(), word()))
    piece = Evidence(word(), "manufacturer", (word(),), signal, 3.0, "factory", word(), (Citation("survey", word()),))
    made = Attribution("manufacturer", word(), word(), 0.9, Level.PROBABLE, evidence=(piece,))
    keys = {"brand": word(), "model": word(), "serial": word(), "mac": word(), "address": word()}
    device = replace(build_device("x", "y", "self", 0.9, Level.PROBABLE), roles={"manufacturer": made})
    device = replace(
        device, asset=Asset(word(), word(), keys, (word(),)), verdicts=(build_verdict(word(), Status.PROHIBITED),)
    )
    rest = scanned_rest()
    rest.coverage.channels = {word(): 4}
    paper = paper_of("public", [device], {"filed_by": "Zqperson", "supplier_name": "Zqperson"}, rest)
    said = plain.render(paper) + json.dumps(paper.document(), ensure_ascii=False)
    assert not [secret for secret in (*secrets, "Zqperson", "192.0.2.") if secret in said]


def test_the_public_paper_names_brand_maker_and_sources_of_the_base() -> None:
    known = bundle.load()
    sources = known.brands["lorex"].rows[0].sources
    signal = Signal("label.brand", "LOREX of John", Where("list.csv", "row 3"))
    piece = Evidence("brand:lorex", "manufacturer", ("dahua",), signal, 0.0, "label", "brand-table", sources)
    made = Attribution("manufacturer", "dahua", "Somebody", 0.93, Level.PROBABLE, evidence=(piece,))
    device = replace(build_device("x", "y", "self", 0.9, Level.PROBABLE), roles={"manufacturer": made})
    paper = paper_of("public", [device, device], knowledge=known)
    (group,) = paper.document()["groups"]
    assert (group["brand"], group["believed_maker"], group["devices"], group["numbers"]) == (
        "Lorex",
        "Dahua",
        2,
        [1, 2],
    )
    assert group["fields"] == {"label.brand": 2}
    assert group["sources"]
    assert "John" not in plain.render(paper)


def test_publishers_of_sources_are_left_out_in_public() -> None:
    text = shown("public", judged_site())
    assert "Open prints, signs of network devices" in text
    assert build_knowledge().sources["finder"].publisher not in text

"""Lines and what becomes of them: attributed with sources, asked about, or left alone. Nothing is invented."""

import csv
from pathlib import Path

import pytest

from whomade.model import Part
from whomade.screen import Outcome
from whomade.screen.answer import CRITERIA, DOCUMENTS

LINES = Path(__file__).parents[1] / "cases" / "screen" / "lines.csv"


def cases():
    with LINES.open(encoding="utf-8", newline="") as file:
        return [pytest.param(row["text"], row["expected"], id=row["text"][:50]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_a_line_becomes_what_was_expected(line, text, expected):
    answer = line(text)
    assert (answer.maker.maker if answer.maker else answer.outcome.value) == expected


@pytest.mark.parametrize(("text", "expected"), cases())
def test_an_attribution_has_sources_and_a_question_has_documents(line, text, expected):
    answer = line(text)
    if answer.maker:
        assert any(evidence.sources for evidence in answer.maker.evidence)
        assert "sources: " in answer.why
    if answer.questions:
        assert answer.documents == DOCUMENTS
    if answer.outcome is Outcome.ASK:
        assert answer.questions
    if expected == "left_alone":
        assert answer.assessment is None
        assert not answer.questions


def test_a_question_quotes_the_line_and_asks_for_the_builder(line):
    question = line("IP camera 4MP").questions[0]
    assert "IP camera 4MP" in question
    assert "not only its brand or seller" in question


def test_a_cell_of_the_manufacturer_column_counts_without_words_around_it(line):
    assert line(brand="Hikvision", title="Item 4").maker.maker == "hikvision"


def test_the_manufacturer_of_another_trade_is_left_alone(line):
    assert line(brand="Bosch", title="drill GSR 18V").outcome is Outcome.LEFT_ALONE


def test_headers_that_speak_of_cameras_speak_for_their_rows(line):
    answer = line(brand="Axis", context="Camera ID | Camera Manufacturer")
    assert answer.maker.maker == "axis"
    assert answer.reading.by_context


def test_headers_do_not_speak_for_a_row_that_says_something_else(line):
    assert line("KVM switch", context="Camera ID").outcome is Outcome.LEFT_ALONE


def test_a_code_of_the_procurement_vocabulary_speaks_for_its_line(line):
    assert line("Lot 1", codes=("35125300",)).outcome is Outcome.ASK
    assert line("Lot 1", codes=("45000000",)).outcome is Outcome.LEFT_ALONE


def test_an_unknown_brand_is_asked_about_and_accuses_nobody(line):
    answer = line(brand="Zzyxcam", title="IP camera")
    assert answer.outcome is Outcome.ASK
    assert answer.maker is None


def test_a_brand_of_two_makers_is_asked_about_with_both_named_and_cited(line):
    answer = line(brand="Advidia", title="camera")
    assert answer.outcome is Outcome.ASK
    assert "Hikvision" in answer.why
    assert "Uniview" in answer.why
    assert "ch-bas-cctv-database" in answer.why


def test_two_brands_that_disagree_are_asked_about(line):
    assert line(brand="Dahua", title="Hikvision DS-2CD2143G0-I camera").outcome is Outcome.ASK


def test_a_component_stands_apart_from_the_product(line):
    answer = line("IP camera", parts=(Part("Hi3516DV300 SoC"), Part("radio", "Dahua")))
    assert answer.maker is None
    roles = {(part.role, part.attribution.maker) for part in answer.components}
    assert ("soc_maker", "hisilicon") in roles
    assert ("component_maker", "dahua") in roles


def test_a_brand_that_is_mentioned_says_why_it_is_not_used(line):
    mentions = dict(line("Dome camera compatible with Hikvision").reading.mentions)
    assert mentions == {"Hikvision": "named as what the goods go with"}


def test_criteria_of_a_replacement_name_no_make():
    assert not any(name in " ".join(CRITERIA) for name in ("Axis", "Bosch", "Hanwha", "Hikvision"))


@pytest.mark.parametrize("text", ["", " ", "=1+1", "\x00\x01", "💥" * 300, "camera " * 4000, "-" * 9000, "a1" * 5000])
def test_odd_text_is_answered(line, text):
    assert line(text or None).outcome in Outcome


def test_words_that_bring_each_other_down_take_no_time(line):
    line("no " * 3000 + "camera" + " not" * 3000)

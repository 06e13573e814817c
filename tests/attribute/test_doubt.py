"""A word that somebody may have written is borne out by the product that the device announces, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.attribute import doubt
from whomade.attribute.decide import Answer, Settings, manufacturer
from whomade.attribute.fuse import flat
from whomade.model import Level, Signal
from whomade.testing import cited, evidence

from .invented import NAMES, hits

if TYPE_CHECKING:
    from whomade.model import Evidence

LEADS = frozenset({"rumour"})
PLACE = f"Northlens stands in the title of a page, {doubt.ELSEWHERE}"
SURE = Settings(link=0.999, temperature=1.0, cap=0.9999, leads=LEADS)
WORD = evidence(
    "northlens", 0.0, "label", shares=(("northlens", 0.97), ("other", 0.03)), technique="brand-table",
    signal=Signal("html_title", "Northlens"),
)  # fmt: skip


def sign(
    field: str = "serial", value: str = "value", *, carrier: str = "onvif", log10_lr: float = 3.5, by: str = "survey"
) -> Evidence:
    """A sign on trial in some field of some reply, by the word of some source."""
    return evidence("northlens", log10_lr, carrier, trial=True, signal=Signal(field, value), sources=cited(*by.split()))


def answer(*found: Evidence, doubts: tuple[str, ...] = (PLACE,)) -> Answer:
    return manufacturer(found, flat(len(NAMES)), SURE, doubts)


def test_each_alone_is_possible_and_both_are_probable() -> None:
    assert answer(WORD).level == answer(sign(), doubts=()).level == Level.POSSIBLE
    both = answer(WORD, sign())
    assert (both.level, both.limits) == (Level.PROBABLE, ())


def test_two_doubts_never_confirm() -> None:
    found = (WORD, sign(log10_lr=4.0), replace(evidence("northlens", 4.0, "media", trial=True)))
    assert answer(*found).level == Level.PROBABLE


def test_what_stands_without_doubts_is_not_lowered() -> None:
    firm = [evidence("northlens", 4.0, carrier) for carrier in ("registry", "web", "media")]
    assert answer(WORD, sign(), *firm).level == Level.CONFIRMED


@pytest.mark.parametrize(
    "field", ["html_title", "favicon.md5", "http_body", "http_header.server", "sadp.fields", "onvif.namespaces", "sdp"]
)
def test_a_page_a_name_or_a_frame_bears_nothing_out(field: str) -> None:
    assert answer(WORD, sign(field)).level == Level.POSSIBLE


def test_of_the_scopes_only_the_product_bears_a_word_out() -> None:
    assert answer(WORD, sign("onvif.scope", f"{doubt.FIXED_SCOPE}X1")).level == Level.PROBABLE
    assert answer(WORD, sign("onvif.scope", "onvif://www.onvif.org/name/X1")).level == Level.POSSIBLE


def test_a_lead_bears_nothing_out() -> None:
    assert answer(WORD, sign(by="rumour")).level == Level.POSSIBLE
    assert answer(WORD, sign(by="rumour survey")).level == Level.PROBABLE


@pytest.mark.parametrize("carrier", ["label", "factory", "discovery", "media", "firmware-file"])
def test_what_was_typed_relayed_or_searched_for_bears_nothing_out(carrier: str) -> None:
    assert answer(WORD, sign(carrier=carrier)).level == Level.POSSIBLE


def test_half_a_word_is_not_borne_out() -> None:
    half = evidence("northlens", 0.0, "label", shares=(("northlens", 0.48), ("other", 0.52)), technique="brand-table")
    assert answer(half, sign()).level == Level.POSSIBLE


def test_a_weak_sign_bears_nothing_out() -> None:
    assert answer(WORD, sign(log10_lr=0.3)).level == Level.POSSIBLE


@pytest.mark.parametrize("other", ["the maker of Northlens changed over time", "brand words on the device disagree"])
def test_a_doubt_about_more_than_the_place_stays(other: str) -> None:
    assert answer(WORD, sign(), doubts=(PLACE, other)).level == Level.POSSIBLE
    assert answer(WORD, sign(), doubts=(other,)).level == Level.POSSIBLE


def test_signs_of_another_maker_still_hold_it_down() -> None:
    assert answer(WORD, sign(), evidence("quartzeye", 3.5, "media")).level.rank <= Level.POSSIBLE.rank


@given(st.lists(hits(), max_size=6))
def test_a_doubt_makes_no_answer_louder(found: list[Evidence]) -> None:
    with_doubt, without = answer(WORD, *found), answer(WORD, *found, doubts=())
    assert with_doubt.level.rank <= max(without.level.rank, Level.PROBABLE.rank)
    assert (with_doubt.maker, with_doubt.probability) == (without.maker, without.probability)

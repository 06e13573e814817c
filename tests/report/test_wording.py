from __future__ import annotations

from dataclasses import replace

import pytest

from whomade.model import Calibration, Level
from whomade.report import wording
from whomade.report.steps import axis, odds, steps


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (1.0, "> 99 %"),
        (0.998, "> 99 %"),
        (0.9901, "> 99 %"),
        (0.99, "99 %"),
        (0.9584, "95 %"),
        (0.93, "93 %"),
        (0.8999, "89 %"),
        (0.29, "29 %"),
        (0.01, "1 %"),
        (0.0099, "< 1 %"),
        (0.0, "< 1 %"),
    ],
)
def test_probabilities_have_two_digits_and_never_round_up(probability, shown):
    assert wording.percent(probability) == shown


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\U000e0041"]
)
def test_characters_that_act_become_visible(character):
    assert wording.visible(f"a{character}b") == "a\ufffdb"


@pytest.mark.parametrize("blank", ["\t", "\n", "\r", "\u00a0", "\u2028", "\u3000"])
def test_blanks_become_plain_blanks(blank):
    assert wording.visible(f"a{blank}b") == "a b"


def test_ordinary_text_of_any_language_stays():
    assert wording.visible("Zażółć 监控 كاميرا é😀") == "Zażółć 监控 كاميرا é😀"


def test_long_text_says_how_long_it_was():
    assert wording.clip("x" * 70000, 3) == "xxx… (70000 characters)"


def test_statement_never_says_is(site):
    answer = wording.manufacturer(site[0])
    assert wording.statement(answer) == "attributed to Northlens with 95 %"


def test_the_brand_itself_is_named_as_such(site):
    assert wording.statement(wording.manufacturer(site[3])) == "attributed to Acme itself with 58 %"


def test_undetermined_names_nobody(site):
    answer = wording.manufacturer(site[4])
    assert answer.maker == "meridian"
    assert wording.maker(answer) == wording.chance(answer) == ""
    assert "Meridian" not in wording.statement(answer)


def test_a_posterior_without_evidence_names_nobody(site, knowledge):
    assert wording.shares(site[0].roles["soc_maker"], knowledge) == []


def test_shares_below_one_in_twenty_have_no_name(site, knowledge):
    shown = wording.shares(wording.manufacturer(site[1]), knowledge)
    assert [s.name for s in shown] == ["Quartz Eye", "5 further hypotheses together"]
    assert sum(s.probability for s in shown) == pytest.approx(1)


def test_evidence_shared_by_roles_is_shown_once(site):
    assert [e.fingerprint for e in wording.all_evidence(site[0])] == [
        "northlens-nvs-httpd",
        "brand-acme",
        "mac-northlens",
    ]
    assert len(wording.all_counter_evidence(site[0])) == 1


def test_the_weight_of_a_brand_row_is_its_share(site):
    assert [wording.weight(e) for e in wording.all_evidence(site[0])] == ["+3.0", "77 %", "+2.2"]


def test_calibration_is_not_claimed_below_fifteen_brands():
    assert wording.calibration(Calibration(brands=14)) == "not calibrated"
    assert wording.calibration(Calibration(brands=15)) == "calibrated on 15 brands left out of the fit"


def test_only_addresses_of_the_web_are_links():
    assert wording.link("https://example.org/") == "https://example.org/"
    assert wording.link("javascript:alert(1)") == wording.link(None) == ""


def test_steps_keep_the_numbers_of_the_waterfall(site):
    answer = wording.manufacturer(site[0])
    drawn = steps(answer)
    assert [(s.label, s.after) for s in drawn] == list(answer.waterfall)
    assert [s.kind for s in drawn] == ["prior", "gain", "gain", "gain", "loss", "end"]
    assert drawn[-1].probability == pytest.approx(0.958, abs=0.001)


def test_the_axis_holds_every_step_and_even_odds(site):
    scale = axis(steps(wording.manufacturer(site[0])))
    assert (scale.low, scale.high) == (-3, 4)
    assert 0 in scale.ticks()


def test_infinite_odds_break_nothing(site):
    answer = replace(
        wording.manufacturer(site[0]), waterfall=(("prior", -400.0), ("web", 400.0)), level=Level.CONFIRMED
    )
    assert [s.probability for s in steps(answer)] == pytest.approx([0, 1])


def test_odds_read_as_words():
    assert [odds(v) for v in (-4, 0, 3)] == ["1 : 10,000", "even", "1,000 : 1"]


def test_evidence_that_only_names_has_no_weight(site):
    named = replace(wording.all_evidence(site[0])[0], log10_lr=0.0)
    assert wording.weight(named) == "–"


def test_a_good_brand_row_is_stronger_than_a_fair_sign(site):
    web, label, mac = wording.all_evidence(site[0])
    answer = wording.manufacturer(site[0])
    assert "Acme" in wording.strongest(replace(answer, evidence=(mac, label)))
    assert "HTTP" in wording.strongest(replace(answer, evidence=(label, web)))


def test_a_brand_is_not_said_to_be_itself(site):
    brand = replace(wording.manufacturer(site[3]), role="brand")
    assert wording.statement(brand) == "attributed to Acme with 58 %"

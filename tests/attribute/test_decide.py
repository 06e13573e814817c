"""From posterior to level: what may be said how loudly, by property and at the thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.attribute.decide import Answer, Settings, leader, level_of, manufacturer, other_role
from whomade.attribute.fuse import Posterior, Prior, Weights, brand_without_row, combine, flat, temper, weigh
from whomade.model import Calibration, Level
from whomade.testing import CARRIERS, evidence

from .invented import NAMES, SOFTWARE, everything, hits, labels, listings, misses, priors

if TYPE_CHECKING:
    from whomade.model import Evidence

SURE = Settings(link=0.999, temperature=1.0, cap=0.9999)
LOUD = [evidence("northlens", 4.0, carrier) for carrier in ("registry", "web", "media")]
"""More than enough of both classes for one maker."""


def answer(found: list[Evidence], settings: Settings = SURE, prior: Prior | None = None, *doubts: str) -> Answer:
    return manufacturer(found, prior or flat(len(NAMES)), settings, doubts)


def test_signs_of_both_classes_confirm() -> None:
    assert (answer(LOUD).maker, answer(LOUD).level) == ("northlens", Level.CONFIRMED)


@given(priors().filter(lambda prior: prior.own == 0))
def test_no_evidence_is_undetermined_whatever_the_prior_says(prior: Prior) -> None:
    found = answer([], SURE, prior)
    assert (found.maker, found.probability, found.level) == (None, 0.0, Level.UNDETERMINED)


def test_a_brand_without_row_is_answered_by_its_own_company_at_possible() -> None:
    found = answer([], SURE, brand_without_row(40))
    assert (found.maker, found.level) == ("self", Level.POSSIBLE)


@given(st.lists(st.one_of(hits(SOFTWARE), misses()), max_size=10))
def test_software_alone_never_confirms(found: list[Evidence]) -> None:
    assert answer(found).level.rank <= Level.PROBABLE.rank


@given(st.lists(hits(SOFTWARE), max_size=10))
def test_software_alone_never_confirms_an_author(found: list[Evidence]) -> None:
    assert other_role(found, flat(4), SURE).level.rank <= Level.PROBABLE.rank


@given(st.sampled_from(sorted(CARRIERS)), st.lists(st.tuples(st.sampled_from(NAMES), st.floats(0.1, 4.0)), max_size=6))
def test_one_carrier_alone_never_confirms(carrier: str, signs: list[tuple[str, float]]) -> None:
    found = [evidence(maker, ratio, carrier) for maker, ratio in signs]
    assert answer(found).level.rank <= Level.PROBABLE.rank


@given(labels(), st.lists(hits(["label"]), max_size=4))
def test_papers_alone_never_confirm(label: Evidence, papers: list[Evidence]) -> None:
    assert answer([label, *papers]).level.rank <= Level.PROBABLE.rank


@given(st.lists(hits(trial=True), max_size=10))
def test_statements_on_trial_alone_are_possible_at_most(found: list[Evidence]) -> None:
    assert answer(found).level.rank <= Level.POSSIBLE.rank


@given(st.lists(hits(trial=True), max_size=6), st.lists(hits(trial=False), max_size=3))
def test_statements_on_trial_lift_nothing_above_possible(trial: list[Evidence], firm: list[Evidence]) -> None:
    both, standing = answer(trial + firm), answer(firm)
    stands = standing.level.rank if standing.maker == both.maker else 0
    assert both.level.rank <= max(Level.POSSIBLE.rank, stands)


def test_a_statement_on_trial_beside_firm_ones_takes_nothing_away() -> None:
    assert answer([*LOUD, evidence("northlens", 4.0, "onvif", trial=True)]).level == Level.CONFIRMED


def test_a_level_lowered_for_trial_says_so() -> None:
    assert any("on trial" in limit for limit in answer([evidence(log10_lr=4.0, carrier="registry", trial=True)]).limits)


def shared(maker: str, share: float) -> Evidence:
    rest = (1.0 - share) / 2
    shares = ((maker, share), ("self", rest), ("other", rest))
    return evidence(maker, 0.0, "label", shares=shares, technique="brand-table")


def test_a_doubted_label_is_possible_at_most() -> None:
    assert answer([shared("northlens", 0.97)]).level == Level.PROBABLE
    doubted = answer([shared("northlens", 0.97)], SURE, None, "undated rows")
    assert (doubted.level, doubted.limits) == (Level.POSSIBLE, ("undated rows",))


def test_a_doubted_label_leaves_what_stands_without_it() -> None:
    assert answer([shared("northlens", 0.97), *LOUD], SURE, None, "undated rows").level == Level.CONFIRMED


@given(everything(), listings())
def test_the_level_is_the_lowest_under_half_and_twice_the_listed(found: list[Evidence], listed: frozenset[str]) -> None:
    settings, weights = Settings(link=0.9, cap=0.9999, listed=listed), weigh(found)
    given_answer = answer(found, settings)
    for tilt in (0.5, 1.0, 2.0):
        posterior = temper(combine(weights, flat(4), 0.9, listed, tilt), 1.0, 0.9999)
        name, probability = leader(posterior)
        level = level_of(name, probability, weights) if name == given_answer.maker and name else Level.UNDETERMINED
        assert given_answer.level.rank <= level.rank


def test_a_level_that_hangs_on_the_listing_is_lowered_and_says_so() -> None:
    found = [evidence("northlens", 1.85, "registry")]
    free, bound = answer(found), answer(found, Settings(link=0.999, cap=0.9999, listed=frozenset({"northlens"})))
    assert (free.level, bound.level) == (Level.PROBABLE, Level.POSSIBLE)
    assert any("half or twice as common" in limit for limit in bound.limits)


def test_the_listing_never_changes_the_probability() -> None:
    found = [evidence("northlens", 1.85, "registry")]
    listed = Settings(link=0.999, cap=0.9999, listed=frozenset({"northlens"}))
    assert answer(found).posterior == answer(found, listed).posterior


@given(everything(), listings(), st.integers(0, 7))
def test_below_eight_left_out_brands_nothing_is_probable(
    found: list[Evidence], listed: frozenset[str], brands: int
) -> None:
    settings = Settings(link=0.999, cap=Calibration(brands=brands).cap, listed=listed)
    assert answer(found + LOUD, settings).level.rank <= Level.POSSIBLE.rank


@given(everything(), listings(), st.integers(8, 17))
def test_below_eighteen_left_out_brands_nothing_is_confirmed(
    found: list[Evidence], listed: frozenset[str], brands: int
) -> None:
    settings = Settings(link=0.999, cap=Calibration(brands=brands).cap, listed=listed)
    assert answer(found + LOUD, settings).level.rank <= Level.PROBABLE.rank


@pytest.mark.parametrize(("brands", "level"), [(7, "possible"), (8, "probable"), (17, "probable"), (18, "confirmed")])
def test_the_cap_opens_a_level_at_its_number_of_brands(brands: int, level: str) -> None:
    assert answer(LOUD, Settings(link=0.999, cap=Calibration(brands=brands).cap)).level == level


@pytest.mark.parametrize(("brands", "cap"), [(0, 1 / 2), (8, 9 / 10), (18, 19 / 20), (98, 99 / 100)])
def test_the_cap_is_what_so_many_trials_without_error_support(brands: int, cap: float) -> None:
    assert Calibration(brands=brands).cap == pytest.approx(cap)


@pytest.mark.parametrize(("brands", "calibrated"), [(0, False), (14, False), (15, True)])
def test_fifteen_left_out_brands_make_figures_calibrated(brands: int, calibrated: bool) -> None:
    assert Calibration(brands=brands).calibrated is calibrated


@given(everything(), priors(), st.floats(1.0, 4.0))
def test_the_probability_is_that_of_the_maker(found: list[Evidence], prior: Prior, temperature: float) -> None:
    said = answer(found, Settings(temperature=temperature), prior)
    posterior = said.posterior.dense(NAMES)
    assert said.probability == (0.0 if said.maker is None else posterior[said.maker])


@given(everything(), priors())
def test_nobody_is_named_below_or_beside_another(found: list[Evidence], prior: Prior) -> None:
    said = answer(found, Settings(), prior)
    ranked = sorted(said.posterior.dense(NAMES).values())
    assert said.maker is None or ranked[-1] - ranked[-2] >= 0.05 - 1e-9


@given(everything(), priors())
def test_self_is_possible_at_most(found: list[Evidence], prior: Prior) -> None:
    said = answer(found, SURE, prior)
    assert said.maker != "self" or said.level.rank <= Level.POSSIBLE.rank


def test_other_is_nobody() -> None:
    assert leader(Posterior({"northlens": 0.2}, 0.0, 0, 0.0, 0.8)) == (None, 0.0)


def test_two_close_hypotheses_name_nobody() -> None:
    assert leader(Posterior({"northlens": 0.50, "meridian": 0.46}, 0.0, 0, 0.0, 0.04)) == (None, 0.0)


def test_one_of_many_unnamed_makers_is_nobody() -> None:
    assert leader(Posterior({}, 0.6, 1, 0.0, 0.4)) == (None, 0.0)


BOTH = Weights(hardware={"northlens": 10.0}, software={"northlens": 100.0})


@pytest.mark.parametrize(
    ("probability", "level"),
    [(0.4999, "undetermined"), (0.5, "possible"), (0.8999, "possible"), (0.9, "probable"), (0.9499, "probable"),
     (0.95, "confirmed")],
)  # fmt: skip
def test_a_level_begins_at_its_threshold(probability: float, level: str) -> None:
    assert level_of("northlens", probability, BOTH) == level


@pytest.mark.parametrize(
    "weights",
    [
        Weights({"northlens": 10.0}, {}),
        Weights({}, {"northlens": 10.0}),
        Weights({"northlens": 10.0}, {"meridian": 10.0}),
        Weights({"northlens": 10.0}, {"northlens": 0.5}),
        Weights({}, {"northlens": 10.0}, {"northlens": 0.45, "self": 0.3, "other": 0.25}),
        Weights({}, {}, {"northlens": 0.97, "self": 0.0, "other": 0.03}, {"northlens": 10.0}),
    ],
)
def test_confirmed_needs_both_classes_for_the_same_maker(weights: Weights) -> None:
    assert level_of("northlens", 0.99, weights) == Level.PROBABLE


OWN = {"northlens": 0.9, "self": 0.05, "other": 0.05}


@pytest.mark.parametrize("weights", [BOTH, Weights({}, {"northlens": 100.0}, OWN, label_printed=True)])
def test_hardware_or_print_beside_software_confirms(weights: Weights) -> None:
    assert level_of("northlens", 0.95, weights) == Level.CONFIRMED


@pytest.mark.parametrize(
    "weights",
    [
        Weights({}, {"northlens": 100.0}, OWN),
        Weights({}, {"northlens": 100.0}, None, {"northlens": 10.0}),
        Weights({"northlens": 10.0}, {"northlens": 20.0}),
    ],
)
def test_words_and_models_that_firmware_shows_are_no_second_class(weights: Weights) -> None:
    assert level_of("northlens", 0.95, weights) == Level.PROBABLE


def test_a_sign_that_two_makers_share_sets_neither_against_the_other() -> None:
    shared = evidence(("northlens", "kestrel"), 3.5, "discovery")
    found = answer([*LOUD, shared])
    assert (found.maker, found.level, found.limits) == ("northlens", Level.CONFIRMED, ())


def test_a_strong_sign_of_another_maker_alone_still_holds_the_level_down() -> None:
    found = answer([*LOUD, evidence("kestrel", 3.5, "discovery")])
    assert found.level is Level.POSSIBLE
    assert any("kestrel" in limit for limit in found.limits)

"""The arithmetic of one role, by property: any evidence, any prior, with a label or without."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.attribute.fuse import Prior, combine, combine_author, flat, temper, weigh
from whomade.testing import evidence

from .invented import (
    HARD,
    NAMES,
    SOFTWARE,
    everything,
    hits,
    labels,
    listings,
    populations,
    priors,
    ratios,
    shared_hits,
)

if TYPE_CHECKING:
    from whomade.attribute.fuse import Posterior
    from whomade.model import Evidence

LINK = 0.9
NOBODY: frozenset[str] = frozenset()
SLACK = 1e-9


def made_by(found: list[Evidence], prior: Prior, link: float = LINK) -> dict[str, float]:
    return combine(weigh(found), prior, link, NOBODY).dense(NAMES)


def written_by(found: list[Evidence], prior: Prior) -> dict[str, float]:
    return combine_author(weigh(found), prior, NOBODY).dense(NAMES)


def is_distribution(posterior: Posterior) -> bool:
    dense = posterior.dense(NAMES)
    return abs(sum(dense.values()) - 1.0) < SLACK and all(-SLACK < p < 1 + SLACK for p in dense.values())


@given(everything(), priors(), listings(), st.sampled_from([0.5, 1.0, 2.0]), st.floats(0.3, 0.999))
def test_a_posterior_sums_to_one(
    found: list[Evidence], prior: Prior, listed: frozenset[str], tilt: float, link: float
) -> None:
    assert is_distribution(combine(weigh(found), prior, link, listed, tilt))


@given(everything(), priors(), listings(), st.sampled_from([0.5, 1.0, 2.0]))
def test_a_posterior_of_another_role_sums_to_one(
    found: list[Evidence], prior: Prior, listed: frozenset[str], tilt: float
) -> None:
    assert is_distribution(combine_author(weigh(found), prior, listed, tilt))


@given(everything(), priors(), st.floats(1.0, 4.0), st.floats(0.5, 0.999))
def test_temperature_and_cap_keep_the_sum(found: list[Evidence], prior: Prior, temperature: float, cap: float) -> None:
    assert is_distribution(temper(combine(weigh(found), prior, LINK, NOBODY), temperature, cap))


@given(everything(), priors(), st.floats(1.0, 4.0), st.floats(0.5, 0.999))
def test_no_maker_passes_the_cap(found: list[Evidence], prior: Prior, temperature: float, cap: float) -> None:
    tempered = temper(combine(weigh(found), prior, LINK, NOBODY), temperature, cap)
    assert all(p <= cap + SLACK for name, p in tempered.dense(NAMES).items() if name != "other")


@given(everything(), priors(), st.floats(1.0, 4.0))
def test_a_temperature_never_raises_the_leader(found: list[Evidence], prior: Prior, temperature: float) -> None:
    plain = combine(weigh(found), prior, LINK, NOBODY)
    assert max(temper(plain, temperature, 1.0).dense(NAMES).values()) <= max(plain.dense(NAMES).values()) + SLACK


@given(everything(), priors(), st.floats(1.0, 4.0))
def test_a_temperature_keeps_the_order(found: list[Evidence], prior: Prior, temperature: float) -> None:
    plain = combine(weigh(found), prior, LINK, NOBODY)
    before, after = plain.dense(NAMES), temper(plain, temperature, 1.0).dense(NAMES)
    ranked = sorted(before, key=lambda name: before[name])
    assert all(after[a] <= after[b] + SLACK for a, b in pairwise(ranked))


@given(everything(), priors())
def test_a_temperature_of_one_changes_nothing(found: list[Evidence], prior: Prior) -> None:
    plain = combine(weigh(found), prior, LINK, NOBODY)
    assert temper(plain, 1.0, 1.0) == plain


@given(everything(), priors(), st.randoms(use_true_random=False))
def test_the_order_of_evidence_does_not_matter(found: list[Evidence], prior: Prior, chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert made_by(shuffled, prior) == pytest.approx(made_by(found, prior), abs=SLACK)


@given(everything(), priors(), st.data())
def test_a_sign_seen_twice_counts_once(found: list[Evidence], prior: Prior, data: st.DataObject) -> None:
    again = [data.draw(st.sampled_from(found))] if found else []
    assert made_by(found + again, prior) == made_by(found, prior)


@given(everything(), priors(), hits(), st.floats(0.0, 1.0))
def test_a_weaker_sign_of_the_same_carrier_changes_nothing(
    found: list[Evidence], prior: Prior, strong: Evidence, part: float
) -> None:
    weak = evidence(strong.makers, strong.log10_lr * part, strong.carrier, fingerprint="weak")
    assert made_by([*found, strong, weak], prior) == made_by([*found, strong], prior)


@given(everything(), priors(), hits(), st.floats(0.5, 0.99))
def test_support_never_lowers_the_maker(found: list[Evidence], prior: Prior, hit: Evidence, link: float) -> None:
    maker = hit.makers[0]
    assert made_by([*found, hit], prior, link)[maker] >= made_by(found, prior, link)[maker] - SLACK


@given(everything(), priors(), hits())
def test_support_never_lowers_the_author(found: list[Evidence], prior: Prior, hit: Evidence) -> None:
    maker = hit.makers[0]
    assert written_by([*found, hit], prior)[maker] >= written_by(found, prior)[maker] - SLACK


@given(everything(), priors(), hits())
def test_support_of_one_maker_raises_no_other(found: list[Evidence], prior: Prior, hit: Evidence) -> None:
    before, after = written_by(found, prior), written_by([*found, hit], prior)
    assert all(after[name] <= before[name] + SLACK for name in before if name not in hit.makers)


@given(everything(), priors(), shared_hits())
def test_a_sign_that_makers_share_lowers_none_of_them(found: list[Evidence], prior: Prior, shared: Evidence) -> None:
    elsewhere = [hit for hit in found if hit.carrier != shared.carrier or hit.shares]
    before, after = written_by(elsewhere, prior), written_by([*elsewhere, shared], prior)
    assert all(after[m] >= before[m] - SLACK for m in shared.makers)


@given(everything(), priors(), st.sampled_from(NAMES), ratios(-4.0, -0.05), st.sampled_from(SOFTWARE))
def test_an_absence_never_raises_the_maker(
    found: list[Evidence], prior: Prior, maker: str, ratio: float, carrier: str
) -> None:
    miss = evidence(maker, ratio, carrier, technique="absence")
    assert made_by([*found, miss], prior)[maker] <= made_by(found, prior)[maker] + SLACK


def test_a_carrier_that_shows_a_sign_misses_none() -> None:
    hit, miss = evidence(log10_lr=1.0), evidence(log10_lr=-3.0, technique="absence")
    assert made_by([hit, miss], flat(4)) == made_by([hit], flat(4))


def test_two_absences_of_one_carrier_count_once() -> None:
    weak, strong = evidence(log10_lr=-0.5, technique="absence"), evidence(log10_lr=-1.0, technique="absence")
    assert made_by([weak, strong], flat(4)) == made_by([strong], flat(4))


@given(labels(), priors())
def test_a_label_alone_gives_back_its_own_numbers(label: Evidence, prior: Prior) -> None:
    posterior, said = made_by([label], prior), dict(label.shares)
    assert {m: posterior[m] for m in label.makers} == pytest.approx({m: said[m] for m in label.makers}, abs=SLACK)
    assert posterior["self"] == pytest.approx(said["self"], abs=SLACK)


@given(labels(), populations(), listings(), st.sampled_from([0.5, 2.0]))
def test_halving_and_doubling_leave_the_share_of_the_label_alone(
    label: Evidence, prior: Prior, listed: frozenset[str], tilt: float
) -> None:
    tilted = combine(weigh([label]), prior, LINK, listed, tilt).dense(NAMES)
    said = dict(label.shares)
    names = [*label.makers, "self"]
    odds = [tilted[n] / said[n] for n in names if said[n] > 1e-6]
    assert max(odds) == pytest.approx(min(odds), rel=1e-6)


def test_without_evidence_the_prior_stands() -> None:
    assert made_by([], flat(4)) == pytest.approx({**dict.fromkeys(NAMES, 0.15), "self": 0.0, "other": 0.4})


@given(st.lists(hits(SOFTWARE), max_size=8))
def test_software_alone_says_no_more_about_the_goods_than_the_link_allows(found: list[Evidence]) -> None:
    assert max(made_by(found, flat(4))[m] for m in NAMES) <= LINK + (1 - LINK) * 0.15 + SLACK


@given(st.lists(hits(SOFTWARE), max_size=8), st.sampled_from(NAMES))
def test_a_hardware_sign_outweighs_the_firmware_of_another(found: list[Evidence], maker: str) -> None:
    posterior = made_by([*found, evidence(maker, 4.0, "registry")], flat(4))
    assert posterior[maker] == max(posterior.values())


@given(everything(), st.sampled_from(HARD))
def test_evidence_for_all_makers_alike_keeps_their_order(found: list[Evidence], carrier: str) -> None:
    unused = [hit for hit in found if hit.carrier != carrier]
    before, after = made_by(unused, flat(4)), made_by([*unused, evidence(tuple(NAMES), 2.0, carrier)], flat(4))
    ranked = sorted(NAMES, key=lambda name: before[name])
    assert all(after[a] <= after[b] + SLACK for a, b in pairwise(ranked))


PRINTERS = frozenset({"printworks"})


@given(everything())
def test_companies_of_other_gear_change_nothing_until_something_names_one(found: list[Evidence]) -> None:
    known = Prior(4, 0.15, outside=PRINTERS)
    assert made_by(found, known) == pytest.approx(made_by(found, flat(4)))


def test_a_company_of_other_gear_is_named_by_its_own_sign() -> None:
    posterior = made_by([evidence("printworks", 4.0, "registry")], Prior(4, 0.15, outside=PRINTERS))
    assert max(posterior, key=posterior.__getitem__) == "printworks"
    assert sum(posterior.values()) == pytest.approx(1.0)

"""Signals to roles, by property, over an invented base in which everything speaks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.attribute.reason import Reasoner, log10_ratio, white_label
from whomade.model import Attribution, Calibration, Level, Signal
from whomade.testing import BANDS, FIELDS, MAKERS, fingerprint, knowledge_of, vendor_of

from .invented import CROWD, EXACT, FINGERPRINTS, SIGNALS, reasoner_of, signal_sets

REASONER = reasoner_of()
PLAIN = reasoner_of(EXACT)
POPULATION = reasoner_of(population={"northlens": 0.5, "quartzeye": 0.2, "other": 0.1})
TEMPERED = reasoner_of(Calibration(temperature=1.7, brands=40, link=0.9))
ALL = (REASONER, PLAIN, POPULATION, TEMPERED)


def made_by(signals: list[Signal], reasoner: Reasoner = REASONER) -> Attribution:
    return reasoner.attribute(signals)["manufacturer"]


@given(signal_sets(), st.sampled_from(ALL), st.sampled_from([None, ("2015", "2015"), ("2014-03", "2021")]))
def test_every_role_sums_to_one(signals: list[Signal], reasoner: Reasoner, made: tuple[str, str] | None) -> None:
    roles = reasoner.attribute(signals, made)
    assert all(sum(role.posterior.values()) == pytest.approx(1.0, abs=1e-9) for role in roles.values())


def test_the_registrant_of_a_chip_is_a_hypothesis_of_the_module() -> None:
    base = knowledge_of(makers=MAKERS)
    chips = base.entities["silicore"]
    base.entities["silicore"] = type(chips)(
        chips.id, chips.name, ("soc",), chips.sources, registrants=base.entities["wavelet"].registrants
    )
    said = Reasoner(base, vendor_of).attribute([Signal("mac", "a4:00:07:00:00:01")])["module_maker"]
    assert sum(said.posterior.values()) == pytest.approx(1.0)
    assert "silicore" in said.posterior


@given(signal_sets(), st.sampled_from(ALL))
def test_the_probability_is_the_makers_share(signals: list[Signal], reasoner: Reasoner) -> None:
    for role in reasoner.attribute(signals).values():
        assert role.probability == (0.0 if role.maker is None else role.posterior[role.maker])


@given(signal_sets(), st.sampled_from(ALL))
def test_a_level_is_backed_by_its_probability(signals: list[Signal], reasoner: Reasoner) -> None:
    floors = {"undetermined": 0.0, "possible": 0.5, "probable": 0.9, "confirmed": 0.95}
    for role in reasoner.attribute(signals).values():
        assert role.probability >= floors[role.level] - 1e-9


@given(signal_sets(), st.randoms(use_true_random=False), st.sampled_from(ALL))
def test_the_order_of_signals_does_not_matter(signals: list[Signal], chance: Any, reasoner: Reasoner) -> None:
    shuffled = list(signals)
    chance.shuffle(shuffled)
    assert reasoner.attribute(shuffled) == reasoner.attribute(signals)


@given(signal_sets(), st.sampled_from(ALL))
def test_a_signal_seen_twice_counts_once(signals: list[Signal], reasoner: Reasoner) -> None:
    assert reasoner.attribute(signals + signals) == reasoner.attribute(signals)


@given(signal_sets(), st.sampled_from(ALL))
def test_evidence_and_counter_evidence_are_everything_that_was_weighed(
    signals: list[Signal], reasoner: Reasoner
) -> None:
    said = made_by(signals, reasoner)
    shown = {hit.fingerprint for hit in said.evidence} | {c.evidence.fingerprint for c in said.counter_evidence}
    hitting = {f.id for f in reasoner.knowledge.fingerprints for s in signals if f in reasoner.matcher.match(s)}
    speaking = {f.id for f in reasoner.knowledge.fingerprints if f.role in ("manufacturer", "firmware_author")}
    assert hitting & speaking <= shown


def test_no_signal_is_undetermined() -> None:
    said = made_by([])
    assert (said.maker, said.probability, said.level) == (None, 0.0, Level.UNDETERMINED)
    assert list(REASONER.attribute([])) == ["manufacturer"]


def test_no_signal_is_undetermined_under_any_population() -> None:
    said = made_by([], reasoner_of(population={"northlens": 0.99}))
    assert (said.maker, said.probability, said.level) == (None, 0.0, Level.UNDETERMINED)


def test_signals_that_nothing_knows_are_undetermined() -> None:
    said = made_by([Signal("http_header.server", "nginx"), Signal("nowhere.known", "x"), Signal("serial", "1")])
    assert (said.maker, said.probability, said.level) == (None, 0.0, Level.UNDETERMINED)


SUPPORT = {
    "northlens": ("http_header.server", "NL-Webs/2"),
    "quartzeye": ("rtsp_realm", "QE_2"),
    "pelagic": ("serial", "PLG2"),
}


@given(signal_sets(), st.sampled_from(sorted(SUPPORT)), st.sampled_from((REASONER, PLAIN)))
def test_a_further_sign_never_lowers_its_maker(signals: list[Signal], maker: str, reasoner: Reasoner) -> None:
    more = [*signals, Signal(*SUPPORT[maker])]
    assert made_by(more, reasoner).posterior[maker] >= made_by(signals, reasoner).posterior[maker] - 1e-9


@given(signal_sets())
def test_a_weaker_sign_of_a_carrier_that_spoke_changes_nothing(signals: list[Signal]) -> None:
    spoke = [*signals, Signal("http_header.server", "NL-Webs/2")]
    assert made_by([*spoke, Signal("http_header.server", "NL-2")]).posterior == made_by(spoke).posterior


SOFTWARE_SIGNALS = [s for s in SIGNALS if s.field in ("http_header.server", "rtsp_realm", "onvif.vendor_uri")]


@given(st.lists(st.sampled_from(SOFTWARE_SIGNALS), unique=True), st.sampled_from(ALL))
def test_software_alone_never_confirms(signals: list[Signal], reasoner: Reasoner) -> None:
    assert all(role.level.rank <= Level.PROBABLE.rank for role in reasoner.attribute(signals).values())


@given(st.sampled_from(SIGNALS), st.sampled_from(ALL))
def test_one_signal_never_confirms(signal: Signal, reasoner: Reasoner) -> None:
    assert all(role.level.rank <= Level.PROBABLE.rank for role in reasoner.attribute([signal]).values())


def test_hardware_and_software_together_confirm() -> None:
    base = knowledge_of(makers=MAKERS | CROWD, fingerprints=FINGERPRINTS, listed=())
    signals = [Signal("mac", "a4:00:01:00:00:01"), Signal("http_header.server", "NL-Webs/1")]
    said = made_by(signals, Reasoner(base, vendor_of))
    assert (said.maker, said.level) == ("northlens", Level.CONFIRMED)


def test_a_cross_flashed_unit_is_named_by_its_hardware_and_not_confirmed() -> None:
    said = made_by(
        [Signal("mac", "a4:00:01:00:00:01"), Signal("rtsp_realm", "QE_1"), Signal("http_header.server", "QE-")]
    )
    assert said.maker in ("northlens", None)
    assert said.level.rank < Level.CONFIRMED.rank


@given(st.lists(st.sampled_from([s for s in SIGNALS if s.value.startswith("PLG")]), min_size=1, unique=True))
def test_signs_on_trial_alone_are_possible_at_most(signals: list[Signal]) -> None:
    assert all(role.level.rank <= Level.POSSIBLE.rank for role in REASONER.attribute(signals).values())


INVENTED = st.text(alphabet="BCDFGHJKLMNPQRSTVWXZ", min_size=8, max_size=12)
WORDS = sorted(f.id for f in FIELDS.values() if f.brand_words)
WORDLESS = [s for s in SIGNALS if s.field not in WORDS]


WORDLESS_SETS = st.lists(st.sampled_from([s for s in WORDLESS if s.field != "label.model"]), max_size=6, unique=True)
"""A maker that nobody wrote about silences model numbers, which speak only where no maker is stated."""


@given(WORDLESS_SETS, INVENTED, st.sampled_from([w for w in WORDS if w != "label.brand"]), st.sampled_from(ALL))
def test_an_invented_word_on_a_device_changes_nothing(
    signals: list[Signal], word: str, field: str, reasoner: Reasoner
) -> None:
    assert made_by([*signals, Signal(field, word)], reasoner).posterior == made_by(signals, reasoner).posterior


@given(WORDLESS_SETS, INVENTED, st.sampled_from(ALL))
def test_an_invented_word_on_the_box_names_no_other_maker(signals: list[Signal], word: str, reasoner: Reasoner) -> None:
    before = made_by(signals, reasoner)
    after = made_by([*signals, Signal("label.brand", word)], reasoner)
    assert after.maker in (before.maker, "self", None)
    assert after.level.rank <= max(before.level.rank, Level.POSSIBLE.rank)


@pytest.mark.parametrize(
    "field", ["html_title", "onvif.manufacturer", "onvif.name", "x509.subject", "dhcp.vendor_class"]
)
@given(WORDLESS_SETS, INVENTED)
def test_a_word_shown_is_evidence_of_the_label_only(field: str, signals: list[Signal], word: str) -> None:
    known = made_by([*signals, Signal(field, "Northlens")])
    weighed = [*known.evidence, *(c.evidence for c in known.counter_evidence)]
    assert {hit.carrier for hit in weighed if hit.signal.field == field} == {"label"}
    assert made_by([*signals, Signal(field, word)]).posterior == made_by(signals).posterior


@given(st.lists(st.sampled_from([s for s in SIGNALS if s.field != "label.brand"]), max_size=6, unique=True))
def test_the_printed_brand_speaks_through_the_table_only(signals: list[Signal]) -> None:
    acme, birch = (made_by([*signals, Signal("label.brand", name)]) for name in ("Acme", "Birch"))
    narrower = any(s.field == "label.model" for s in signals)
    assert narrower or acme.posterior == birch.posterior


@given(st.lists(st.sampled_from([s for s in SIGNALS if s.field != "label.brand"]), max_size=6, unique=True))
def test_brands_that_nobody_wrote_about_are_alike(signals: list[Signal]) -> None:
    known, unknown = (made_by([*signals, Signal("label.brand", name)]) for name in ("Dune", "Zzyzx"))
    assert known.posterior == unknown.posterior


@pytest.mark.parametrize(
    ("mac", "role", "maker"),
    [
        ("a4:00:01:00:00:01", "manufacturer", "northlens"),
        ("a4:00:07:00:00:01", "module_maker", "wavelet"),
    ],
)
def test_a_registrant_speaks_of_its_kind_of_company(mac: str, role: str, maker: str) -> None:
    assert REASONER.attribute([Signal("mac", mac)])[role].maker == maker


def test_the_registrant_of_a_module_says_nothing_about_the_goods() -> None:
    said = made_by([Signal("mac", "a4:00:07:00:00:01")])
    assert (said.maker, said.level) == (None, Level.UNDETERMINED)


def test_the_registrant_of_a_reseller_goes_through_the_brand_table() -> None:
    said = made_by([Signal("mac", "a4:00:08:00:00:01")], PLAIN)
    assert said.posterior == made_by([Signal("label.brand", "Acme")], PLAIN).posterior


@pytest.mark.parametrize("mac", ["a4:00:09:00:00:01", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00", "zz"])
def test_a_private_or_unknown_prefix_says_nothing(mac: str) -> None:
    assert made_by([Signal("mac", mac)]) == made_by([])


def test_a_listed_registrant_of_two_addresses_counts_once() -> None:
    one = made_by([Signal("mac", "a4:00:01:00:00:01")])
    assert made_by([Signal("mac", "a4:00:01:00:00:01"), Signal("mac", "a4:00:01:00:00:02")]).posterior == one.posterior


def absent(*signals: Signal) -> list[str]:
    hits = made_by(list(signals))
    return [c.evidence.signal.field for c in hits.counter_evidence if c.evidence.technique == "absence"]


NAMED = Signal("http_header.server", "NL-Webs/1")


def test_a_missing_sign_counts_where_its_field_was_seen() -> None:
    assert absent(NAMED, Signal("rtsp_realm", "IP Camera")) == ["rtsp_realm"]


def test_a_missing_sign_does_not_count_where_its_field_was_not_seen() -> None:
    assert absent(NAMED) == []


def test_a_missing_sign_does_not_count_where_its_carrier_shows_another() -> None:
    prints = (
        fingerprint("northlens", "rtsp_header.server", "^NL", "strong"),
        fingerprint("northlens", "rtsp_realm", "^NL", "strong", absence=-1.0),
    )
    reasoner = Reasoner(knowledge_of(fingerprints=prints))
    said = made_by([Signal("rtsp_header.server", "NL"), Signal("rtsp_realm", "IP Camera")], reasoner)
    assert said.counter_evidence == ()


def test_missing_signs_of_one_carrier_count_once() -> None:
    both = [fingerprint("northlens", "rtsp_realm", p, "strong", id=f"p{p}", absence=-1.0) for p in ("^NL", "^NX")]
    hit = fingerprint("northlens", "http_header.server", "^NL-", "strong")
    signals = [NAMED, Signal("rtsp_realm", "IP Camera")]
    one, two = (Reasoner(knowledge_of(fingerprints=[hit, *found])) for found in (both[:1], both))
    assert made_by(signals, one).posterior == made_by(signals, two).posterior


def test_a_missing_sign_lowers_its_maker() -> None:
    missing = made_by([NAMED, Signal("rtsp_realm", "IP Camera")]).posterior["northlens"]
    assert missing < made_by([NAMED]).posterior["northlens"]


def told(
    maker: str | None, posterior: dict[str, float], role: str = "manufacturer", level: str = "probable"
) -> Attribution:
    return Attribution(role, maker, maker, 0.9, Level(level), posterior)


@pytest.mark.parametrize(
    ("owner", "posterior", "answer"),
    [
        ("self", {"northlens": 0.9, "self": 0.1, "other": 0.0}, "yes"),
        ("self", {"northlens": 0.89, "self": 0.11, "other": 0.0}, "undetermined"),
        ("northlens", {"northlens": 0.9, "self": 0.0, "other": 0.1}, "no"),
        ("northlens", {"northlens": 0.89, "self": 0.0, "other": 0.11}, "undetermined"),
        ("northlens", {"northlens": 0.85, "self": 0.05, "other": 0.1}, "no"),
        ("quartzeye", {"northlens": 0.92, "quartzeye": 0.05, "self": 0.0, "other": 0.03}, "yes"),
        ("quartzeye", {"northlens": 0.8, "quartzeye": 0.2, "self": 0.0, "other": 0.0}, "undetermined"),
    ],
)
def test_white_label_is_said_from_nine_tenths(owner: str, posterior: dict[str, float], answer: str) -> None:
    roles = {"manufacturer": told("northlens", posterior), "brand": told(owner, {owner: 1.0})}
    assert white_label(roles) == answer


def test_white_label_is_open_without_a_brand() -> None:
    assert white_label({"manufacturer": told("northlens", {"northlens": 0.99, "self": 0.0})}) == "undetermined"


def test_white_label_is_open_without_a_maker() -> None:
    made = told(None, {"northlens": 0.05, "self": 0.05, "other": 0.9}, level="undetermined")
    assert white_label({"manufacturer": made, "brand": told("self", {"self": 1.0})}) == "undetermined"


@pytest.mark.parametrize(("brands", "level"), [(0, "possible"), (7, "possible"), (8, "probable"), (98, "probable")])
def test_the_printed_brand_is_said_no_louder_than_the_cap_allows(brands: int, level: str) -> None:
    said = reasoner_of(Calibration(brands=brands)).attribute([Signal("label.brand", "Acme")])["brand"]
    assert (said.name, said.level) == ("Acme", level)


def test_the_brand_of_a_known_company_names_the_company() -> None:
    said = REASONER.attribute([Signal("label.brand", "quartz eye")])["brand"]
    assert (said.maker, said.name) == ("quartzeye", "Quartz Eye")


@pytest.mark.parametrize("band", sorted(BANDS))
def test_a_band_weighs_what_its_pair_says(band: str) -> None:
    pair = BANDS[band]
    assert 10 ** log10_ratio(pair.hit_if, pair.hit_else) == pytest.approx(
        min(pair.hit_if / pair.hit_else, 1e4), rel=1e-6
    )


@given(st.floats(1e-12, 1.0), st.floats(1e-12, 1.0))
def test_a_ratio_is_capped_at_four(hit_if: float, hit_else: float) -> None:
    assert -4.0 <= log10_ratio(hit_if, hit_else) <= 4.0


@given(signal_sets(), st.sampled_from(ALL))
def test_the_waterfall_ends_at_the_answer(signals: list[Signal], reasoner: Reasoner) -> None:
    said = made_by(signals, reasoner)
    if said.maker is None:
        assert said.waterfall == ()
    else:
        odds = 10 ** said.waterfall[-1][1]
        assert odds / (1 + odds) == pytest.approx(said.probability, abs=1e-9)


@given(st.lists(st.builds(Signal, st.sampled_from(sorted(FIELDS)), st.text(max_size=40)), max_size=5))
def test_any_text_in_any_field_is_answered(signals: list[Signal]) -> None:
    assert made_by(signals).role == "manufacturer"

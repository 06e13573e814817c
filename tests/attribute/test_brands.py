"""A label through the sourced table: exact numbers, narrower statements, periods, and nothing through the back door."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.attribute.brands import BrandIndex, Trust, normalise
from whomade.attribute.reason import Reasoner
from whomade.model import Brand, Level, Signal
from whomade.testing import FIELDS, MAKERS, brand, fingerprint, knowledge_of, relation, row, vendor_of

from .invented import CROWD, EXACT

WORD_FIELDS = sorted(f.id for f in FIELDS.values() if f.brand_words)
SHOWN_FIELDS = [field for field in WORD_FIELDS if field != "label.brand"]


def reasoner_with(*brands: Brand) -> Reasoner:
    prints = (fingerprint("northlens", "http_header.server", "^NL-", "very-strong"),)
    base = knowledge_of(makers=MAKERS | CROWD, brands=brands, fingerprints=prints, calibration=EXACT)
    return Reasoner(base, vendor_of)


def posterior_of(reasoner: Reasoner, *signals: tuple[str, str], made: str | None = None) -> dict[str, float]:
    given_signals = [Signal(field, value) for field, value in signals]
    return reasoner.attribute(given_signals, (made, made) if made else None)["manufacturer"].posterior


def shares_of(posterior: dict[str, float]) -> dict[str, float]:
    """Probability of each invented maker that stands out, and of `self`."""
    floor = posterior["maker-00"]
    return {n: p for n, p in posterior.items() if n != "other" and abs(p - floor) > 1e-9 and p > 1e-9}


@pytest.mark.parametrize(
    ("rows", "makers", "own"),
    [
        ((row("northlens", "own-brand"),), {"northlens": 0.97}, 0.0),
        ((row("northlens", "subsidiary"),), {"northlens": 0.95}, 0.0),
        ((row("northlens", "oem-full"),), {"northlens": 0.9}, 0.05),
        ((row("northlens", "oem-full", "likely"),), {"northlens": 0.9 * 0.85}, 0.1175),
        ((row("northlens", "oem-full", "claimed"),), {"northlens": 0.9 * 0.6}, 0.23),
        ((row("northlens", "own-brand", "claimed"),), {"northlens": 0.97 * 0.6}, 0.0),
        ((row("northlens", "oem-some-lines"),), {"northlens": 0.5}, 0.25),
        (
            (row("northlens", "oem-some-lines"), row("meridian", "oem-some-lines")),
            {"northlens": 0.25, "meridian": 0.25},
            0.25,
        ),
        (
            (row("northlens", "oem-some-lines"), row("meridian", "oem-some-lines", "claimed")),
            {"northlens": 0.25, "meridian": 0.15},
            0.3,
        ),
        ((row("northlens", "oem-full", copied=True),), {"northlens": 0.3}, 0.35),
        ((row("northlens", "oem-some-lines", "claimed", copied=True),), {"northlens": 0.3}, 0.35),
        ((row("northlens"), row("northlens")), {"northlens": 0.9}, 0.05),
        ((row("northlens", "oem-full", "claimed"), row("northlens")), {"northlens": 0.9}, 0.05),
        ((row("northlens"), row("meridian")), {"northlens": 0.485, "meridian": 0.485}, 0.015),
    ],
)
def test_a_label_alone_gives_back_the_numbers_of_its_rows(
    rows: tuple[object, ...], makers: dict[str, float], own: float
) -> None:
    posterior = posterior_of(reasoner_with(brand("Acme", *rows)), ("label.brand", "Acme"))  # type: ignore[arg-type]
    expected = makers | ({"self": own} if own else {})
    assert shares_of(posterior) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("confidence", "share"), [("sure", 0.95), ("likely", 0.85), ("claimed", 0.5)])
def test_a_model_relation_wins_over_its_brand_row(confidence: str, share: float) -> None:
    reasoner = reasoner_with(brand("Acme", row("meridian"), models=(relation("^G9", "northlens", confidence),)))
    posterior = posterior_of(reasoner, ("label.brand", "Acme"), ("label.model", "G9-2"))
    assert posterior["northlens"] == pytest.approx(share)
    assert posterior["meridian"] == posterior["maker-00"]


NUMBERED = reasoner_with(
    brand(
        "Acme",
        row("meridian"),
        models=(
            relation("^GX[0-9]M-", "northlens"),
            relation("^GXT(1179|2200)", "northlens"),
            relation("(?i)network", "meridian"),
        ),
    ),
    brand("Globex", models=(relation("^GX9M-77", "meridian"),)),
    brand("Initech", models=(relation("^K[0-9]W", "northlens", "likely"),)),
)


@pytest.mark.parametrize(
    ("model", "share"),
    [
        ("GXT1179E-V2", 0.95 * 0.97),  # the relation spells the number
        ("GX5M-T1179E", 0.95 * 0.5),  # it spells no more than a beginning
        ("K4W10", 0.85 * 0.5),  # which may be anybody's
        ("K4W", None),  # hardly a number
        ("GX9M-7712", None),  # two brands' numbering, two makers
        ("8 port network switch 2000", None),  # a word fits, not a number
        ("5GX5M-T11", None),
    ],
)
def test_a_number_without_a_brand_speaks_where_nobody_else_numbers_so(model: str, share: float | None) -> None:
    posterior = posterior_of(NUMBERED, ("label.model", model))
    assert shares_of(posterior).get("northlens") == (None if share is None else pytest.approx(share))
    assert "meridian" not in shares_of(posterior)


@pytest.mark.parametrize("field", ["label.brand", "onvif.manufacturer"])
def test_a_maker_that_nobody_wrote_about_silences_the_number(field: str) -> None:
    posterior = posterior_of(NUMBERED, ("label.model", "GXT1179E"), (field, "Umbrella"))
    assert "northlens" not in shares_of(posterior)


def test_a_number_of_another_brand_than_the_printed_one_says_nothing() -> None:
    posterior = posterior_of(NUMBERED, ("label.model", "GXT1179E"), ("label.brand", "Initech"))
    assert "northlens" not in shares_of(posterior)


def test_a_model_that_does_not_fit_leaves_the_brand_row() -> None:
    reasoner = reasoner_with(brand("Acme", row("meridian"), models=(relation("^G9", "northlens"),)))
    posterior = posterior_of(reasoner, ("label.brand", "Acme"), ("label.model", "G1"))
    assert shares_of(posterior) == pytest.approx({"meridian": 0.9, "self": 0.05})


def test_model_relations_of_two_makers_share_one_certainty() -> None:
    both = (relation("^G", "northlens"), relation("^G9", "meridian"))
    posterior = posterior_of(reasoner_with(brand("Acme", models=both)), ("label.brand", "Acme"), ("label.model", "G9"))
    assert shares_of(posterior) == pytest.approx({"northlens": 0.485, "meridian": 0.485, "self": 0.015})


def test_a_row_for_a_line_speaks_only_when_the_model_fits() -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", models="^G9")))
    fits = posterior_of(reasoner, ("label.brand", "Acme"), ("label.model", "G9"))
    assert fits["northlens"] == pytest.approx(0.9)
    unfit = posterior_of(reasoner, ("label.brand", "Acme"), ("label.model", "H1"))
    assert unfit == posterior_of(reasoner, ("label.brand", "Zzyzx"), ("label.model", "H1"))


def test_a_row_for_a_line_hides_the_row_for_the_brand() -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", models="^G9"), row("meridian")))
    posterior = posterior_of(reasoner, ("label.brand", "Acme"), ("label.model", "G9"))
    assert shares_of(posterior) == pytest.approx({"northlens": 0.9, "self": 0.05})


def test_a_printed_brand_without_row_accuses_nobody() -> None:
    said = reasoner_with().attribute([Signal("label.brand", "Zzyzx")])["manufacturer"]
    assert (said.maker, said.name, said.level) == ("self", "Zzyzx", Level.POSSIBLE)
    assert said.posterior["self"] == pytest.approx(0.5)
    assert said.posterior["other"] == pytest.approx(0.25)


def test_a_brand_that_claims_nothing_is_answered_like_an_unknown_one() -> None:
    reasoner = reasoner_with(brand("Dune"))
    assert posterior_of(reasoner, ("label.brand", "Dune")) == posterior_of(reasoner, ("label.brand", "Zzyzx"))


WITH_SIGNS = st.lists(
    st.sampled_from([("http_header.server", "NL-1"), ("http_header.server", "nginx"), ("mac", "a4:00:02:00:00:01")]),
    unique=True,
)


@given(WITH_SIGNS)
def test_brands_with_equal_rows_give_equal_answers(signs: list[tuple[str, str]]) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens")), brand("Birch", row("northlens")))
    posteriors = [posterior_of(reasoner, ("label.brand", name), *signs) for name in ("Acme", "Birch")]
    assert posteriors[0] == posteriors[1]


@given(WITH_SIGNS, st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=6, max_size=12))
def test_every_brand_without_row_gives_the_same_answer(signs: list[tuple[str, str]], name: str) -> None:
    reasoner = reasoner_with(brand("Dune"))
    said = posterior_of(reasoner, ("label.brand", f"{name} zz"), *signs)
    assert said == posterior_of(reasoner, ("label.brand", "Dune"), *signs)


def test_the_name_of_a_maker_as_brand_says_nothing_without_a_row() -> None:
    reasoner = reasoner_with()
    assert posterior_of(reasoner, ("label.brand", "Northlens")) == posterior_of(reasoner, ("label.brand", "Zzyzx"))


OWNER_NAMED = {"dhcp.hostname", "onvif.name"}


@pytest.mark.parametrize("field", SHOWN_FIELDS)
def test_a_word_the_device_shows_is_a_label(field: str) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens")))
    said = reasoner.attribute([Signal(field, "O=Acme" if field.startswith("x509.") else "Acme")])["manufacturer"]
    worth = 0.5 if field in OWNER_NAMED else 1.0
    assert said.posterior["northlens"] == pytest.approx(0.9 * worth)
    evidence = [*said.evidence, *(counter.evidence for counter in said.counter_evidence)]
    assert {hit.carrier for hit in evidence} == {"label"}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("dhcp.hostname", "acme"),
        ("onvif.name", "Acme"),
        ("x509.subject", "CN=acme,O=Internal"),
        ("html_title", "Frigate - Acme"),
        ("html_title", "ZoneMinder - Console - Acme"),
        ("label.brand", "Acme?"),
        ("label.brand", "Acme Consulting"),
        ("label.brand", "Quartz Eyee"),
    ],
)
def test_what_an_owner_writes_or_another_company_may_be_called_accuses_nobody(field: str, text: str) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", "own-brand")), brand("Quartz Eye", row("northlens")))
    said = reasoner.attribute([Signal(field, text)])["manufacturer"]
    assert said.level is Level.UNDETERMINED


@pytest.mark.parametrize("text", ["free of Acme", "mount for Acme", "Acme bracket", "PSU for Acme", "für Acme"])
def test_what_goes_with_a_brand_is_not_of_it(text: str) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", "own-brand")))
    assert "northlens" not in shares_of(posterior_of(reasoner, ("label.brand", text)))


def test_a_number_of_the_brand_settles_a_name_that_an_owner_may_have_given() -> None:
    reasoner = reasoner_with(brand("Acme", row("meridian"), models=(relation("^GXT1179", "northlens"),)))
    said = reasoner.attribute([Signal("onvif.name", "Acme"), Signal("label.model", "GXT1179E")])["manufacturer"]
    assert (said.maker, said.level) == ("northlens", Level.PROBABLE)


@pytest.mark.parametrize("text", ["Acme Honeypot 2.0", "acme emulator", "SIMULATED NVR", "mock camera", "Acme decoy"])
def test_a_thing_that_calls_itself_an_imitation_is_nobodys(text: str) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", "own-brand")))
    roles = reasoner.attribute([Signal("http_header.server", "NL-9"), Signal("banner", text)])
    assert {role.maker for name, role in roles.items() if name != "brand"} == {None}
    assert "imitates" in " ".join(roles["manufacturer"].limits)


@pytest.mark.parametrize("field", SHOWN_FIELDS)
def test_a_word_shown_again_adds_nothing_to_the_label(field: str) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens")))
    once = posterior_of(reasoner, ("label.brand", "Acme"))
    assert posterior_of(reasoner, ("label.brand", "Acme"), (field, "Acme")) == once


def test_words_of_two_makers_name_nobody_loudly() -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens")), brand("Birch", row("meridian")))
    said = reasoner.attribute([Signal("label.brand", "Acme"), Signal("html_title", "Birch")])["manufacturer"]
    assert said.level.rank <= Level.POSSIBLE.rank


@pytest.mark.parametrize("made", ["2015", "2015-06", "2015-06-30"])
def test_a_former_maker_speaks_inside_its_period(made: str) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", "former", start="2014", end="2016")))
    assert posterior_of(reasoner, ("label.brand", "Acme"), made=made)["northlens"] == pytest.approx(0.5)


@pytest.mark.parametrize("made", [None, "2013", "2017"])
def test_a_former_maker_is_silent_outside_its_period_or_without_a_date(made: str | None) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", "former", start="2014", end="2016")))
    said = posterior_of(reasoner, ("label.brand", "Acme"), made=made)
    assert said == posterior_of(reasoner, ("label.brand", "Zzyzx"), made=made)


@pytest.mark.parametrize("made", [None, "2015"])
def test_a_former_maker_without_a_period_never_speaks(made: str | None) -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", "former")))
    said = posterior_of(reasoner, ("label.brand", "Acme"), made=made)
    assert said == posterior_of(reasoner, ("label.brand", "Zzyzx"), made=made)


CHANGED = brand("Acme", row("northlens", end="2017-12-31"), row("meridian", start="2018"))


@pytest.mark.parametrize(("made", "maker"), [("2016", "northlens"), ("2020-02", "meridian")])
def test_rows_weigh_by_the_date_of_production(made: str, maker: str) -> None:
    posterior = posterior_of(reasoner_with(CHANGED), ("label.brand", "Acme"), made=made)
    assert shares_of(posterior) == pytest.approx({maker: 0.9, "self": 0.05})


def test_a_row_weighs_by_the_part_of_the_interval_it_covers() -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", end="2017-12-31"), row("meridian", start="2018")))
    said = reasoner.attribute([Signal("label.brand", "Acme")], ("2017-01-01", "2018-12-31"))["manufacturer"]
    assert said.posterior["northlens"] == pytest.approx(0.45, abs=0.001)
    assert said.posterior["meridian"] == pytest.approx(0.45, abs=0.001)


def test_a_row_with_a_period_loses_what_its_period_does_not_cover() -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", end="2017-12-31")))
    said = reasoner.attribute([Signal("label.brand", "Acme")], ("2017-01-01", "2018-12-31"))["manufacturer"]
    assert said.posterior["northlens"] == pytest.approx(0.45, abs=0.001)


def test_undated_rows_of_several_makers_are_possible_at_most() -> None:
    rows = (row("northlens", "own-brand", start="2018"), row("meridian", "oem-some-lines", "claimed", end="2014"))
    said = reasoner_with(brand("Acme", *rows)).attribute([Signal("label.brand", "Acme")])["manufacturer"]
    assert said.level.rank <= Level.POSSIBLE.rank


def test_a_former_maker_of_another_name_keeps_an_undated_label_at_possible() -> None:
    rows = (row("northlens", "own-brand"), row("meridian", "former", end="2014"))
    said = reasoner_with(brand("Acme", *rows)).attribute([Signal("label.brand", "Acme")])["manufacturer"]
    assert (said.maker, said.level) == ("northlens", Level.POSSIBLE)
    assert any("changed over time" in limit for limit in said.limits)


def test_a_lead_about_a_former_maker_without_a_period_raises_no_doubt() -> None:
    rows = (row("northlens", "own-brand"), replace(row("meridian", "former"), trial=True))
    said = reasoner_with(brand("Acme", *rows)).attribute([Signal("label.brand", "Acme")])["manufacturer"]
    assert (said.maker, said.level) == ("northlens", Level.PROBABLE)


SOLD = brand("Acme", row("northlens", "subsidiary", end="2025-03"), models=(relation("^GUARD-90", "northlens"),))


@pytest.mark.parametrize(
    ("made", "maker", "level", "owner"),
    [
        (("2024-01-01", "2024-12-31"), "northlens", Level.PROBABLE, "northlens"),
        (None, "northlens", Level.POSSIBLE, "northlens"),
        (("2026-01-01", "2026-12-31"), "self", Level.POSSIBLE, "self"),
    ],
)
def test_a_number_of_a_sold_brand_is_its_maker_s_until_the_sale(
    made: tuple[str, str] | None, maker: str, level: Level, owner: str
) -> None:
    said = reasoner_with(SOLD).attribute([Signal("label.brand", "Acme"), Signal("label.model", "GUARD-90X")], made)
    assert (said["manufacturer"].maker, said["manufacturer"].level) == (maker, level)
    assert said["brand"].maker == owner
    assert (said["brand"].level is Level.POSSIBLE) == (made is None)


def test_a_number_without_its_brand_is_no_louder_than_with_it() -> None:
    reasoner = reasoner_with(SOLD)
    assert reasoner.attribute([Signal("label.model", "GUARD-90X")])["manufacturer"].level.rank <= Level.POSSIBLE.rank
    late = reasoner.attribute([Signal("label.model", "GUARD-90X")], ("2026-01-01", "2026-12-31"))["manufacturer"]
    assert late.maker != "northlens"


@pytest.mark.parametrize("word", ["fake Acme", "Acme clone", "never Acme", "anything but Acme", "imitation Acme"])
def test_a_word_that_denies_the_brand_names_no_maker(word: str) -> None:
    said = reasoner_with(SOLD).attribute([Signal("label.brand", word), Signal("label.model", "GUARD-90X")])
    assert said["manufacturer"].maker != "northlens"


def test_undated_rows_of_one_maker_raise_no_doubt() -> None:
    rows = (row("northlens", "own-brand", start="2018"), row("northlens", end="2018"))
    said = reasoner_with(brand("Acme", *rows)).attribute([Signal("label.brand", "Acme")])["manufacturer"]
    assert (said.maker, said.level) == ("northlens", Level.PROBABLE)


def test_a_row_on_trial_is_possible_at_most() -> None:
    reasoner = reasoner_with(brand("Acme", row("northlens", "own-brand", trial=True)))
    said = reasoner.attribute([Signal("label.brand", "Acme")])["manufacturer"]
    assert (said.maker, said.level) == ("northlens", Level.POSSIBLE)


@given(
    st.lists(
        st.builds(
            row,
            st.sampled_from(sorted(MAKERS)),
            st.sampled_from(["own-brand", "subsidiary", "oem-full", "oem-some-lines", "former"]),
            st.sampled_from(["sure", "likely", "claimed"]),
            start=st.sampled_from(["", "2014", "2016-05"]),
            end=st.sampled_from(["", "2017", "2018-02-28"]),
            copied=st.booleans(),
        ),
        max_size=5,
    ),
    st.lists(st.builds(relation, st.just("^G"), st.sampled_from(sorted(MAKERS))), max_size=3),
    st.sampled_from(["G1", "H1"]),
    st.sampled_from([None, "2015", "2017-02", "2020"]),
)
def test_any_table_gives_a_distribution(rows: list[object], models: list[object], model: str, made: str | None) -> None:
    acme = brand("Acme", *rows, models=tuple(models))  # type: ignore[arg-type]
    posterior = posterior_of(reasoner_with(acme), ("label.brand", "Acme"), ("label.model", model), made=made)
    assert sum(posterior.values()) == pytest.approx(1.0)
    assert min(posterior.values()) >= 0.0


@pytest.mark.parametrize(
    ("text", "found"),
    [("Acme", True), ("ACME", True), ("acme nvr", True), ("Acme Security Ltd.", True), ("Acmestown", False),
     ("Not Acme", False), ("", False), ("  ", False)],
)  # fmt: skip
def test_a_printed_brand_is_compared_without_case_and_generic_words(text: str, found: bool) -> None:
    assert (BrandIndex([brand("Acme")]).printed(text)[1] is Trust.FULL) is found


@pytest.mark.parametrize("text", ["Acme AC-100", "Fa. Acme", "Acme (relabelled)", "Quartz Eyee", "quartzeye"])
def test_a_printed_text_that_is_more_than_a_brand_is_read_as_it_but_not_trusted(text: str) -> None:
    found, trust = BrandIndex([brand("Acme"), brand("Quartz Eye")]).printed(text)
    assert found is not None
    assert trust is (Trust.DOUBTED if "100" in text else Trust.HALF)


@pytest.mark.parametrize("text", ["Not Acme", "Acme compatible", "kein Acme", "Acmestown", "Zorp", ""])
def test_a_printed_text_that_denies_a_brand_is_not_read_as_it(text: str) -> None:
    assert BrandIndex([brand("Acme")]).printed(text) == (None, Trust.HALF)


@pytest.mark.parametrize(
    ("text", "leads"),
    [("Acme camera", True), ("CN=Acme,O=x", True), ("the new acme box", False), ("acme-nas", False)],
)
def test_a_word_inside_a_text_leads_it_or_not(text: str, leads: bool) -> None:
    assert [lead for _, lead in BrandIndex([brand("Acme")]).inside(text)] == [leads]


@pytest.mark.parametrize("text", ["acmetown", "ac me", "", "compatible with Acme"])
def test_a_word_that_is_not_there_as_a_word_is_not_found(text: str) -> None:
    assert BrandIndex([brand("Acme")]).inside(text) == []


@given(st.text(max_size=60))
def test_names_are_compared_in_one_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=200))
def test_any_text_may_be_searched_for_brands(text: str) -> None:
    index = BrandIndex([brand("Acme"), brand("Quartz Eye")])
    assert index.printed(text)[0] is None or normalise(text)
    assert len(index.inside(text)) <= 2


def test_a_brand_that_was_sold_is_possible_at_most_without_a_date() -> None:
    sold = brand("Acme", row("northlens", "subsidiary", end="2025-03"))
    reasoner = reasoner_with(sold)
    undated = reasoner.attribute([Signal("label.brand", "Acme")])["manufacturer"]
    dated = reasoner.attribute([Signal("label.brand", "Acme")], ("2024-01", "2024-12"))["manufacturer"]
    assert undated.level == Level.POSSIBLE
    assert dated.level == Level.PROBABLE

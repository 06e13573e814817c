"""A word outside the closed lists is an error that names its field and, where one is near, the word meant."""

from __future__ import annotations

from typing import Any

import pytest

from whomade.errors import InputError
from whomade.judge import actor_from, checked, fact_from, facts_from, named, regimes_named
from whomade.model import Actor, Situation

from .asking import base

ASKED: dict[str, Any] = {"act": "buy", "on": "2024-05-01"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"act": "bye"}, "act: no code `bye` (did you mean `buy`?)"),
        ({"actor": Actor("US", None, "national-agencies")}, "actor: no code `national-agencies` (did you mean"),
        ({"actor": Actor("usa", None, "police")}, "actor: expected a country: no country `usa`"),
        ({"place": "sensitive"}, "place: no code `sensitive` (did you mean `sensitive-site`?)"),
        ({"purpose": "public-safty"}, "purpose: no code `public-safty` (did you mean `public-safety`?)"),
        ({"product": "camara"}, "product: no code `camara` (did you mean `camera`?)"),
        ({"on": "2024-5-1"}, "on: expected a date YYYY-MM-DD, found `2024-5-1`"),
        ({"on": "2024-02-30"}, "on: expected a date"),
        ({"acquired_on": "last year"}, "acquired_on: expected a date YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"acquired_on": "2023-13"}, "acquired_on: expected a date"),
        ({"facts": {"waiver": True}}, "fact: no fact `waiver` (did you mean `waiver_granted`?)"),
        ({"facts": {"waiver_granted": "yes"}}, "fact waiver_granted: expected a boolean, found `yes`"),
        ({"facts": {"share": "much"}}, "fact share: expected a number from 0 to 100, found `much`"),
        ({"facts": {"maker_country": "China"}}, "fact maker_country: expected a country"),
        ({"facts": {"contract_signed": "2023-11"}}, "fact contract_signed: expected a date YYYY-MM-DD"),
        ({"facts": {"role_in_system": "vital"}}, "fact role_in_system: no code `vital` (known: "),
        ({"facts": {"component": "chip"}}, "fact component: no code `chip`"),
        (
            {"facts": {"component_maker": "hisilcon"}},
            "no company `hisilcon` in the knowledge (did you",
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_a_word_outside_the_lists_is_named(words: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as error:
        checked(Situation(**{**ASKED, **words}), base())
    assert said in str(error.value)


@pytest.mark.parametrize("share", [True, False, -5, 500, 100.1, float("nan"), float("inf"), 10**400])
def test_a_number_is_finite_and_in_its_range(share: float) -> None:
    with pytest.raises(InputError, match="fact share: expected a number from 0 to 100, found `"):
        checked(Situation(**ASKED, facts={"share": share}), base())


def test_unknown_and_an_absent_fact_are_the_same() -> None:
    facts: dict[str, Any] = {"waiver_granted": "unknown", "share": None, "actor_level": "unknown"}
    assert checked(Situation(**ASKED, facts=facts), base()) == Situation(**ASKED)


def test_false_is_a_statement() -> None:
    assert checked(Situation(**ASKED, facts={"waiver_granted": False}), base()).facts == {"waiver_granted": False}


@pytest.mark.parametrize("acquired", ["2023", "2023-11", "2023-11-30"])
def test_a_part_of_a_date_may_say_when_it_was_acquired(acquired: str) -> None:
    assert checked(Situation(**ASKED, acquired_on=acquired), base()).acquired_on == acquired


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("US:national-agency", Actor("US", None, "national-agency")),
        ("CA-QC:school", Actor("CA", "CA-QC", "school")),
        ("EU:public-body", Actor("EU", None, "public-body")),
        ("unknown:defence", Actor(None, None, "defence")),
    ],
)
def test_an_actor_is_country_region_and_kind(text: str, actor: Actor) -> None:
    assert actor_from(text) == actor


@pytest.mark.parametrize("text", ["US", "us:police", "national-agency", "US-TEXAS:police", ":police"])
def test_an_actor_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"expected COUNTRY\[-REGION\]:KIND"):
        actor_from(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("waiver_granted=true", ("waiver_granted", True)),
        ("waiver_granted=no", ("waiver_granted", False)),
        ("share=10.5", ("share", 10.5)),
        ("share=0", ("share", 0.0)),
        ("share=100", ("share", 100.0)),
        ("actor_level=local", ("actor_level", "local")),
        ("share=unknown", ("share", "unknown")),
    ],
)
def test_a_fact_is_read_as_its_type_says(text: str, fact: tuple[str, Any]) -> None:
    assert fact_from(text, base()) == fact


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("waiver_granted", "expected NAME=VALUE"),
        ("waiver_granted=", "expected NAME=VALUE"),
        ("waiver_granted=perhaps", "expected true, false or unknown"),
        *[
            (f"share={number}", f"fact share: expected a number from 0 to 100, found `{number}`")
            for number in ("half", "nan", "inf", "-5", "500", "1_0", "1e1", "true", "\u0665")
        ],
        ("waivr_granted=true", "did you mean `waiver_granted`?"),
    ],
)
def test_a_fact_of_another_form_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        fact_from(text, base())
    assert said in str(error.value)


def test_regimes_are_taken_once_and_in_order() -> None:
    found = regimes_named(["us-fcc-22-84", "au-defence-2023", "us-fcc-22-84"], base())
    assert [regime.id for regime in found] == ["us-fcc-22-84", "au-defence-2023"]


def test_an_unknown_regime_is_answered_by_the_one_meant_and_the_list() -> None:
    with pytest.raises(InputError) as error:
        regimes_named(["us-fcc-22-48"], base())
    assert "did you mean `us-fcc-22-84`?" in str(error.value)
    assert all(regime in str(error.value) for regime in base().regimes)


def test_a_stated_maker_is_found_by_id_alias_or_reserved_word() -> None:
    makers = [named("manufacturer", name, base()).maker for name in ("dahua", "cn-dahua", "unknown", "unlisted-other")]
    assert makers == ["dahua", "dahua", "unknown", "unlisted-other"]
    with pytest.raises(InputError, match="did you mean `hikvision`"):
        named("manufacturer", "hikvison", base())


@pytest.mark.parametrize(("code", "meant"), [("UK", "GB"), ("ZZ", ""), ("QQ", "")])
def test_a_code_that_is_no_country_is_refused_instead_of_falling_out_of_reach(code: str, meant: str) -> None:
    with pytest.raises(InputError, match=f"no country `{code}`") as error:
        checked(Situation("buy", "2024-05-01", actor_from(f"{code}:national-agency")), base())
    assert meant in str(error.value)


def test_a_fact_stated_twice_with_different_values_is_refused() -> None:
    with pytest.raises(InputError, match="stated twice"):
        facts_from(["waiver_granted=yes", "waiver_granted=no"], base())
    assert facts_from(["waiver_granted=yes", "waiver_granted=TRUE"], base()) == {"waiver_granted": True}

"""Cases that somebody writes down: what is read, what is refused and how, and that each line answers for itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.knowledge import bundle
from whomade.model import Status
from whomade.pipeline.cases import Answer, judge_lines

BASE = bundle.load()
CASE: dict[str, Any] = {
    "id": "a", "regime": "us-ndaa-889-a1A", "maker": "hikvision", "act": "buy", "on": "2024-05-01",
    "actor": {"country": "US", "region": None, "kind": "national-agency"}, "place": "government-building",
    "purpose": "physical-security-government", "product": "camera", "acquired_on": None, "facts": {},
}  # fmt: skip
NEEDED = ("id", "regime", "maker", "act", "on")


def answered(*cases: Any) -> list[Answer]:
    return list(judge_lines([case if isinstance(case, str) else json.dumps(case) for case in cases], BASE))


def status(**change: Any) -> Status | str:
    answer = answered({**CASE, **change})[0]
    return answer.error if answer.verdict is None else answer.verdict.status


def test_a_case_is_answered_under_its_id() -> None:
    (answer,) = answered(CASE)
    assert answer.id == "a"
    assert answer.verdict is not None
    assert answer.verdict.status is Status.PROHIBITED


def test_five_fields_are_enough_and_the_rest_is_not_established() -> None:
    (answer,) = answered({name: CASE[name] for name in NEEDED})
    assert answer.verdict is not None
    assert answer.verdict.status is Status.CONDITIONAL
    assert {"actor", "purpose"} <= set(answer.verdict.needs)


@pytest.mark.parametrize("absent", [None, "unknown"])
def test_null_and_unknown_say_what_absence_says(absent: str | None) -> None:
    assert status(purpose=absent) is status(purpose="unknown") is Status.CONDITIONAL


@pytest.mark.parametrize("name", NEEDED)
def test_what_must_be_there_is_named(name: str) -> None:
    (answer,) = answered({key: value for key, value in CASE.items() if key != name})
    assert f"{name}: missing" in answer.error


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"regime": "us-ndaa-889-a1AA"}, "did you mean `us-ndaa-889-a1A`"),
        ({"maker": "hikvison"}, "did you mean `hikvision`"),
        ({"act": "bye"}, "did you mean `buy`"),
        ({"role": "manufacterer"}, "did you mean `manufacturer`"),
        ({"facts": {"waiver_grantd": True}}, "did you mean `waiver_granted`"),
        ({"facts": {"waiver_granted": "perhaps"}}, "waiver_granted"),
        ({"facts": {"share": [50]}}, "share"),
        ({"facts": []}, "facts: expected a JSON object"),
        ({"on": "2024-02-30"}, "on"),
        ({"on": 20240501}, "on: expected text"),
        ({"acquired_on": "20/5/2023"}, "acquired_on"),
        ({"actor": "defence"}, "actor: expected COUNTRY[-REGION]:KIND"),
        ({"actor": {"country": "US", "region": "CA-QC"}}, "no region of US"),
        ({"actor": {"land": "US"}}, "no field `land`"),
        ({"manufacturer": "hikvision"}, "no field `manufacturer`"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_guessed(change: dict[str, Any], said: str) -> None:
    assert said in str(status(**change))


def test_two_values_for_one_name_are_refused() -> None:
    line = json.dumps(CASE).replace('"id"', '"maker": "dahua", "id"', 1)
    assert "maker: stated twice with different values" in answered(line)[0].error


def test_a_bad_line_costs_itself_only() -> None:
    found = answered(CASE, "{", "[]", '{"id": "b", "on": NaN}', "", {**CASE, "id": "z"})
    assert [bool(answer.verdict) for answer in found] == [True, False, False, False, True]
    assert found[1].error.startswith("line 2: ")
    assert found[-1].id == "z"


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_answered_or_refused(value: Any) -> None:
    (answer,) = judge_lines([json.dumps(value)], BASE)
    assert answer.error


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_is_refused_with_its_line(text: str) -> None:
    lines = [part for part in [text.replace("\n", " ")] if part.strip()]
    assert all(answer.error.startswith("line 1: ") for answer in judge_lines(lines, BASE))


def test_an_actor_may_be_written_as_text_and_a_maker_by_any_name_that_the_base_knows() -> None:
    assert status(actor="US:national-agency", maker="HIKVISION") is status()
    assert status(maker=BASE.entities["hikvision"].legal_name) is status()


@pytest.mark.parametrize("name", ["foobarcorp", "Samsung Techwin Danmark", "unifi cam"])
def test_no_unrelated_company_is_offered_for_an_unknown_name(name: str) -> None:
    assert str(status(maker=name)).endswith("in the knowledge")
    assert str(status(maker="Hikvison")).endswith("(did you mean `hikvision`?)")


def test_a_rule_that_reaches_parts_says_that_their_makers_are_not_established() -> None:
    (answer,) = answered({**CASE, "maker": "axis"})
    assert answer.verdict is not None
    assert answer.verdict.status is Status.NOT_REACHED
    assert answer.verdict.why.endswith("chip, module and component maker not established.")
    (known,) = answered({**CASE, "maker": "axis", "facts": {"component_list_complete": True}})
    assert known.verdict is not None
    assert "not established" not in known.verdict.why


def test_a_maker_without_an_id_may_be_an_affiliate() -> None:
    (answer,) = answered({**CASE, "maker": "unlisted-other"})
    assert answer.verdict is not None
    assert "unless it is an affiliate of a named one" in answer.verdict.why

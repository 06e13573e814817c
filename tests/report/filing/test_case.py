"""The case file as a closed list: texts stay as typed, a misspelt name is told, nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from whomade.errors import InputError
from whomade.report.filing.case import MOST_CHARS, case_from


def test_texts_stay_as_typed() -> None:
    case = case_from({"supplier_cage": "1E234", "contract_number": "0123", "order_numbers": ["007", "8"]})
    assert [case.text(n) for n in ("supplier_cage", "contract_number", "order_numbers")] == ["1E234", "0123", "007; 8"]


@pytest.mark.parametrize("nothing", [None, "", []])
def test_an_empty_value_is_missing(nothing: object) -> None:
    assert case_from({"supplier_name": nothing}).text("supplier_name") is None


def test_no_case_at_all_is_an_empty_one() -> None:
    assert case_from(None).text("contract_number") is None


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"contract_nummber": "1"}, r"no field `contract_nummber` \(did you mean `contract_number`"),
        ({"devices": {"a": {"contract_number": "1"}}}, "devices: a: no field `contract_number`"),
        ({"devices": "a"}, "devices: expected KEY"),
        (["contract_number"], "expected fields with values"),
        ({"supplier_name": {"x": "y"}}, "supplier_name: expected text"),
        ({"discovered_on": "2026-13-01"}, "discovered_on: expected a date YYYY-MM-DD"),
        ({"discovered_on": "20260701"}, "discovered_on: expected a date"),
        ({"defence": "perhaps"}, "defence: expected true or false"),
        ({"first_business_days": "0"}, "expected a number of days"),
        ({"mitigation": "x" * (MOST_CHARS + 1)}, "at most 4,000 characters"),
    ],
)
def test_what_is_wrong_is_named(given: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        case_from(given)


def test_dates_flags_and_answers_are_read() -> None:
    case = case_from({"discovered_on": "2026-07-02", "defence": "No", "uses": "false", "first_business_days": "3"})
    assert case.dates == {"discovered_on": date(2026, 7, 2)}
    assert case.flags == {"defence": False, "uses": False}
    assert case.numbers == {"first_business_days": 3}

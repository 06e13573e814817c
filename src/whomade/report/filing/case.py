"""What only people know about a filing: contract, supplier, officer, answers. What is absent is missing.

Values come as text, as they were typed: a contract number that begins with 0 and a CAGE code like 1E234 are no
numbers. A name outside the closed list is an error with a suggestion, since a misspelt field would otherwise be
printed as missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from whomade.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS = {
    "filed_by": "entity that files",
    "prepared_by": "prepared by",
    "clause": "number of the clause in the contract",
    "contract_number": "contract number",
    "order_numbers": "order number(s)",
    "contracting_officer": "contracting officer",
    "how_found": "how it was found, or who told of it",
    "supplier_name": "supplier name",
    "supplier_uei": "supplier unique entity identifier (UEI)",
    "supplier_cage": "supplier CAGE code",
    "item_description": "item description",
    "oem_number": "model number of the original maker",
    "mitigation": "mitigation undertaken or recommended",
    "further_mitigation": "further mitigation undertaken or recommended",
    "prevention_efforts": "efforts made to prevent use or submission",
    "additional_efforts": "additional efforts to prevent it in future",
    "producer_name": "entity that produced the equipment",
    "producer_uei": "producer unique entity identifier (UEI)",
    "producer_cage": "producer CAGE code",
    "producer_kind": "whether the entity is the original maker or a distributor",
    "proposed_use": "explanation of the proposed use",
    "inquiry_by": "who made the inquiry",
    "inquiry_scope": "what the inquiry was to cover",
    "people_asked": "people or offices asked",
    "papers_read": "papers and records read",
    "not_examined": "known to exist and not examined",
    "objections": "address for objections",
}
"""Fields that hold text, or a list of texts, with the words printed for them."""
DATES = {
    "discovered_on": "date of identification or notification",
    "submitted_on": "date on which the first part was submitted",
    "prepared_on": "date of this paper",
    "inquiry_from": "inquiry begun on",
    "inquiry_to": "inquiry ended on",
}
FLAGS = {
    "defence": "contract with the Department of Defense",
    "indefinite_delivery": "indefinite-delivery contract",
}
NUMBERS = {
    "first_business_days": "business days for the first part, where another clause says so",
    "second_business_days": "business days for the second part, where another clause says so",
}
ANSWERS = {
    "provides": "provides covered equipment or services (52.204-26(c)(1))",
    "uses": "uses covered equipment or services (52.204-26(c)(2))",
    "will_provide": "will provide covered equipment or services (52.204-24(d)(1))",
    "uses_in_business": "uses covered equipment or services (52.204-24(d)(2))",
}
"""Answers of the entity to a representation: true, false, or absent."""
PER_DEVICE = ("supplier_name", "supplier_uei", "supplier_cage", "item_description", "oem_number", "mitigation",
              "producer_name", "producer_uei", "producer_cage", "producer_kind", "proposed_use")  # fmt: skip
"""Fields that `devices: {KEY: {...}}` may give for one device; they win over those of the whole case."""
WORDS = {**TEXTS, **DATES, **FLAGS, **NUMBERS, **ANSWERS}
MOST_CHARS = 4000
"""Characters of one value; what is longer belongs in an annex."""


@dataclass(frozen=True, slots=True)
class Case:
    """The fields that were given, and those of single devices by their key."""

    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    devices: dict[str, dict[str, str]] = field(default_factory=dict)

    def text(self, name: str, device: str | None = None) -> str | None:
        """What was given, for a device if there is something of its own; None where nothing was."""
        own = self.devices.get(device, {}) if device is not None else {}
        return own.get(name) or self.texts.get(name)


def case_from(given: Any) -> Case:
    """A case out of nested names, texts and lists of texts; an empty one of nothing.

    Raises:
        InputError: a field is unknown or its value of the wrong kind; the message names it.
    """
    fields = _closed("case", {} if given is None else given, {*WORDS, "devices"})
    stated = {name: value for name, value in fields.items() if value not in (None, "", []) and name != "devices"}
    return Case(
        texts={name: _text(name, value) for name, value in stated.items() if name in TEXTS},
        dates={name: _date(name, value) for name, value in stated.items() if name in DATES},
        flags={name: _flag(name, value) for name, value in stated.items() if name in FLAGS or name in ANSWERS},
        numbers={name: _number(name, value) for name, value in stated.items() if name in NUMBERS},
        devices=_devices(fields.get("devices")),
    )


def _devices(given: Any) -> dict[str, dict[str, str]]:
    if given is not None and not isinstance(given, dict):
        raise InputError("devices: expected KEY: {field: value}")
    return {
        str(key): {name: _text(name, value) for name, value in _own(str(key), fields).items()}
        for key, fields in (given or {}).items()
    }


def _own(key: str, given: Any) -> dict[str, Any]:
    fields = _closed(f"devices: {key[:60]}", given, PER_DEVICE)
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _closed(what: str, given: Any, known: Mapping[str, str] | set[str] | tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise InputError(f"{what}: expected fields with values, found {type(given).__name__}")
    for name in given:
        if name not in known:
            raise InputError(f"{what}: no field `{str(name)[:60]}`{did_you_mean(str(name), known)}")
    return given


def _text(name: str, value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str) for part in parts):
        raise InputError(f"{name}: expected text or a list of texts")
    text = "; ".join(part.strip() for part in parts)
    if len(text) > MOST_CHARS:
        raise InputError(f"{name}: expected at most {MOST_CHARS:,} characters, found {len(text):,}")
    return text


def _date(name: str, value: Any) -> date:
    return date_from(name, _text(name, value))


def date_from(name: str, text: str) -> date:
    """A date as YYYY-MM-DD.

    Raises:
        InputError: it is none.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise InputError(f"{name}: expected a date YYYY-MM-DD, found `{text[:60]}`")
    return found


def _flag(name: str, value: Any) -> bool:
    found = {"true": True, "yes": True, "false": False, "no": False}.get(_text(name, value).lower())
    if found is None:
        raise InputError(f"{name}: expected true or false, found `{_text(name, value)[:60]}`")
    return found


def _number(name: str, value: Any) -> int:
    text = _text(name, value)
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= 365):
        raise InputError(f"{name}: expected a number of days from 1 to 365, found `{text[:60]}`")
    return int(text)

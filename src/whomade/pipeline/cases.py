"""Cases that somebody writes down, one JSON object each, to verdicts: `whomade judge`.

A case needs `id`, `regime`, `maker`, `act` and `on`; what else is absent or null is not established. Every name is
closed: an unknown field or word is an error that says what may have been meant, and nothing is guessed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.errors import InputError, did_you_mean
from whomade.judge import (
    actor_from,
    checked,
    contradiction,
    contradiction_of_maker,
    evaluate,
    regimes_named,
    stated_holders,
)
from whomade.judge.situation import UNKNOWN
from whomade.model import Actor, Situation
from whomade.ownership import Ownership

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.judge import Holder
    from whomade.model import Knowledge, Regime, Verdict

NEEDED = ("id", "regime", "maker", "act", "on")
WORDS = ("place", "purpose", "product")
FIELDS = (*NEEDED, *WORDS, "role", "actor", "acquired_on", "facts")
MAX_LINE = 1 << 20
"""Bytes of a line; a case has some hundred."""


class Case(NamedTuple):
    """A regime, the holders that are stated, and the situation they are asked about."""

    id: str
    regime: Regime
    holders: dict[str, Holder]
    situation: Situation


class Answer(NamedTuple):
    """The verdict on a case, or why there is none; `id` is empty where not even that could be read."""

    id: str
    verdict: Verdict | None = None
    error: str = ""


def judge_lines(lines: Iterable[str], knowledge: Knowledge) -> Iterator[Answer]:
    """One answer for every line that is not empty; a line that cannot be read costs itself only."""
    owners = Ownership.of(knowledge.entities)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(line, number, knowledge, owners)


def judge(case: Case, knowledge: Knowledge, owners: Ownership) -> Verdict:
    """The verdict on a case."""
    return evaluate(case.regime, case.situation, case.holders, knowledge, owners)


def case_from(given: Any, knowledge: Knowledge) -> Case:
    """A case out of a decoded JSON object.

    Raises:
        InputError: a field is missing, unknown or of the wrong kind, or a word is outside the vocabulary.
    """
    fields = _closed("case", given, FIELDS)
    fields = {**fields, "maker": UNKNOWN} if "maker" in fields and fields["maker"] is None else fields
    for name in NEEDED:
        if fields.get(name) in (None, ""):
            raise InputError(f"{name}: missing; a case needs {', '.join(NEEDED)}")
    texts = {name: _text(name, fields.get(name)) for name in (*NEEDED, *WORDS, "role", "acquired_on")}
    role = texts["role"]
    if role and role not in knowledge.situations.roles:
        raise InputError(f"role: no code `{role}`{did_you_mean(role, knowledge.situations.roles)}")
    situation = Situation(
        act=str(texts["act"]),
        on=str(texts["on"]),
        actor=_actor(fields.get("actor")),
        acquired_on=texts["acquired_on"],
        facts=_facts(fields.get("facts"), knowledge),
        **{name: text for name in WORDS if (text := texts[name])},
    )
    regime = regimes_named([str(texts["regime"])], knowledge)[0]
    holders = stated_holders(str(texts["maker"]), role, knowledge)
    known = checked(situation, knowledge)
    wrong = contradiction(known) or contradiction_of_maker(holders["manufacturer"], known, knowledge)
    if wrong:
        raise InputError(wrong)
    return Case(str(texts["id"]), regime, holders, known)


def _answer(line: str, number: int, knowledge: Knowledge, owners: Ownership) -> Answer:
    id_ = ""
    try:
        given = _decoded(line)
        id_ = str(given.get("id") or "") if isinstance(given, dict) else ""
        return Answer(id_, judge(case_from(given, knowledge), knowledge, owners))
    except InputError as error:
        return Answer(id_, error=f"line {number}: {error}")


def _decoded(line: str) -> Any:
    if len(line) > MAX_LINE:
        raise InputError(f"expected a line of {MAX_LINE:,} bytes at most, found more")
    try:
        return json.loads(line, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InputError(f"expected one JSON object, found text that is none: {error}") from error


def _no_number(word: str) -> None:
    raise InputError(f"expected numbers of JSON, found {word}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once: of two values for one fact nobody but the asker knows which holds."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found and found[name] != value:
            raise InputError(f"{name}: stated twice with different values")
        found[name] = value
    return found


def _closed(what: str, given: Any, known: Iterable[str]) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise InputError(f"{what}: expected a JSON object, found {json.dumps(given)[:60]}")
    for name in given:
        if name not in known:
            raise InputError(f"{what}: no field `{name[:60]}`{did_you_mean(name, known)}")
    return given


def _text(name: str, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InputError(f"{name}: expected text, found {json.dumps(value)[:60]}")
    return value or None


def _actor(given: Any) -> Actor:
    if given is None:
        return Actor()
    if isinstance(given, str):
        return actor_from(given)
    fields = _closed("actor", given, ("country", "region", "kind"))
    texts = {name: _text(f"actor.{name}", fields.get(name)) for name in ("country", "region", "kind")}
    country = None if texts["country"] == "unknown" else texts["country"]
    region = None if texts["region"] == "unknown" else texts["region"]
    if region and country and not region.startswith(f"{country}-"):
        raise InputError(f"actor.region: `{region}` is no region of {country}")
    return Actor(country, region, texts["kind"] or "unknown")


def _facts(given: Any, knowledge: Knowledge) -> dict[str, str | bool | float]:
    """Facts as stated; what is null is not established and left out, once its name is known to be one."""
    stated = _closed("facts", {} if given is None else given, knowledge.situations.facts)
    for name, value in stated.items():
        if value is not None and not isinstance(value, (str, bool, int, float)):
            raise InputError(f"fact {name}: expected one value, found {json.dumps(value)[:60]}")
    return {name: value for name, value in stated.items() if value is not None}

"""A situation out of what a person typed, in the closed words of the base.

An unknown word is an error that names the field and, where one is near, the word that may have been meant.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from datetime import date
from typing import TYPE_CHECKING

from whomade.errors import InputError
from whomade.judge import countries
from whomade.model import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Fact, Knowledge, Regime, Situation

UNKNOWN = "unknown"
UNLISTED = "unlisted-other"
"""Reserved makers: not established; established and none of those the base has an id for."""
FEW = 30
"""Words that a message can list; more of them stand in docs/reference/regimes.md."""
OTHER = "other"
"""In place of an entity: established, and none of those the base has an id for."""
_ACTOR = re.compile(r"(?:([A-Z]{2})(-[A-Z0-9]{1,3})?|unknown):([a-z-]+)")
_PARTIAL = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def suggestion(word: str, known: Iterable[str]) -> str:
    """The known word that may have been meant, or all where they are few, as an addition to a message."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1)
    if near:
        return f" (did you mean `{near[0]}`?)"
    return f" (known: {', '.join(words)})" if 0 < len(words) <= FEW else ""


def regimes_named(ids: Iterable[str], knowledge: Knowledge) -> tuple[Regime, ...]:
    """The regimes of the base with these ids, in this order, each once.

    Raises:
        InputError: an id is unknown; the message says which one may be meant, and lists all.
    """
    known = knowledge.regimes
    for id_ in ids:
        if id_ not in known:
            meant = difflib.get_close_matches(id_, list(known), n=1)
            hint = f" (did you mean `{meant[0]}`?)" if meant else ""
            raise InputError(f"regime: no regime `{id_}`{hint}; known: {', '.join(sorted(known)) or 'none'}")
    return tuple(known[id_] for id_ in dict.fromkeys(ids))


def actor_from(text: str) -> Actor:
    """An actor written as COUNTRY[-REGION]:KIND.

    Example:
        >>> actor_from("CA-QC:school")
        Actor(country='CA', region='CA-QC', kind='school')
    """
    found = _ACTOR.fullmatch(text)
    if found is None:
        raise InputError(f"actor: expected COUNTRY[-REGION]:KIND, as in US:national-agency, found `{text}`")
    country, region, kind = found.groups()
    return Actor(country, f"{country}{region}" if region else None, kind)


def fact_from(text: str, knowledge: Knowledge) -> tuple[str, str | bool | float]:
    """A fact written as NAME=VALUE, its value read as the vocabulary types it."""
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise InputError(f"fact: expected NAME=VALUE, found `{text}`")
    kind = _fact(name, knowledge).type
    if value == UNKNOWN:
        return name, value
    if kind == "boolean":
        if value.casefold() not in _WORDS:
            raise InputError(f"fact {name}: expected true, false or unknown, found `{value}`")
        return name, _WORDS[value.casefold()]
    if kind == "number":
        try:
            return name, float(value)
        except ValueError as error:
            raise InputError(f"fact {name}: expected a number, found `{value}`") from error
    return name, value


def facts_from(texts: Iterable[str], knowledge: Knowledge) -> dict[str, str | bool | float]:
    """Facts written as NAME=VALUE.

    Raises:
        InputError: as `fact_from`, or one name with two different values: nobody but the asker knows which holds.
    """
    found: dict[str, str | bool | float] = {}
    for name, value in (fact_from(text, knowledge) for text in texts):
        if found.setdefault(name, value) != value:
            raise InputError(f"fact {name}: stated twice with different values")
    return found


def _fact(name: str, knowledge: Knowledge) -> Fact:
    known = knowledge.situations.facts
    if name not in known:
        raise InputError(f"fact: no fact `{name}`{suggestion(name, known)}")
    return known[name]


def checked(situation: Situation, knowledge: Knowledge) -> Situation:
    """The situation with every word checked and facts that say `unknown` left out: they say what absence says.

    Raises:
        InputError: a code, fact, value or date is outside the vocabulary; the message names the field.
    """
    given = {
        "act": situation.act,
        "actor": situation.actor.kind,
        "place": situation.place,
        "purpose": situation.purpose,
        "product": situation.product,
    }
    for field, known in knowledge.situations.codes().items():
        if given[field] not in known:
            raise InputError(f"{field}: no code `{given[field]}`{suggestion(given[field], known)}")
    _check_country("actor", situation.actor.country)
    _check_date("on", situation.on)
    if situation.acquired_on is not None:
        _check_date("acquired_on", situation.acquired_on, partial=True)
    facts = {name: value for name, value in situation.facts.items() if _says(name, value, knowledge)}
    return dataclasses.replace(situation, facts=facts)


def _says(name: str, value: object, knowledge: Knowledge) -> bool:
    """Whether a fact says anything, after its value was checked."""
    fact = _fact(name, knowledge)
    if value is None or value == UNKNOWN:
        return False
    fits = {"boolean": isinstance(value, bool), "number": isinstance(value, (int, float)) and value is not True}
    if not fits.get(fact.type, isinstance(value, str)):
        raise InputError(f"fact {name}: expected a {fact.type}, found `{value}`")
    if isinstance(value, str):
        _check_text(name, fact, value, knowledge)
    return True


def _check_text(name: str, fact: Fact, value: str, knowledge: Knowledge) -> None:
    field = f"fact {name}"
    if fact.type in ("date", "partial-date"):
        _check_date(field, value, partial=fact.type == "partial-date")
    elif fact.type == "country":
        _check_country(field, value)
    elif fact.type == "code" and value not in fact.values:
        raise InputError(f"{field}: no code `{value}`{suggestion(value, fact.values)}")
    elif fact.type == "entity" and value not in (OTHER, UNLISTED) and entity_id(value, knowledge) is None:
        near = suggestion(value, knowledge.entities)
        raise InputError(f"{field}: no company `{value}` in the knowledge{near}; `{OTHER}` is one that is not in it")


def _check_country(field: str, value: str | None) -> None:
    if value is not None and (wrong := countries.flaw(value)):
        raise InputError(f"{field}: expected a country: {wrong}")


def _check_date(field: str, text: str, *, partial: bool = False) -> None:
    found = _PARTIAL.fullmatch(text)
    try:
        whole = bool(found) and (partial or len(text) == 10) and date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        whole = False
    if not whole:
        form = "YYYY, YYYY-MM or YYYY-MM-DD" if partial else "YYYY-MM-DD"
        raise InputError(f"{field}: expected a date {form}, found `{text}`")


def entity_id(name: str, knowledge: Knowledge) -> str | None:
    """Id of the company with this id or alias, None where the base has none."""
    if name in knowledge.entities:
        return name
    return next((e.id for e in knowledge.entities.values() if name in e.aliases), None)

"""A situation out of what a person typed, in the closed words of the base.

An unknown word is an error that names the field and, where one is near, the word that may have been meant.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import math
import re
from datetime import date
from typing import TYPE_CHECKING

from whomade.errors import InputError, did_you_mean
from whomade.judge import countries
from whomade.model import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Entity, Fact, Knowledge, Regime, Situation

UNKNOWN = "unknown"
UNLISTED = "unlisted-other"
"""Reserved makers: not established; established and none of those the base has an id for."""
FEW = 30
"""Words that a message can list; more of them stand in docs/reference/regimes.md."""
OTHER = "other"
"""In place of an entity: established, and none of those the base has an id for."""
LIKE = 0.85
"""Likeness from which a company is offered for a name that is not known."""
_ACTOR = re.compile(r"(?:([A-Z]{2})(-[A-Z0-9]{1,3})?|unknown):([a-z-]+)")
_PARTIAL = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")
_NUMBER = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})", re.ASCII)
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def suggestion(word: str, known: Iterable[str]) -> str:
    """The known word that may have been meant, or all where they are few, as an addition to a message."""
    words = sorted(known)
    listed = f" (known: {', '.join(words)})" if 0 < len(words) <= FEW else ""
    return did_you_mean(word, words) or listed


def regimes_named(ids: Iterable[str], knowledge: Knowledge) -> tuple[Regime, ...]:
    """The regimes of the base with these ids, in this order, each once.

    Raises:
        InputError: an id is unknown; the message says which one may be meant, and lists all.
    """
    known = knowledge.regimes
    for id_ in ids:
        if id_ not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise InputError(f"regime: no regime `{id_}`{did_you_mean(id_, known)}; known: {listed}")
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
    return name, _number(name, value, knowledge) if kind == "number" else value


def _number(name: str, text: str, knowledge: Knowledge) -> float:
    """A number as it is usually written: float() alone would take `1_0` and `infinity` too."""
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    _check_number(name, _fact(name, knowledge), value, text)
    return value


def _check_number(name: str, fact: Fact, value: float, shown: object) -> None:
    """Raise where a number is none, or lies outside the range that the vocabulary states for it."""
    least = -math.inf if fact.least is None else fact.least
    most = math.inf if fact.most is None else fact.most
    # Compared, not converted: a whole number may be too large for a float, and nothing compares with nan.
    if not (least <= value <= most and -math.inf < value < math.inf):
        raise InputError(f"fact {name}: expected {_range(fact)}, found `{str(shown)[:40]}`")


def _range(fact: Fact) -> str:
    ends = (
        f"from {fact.least:g}" if fact.least is not None else "",
        f"to {fact.most:g}" if fact.most is not None else "",
    )
    return " ".join(("a number", *(end for end in ends if end)))


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
    said = {name: value for name, value in situation.facts.items() if _says(name, value, knowledge)}
    return dataclasses.replace(situation, facts={name: _one_name(name, said[name], knowledge) for name in said})


def _one_name(name: str, value: str | bool | float, knowledge: Knowledge) -> str | bool | float:  # noqa: FBT001
    """The value of a fact; a company under its id, whichever of its names was given."""
    if _fact(name, knowledge).type != "entity" or not isinstance(value, str):
        return value
    return OTHER if value == UNLISTED else entity_id(value, knowledge) or value


def _says(name: str, value: object, knowledge: Knowledge) -> bool:
    """Whether a fact says anything, after its value was checked."""
    fact = _fact(name, knowledge)
    if value is None or value == UNKNOWN:
        return False
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    fits = {"boolean": isinstance(value, bool), "number": is_number}
    if not fits.get(fact.type, isinstance(value, str)):
        expected = _range(fact) if fact.type == "number" else f"a {fact.type}"
        raise InputError(f"fact {name}: expected {expected}, found `{value}`")
    if isinstance(value, (int, float)) and is_number:
        _check_number(name, fact, value, value)
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
        near = company_suggestion(value, knowledge)
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
    """Id of the company with this id, name, registered name or alias, in capitals or not; None where none is known.

    A name that two companies have is nobody's.
    """
    if name in knowledge.entities or not name:
        return name or None
    asked = _plain(name)
    found = {e.id for e in knowledge.entities.values() if asked in map(_plain, _names(e))}
    return found.pop() if len(found) == 1 else None


def company_suggestion(name: str, knowledge: Knowledge) -> str:
    """The company that may have been meant, as an addition to a message: another one is worse than none."""
    known = {_plain(text): e.id for e in knowledge.entities.values() for text in _names(e)}
    near = difflib.get_close_matches(_plain(name), known, n=1, cutoff=LIKE)
    return f" (did you mean `{known[near[0]]}`?)" if near else ""


def _names(entity: Entity) -> tuple[str, ...]:
    return tuple(filter(None, (entity.id, entity.name, entity.legal_name, *entity.aliases)))


@functools.lru_cache(maxsize=16_384)  # every name of the base is compared with each one that is asked for
def _plain(name: str) -> str:
    """Letters and digits in lower case: `Hikvision Digital Technology Co., Ltd.` is one name however it is written."""
    return "".join(c for c in name.casefold() if c.isalnum())

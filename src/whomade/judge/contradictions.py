"""Statements of one situation that cannot all be so: an answer to them would be an answer to something else.

What is merely unusual is answered. Only what the definitions of the vocabulary shut out is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.judge.gates import days
from whomade.judge.situation import UNKNOWN, entity_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.judge.holders import Holder
    from whomade.model import Knowledge, Situation

LEVELS = {
    "national-agency": "national",
    "defence": "national",
    "state-agency": "state",
    "municipality": "local",
}
"""Level of government of the kinds of actor whose definition names it."""
PERHAPS_PRIVATE = ("school", "university", "health-body", UNKNOWN)
"""Kinds of which the fact `privately_run` speaks."""
USING = ("keep-using", "remove")
"""Acts on a unit that is there: it was built and acquired before."""
SIGNING = ("buy", "contract-with-user")


def contradiction(situation: Situation) -> str:
    """What cannot be so in a situation, as a message; empty where nothing is found."""
    return next(_of_actor(situation), "") or next(_of_dates(situation), "") or next(_of_place(situation), "")


def _of_actor(situation: Situation) -> Iterator[str]:
    kind = situation.actor.kind
    level = situation.facts.get("actor_level")
    if level is not None and LEVELS.get(kind, level) != level:
        yield f"fact actor_level: `{level}` contradicts the actor, a {kind}, which is {LEVELS[kind]} by definition"
    if situation.facts.get("privately_run") is True and kind not in PERHAPS_PRIVATE:
        yield f"fact privately_run: speaks of a school, university or health body, and the actor is `{kind}`"


def _of_dates(situation: Situation) -> Iterator[str]:
    last = days(situation.on)[1]
    stated = {"acquired_on": situation.acquired_on, **situation.facts}
    for name, acts in (("acquired_on", USING), ("manufactured_on", USING), ("contract_signed", SIGNING)):
        text = stated.get(name)
        if isinstance(text, str) and situation.act in acts and days(text)[0] > last:
            yield f"{name}: {text} is after the day of the act, {situation.on} ({situation.act})"


def _of_place(situation: Situation) -> Iterator[str]:
    country = situation.facts.get("place_country")
    if situation.place == "abroad" and country is not None and country == situation.actor.country:
        yield f"fact place_country: `{country}` is the actor's country, and the place is stated to be abroad"


def contradiction_of_maker(maker: Holder, situation: Situation, knowledge: Knowledge) -> str:
    """What the facts say of a stated maker that cannot be so; empty where nothing is found."""
    facts, entity = situation.facts, knowledge.entities.get(maker.maker)
    if maker.maker == UNKNOWN and facts.get("producer_established") is True:
        return "fact producer_established: true, and the maker is stated as unknown"
    country = facts.get("maker_country")
    if entity is not None and entity.country and country not in (None, entity.country):
        says = f"the knowledge has {entity.name} under the law of {entity.country}"
        return f"fact maker_country: `{country}`, and {says}"
    narrow = entity_id(str(facts.get("maker_entity", "")), knowledge)
    if entity is not None and narrow is not None and not _is_of(narrow, entity.id, knowledge):
        return f"fact maker_entity: `{narrow}` is no company of {entity.name}, as far as the knowledge says"
    return ""


def _is_of(company: str, maker: str, knowledge: Knowledge) -> bool:
    """Whether a company is the maker or was ever said to belong to it, directly or not."""
    found = [company]
    for one in found:
        held = knowledge.entities[one].held_by if one in knowledge.entities else ()
        found += [owner for interest in held for owner in interest.owners if owner not in found]
    return maker in found

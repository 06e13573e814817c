"""Who holds a role of the device as far as a rule may rely on it: established from `probable` on, else unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whomade.errors import InputError
from whomade.judge.situation import OTHER, UNKNOWN, UNLISTED, entity_id, suggestion
from whomade.model import Level, Step
from whomade.model.attribution import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.model import Attribution, Knowledge, Situation

PART_ROLES = ("soc_maker", "module_maker", "component_maker")
"""Roles whose holder made a part of the device, not the device."""
ROLE_OF_PART = {"soc": "soc_maker", "radio-module": "module_maker", "camera-module": "module_maker"}
"""The role that a part named in the facts speaks of; any other part is the component maker's."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a role: an entity id, `unknown`, or `unlisted-other`.

    `probability` is the attribution's, None where a fact of the situation names the holder. `level` is kept for an
    unknown holder too: it says how far the evidence went.
    """

    role: str
    maker: str
    name: str = ""
    probability: float | None = None
    level: Level | None = None

    @property
    def is_established(self) -> bool:
        """Whether the holder is known, be it as none of those that the base knows."""
        return self.maker != UNKNOWN

    @property
    def is_stated(self) -> bool:
        """Whether somebody stated the holder, rather than evidence: facts about its owners are then meant for it."""
        return self.level is None

    def step(self) -> Step:
        """First step of a path: who holds the role, and how sure that is."""
        role = self.role.replace("_", " ")
        if not self.is_established:
            how = "" if self.level in (None, Level.UNDETERMINED) else f": level {self.level}, a rule asks for probable"
            return Step(self.role, f"the {role} is not established{how}")
        if self.probability is None:
            return Step(self.role, f"{self.name}, as stated")
        return Step(self.role, f"{self.name}, {percent(self.probability)}, {self.level}")


def named(role: str, name: str, knowledge: Knowledge) -> Holder:
    """The holder that somebody states by id, alias or reserved word.

    Raises:
        InputError: the base knows no company under this name.
    """
    if name == UNKNOWN:
        return Holder(role, UNKNOWN)
    if name in (UNLISTED, OTHER):
        return Holder(role, UNLISTED, "a maker that the knowledge has no id for")
    id_ = entity_id(name, knowledge)
    if id_ is None:
        raise InputError(f"maker: no company `{name}` in the knowledge{suggestion(name, knowledge.entities)}")
    return Holder(role, id_, knowledge.entities[id_].name)


def holders_of(roles: Mapping[str, Attribution], knowledge: Knowledge) -> dict[str, Holder]:
    """The holder of each attributed role."""
    return {role: _holder(answer, roles, knowledge) for role, answer in roles.items()}


def _holder(answer: Attribution, roles: Mapping[str, Attribution], knowledge: Knowledge) -> Holder:
    if answer.level.rank < Level.PROBABLE.rank or answer.maker is None:
        return Holder(answer.role, UNKNOWN, level=answer.level)
    maker: str | None = answer.maker
    if maker == "self":  # the brand's own company: who that is, only the brand's row can say
        brand = roles.get("brand")
        maker = brand.maker if brand is not None and brand.level.rank >= Level.PROBABLE.rank else None
    if maker not in knowledge.entities:
        return Holder(answer.role, UNKNOWN, level=answer.level)
    return Holder(answer.role, maker, knowledge.entities[maker].name, answer.probability, answer.level)


def with_facts(holders: Mapping[str, Holder], situation: Situation, knowledge: Knowledge) -> dict[str, Holder]:
    """The holders, with what the facts of the situation say about them; they overrule no evidence about a part."""
    found = dict(holders)
    facts = situation.facts
    made = found.get("manufacturer", Holder("manufacturer", UNKNOWN))
    entity = entity_id(str(facts.get("maker_entity", "")), knowledge)
    if facts.get("producer_established") is False:
        made = Holder("manufacturer", UNKNOWN, level=made.level)
    elif made.maker == UNLISTED and entity is not None:
        made = named("manufacturer", entity, knowledge)
    found["manufacturer"] = made
    part = facts.get("component_maker")
    if part not in (None, UNKNOWN):
        role = ROLE_OF_PART.get(str(facts.get("component")), "component_maker")
        if role not in found or not found[role].is_established:
            found[role] = named(role, str(part), knowledge)
    return found

"""Who holds a role of the device as far as a rule may rely on it: established from `probable` on, else unknown."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whomade.errors import InputError
from whomade.judge.situation import OTHER, UNKNOWN, UNLISTED, company_suggestion, entity_id
from whomade.model import Level, Step
from whomade.model.attribution import percent
from whomade.model.group import brand_of_group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.model import Attribution, Knowledge, Rule, Situation

PART_ROLES = ("soc_maker", "module_maker", "component_maker")
"""Roles whose holder made a part of the device, not the device."""
ROLE_OF_PART = {"soc": "soc_maker", "radio-module": "module_maker", "camera-module": "module_maker"}
"""The role that a part named in the facts speaks of; any other part is the component maker's."""
PART_MAKER = "component_maker"
"""The fact, and the role of any other part, that name who made it."""
NAMELESS_ROLES = ("firmware_author", "cloud_operator")
"""Roles whose holder no fact of a situation names; evidence may."""
SUPPLIER_FACTS = ("contractor_entity", "bidder_entity", "seller_entity")
"""Facts that name a supplier, in the order in which they are taken where a rule does not say which it means."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a role: an entity id, `unknown`, or `unlisted-other`.

    `probability` is the attribution's, None where a fact of the situation names the holder. `level` is kept for an
    unknown holder too: it says how far the evidence went. `fact` is the one that names the holder, or would. `brand` is
    set where the holder is named as the one that controls the company of a printed brand.
    """

    role: str
    maker: str
    name: str = ""
    probability: float | None = None
    level: Level | None = None
    fact: str = ""
    brand: str = ""

    @property
    def is_established(self) -> bool:
        """Whether the holder is known, be it as none of those that the base knows."""
        return self.maker != UNKNOWN

    @property
    def is_asked(self) -> bool:
        """Whether somebody asks for the holder of this role, rather than evidence failing to show one."""
        return not self.is_established and self.level is None

    @property
    def is_stated(self) -> bool:
        """Whether somebody stated the holder, rather than evidence: facts about its owners are then meant for it."""
        return self.level is None

    def step(self) -> Step:
        """First step of a path: who holds the role, and how sure that is."""
        role = (self.fact or self.role).replace("_", " ")
        if not self.is_established:
            how = "" if self.level in (None, Level.UNDETERMINED) else f": level {self.level}, a rule asks for probable"
            return Step(self.role, f"the {role} is not established{how}")
        if self.probability is None:
            return Step(self.role, f"{self.name}, as stated")
        return Step(self.role, f"{self.name}, {percent(self.probability)}, {self.level}")

    def steps(self) -> tuple[Step, ...]:
        """First steps of a path: who holds the role, and through whose brand."""
        through = f"the company of the brand {self.brand} is controlled by {self.name}"
        return (self.step(), *((Step("controlled_by", through),) if self.brand else ()))


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
        raise InputError(f"maker: no company `{name}` in the knowledge{company_suggestion(name, knowledge)}")
    return Holder(role, id_, knowledge.entities[id_].name)


def stated_holders(maker: str, role: str | None, knowledge: Knowledge) -> dict[str, Holder]:
    """The holders of a case that somebody writes down: who built it, and the role on which the question turns.

    The role names nobody: a fact does. But where it is that of a part, somebody asks for the maker of that part; and
    where it is another one that no fact names, somebody asks for its holder, who is then not established.

    Raises:
        InputError: the base knows no company under this name.
    """
    found = {"manufacturer": named("manufacturer", maker, knowledge)}
    if role in PART_ROLES:
        found[role] = Holder(role, UNKNOWN, fact=PART_MAKER)
    elif role in NAMELESS_ROLES:
        found[role] = Holder(role, UNKNOWN)
    return found


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
    through = brand_of_group(answer, knowledge)
    name = knowledge.entities[maker].name
    return Holder(answer.role, maker, name, answer.probability, answer.level, brand=through)


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
    part_maker = facts.get(PART_MAKER, UNKNOWN)
    role = _role_of_part(found, situation)
    if role and not (role in found and found[role].is_established):
        found = {name: held for name, held in found.items() if name not in PART_ROLES or held.is_established}
        found[role] = dataclasses.replace(named(role, str(part_maker), knowledge), fact=PART_MAKER)
    return found


def _role_of_part(holders: Mapping[str, Holder], situation: Situation) -> str:
    """The role that the facts about a part speak of, else the one that is asked about; empty where neither is there."""
    part, maker = situation.facts.get("component"), situation.facts.get(PART_MAKER)
    if part not in (None, UNKNOWN):
        return ROLE_OF_PART.get(str(part), PART_MAKER)
    asked = next((role for role in PART_ROLES if role in holders and holders[role].is_asked), "")
    return asked or ("" if maker in (None, UNKNOWN) else PART_MAKER)


def asked_by(
    role: str, rule: Rule, holders: Mapping[str, Holder], situation: Situation, knowledge: Knowledge
) -> Holder:
    """Who a rule means by a role: whom one of its facts names, else the holder of that role of the device."""
    supplies = role == "supplier"
    facts = rule.holder or (SUPPLIER_FACTS if supplies else ())
    for fact in facts:
        stated = situation.facts.get(fact)
        if stated not in (None, UNKNOWN):
            return dataclasses.replace(named(role, str(stated), knowledge), fact=fact)
    held = holders.get(role, Holder(role, UNKNOWN))
    return dataclasses.replace(held, fact=facts[0]) if supplies else held

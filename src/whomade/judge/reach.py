"""Whether a rule reaches the holder of a role: named itself, controlled by one that is, or under a country's law.

Then what the rule asks of that holder alone: of a part, that it is covered and essential; of some, the purpose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.judge.gates import fact, inside
from whomade.judge.holders import PART_ROLES, Holder
from whomade.judge.situation import UNKNOWN, entity_id
from whomade.model import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Knowledge, Named, Regime, Rule, Situation

MAJORITY_PERCENT = 50.0
"""A larger share controls a company where a text states no share; it is what `subsidiary` means at the least."""


class Reach(NamedTuple):
    """Whether the rule reaches the holder (None: hangs on `needs`), in words, and the name that it goes by."""

    met: bool | None
    says: str
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    named: Named | None = None


def reach(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge) -> Reach:
    """Whether the regime reaches an established holder, whatever the holder made."""
    if not regime.asks_maker:
        return Reach(met=True, says="the rule asks for no maker")
    if regime.maker_countries:
        return _by_country(regime, holder, situation, knowledge)
    found = _by_name(regime, holder.maker, situation, knowledge)
    if found is None and holder.is_stated and holder.role == "manufacturer":
        found = _by_share(regime, situation, knowledge)
    return found or Reach(met=False, says=f"{holder.name} is not named in this rule")


def country_of(holder: Holder, situation: Situation, knowledge: Knowledge) -> str:
    """Country under whose law the maker stands: as the base has it, else as stated, else empty.

    A situation is stated for all devices of a run, so its facts fill a gap and never move a company that is known.
    """
    entity = knowledge.entities.get(holder.maker)
    if entity is not None and entity.country:
        return entity.country
    return str(fact(situation, "maker_country") or "") if holder.role == "manufacturer" else ""


def _by_country(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge) -> Reach:
    country = country_of(holder, situation, knowledge)
    if not country:
        return Reach(None, f"the country under whose law {holder.name} stands is not known", ("maker_country",))
    met = country in regime.maker_countries
    asked = ", ".join(regime.maker_countries)
    says = f"{holder.name} stands under the law of {country}" + ("" if met else f", and the rule speaks of {asked}")
    return Reach(met, says, steps=(Step("country", says),))


def _by_name(regime: Regime, maker: str, situation: Situation, knowledge: Knowledge) -> Reach | None:
    """The maker, or a company that controls it on the day, is named in the regime on the day."""
    for company, control, steps in _controllers(maker, situation.on, knowledge):
        for listing in regime.named:
            if listing.maker != company:
                continue
            met = inside(situation.on, listing.period)
            if met is False:
                continue
            step = Step("named", f'named in {regime.title} as "{listing.name_printed}"')
            name = knowledge.entities[company].name if company in knowledge.entities else company
            says = f"{name} is named in it"
            if control is None or met is None:
                return Reach(None, f"{says}, but not on every day in question", ("on",), (*steps, step), listing)
            return Reach(met=True, says=says, steps=(*steps, step), named=listing)
    return None


def _controllers(maker: str, on: str, knowledge: Knowledge) -> Iterator[tuple[str, bool | None, tuple[Step, ...]]]:
    """The company itself, then those that control it on the day, nearest first, each once."""
    queue: list[tuple[str, bool | None, tuple[Step, ...]]] = [(maker, True, ())]
    seen = {maker}
    for company, certain, steps in queue:
        yield company, certain, steps
        entity = knowledge.entities.get(company)
        for interest in entity.held_by if entity else ():
            held = interest.held(on) if interest.gives_control else False
            above = interest.owners[0]
            if held is False or above in seen:
                continue
            seen.add(above)
            owner = knowledge.entities.get(above)
            step = Step(
                "controlled_by",
                f"{entity.name if entity else company} is controlled by {owner.name}"
                if owner
                else f"controlled by {above}",
            )
            queue.append((above, certain if held else None, (*steps, step)))


def _by_share(regime: Regime, situation: Situation, knowledge: Knowledge) -> Reach | None:
    """The facts say that a named company holds a share in the maker, or controls it."""
    owner = entity_id(str(fact(situation, "owned_by") or ""), knowledge)
    above = _by_name(regime, owner, situation, knowledge) if owner and regime.affiliates else None
    if above is None or regime.affiliates is None:
        return None
    needs = _missing_of_share(regime, situation)
    step = Step("affiliate", f"a share in the maker, or control of it, counts: {regime.affiliates.words}")
    if needs is None:
        return None
    says = f"{above.says}, and the maker counts as its affiliate"
    return Reach(None if needs else True, says, needs, (step, *above.steps), above.named)


def _missing_of_share(regime: Regime, situation: Situation) -> tuple[str, ...] | None:
    """What is missing to call the maker an affiliate: nothing when it is one, None when it is none."""
    if fact(situation, "control") is True:
        return ()
    share, limits = fact(situation, "share"), regime.affiliates
    if share is None or limits is None:
        return ("share",)
    if limits.from_percent is not None:
        is_held = float(share) >= limits.from_percent
    else:
        is_held = float(share) > (MAJORITY_PERCENT if limits.over_percent is None else limits.over_percent)
    if is_held:
        return ()
    return None if fact(situation, "control") is False else ("control",)


class Demand(NamedTuple):
    """What a rule asks of a reached holder: met, or shut by `says`, or hanging on `needs`."""

    met: bool | None
    says: str
    needs: tuple[str, ...] = ()


def demands(rule: Rule, holder: Holder, found: Reach, situation: Situation) -> Iterator[Demand]:
    """What a rule asks beside the maker, once it reaches the maker."""
    if holder.role in PART_ROLES:
        for name, wanted in rule.parts.items():
            value = fact(situation, name)
            says = f"{holder.name} made no more than a part, and {name} is not so"
            yield Demand(None if value is None else value == wanted, says, (name,))
    elif found.named is not None and found.named.products:
        yield _product(found.named, situation)
    if rule.purposes and (found.named is None or found.named.purpose_test):
        yield _purpose(rule, situation)


def _product(listing: Named, situation: Situation) -> Demand:
    """Whether the product is of the classes that the rule's words about this maker plainly hold."""
    if situation.product in listing.products:
        return Demand(met=True, says="")
    if situation.product == UNKNOWN:
        return Demand(None, "the product is not stated", ("product",))
    covered = fact(situation, "component_covered")
    met = None if covered is None else bool(covered)
    return Demand(met, "the product is not of the kind for which this maker is named", ("component_covered",))


def _purpose(rule: Rule, situation: Situation) -> Demand:
    """A listed purpose is taken as stated; another one counts only where it is established, or a fact settles it."""
    purpose = situation.purpose
    if purpose in rule.purposes:
        return Demand(met=True, says="")
    for name, settling in rule.purpose_settled_by.items():
        if fact(situation, name) == settling:
            return Demand(met=False, says=f"{name} settles that the purpose is none of the listed ones")
    if purpose != UNKNOWN and fact(situation, "purpose_established") is True:
        return Demand(met=False, says=f"the established purpose ({purpose}) is none of the listed ones")
    open_ = tuple(name for name in rule.purpose_settled_by if fact(situation, name) is None)
    asked = "purpose" if purpose == UNKNOWN else "purpose_established"
    return Demand(
        None, f"the purpose decides, and it is {'not stated' if purpose == UNKNOWN else 'not shown'}", (asked, *open_)
    )


def can_reach(regime: Regime, rule: Rule, holder: Holder, situation: Situation, knowledge: Knowledge) -> bool:
    """Whether the rule could reach a maker that is not established: some maker that it names would be reached."""
    if not regime.asks_maker:
        return True
    if regime.maker_countries:
        return country_of(holder, situation, knowledge) in ("", *regime.maker_countries)
    for listing in regime.named:
        if inside(situation.on, listing.period) is not False:
            asked = demands(rule, holder, Reach(met=True, says="", named=listing), situation)
            if not any(demand.met is False for demand in asked):
                return True
    return False

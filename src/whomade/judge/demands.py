"""What a rule asks of the maker that it reaches: of a part, that it is covered and essential; of some, the purpose.

Last come the facts on which a rule hangs whoever made the device.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.judge.gates import IN_FORCE, fact, inside, is_so
from whomade.judge.holders import PART_ROLES, Holder
from whomade.judge.reach import Reach, country_of
from whomade.judge.situation import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Knowledge, Named, Regime, Rule, Situation


class Demand(NamedTuple):
    """What a rule asks of a reached holder: met, or shut by `says`, or hanging on `needs`. `kind` is its step's."""

    met: bool | None
    says: str
    needs: tuple[str, ...] = ()
    kind: str = "demand"


def demands(rule: Rule, holder: Holder, found: Reach, situation: Situation) -> Iterator[Demand]:
    """What a rule asks beside the maker, once it reaches the maker."""
    if holder.role in PART_ROLES:
        for name, wanted in rule.parts.items():
            says = f"{holder.name} made no more than a part, and {name} is not so"
            yield Demand(is_so(fact(situation, name), wanted), says, (name,))
    elif found.named is not None and found.named.products:
        yield _product(found.named, situation)
    if rule.purposes and (found.named is None or found.named.purpose_test):
        yield _purpose(rule, situation)
    for name, wanted in rule.then_if.items():
        yield Demand(is_so(fact(situation, name), wanted), f"{name} is not so", (name,))
    if rule.unless:
        yield _unless(rule, situation)


def _unless(rule: Rule, situation: Situation) -> Demand:
    """What the rule asks for in exchange: all of it lets the case out, one thing that is not so does not."""
    answers = {name: is_so(fact(situation, name), wanted) for name, wanted in rule.unless.items()}
    if False in answers.values():
        return Demand(met=True, says="")
    missing = tuple(name for name, met in answers.items() if met is None)
    says = f"what the rule asks for is there ({', '.join(answers)})"
    return Demand(None if missing else False, says, missing, "exchange")


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
    if not regime.asks_maker or regime.open_countries:
        return True
    if regime.maker_countries:
        return country_of(holder, situation, knowledge) in ("", *regime.maker_countries)
    denied = fact(situation, IN_FORCE) is False
    for listing in regime.named:
        if inside(situation.on, listing.period) is not False and (listing.seen or not denied):
            asked = demands(rule, holder, Reach(met=True, says="", named=listing), situation)
            if not any(demand.met is False for demand in asked):
                return True
    return False

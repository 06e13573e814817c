"""Whether a rule reaches the holder of a role: named itself, an affiliate of one that is, or under a country's law."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.judge.gates import IN_FORCE, fact, inside
from whomade.judge.situation import UNLISTED, entity_id
from whomade.model import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.judge.holders import Holder
    from whomade.model import Affiliates, Knowledge, Named, Regime, Situation

MAJORITY_PERCENT = 50.0
"""A larger share controls a company where a text states no share; it is what `subsidiary` means at the least."""
WHOLE_DAY = len("2024-05-01")


class Reach(NamedTuple):
    """Whether the rule reaches the holder (None: hangs on `needs`), in words, and the name that it goes by."""

    met: bool | None
    says: str
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    named: Named | None = None


class Tie(NamedTuple):
    """Whether a company counts as an affiliate of another one (None: hangs on `needs`), and what shows it."""

    met: bool | None
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


NO_TIE = Tie(met=False)


def reach(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge) -> Reach:
    """Whether the regime reaches an established holder, whatever the holder made."""
    if not regime.asks_maker:
        return Reach(met=True, says="the rule asks for no maker")
    if regime.maker_countries:
        return _by_country(regime, holder, situation, knowledge)
    found = [*_named(regime, holder, situation, knowledge), *_tied(regime, holder, situation, knowledge)]
    best = next((one for one in found if one.met), None) or next((one for one in found if one.met is None), None)
    return best or _unnamed(regime, holder, situation, knowledge)


def country_of(holder: Holder, situation: Situation, knowledge: Knowledge) -> str:
    """Country under whose law the holder stands: as the base has it, else as stated, else empty.

    A situation is stated for all devices of a run, so its facts fill a gap and never move a company that is known.
    """
    entity = knowledge.entities.get(holder.maker)
    if entity is not None and entity.country:
        return entity.country
    return str(fact(situation, COUNTRY_FACTS.get(holder.role, "")) or "")


COUNTRY_FACTS = {"manufacturer": "maker_country", "supplier": "bidder_country"}
"""Facts that say under whose law the holder of a role stands."""


def _by_country(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge) -> Reach:
    country = country_of(holder, situation, knowledge)
    if not country:
        need = COUNTRY_FACTS.get(holder.role, "maker_country")
        return Reach(None, f"the country under whose law {holder.name} stands is not known", (need,))
    met = country in regime.maker_countries
    asked = ", ".join(regime.maker_countries)
    says = f"{holder.name} stands under the law of {country}" + ("" if met else f", and the rule speaks of {asked}")
    return Reach(met, says, steps=(Step("country", says),))


def _named(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge) -> Iterator[Reach]:
    """The namings of the holder itself."""
    return (_naming(regime, listing, situation, knowledge) for listing in regime.named if listing.maker == holder.maker)


def _naming(regime: Regime, listing: Named, situation: Situation, knowledge: Knowledge) -> Reach:
    """Whether a company is named on the day: in doubt in the month or year of its naming, or where none was seen."""
    on, start = situation.on, listing.period.start
    met = inside(on, listing.period)
    entity = knowledge.entities.get(listing.maker)
    says = f"{entity.name if entity else listing.maker} is named in it"
    steps = (Step("named", f'named in {regime.title} as "{listing.name_printed}"'),)
    if met is None:
        return Reach(None, f"{says}, but not on every day in question", ("on",), steps, listing)
    is_vague = 0 < len(start) < WHOLE_DAY and on.startswith(start)
    if met and (is_vague or not listing.seen):
        confirmed = fact(situation, IN_FORCE)
        met = None if confirmed is None else bool(confirmed)
        why = "the day of its naming was not seen" if is_vague else "its naming is known without a source"
        return Reach(met, says if met else f"{says}, but {why}", () if met else (IN_FORCE,), steps, listing)
    return Reach(met, says, (), steps, listing)


def _tied(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge) -> Iterator[Reach]:
    """The namings of companies of which the holder counts as an affiliate."""
    if regime.affiliates is None or regime.affiliates.test == "named":
        return
    for listing in regime.named:
        if listing.maker == holder.maker:
            continue
        above = _naming(regime, listing, situation, knowledge)
        if above.met is False:
            continue
        bound = tie(regime, listing.maker, holder, situation, knowledge)
        met = False if bound.met is False else True if bound.met and above.met else None
        needs = tuple(dict.fromkeys((*bound.needs, *above.needs)))
        yield Reach(met, f"{above.says}, and {holder.name} {'counts' if met else 'may count'} as its affiliate", needs,
                    (*bound.steps, *above.steps), listing)  # fmt: skip


def tie(regime: Regime, owner: str, holder: Holder, situation: Situation, knowledge: Knowledge) -> Tie:
    """Whether a holder counts as an affiliate of a named company on the day, by the regime's own test.

    This is the one place in which the room asks who owns whom. What the base knows of the holder stands before the
    facts of the situation; they speak of a maker that somebody states, never of one that evidence shows.
    """
    test = regime.affiliates
    if test is None or country_of(holder, situation, knowledge) in test.not_countries:
        return NO_TIE
    found = _tie(regime, test, owner, holder, situation, knowledge)
    if found.met and not test.seen and fact(situation, IN_FORCE) is not True:
        return found._replace(met=None if fact(situation, IN_FORCE) is None else False, needs=(IN_FORCE,))
    return found


def _tie(
    regime: Regime, test: Affiliates, owner: str, holder: Holder, situation: Situation, knowledge: Knowledge
) -> Tie:
    known = _known_tie(test, owner, holder.maker, situation.on, knowledge)
    speaks = holder.role == "manufacturer" or "manufacturer" not in regime.roles
    stated = fact(situation, "owned_by") if holder.is_stated and speaks else None
    if known.met or stated is None:
        return known
    return _stated_tie(test, owner, str(stated), situation, knowledge)


def _known_tie(test: Affiliates, owner: str, company: str, on: str, knowledge: Knowledge) -> Tie:
    """What the base knows: whether the one controls the other on the day, itself or through others."""
    for above, is_sure, steps in _controllers(company, on, knowledge):
        if above == owner:
            if not test.control_counts:
                return Tie(None, ("share",), steps)
            unsure = ("owned_by",) if len(on) == WHOLE_DAY else ("on",)
            return Tie(is_sure, () if is_sure else unsure, steps)
    return NO_TIE


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


def _stated_tie(test: Affiliates, owner: str, stated: str, situation: Situation, knowledge: Knowledge) -> Tie:
    """What the facts say: a named company, or one that it controls, holds a share in the maker or controls it."""
    holds = entity_id(stated, knowledge)
    above = (
        next((found for found in _controllers(holds, situation.on, knowledge) if found[0] == owner), None)
        if holds
        else None
    )
    needs = None if above is None else _missing_of_share(test, situation)
    if above is None or needs is None:
        return NO_TIE
    step = Step("affiliate", f"a share in the company, or control of it, counts: {test.words}")
    unsure = () if above[1] else ("on",)
    return Tie(None if needs or unsure else True, (*needs, *unsure), (step, *above[2]))


def _missing_of_share(test: Affiliates, situation: Situation) -> tuple[str, ...] | None:
    """What is missing to call the maker an affiliate: nothing when it is one, None when it is none."""
    if test.control_counts and fact(situation, "control") is True:
        return ()
    share = fact(situation, "share")
    if share is None:
        return ("share",)
    if test.from_percent is not None:
        is_held = float(share) >= test.from_percent
    else:
        is_held = float(share) > (MAJORITY_PERCENT if test.over_percent is None else test.over_percent)
    if is_held:
        return ()
    return None if not test.control_counts or fact(situation, "control") is False else ("control",)


def _unnamed(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge) -> Reach:
    """A holder that is not named: out of reach, unless the rule names what companies are and this one may be that."""
    country = country_of(holder, situation, knowledge)
    is_known = bool(country) or holder.maker == UNLISTED
    may_be = country in regime.open_countries if is_known else bool(regime.open_countries)
    if may_be and not is_known:
        need = COUNTRY_FACTS.get(holder.role, "maker_country")
        return Reach(None, f"the country under whose law {holder.name} stands is not known", (need,))
    if may_be and fact(situation, "owned_by") is None:
        return Reach(None, f"who owns {holder.name} is not stated", ("owned_by",))
    by_tie = regime.affiliates is not None and regime.affiliates.test != "named" and holder.maker == UNLISTED
    unless = ", unless it is an affiliate of a named one" if by_tie and fact(situation, "owned_by") is None else ""
    return Reach(met=False, says=f"{holder.name} is not named in this rule{unless}")

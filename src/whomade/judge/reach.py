"""Whether a rule reaches the holder of a role: named itself, an affiliate of one that is, or under a country's law."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.judge.gates import IN_FORCE, fact, inside
from whomade.judge.situation import UNLISTED
from whomade.judge.ties import NO_TIE, WHOLE_DAY, Tie, jointly, known_tie
from whomade.judge.ways import confirmed, lead, stated_tie, wider_tie
from whomade.model import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.judge.holders import Holder
    from whomade.judge.owners import Owners
    from whomade.model import Affiliates, Citation, Knowledge, Named, Regime, Situation


class Reach(NamedTuple):
    """Whether the rule reaches the holder (None: hangs on `needs`), in words, and the name that it goes by."""

    met: bool | None
    says: str
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    named: Named | None = None
    sources: tuple[Citation, ...] = ()


def reach(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge, owners: Owners) -> Reach:
    """Whether the regime reaches an established holder, whatever the holder made."""
    if not regime.asks_maker:
        return Reach(met=True, says="the rule asks for no maker")
    if regime.maker_countries:
        return _by_country(regime, holder, situation, knowledge, owners)
    found = [*_named(regime, holder, situation, knowledge), *_tied(regime, holder, situation, knowledge, owners)]
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


def _by_country(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge, owners: Owners) -> Reach:
    country = country_of(holder, situation, knowledge)
    if not country:
        need = COUNTRY_FACTS.get(holder.role, "maker_country")
        return Reach(None, f"the country under whose law {holder.name} stands is not known", (need,))
    met = country in regime.maker_countries
    if not met and regime.affiliates is not None and (above := _under(regime, holder, situation, knowledge, owners)):
        return above
    asked = ", ".join(regime.maker_countries)
    says = f"{holder.name} stands under the law of {country}" + ("" if met else f", and the rule speaks of {asked}")
    return Reach(met, says, steps=(Step("country", says),))


def _under(regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge, owners: Owners) -> Reach | None:
    """A company of another country that one under the law of such a country controls."""
    test, on = regime.affiliates, situation.on
    for owner in owners.above(holder.maker, on):
        entity = knowledge.entities.get(owner)
        controls = owners.controls(owner, holder.maker, on)
        if test is None or entity is None or entity.country not in regime.maker_countries or controls is False:
            continue
        how = "is" if controls else "may be"
        says = f"{holder.name} {how} controlled by {entity.name}, which stands under the law of {entity.country}"
        said = True if test.seen else fact(situation, IN_FORCE)
        needs = (*(() if said is not None else (IN_FORCE,)), *(() if controls else ("on",)))
        met = False if said is False else None if needs else True
        return Reach(met, says, needs, steps=(Step("country", says),), sources=entity.sources)
    return None


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


def _tied(
    regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge, owners: Owners
) -> Iterator[Reach]:
    """The namings of companies of which the holder counts as an affiliate."""
    if regime.affiliates is None or regime.affiliates.test == "named":
        return
    for listing in regime.named:
        if listing.maker == holder.maker:
            continue
        above = _naming(regime, listing, situation, knowledge)
        if above.met is False:
            continue
        bound = tie(regime, listing.maker, holder, situation, knowledge, owners)
        met = False if bound.met is False else True if bound.met and above.met else None
        needs = tuple(dict.fromkeys((*bound.needs, *above.needs)))
        yield Reach(met, f"{above.says}, and {holder.name} {'counts' if met else 'may count'} as its affiliate", needs,
                    (*bound.steps, *above.steps), listing, bound.sources)  # fmt: skip
    yield from _jointly(regime, holder, situation, knowledge, owners)


def _jointly(
    regime: Regime, holder: Holder, situation: Situation, knowledge: Knowledge, owners: Owners
) -> Iterator[Reach]:
    """The share that several named companies hold together, where the test counts it so."""
    test = regime.affiliates
    if test is None or not test.seen or country_of(holder, situation, knowledge) in test.not_countries:
        return
    sure = [x for x in regime.named if _naming(regime, x, situation, knowledge).met and x.maker != holder.maker]
    above = [x for x in sure if test.from_percent is not None and owners.chain(x.maker, holder.maker, situation.on)]
    bound = jointly(test, [x.maker for x in above], holder.maker, situation.on, knowledge, owners)
    if bound.met:
        says = f"companies named in it hold {holder.name} together to the share that counts"
        yield Reach(bound.met, says, steps=bound.steps, named=above[0], sources=bound.sources)


def tie(regime: Regime, owner: str, holder: Holder, situation: Situation, knowledge: Knowledge, owners: Owners) -> Tie:
    """Whether a holder counts as an affiliate of a named company on the day, by the regime's own test.

    This is the one place in which the room asks who owns whom. What the base knows of the holder stands before the
    facts of the situation; they speak of a maker that somebody states, never of one that evidence shows.
    """
    test = regime.affiliates
    if test is None or country_of(holder, situation, knowledge) in test.not_countries:
        return NO_TIE
    found = _tie(test, owner, holder, situation, knowledge, owners)
    speaks = holder.role == "manufacturer" or "manufacturer" not in regime.roles
    stated = fact(situation, "owned_by") if holder.is_stated and speaks else None
    if not found.met and stated is not None:
        found = confirmed(stated_tie(test, owner, str(stated), situation, knowledge, owners), situation)
    if found.met and not test.seen and fact(situation, IN_FORCE) is not True:
        return found._replace(met=None if fact(situation, IN_FORCE) is None else False, needs=(IN_FORCE,))
    return found


def _tie(
    test: Affiliates, owner: str, holder: Holder, situation: Situation, knowledge: Knowledge, owners: Owners
) -> Tie:
    """What the base knows of the two: below the named one, above or beside it, or said without a source alone."""
    asked = (owner, holder.maker, situation.on, knowledge, owners)
    found = known_tie(test, *asked)
    if found.met:
        return found
    wider = confirmed(wider_tie(test, *asked), situation)
    if wider.met or found.met is False:
        found = wider
    return lead(test, *asked) if found.met is False else found


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

"""Ties that a share or control below a named company does not show: above it, beside it, on trial, or as stated.

A regime says which of them its text reaches, and which it may (`Affiliates.reaches`, `may_reach`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.errors import ImpossibleHoldings
from whomade.judge.gates import IN_FORCE, fact
from whomade.judge.situation import entity_id
from whomade.judge.ties import NO_TIE, OWNER_NEEDS, SURE, Tie, chained, counts, known_tie
from whomade.model import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.judge.owners import Owners
    from whomade.model import Affiliates, Knowledge, Situation

BELOW, ABOVE, BESIDE = "below", "above", "beside"
STATE = "state-body"
"""Kind of an owner whose companies are many: whether they are affiliates of one another, no text seen says."""


def wider_tie(test: Affiliates, named: str, company: str, on: str, knowledge: Knowledge, owners: Owners) -> Tie:
    """The tie of a company that stands above a named one, or beside it under a common owner, where the test asks."""
    if named == company:
        return NO_TIE
    found = []
    for way in (*test.reaches, *test.may_reach):
        ways = [] if way == BELOW else list(_way(way, test, named, company, on, knowledge, owners))
        found += ways if way in test.reaches else [_open(tie) for tie in ways]
    return _best(found)


def _way(
    way: str, test: Affiliates, named: str, company: str, on: str, knowledge: Knowledge, owners: Owners
) -> Iterator[Tie]:
    if way == ABOVE:
        found = known_tie(test, company, named, on, knowledge, owners)
        yield _open(found) if _is_state(company, knowledge) else found
        return
    for common in owners.above(named, on):
        if common != company:
            yield _beside(test, common, named, company, on, knowledge, owners)


def _beside(
    test: Affiliates, common: str, named: str, company: str, on: str, knowledge: Knowledge, owners: Owners
) -> Tie:
    """A tie through one who owns or controls both."""
    below = known_tie(test, common, company, on, knowledge, owners)
    if below.met is False:
        return NO_TIE
    found = _both(below, known_tie(test, common, named, on, knowledge, owners))
    return _open(found) if _is_state(common, knowledge) else found


def _both(one: Tie, other: Tie) -> Tie:
    """Two ties that must both hold."""
    if other.met is False or one.met is False:
        return NO_TIE
    needs = tuple(dict.fromkeys((*one.needs, *other.needs)))
    return Tie(True if one.met and other.met else None, needs, (*one.steps, *other.steps),
               (*one.sources, *other.sources))  # fmt: skip


def _open(tie: Tie) -> Tie:
    """A tie of a kind that the text leaves open: it counts once somebody confirms that the rule means it."""
    return tie if tie.met is False else tie._replace(met=None, needs=tuple(dict.fromkeys((*tie.needs, IN_FORCE))))


def confirmed(tie: Tie, situation: Situation) -> Tie:
    """The tie after what the facts say of the rule's reach: confirmed, denied, or still open."""
    if tie.met is not None or IN_FORCE not in tie.needs:
        return tie
    said = fact(situation, IN_FORCE)
    if said is None:
        return tie
    needs = tuple(need for need in tie.needs if need != IN_FORCE)
    return tie._replace(met=None if needs else True, needs=needs) if said else NO_TIE


def _best(ties: list[Tie]) -> Tie:
    """The surest of several ties."""
    sure = next((tie for tie in ties if tie.met), None)
    return sure or next((tie for tie in ties if tie.met is None), NO_TIE)


def _is_state(company: str, knowledge: Knowledge) -> bool:
    entity = knowledge.entities.get(company)
    return entity is not None and STATE in entity.kinds


def lead(test: Affiliates, owner: str, company: str, on: str, knowledge: Knowledge, owners: Owners) -> Tie:
    """What is said of the two without a source: it shows no affiliate, and lets nobody say that it is none."""
    try:
        found = known_tie(test, owner, company, on, knowledge, owners.perhaps())
    except ImpossibleHoldings:  # what is on trial need not fit the rest
        return NO_TIE
    if found.met is False:
        return NO_TIE
    names = [knowledge.entities[id_].name if id_ in knowledge.entities else id_ for id_ in (owner, company)]
    step = Step("lead", f"that {names[0]} owns or controls {names[1]} is said without a source")
    return Tie(None, OWNER_NEEDS[test.control_counts], (step,), found.sources)


def stated_tie(
    test: Affiliates, named: str, stated: str, situation: Situation, knowledge: Knowledge, owners: Owners
) -> Tie:
    """What the facts say: somebody tied to a named company holds a share in the maker, or controls it."""
    holds = entity_id(stated, knowledge)
    needs = _missing_of_share(test, situation)
    if holds is None or needs is None:
        return NO_TIE
    found = _best(list(_stated(test, named, holds, situation.on, knowledge, owners)))
    if found.met is False:
        return NO_TIE
    step = Step("affiliate", f"a share in the company, or control of it, counts: {test.words}")
    met = found.met if not needs else None
    return found._replace(met=met, needs=(*needs, *found.needs), steps=(step, *found.steps))


def _stated(test: Affiliates, named: str, holds: str, on: str, knowledge: Knowledge, owners: Owners) -> Iterator[Tie]:
    """What makes a stated owner one of a named company's own, or its owner as well."""
    controls = holds == named or owners.controls(named, holds, on)
    if controls is not False:
        chain = () if holds == named else owners.chain(named, holds, on)
        yield chained(SURE if controls else Tie(None, ("on",)), chain, on, knowledge)
    if BESIDE not in (*test.reaches, *test.may_reach):
        return
    for common in dict.fromkeys((holds, *owners.above(holds, on))):
        own = SURE if common == holds else known_tie(test, common, holds, on, knowledge, owners)
        found = NO_TIE if common == named else _both(own, known_tie(test, common, named, on, knowledge, owners))
        yield found if BESIDE in test.reaches and not _is_state(common, knowledge) else _open(found)


def _missing_of_share(test: Affiliates, situation: Situation) -> tuple[str, ...] | None:
    """What is missing to call the maker an affiliate: nothing when it is one, None when it is none."""
    if test.control_counts and fact(situation, "control") is True:
        return ()
    share = fact(situation, "share")
    if share is None:
        return ("share",)
    if counts(test, float(share)):
        return ()
    return None if not test.control_counts or fact(situation, "control") is False else ("control",)

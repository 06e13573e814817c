"""One regime, one situation, the makers of one device: the verdict, and every step that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.judge.demands import can_reach, demands
from whomade.judge.gates import fact, gates
from whomade.judge.holders import PART_MAKER, PART_ROLES, Holder, asked_by, with_facts
from whomade.judge.reach import reach
from whomade.judge.situation import UNKNOWN
from whomade.model import Status, Step, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.judge.demands import Demand
    from whomade.judge.gates import Gate
    from whomade.judge.owners import Owners
    from whomade.judge.reach import Reach
    from whomade.model import Citation, Knowledge, Regime, Rule, Situation

ALWAYS_ASKED = ("manufacturer", "supplier")
"""Roles that every device has, and of which a rule that speaks of them asks."""
PART_WORDS = {"soc_maker": "chip", "module_maker": "module", "component_maker": "component"}
REACHED = frozenset({Status.PROHIBITED, Status.CONDITIONAL})
"""Statuses that have a consequence in law."""


class Finding(NamedTuple):
    """What one rule says through one role. `if_met` is the rule's own word; `stage` counts the questions passed."""

    rule: Rule
    status: Status
    if_met: Status
    says: str
    stage: int
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    holder: Holder | None = None
    named: tuple[Citation, ...] = ()

    @property
    def rank(self) -> tuple[int, int]:
        """Order in which findings decide: what may be forbidden before what may be advised against."""
        is_advice = self.if_met is not Status.PROHIBITED
        order = {
            Status.PROHIBITED: 0,
            Status.CONDITIONAL: 4 if is_advice else 1,
            Status.UNDETERMINED: 2,
            Status.ADVISED_AGAINST: 3,
            Status.NOT_REACHED: 5,
        }
        return order[self.status], -self.stage if self.status is Status.NOT_REACHED else 0


def evaluate(
    regime: Regime, situation: Situation, holders: Mapping[str, Holder], knowledge: Knowledge, owners: Owners
) -> Verdict:
    """Say what a regime says about a device in a situation.

    Args:
        regime: the instrument; each of its rules is asked, through each role it reaches.
        situation: who does what, where, what for, when. Taken as checked (`checked`).
        holders: who holds which role of the device, by role; a role that is missing is unknown.
        knowledge: the base, for names and countries of companies.
        owners: who holds and controls whom on the day, for a test of affiliates.

    Returns:
        The strictest answer. `conditional` names in `needs` what the answer hangs on; `undetermined` arises only where
        the answer hangs on a maker that is not established.
    """
    known = with_facts(holders, situation, knowledge)
    if regime.designates:
        return _designation(regime, situation, known, knowledge, owners)
    found = [
        finding for rule in regime.rules for finding in _findings(regime, rule, situation, known, knowledge, owners)
    ]
    ranked = sorted(found, key=lambda finding: finding.rank)
    return _verdict(regime, situation, ranked, _open_parts(regime, ranked[0], situation, known))


def _findings(
    regime: Regime,
    rule: Rule,
    situation: Situation,
    holders: Mapping[str, Holder],
    knowledge: Knowledge,
    owners: Owners,
) -> Iterator[Finding]:
    """What one rule says, through each role for which somebody is asked."""
    asked = list(gates(rule, situation, knowledge.situations))
    says = Status(rule.says)
    for stage, gate in enumerate(asked):
        if gate.met is False:
            yield Finding(rule, Status.NOT_REACHED, says, gate.says, stage, steps=(Step(gate.kind, gate.says),))
            return
    asked_of = list(_asked_of(regime, rule, situation, holders, knowledge))
    for holder in asked_of:
        yield _through(regime, rule, situation, holder, asked, knowledge, owners)
    if not asked_of:
        says_no = "nobody is stated through whom the rule reaches"
        yield Finding(rule, Status.NOT_REACHED, says, says_no, len(asked), steps=(Step("holder", says_no),))


def _asked_of(
    regime: Regime, rule: Rule, situation: Situation, holders: Mapping[str, Holder], knowledge: Knowledge
) -> Iterator[Holder]:
    """Whom a rule asks for: makers and suppliers always, others where somebody spoke of them.

    Every device has parts, firmware and perhaps a cloud: what nobody spoke of is no open question. But a rule of parts
    alone asks for them, until a list of all of them is said to hold no other listed maker.
    """
    roles = rule.roles or regime.roles
    found = [asked_by(role, rule, holders, situation, knowledge) for role in roles]
    spoken = [h for h in found if h.is_established or h.role in ALWAYS_ASKED or (h.role in holders and h.is_asked)]
    if not spoken and set(roles) <= set(PART_ROLES) and fact(situation, "component_list_complete") is not True:
        spoken = [Holder(PART_MAKER, UNKNOWN, fact=PART_MAKER)]
    yield from spoken


def _through(
    regime: Regime,
    rule: Rule,
    situation: Situation,
    holder: Holder,
    asked: list[Gate],
    knowledge: Knowledge,
    owners: Owners,
) -> Finding:
    """What a rule whose gates are not shut says through the holder of one role."""
    if regime.asks_maker and not holder.is_established:
        is_open = can_reach(regime, rule, holder, situation, knowledge)
        if is_open and holder.fact:
            return _of_somebody(rule, holder, asked, situation)
        return _of_nobody(rule, holder, len(asked), is_open=is_open)
    found = reach(regime, holder, situation, knowledge, owners)
    made = Finding(
        rule,
        Status.NOT_REACHED,
        Status(rule.says),
        found.says,
        len(asked),
        steps=(*holder.steps(), *found.steps) if regime.asks_maker else (),
        holder=holder if regime.asks_maker else None,  # such an answer rests on no maker and names none
        named=(*(found.named.sources if found.named is not None else ()), *found.sources),
    )
    if found.met is False:
        return made
    demanded = list(demands(rule, holder, found, situation))
    for demand in demanded:
        if demand.met is False:
            steps = (*made.steps, Step(demand.kind, demand.says))
            return made._replace(says=f"{found.says}, but {demand.says}", stage=made.stage + 1, steps=steps)
    questions: list[Gate | Reach | Demand] = [*asked, found, *demanded]
    missing = [need for question in questions if question.met is None for need in question.needs]
    status = Status.CONDITIONAL if missing else made.if_met
    return made._replace(status=status, needs=tuple(dict.fromkeys(missing)))


def _open_parts(regime: Regime, best: Finding, situation: Situation, holders: Mapping[str, Holder]) -> tuple[Step, ...]:
    """What a rule that does not reach the maker of the device may yet reach: makers of parts nobody spoke of."""
    parts = [role for role in PART_ROLES if role in (best.rule.roles or regime.roles)]
    is_shut = best.status is not Status.NOT_REACHED or best.holder is None or best.holder.role in PART_ROLES
    is_known = any(role in holders and holders[role].is_established for role in PART_ROLES)
    if is_shut or not parts or is_known or fact(situation, "component_list_complete") is True:
        return ()
    words = [PART_WORDS[role] for role in parts]
    listed = " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
    return (Step("parts", f"{listed} maker not established"),)


def _of_nobody(rule: Rule, holder: Holder, stage: int, *, is_open: bool) -> Finding:
    """What a rule says where the maker is not established: nothing, if the answer hangs on the maker."""
    status, why = Status.NOT_REACHED, "no maker that the rule speaks of would be reached"
    if is_open:
        status, why = Status.UNDETERMINED, "the answer hangs on the maker, and the maker is not established"
    return Finding(rule, status, Status(rule.says), why, stage, steps=holder.steps(), holder=holder)


def _of_somebody(rule: Rule, holder: Holder, asked: list[Gate], situation: Situation) -> Finding:
    """What a rule says where a fact would name whom it asks for, and that fact is missing."""
    of_part = (*(rule.parts if holder.role in PART_ROLES else ()), *rule.then_if)
    needs = [need for gate in asked if gate.met is None for need in gate.needs]
    needs += [holder.fact, *(name for name in of_part if fact(situation, name) is None)]
    why = f"the rule asks for the {holder.fact.replace('_', ' ')}"
    return Finding(
        rule, Status.CONDITIONAL, Status(rule.says), why, len(asked), tuple(dict.fromkeys(needs)), holder.steps(),
        holder,
    )  # fmt: skip


def _designation(
    regime: Regime, situation: Situation, holders: Mapping[str, Holder], knowledge: Knowledge, owners: Owners
) -> Verdict:
    """What a list says that forbids nothing by itself: whether it names the maker, and that it forbids nothing."""
    maker = holders["manufacturer"]
    steps: tuple[Step, ...] = ()
    if maker.is_established and regime.named:
        found = reach(regime, maker, situation, knowledge, owners)
        steps = (*maker.steps(), *(found.steps if found.met else (Step("listing", found.says),)))
    return Verdict(
        regime=regime.id,
        title=regime.title,
        on=situation.on,
        situation=situation,
        status=Status.NOT_REACHED,
        provision=regime.instrument,
        why=_sentence(regime.designates),
        path=(*steps, Step("designation", regime.designates), Step("provision", regime.instrument)),
        sources=_once(regime.sources),
        next_check=regime.next_check,
    )


def _verdict(regime: Regime, situation: Situation, found: list[Finding], parts: tuple[Step, ...]) -> Verdict:
    """The verdict of the finding that decides, with what every finding of its rank needs."""
    best = found[0]
    peers = [finding.needs for finding in found if finding.rank[0] == best.rank[0]]
    # What hangs on more than another one does adds nothing: with the fewer facts the answer is there.
    least = [needs for needs in peers if not any(set(other) < set(needs) for other in peers)]
    needs = tuple(dict.fromkeys(need for needs in least for need in needs))
    holder = best.holder if best.holder is not None and best.holder.is_established else None
    return Verdict(
        regime=regime.id,
        title=regime.title,
        on=situation.on,
        situation=situation,
        status=best.status,
        provision=best.rule.provision,
        why=_why(best, needs, parts),
        needs=needs,
        path=(*best.steps, *parts, Step("provision", f"{best.rule.provision}: {best.rule.words}")),
        sources=_once((*best.rule.sources, *best.named, *regime.sources)),
        role=best.holder.role if best.holder is not None else None,
        maker=holder.maker if holder is not None else None,
        probability=holder.probability if holder is not None else None,
        consequence=regime.consequence if best.status in REACHED else "",
        next_check=regime.next_check,
    )


def _why(best: Finding, needs: tuple[str, ...], parts: tuple[Step, ...]) -> str:
    """One plain sentence."""
    if best.status is Status.CONDITIONAL:
        missing = ", ".join(need.replace("_", " ") for need in needs)
        return _sentence(f"{best.says}, and the answer hangs on what is not stated: {missing}")
    if best.status in (Status.PROHIBITED, Status.ADVISED_AGAINST):
        return _sentence(f"{best.rule.words}, and {best.says}")
    return _sentence("; ".join((best.says, *(step.says for step in parts))))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _once(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citations))

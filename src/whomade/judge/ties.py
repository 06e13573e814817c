"""Whether one company counts as an affiliate of another on a day, by a regime's own test of share or control.

Share and control are asked for apart (`Owners`): neither follows from the other but by the words of the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.model import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whomade.judge.owners import Owners
    from whomade.model import Affiliates, Citation, Knowledge, Range
    from whomade.model.interest import ChainLink

MAJORITY_PERCENT = 50.0
"""A larger share controls a company where a text states no share; it is what `subsidiary` means at the least."""
ROUNDING = 1e-7
"""Per cent by which a share that was reckoned may differ from the true one."""
WHOLE_DAY = len("2024-05-01")


class Tie(NamedTuple):
    """Whether a company counts as an affiliate of another one (None: hangs on `needs`), and what shows it."""

    met: bool | None
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    sources: tuple[Citation, ...] = ()


NO_TIE = Tie(met=False)
SURE = Tie(met=True)


def known_tie(test: Affiliates, owner: str, company: str, on: str, knowledge: Knowledge, owners: Owners) -> Tie:
    """What is known of the two: control where it counts, else the share that the test asks for."""
    if owner == company:
        return NO_TIE
    controls = owners.controls(owner, company, on)
    if test.control_counts and controls:
        return chained(SURE, owners.chain(owner, company, on), on, knowledge)
    held = _held(test, owner, company, on, owners)
    if held is False and (controls is False or not test.control_counts):
        return NO_TIE
    chain = owners.chain(owner, company, on)
    if held:
        return chained(SURE, chain, on, knowledge)
    unsure = len(on) < WHOLE_DAY and any(i.held(on) is None for link in chain for i in link.interests)
    return chained(Tie(None, ("on",) if unsure else OWNER_NEEDS[test.control_counts]), chain, on, knowledge)


def jointly(test: Affiliates, named: Sequence[str], company: str, on: str, knowledge: Knowledge, owners: Owners) -> Tie:
    """Whether the named companies hold half of another together, under a test that half or less of it meets."""
    if test.from_percent is None or test.from_percent > MAJORITY_PERCENT or len(named) < 2:
        return NO_TIE
    if not owners.catches(named, company, on):
        return NO_TIE
    return chained(SURE, [link for owner in named for link in owners.chain(owner, company, on)], on, knowledge)


OWNER_NEEDS = {True: ("owned_by",), False: ("owned_by", "share")}
"""Facts on which it hangs who owned a company on a day: the owner, and the share where that alone counts."""


def _held(test: Affiliates, owner: str, company: str, on: str, owners: Owners) -> bool | None:
    """Whether one surely holds the share of the other that the test asks for; False where it states no share."""
    if test.over_percent is None and test.from_percent is None:
        return False
    share = owners.stake(owner, company, on)
    if test.from_percent is None or test.from_percent > MAJORITY_PERCENT:
        return None if share is None else _is_enough(test, share)
    caught = owners.catches((owner,), company, on)  # half of a half counts whole under such a rule
    if caught:
        return True
    if share is None:  # one that controls may hold any share, where none was seen
        return False if caught is False and owners.controls(owner, company, on) is False else None
    enough = _is_enough(test, share)
    return enough if enough or caught is False else None


def _is_enough(test: Affiliates, share: Range) -> bool | None:
    """Whether a share is enough: None where one end of the range is and the other is not."""
    ends = {counts(test, 100 * end) for end in share}
    return ends.pop() if len(ends) == 1 else None


def counts(test: Affiliates, percent: float) -> bool:
    """Whether a share in per cent is what the test asks for, or more than half where it states none."""
    if test.from_percent is not None:
        return percent >= test.from_percent - ROUNDING
    return percent > (MAJORITY_PERCENT if test.over_percent is None else test.over_percent) + ROUNDING


def chained(bare: Tie, chain: Sequence[ChainLink], on: str, knowledge: Knowledge) -> Tie:
    """A tie with each step of its chain and the sources of that step."""
    steps = tuple(_step(link, on, knowledge) for link in chain)
    return bare._replace(steps=steps, sources=tuple(c for x in chain for i in x.interests for c in i.sources))


def _step(link: ChainLink, on: str, knowledge: Knowledge) -> Step:
    known = knowledge.entities
    owner, asset = (known[id_].name if id_ in known else id_ for id_ in (link.owner, link.asset))
    is_sure = not link.interests or any(i.held(on) for i in link.interests)
    if not link.interests or any(i.gives_control for i in link.interests):
        return Step("controlled_by", f"{asset} {'is' if is_sure else 'may be'} controlled by {owner}")
    return Step("held_by", f"{owner} {'holds' if is_sure else 'may hold'} {_percent(link.share)} of {asset}")


def _percent(share: Range | None) -> str:
    if share is None:
        return "a share that was not seen"
    low, high = (f"{100 * end:.4f}".rstrip("0").rstrip(".") for end in share)
    return f"{low} %" if low == high else f"{low} to {high} %"

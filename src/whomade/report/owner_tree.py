"""The chain of owners as a tree: the same branches for the terminal, the drawing and the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whomade.model.interest import MAJORITY
from whomade.report.owner import BASES, KINDS, UNKNOWN_OWNER, name, period, share, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from whomade.model import Citation, Entity, Interest
    from whomade.ownership import Graph
    from whomade.ownership.answer import Answer
    from whomade.ownership.graph import Control, Holding

MOST_DEPTH = 12
"""Steps upwards that are drawn; a longer chain ends with dots."""
MOST_BRANCHES = 200
"""Branches that are drawn in all; a larger tree ends with dots."""


@dataclass(slots=True)
class Branch:
    """Owners, one or several in concert, and how they stand to the company below; `style` is sure, unknown, total,
    lead or again.
    """

    owners: tuple[str, ...]
    label: str
    words: tuple[str, ...]
    style: str
    sources: tuple[Citation, ...]
    is_control: bool = False
    above: list[Branch] = field(default_factory=list)


def branches(answer: Answer) -> list[Branch]:
    """The owners of the company with theirs, an owner met twice on one chain drawn once more and not followed."""
    if answer.entity is None or answer.graph is None:
        return []
    left = [MOST_BRANCHES]
    return _above(answer.graph, answer.entity.id, (answer.entity.id,), left)


def _above(graph: Graph, asset: str, chain: tuple[str, ...], left: list[int]) -> list[Branch]:
    found = []
    for branch in _direct(graph, asset):
        if left[0] <= 0:
            break
        left[0] -= 1
        if branch.style in ("sure", "unknown") and branch.owners[0] in chain:
            branch.style = "again"
        elif branch.style in ("sure", "unknown") and len(chain) < MOST_DEPTH:
            branch.above = _above(graph, branch.owners[0], (branch.owners[0], *chain), left)
        found.append(branch)
    return found


def _direct(graph: Graph, asset: str) -> Iterator[Branch]:
    """Owners with a share first, then those who control without one, then totals, leads and successors."""
    controls = {c.owner: c for c in graph.controls.get(asset, ())}
    for holding in sorted(graph.owners(asset).values(), key=lambda h: (-h.share.high, h.owner)):
        yield _holding(holding, controls.pop(holding.owner, None))
    for control in controls.values():
        words = _said(BASES.get(control.interest.basis, "controls"), period(control.interest))
        style = "sure" if control.is_held else "unknown"
        yield Branch((control.owner,), "controls", words, style, control.interest.sources, is_control=style == "sure")
    for total in graph.totals.get(asset, ()):
        kind = "held in concert" if len(total.owners) > 1 else "in all"
        doubt = "" if total.is_held else f", {UNKNOWN_OWNER}"
        words = _said(f"{kind}, not added{doubt}", period(total.interest))
        yield Branch(total.owners, share(total.share), words, "total", total.interest.sources)
    yield from (_other(i, "lead") for i in graph.leads.get(asset, ()))
    yield from (_other(i, "total") for i in graph.successors.get(asset, ()))


def _holding(holding: Holding, control: Control | None) -> Branch:
    stated = [i.share for i in holding.interests if i.share is not None]
    is_open = holding.is_held is None
    label = share(holding.share if holding.is_seen else None)
    words = _said(
        f"{share(stated[0])} before or after" if is_open and stated else "",
        BASES.get(control.interest.basis, "controls") if control else "",
        *map(period, holding.interests),
    )
    return Branch(
        (holding.owner,),
        "unknown" if is_open else label,
        words,
        "unknown" if is_open else "sure",
        tuple(dict.fromkeys(c for i in holding.interests for c in i.sources)),
        is_control=(control is not None and control.is_held is True) or holding.share.low > MAJORITY,
    )


def _other(interest: Interest, style: str) -> Branch:
    label = KINDS[interest.kind] if interest.share is None else share(interest.share)
    words = _said("lead only, general knowledge" if style == "lead" else "", KINDS[interest.kind], period(interest))
    return Branch(interest.owners, label, words, style, interest.sources)


def _said(*words: str) -> tuple[str, ...]:
    return tuple(word for word in words if word)


MARKS = {"sure": "", "unknown": "? ", "total": "Σ ", "lead": "· ", "again": "↺ "}


def tree(answer: Answer, entities: Mapping[str, Entity]) -> Iterator[str]:
    """The tree in lines for a terminal, the company at its root."""
    if answer.entity is None:
        return
    yield name(entities, answer.entity.id)
    yield from _lines(branches(answer), entities, "")


def _lines(found: list[Branch], entities: Mapping[str, Entity], indent: str) -> Iterator[str]:
    for i, branch in enumerate(found):
        is_last = i + 1 == len(found)
        arm, under = ("└─ ", "   ") if is_last else ("├─ ", "│  ")
        words = f"  ({'; '.join(branch.words)})" if branch.words else ""
        yield f"{indent}{arm}{MARKS[branch.style]}{branch.label}  {together(entities, branch.owners)}{words}"
        yield from _lines(branch.above, entities, indent + under)

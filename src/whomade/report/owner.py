"""Who stands above a company, in words: the tree in the terminal, the three answers, and the answer as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.model import Citation, Entity, Interest, Knowledge, Range, Window
    from whomade.ownership import Controller
    from whomade.ownership.answer import Answer
    from whomade.ownership.names import Candidate

BASES = {
    "controlling-shareholder": "controlling shareholder by its own filings",
    "consolidated": "consolidated in the accounts",
    "branch": "a branch of it, the same company",
    "parent": "named as its parent",
    "chair": "chairman, and largest holder as reported",
    "majority": "majority of the shares",
    "majority-together": "majority of the shares, with those of companies it controls",
    "stated": "stated",
}
"""Bases of control in words."""
KINDS = {
    "owns": "holds",
    "controls": "controls",
    "joint-venture": "joint venture",
    "acts-in-concert": "held in concert",
    "successor": "succeeded by",
}
"""Kinds of interest in words."""
UNKNOWN_SHARE = "share not seen"
UNKNOWN_OWNER = "unknown on this day"
NOT_SAID = "Nothing said here is advice on law, and no share or control says that a device is made by the owner."


def share(value: Range | None) -> str:
    """A share in per cent, of as many digits as it has and four at most.

    Example:
        >>> from whomade.model import Range
        >>> share(Range(0.364808, 0.3655)), share(Range(1.0, 1.0)), share(None)
        ('36.4808 to 36.55 %', '100 %', 'share not seen')
    """
    if value is None:
        return UNKNOWN_SHARE
    low, high = (f"{100 * end:.4f}".rstrip("0").rstrip(".") for end in value)
    return f"{low} %" if low == high else f"{low} to {high} %"


def days(window: Window) -> str:
    """A day, a part of a date, or the window in which it lies."""
    if window.earliest == window.latest:
        return window.earliest
    return f"a day between {window.earliest} and {window.latest}"


def period(interest: Interest) -> str:
    """When it was held, as far as a source says."""
    parts = [
        f"from {days(interest.start)}" if interest.start.latest else "",
        f"to {days(interest.end)}" if interest.end.latest else "",
        f"as of {interest.as_of}" if interest.as_of else "",
    ]
    return ", ".join(part for part in parts if part)


def together(entities: Mapping[str, Entity], ids: Iterable[str]) -> str:
    """Names of owners that hold something together."""
    return " + ".join(name(entities, id_) for id_ in ids)


def name(entities: Mapping[str, Entity], id_: str) -> str:
    """Name of a company, or its id where the graph has no name."""
    entity = entities.get(id_)
    return wording.visible(entity.name if entity else id_)


def as_json(answer: Answer, entities: Mapping[str, Entity], knowledge: Knowledge | None = None) -> dict[str, Any]:
    """An answer as a JSON object; shares are from 0 to 1."""
    found: dict[str, Any] = {
        "id": answer.question.id,
        "query": answer.question.query,
        "on": answer.question.on,
        "entity": answer.match.entity,
        "score": answer.match.score,
        "candidates": [_candidate(c) for c in answer.match.candidates],
        "holders": [],
        "controllers": [],
        "closure50": [],
    }
    if answer.problem is not None:
        where, expected = answer.problem.where.place, answer.problem.expected
        found["problem"] = {"where": where, "expected": expected, "found": answer.problem.found}
    if answer.entity is not None and answer.graph is not None:
        found |= _about(answer, entities)
    if knowledge is not None:
        found["knowledge"] = {"version": knowledge.version, "digest": knowledge.digest}
    return found


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {"entity": candidate.entity, "name": candidate.name, "score": candidate.score}


def _about(answer: Answer, entities: Mapping[str, Entity]) -> dict[str, Any]:
    entity, graph = answer.entity, answer.graph
    if entity is None or graph is None:
        return {}
    sure = [c for c in answer.controllers if c.is_sure]
    below = [*answer.below.entities]
    return {
        "name": entity.name,
        "holders": [
            {"entity": h.entity, "name": name(entities, h.entity), "integrated": [*h.integrated],
             "known": h.is_known, "path": [*h.path]}
            for h in answer.holders
        ],
        "controllers": [_control(c, entities) for c in sure],
        "controllers_unknown": [_control(c, entities) for c in answer.controllers if not c.is_sure],
        "closure50": list(dict.fromkeys((*answer.above, *below))),
        "closure50_above": [*answer.above],
        "closure50_below": below,
        "closure50_possible": [*answer.below.possible],
        "controls": [_control(c, entities) for c in answer.controls if c.is_sure],
        "interests": [_interest(h.interests, h.share, entities) for h in graph.owners(entity.id).values()],
        "totals": [_interest((t.interest,), t.share, entities) for t in graph.totals.get(entity.id, ())],
        "successors": [_interest((i,), None, entities) for i in graph.successors.get(entity.id, ())],
        "leads": [_interest((i,), i.share, entities) for i in graph.leads.get(entity.id, ())],
    }  # fmt: skip


def _control(control: Controller, entities: Mapping[str, Entity]) -> dict[str, Any]:
    return {
        "entity": control.entity,
        "name": name(entities, control.entity),
        "basis": control.basis,
        "path": [*control.path],
        "sources": _sources(control.sources),
    }


def _interest(interests: Iterable[Interest], held: Range | None, entities: Mapping[str, Entity]) -> dict[str, Any]:
    stated = list(interests)
    first = stated[0]
    return {
        "owners": [*first.owners],
        "names": [name(entities, owner) for owner in first.owners],
        "kind": first.kind,
        "share": None if held is None else [*held],
        "when": "; ".join(filter(None, map(period, stated))),
        "direct": first.is_direct,
        "note": "; ".join(dict.fromkeys(i.note for i in stated if i.note)),
        "sources": _sources(c for i in stated for c in i.sources),
    }


def _sources(citations: Iterable[Citation]) -> list[dict[str, str]]:
    return [{"id": c.id, "at": c.at} for c in dict.fromkeys(citations)]


def as_text(answer: Answer, entities: Mapping[str, Entity]) -> Iterator[str]:
    """An answer in lines for a terminal: the tree, then the three answers, then what is a lead only."""
    from whomade.report.owner_tree import tree

    entity, graph = answer.entity, answer.graph
    if entity is None or graph is None:
        return
    yield f"{name(entities, entity.id)} ({entity.id}) on {answer.question.on}"
    if entity.legal_name:
        yield f"  {wording.visible(entity.legal_name)}{f', {entity.country}' if entity.country else ''}"
    yield ""
    yield from tree(answer, entities)
    yield ""
    yield from _shares(answer, entities)
    yield from _closure(answer, entities)
    yield from _control_lines(answer, entities)
    yield NOT_SAID


def _shares(answer: Answer, entities: Mapping[str, Entity]) -> Iterator[str]:
    yield "1. Integrated share, through all chains and circles"
    for holder in answer.holders:
        doubt = "" if holder.is_known else f"  ({UNKNOWN_OWNER}, or a share was not seen)"
        yield f"   {share(holder.integrated)}  {name(entities, holder.entity)}{doubt}"
    if not answer.holders:
        yield "   no owner with a share is known"
    yield ""


def _closure(answer: Answer, entities: Mapping[str, Entity]) -> Iterator[str]:
    yield "2. The 50 per cent rule (holdings alone; control counts for nothing)"
    above = ", ".join(name(entities, e) for e in answer.above)
    below = ", ".join(name(entities, e) for e in answer.below.entities)
    yield f"   caught if one of these is named: {above or 'none'}"
    yield f"   catches, if it is named itself: {below or 'none'}"
    if answer.below.possible:
        yield f"   may catch: {', '.join(name(entities, e) for e in answer.below.possible)}"
    yield ""


def _control_lines(answer: Answer, entities: Mapping[str, Entity]) -> Iterator[str]:
    yield "3. Control"
    for control in answer.controllers:
        doubt = "" if control.is_sure else f"  ({UNKNOWN_OWNER})"
        chain = " > ".join(name(entities, e) for e in control.path)
        yield f"   {name(entities, control.entity)}: {BASES.get(control.basis, control.basis)}; {chain}{doubt}"
    if not answer.controllers:
        yield "   nobody is known to control it"
    if answer.controls:
        yield f"   controls itself: {', '.join(name(entities, c.entity) for c in answer.controls if c.is_sure)}"
    yield ""


def unmatched(answer: Answer) -> str:
    """Why a name leads to nobody, with those that it may mean."""
    near = " or ".join(f'"{c.name}" ({c.entity})' for c in answer.match.candidates)
    query = wording.visible(answer.question.query)
    return f'owner: "{query}" is surely no name of a company known here' + (f" (did you mean {near}?)" if near else "")

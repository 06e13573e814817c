"""The answer of `whomade owner` as one page that opens offline, in the look of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.report import inline, owner, owner_svg, wording
from whomade.report.environment import plain
from whomade.report.owner_tree import branches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.model import Citation, Entity, Knowledge
    from whomade.ownership.answer import Answer

STYLES = ("colours", "page", "owner")


def page(answer: Answer, entities: Mapping[str, Entity], knowledge: Knowledge | None) -> str:
    """The page as text.

    Args:
        answer: an answer with an entity.
        entities: for the names.
        knowledge: for version and sources; None where the answer comes from a graph of somebody else.
    """
    from markupsafe import Markup

    templates = plain()
    return templates.get_template("owner.html").render(
        answer=answer,
        owner=owner,
        tree=branches(answer),
        drawing=Markup(owner_svg.drawing(answer, entities)),  # noqa: S704  every name in it is escaped where it is drawn
        inlined=inline.load_plain(templates, STYLES, owner_svg.STYLE),
        name=lambda id_: owner.name(entities, id_),
        together=lambda ids: owner.together(entities, ids),
        cited=_sources(answer, knowledge),
        knowledge=knowledge,
        w=wording,
    )


def _sources(answer: Answer, knowledge: Knowledge | None) -> list[tuple[Citation, str, str]]:
    """Every citation behind the picture, with title, publisher and address of its source."""
    graph, entity = answer.graph, answer.entity
    if graph is None or entity is None:
        return []
    found: dict[Citation, tuple[str, str]] = {}
    for company in (entity.id, *(h.entity for h in answer.holders), *(c.entity for c in answer.controllers)):
        interests = [i for h in graph.owners(company).values() for i in h.interests]
        interests += [c.interest for c in graph.controls.get(company, ())]
        interests += [t.interest for t in graph.totals.get(company, ())]
        interests += [*graph.successors.get(company, ()), *graph.leads.get(company, ())]
        for citation in (c for i in interests for c in i.sources):
            source = knowledge.sources.get(citation.id) if knowledge else None
            words = f"{source.title}, {source.publisher}, {source.date}" if source else citation.id
            found[citation] = (words, wording.link(source.url) if source else "")
    return [(citation, *about) for citation, about in found.items()]

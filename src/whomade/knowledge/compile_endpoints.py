"""Entries of knowledge/endpoints to values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.knowledge.compile_regimes import citations
from whomade.model import LEADS
from whomade.model.endpoint import Endpoint

if TYPE_CHECKING:
    from whomade.knowledge.endpoint_forms import EndpointForm
    from whomade.knowledge.read import Base


def endpoints(base: Base, kinds: dict[str, str]) -> tuple[Endpoint, ...]:
    """Every endpoint that is neither draft nor retired; `kinds` are the kinds of sources by id."""
    forms = (item.form for item in base.of("endpoints"))
    return tuple(_endpoint(form, kinds) for form in forms if form.status in ("trial", "stable"))


def _endpoint(form: EndpointForm, kinds: dict[str, str]) -> Endpoint:
    return Endpoint(
        id=form.id,
        purpose=form.purpose,
        why=form.why,
        sources=citations(form.sources),
        host=form.host or "",
        ports=tuple(form.ports),
        after=form.after or "",
        protocol=form.protocol or "",
        operator=form.operator or "",
        owner=form.owner or "",
        software=form.software or "",
        trial=form.status == "trial" or all(kinds.get(c.id) in LEADS for c in form.sources),
        confounders=tuple(form.confounders),
    )

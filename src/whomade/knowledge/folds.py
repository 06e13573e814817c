"""The base as it would be without some of its sources or one of its brands: for honest counting and scoring.

No leak: leaving out a source group drops every statement that rests on it alone, and its cards, and recounts the rest.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import msgspec

from whomade.knowledge.compile import compile_base
from whomade.knowledge.measure import count, group_of
from whomade.knowledge.read import Base, Item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.knowledge import schema
    from whomade.model import Knowledge


def without(base: Base, *, groups: frozenset[str] = frozenset(), brand: str | None = None) -> Knowledge:
    """Compile the base without some source groups and without one brand (its table rows and its cards), recounted."""
    known = {item.form.id: item.form.group for item in base.of("sources")}

    def rests_on(citations: Iterable[schema.CitationForm]) -> bool:
        return bool(groups) and all(known.get(c.id) in groups for c in citations)

    reduced = dataclasses.replace(base, items=dict(base.items), complaints=[])
    reduced.items["fingerprints"] = {
        name: _doubted(item, known, groups)
        for name, item in base.items["fingerprints"].items()
        if not rests_on(item.form.sources)
    }
    reduced.items["brands"] = {
        name: _thinned(item, rests_on) for name, item in base.items["brands"].items() if name != brand
    }
    reduced.items["devices"] = {
        name: item
        for name, item in base.items["devices"].items()
        if item.form.brand != brand and group_of(item, known) not in groups
    }
    reduced.measured = count(reduced)
    return compile_base(reduced)


def _doubted(item: Item, known: dict[str, str], groups: frozenset[str]) -> Item:
    """A stable fingerprint is on trial where one voice alone is left to it."""
    voices = {known.get(c.id) for c in item.form.sources}
    if item.form.status != "stable" or not voices & groups or len(voices - groups) > 1:
        return item
    return Item(item.entry, msgspec.structs.replace(item.form, status="trial"))


def _thinned(item: Item, rests_on: object) -> Item:
    """A brand without the rows and model relations that rest on the left-out groups alone."""
    assert callable(rests_on)  # noqa: S101  for the type checker
    form = item.form
    rows = [row for row in form.rows if not rests_on(row.sources)]
    models = [relation for relation in form.models if not rests_on(relation.sources)]
    if len(rows) == len(form.rows) and len(models) == len(form.models):
        return item
    return Item(item.entry, msgspec.structs.replace(form, rows=rows, models=models))

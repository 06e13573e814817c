"""The base as it would be without some of its sources or one of its brands: for honest counting and scoring.

No leak: leaving out a source group drops every statement that rests on it alone, and its cards, and recounts the rest.
A sign that only a registry of companies would be left to goes too: that a company exists shows no sign of its devices.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

import msgspec

from whomade.knowledge import schema
from whomade.knowledge.check_earned import speaks
from whomade.knowledge.compile import compile_base
from whomade.knowledge.measure import count, group_of
from whomade.knowledge.read import Base, Item

if TYPE_CHECKING:
    from whomade.model import Knowledge

S = TypeVar("S", schema.RowForm, schema.ModelForm)


def without(base: Base, *, groups: frozenset[str] = frozenset(), brand: str | None = None) -> Knowledge:
    """Compile the base without some source groups and without one brand (its table rows and its cards), recounted."""
    known = {item.form.id: item.form.group for item in base.of("sources")}
    sources = {item.form.id: item.form for item in base.of("sources")}
    reduced = dataclasses.replace(base, items=dict(base.items), complaints=[])
    reduced.items["fingerprints"] = {
        name: _doubted(item, known, groups)
        for name, item in base.items["fingerprints"].items()
        if not _rests_on(item.form, sources, groups)
    }
    reduced.items["brands"] = {
        name: _thinned(item, known, groups) for name, item in base.items["brands"].items() if name != brand
    }
    reduced.items["devices"] = {
        name: item
        for name, item in base.items["devices"].items()
        if item.form.brand != brand and group_of(item, known) not in groups
    }
    reduced.measured = count(reduced)
    return compile_base(reduced)


def _rests_on(sign: schema.FingerprintForm, sources: dict[str, schema.SourceForm], groups: frozenset[str]) -> bool:
    """Whether nothing is left of a sign without these groups, or only registries of companies that do not assign it."""
    cited = [sources[citation.id] for citation in sign.sources if citation.id in sources]
    left = [source for source in cited if source.group not in groups]
    return len(left) < len(cited) and all(source.kind == "registry" and not speaks(source, sign) for source in left)


def _doubted(item: Item, known: dict[str, str], groups: frozenset[str]) -> Item:
    """A stable fingerprint is on trial where one voice alone is left to it."""
    voices = {known.get(c.id) for c in item.form.sources}
    if item.form.status != "stable" or not voices & groups or len(voices - groups) > 1:
        return item
    return Item(item.entry, msgspec.structs.replace(item.form, status="trial"))


def _thinned(item: Item, known: dict[str, str], groups: frozenset[str]) -> Item:
    """A brand without what the left-out groups say: a row or model relation that others state too keeps those others,
    and is on trial where only leads are left of them.
    """
    form = item.form
    rows, models = _kept(form.rows, known, groups), _kept(form.models, known, groups)
    if rows == form.rows and models == form.models:
        return item
    return Item(item.entry, msgspec.structs.replace(form, rows=rows, models=models))


def _kept(statements: list[S], known: dict[str, str], groups: frozenset[str]) -> list[S]:
    """Statements with the citations that are left to them; those with none are dropped."""
    found = []
    for statement in statements:
        left = [citation for citation in statement.sources if known.get(citation.id) not in groups]
        if left or not statement.sources:
            found.append(msgspec.structs.replace(statement, sources=left))
    return found

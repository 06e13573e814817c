"""A policy of the user's own: one file of the form of a regime, checked like ours, beside the regimes of the base.

It cites itself as `policy`, and sources of the base by their ids. It is applied like a law and called what it is.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from whomade.errors import InputError, KnowledgeError
from whomade.knowledge.check_regimes import (
    makers_of_regimes_exist,
    regime_periods_run_forward,
    regimes_ask_one_way,
    regimes_have_rules_or_say_why,
    unknown_words,
    wrong_cases,
)
from whomade.knowledge.compile_regimes import regime
from whomade.knowledge.read import Base, add, suggest
from whomade.knowledge.tree import Entry, Located, read_yaml
from whomade.model import Source
from whomade.ownership import Ownership

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from whomade.knowledge.read import Complaint, Item
    from whomade.knowledge.regime_forms import NamedForm, RegimeForm, RuleForm
    from whomade.knowledge.schema import CitationForm
    from whomade.model import Knowledge, Regime

OWN = "policy"
"""The id under which a policy cites itself."""
SOURCE = Source(OWN, "the user's own policy", "the user", "policy", "", "own", OWN)
MAX_BYTES = 1 << 20
"""Bytes of a policy file; a long one has some ten thousand."""
FORM_RULES = (
    regimes_ask_one_way,
    regimes_have_rules_or_say_why,
    regime_periods_run_forward,
    makers_of_regimes_exist,
)
"""Rules that need no more of the base than the names of its companies."""


def with_policies(knowledge: Knowledge, paths: Iterable[Path]) -> tuple[Knowledge, tuple[str, ...]]:
    """The base with the policies of some files added, and their ids in the order of the files.

    Raises:
        InputError: a file cannot be read, has not the form of a regime, or breaks one of its rules; the message names
            file, line and rule, and every case that is answered otherwise than it says.
    """
    ids: list[str] = []
    for path in paths:
        added = _policy(path, knowledge)
        regimes = {**knowledge.regimes, added.id: added}
        knowledge = dataclasses.replace(knowledge, regimes=regimes, sources={**knowledge.sources, OWN: SOURCE})
        ids.append(added.id)
    return knowledge, tuple(ids)


def _policy(path: Path, knowledge: Knowledge) -> Regime:
    item = _item(path, knowledge)
    complaints = list(_complaints(item, path, knowledge)) or list(
        wrong_cases(item, knowledge, Ownership.of(knowledge.entities))
    )
    if complaints:
        raise InputError(_said(complaints))
    return regime(item.form)


def _said(complaints: Iterable[Complaint]) -> str:
    return "\n".join(f"{c.file}:{c.line}: {c.id}: {c.message} (rule {c.rule})" for c in complaints)


def _item(path: Path, knowledge: Knowledge) -> Item:
    """The file in the form of a regime."""
    content = _content(path)
    base = Base(path.parent)
    add(base, Entry("regimes", path.name, content))
    if base.complaints:
        raise InputError(_said(base.complaints))
    (item,) = base.of("regimes")
    if item.form.id in knowledge.regimes:
        raise InputError(f"{path.name}:{content.line}: there is a regime `{item.form.id}` already: choose another id")
    return item


def _content(path: Path) -> Located:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: expected a policy of {MAX_BYTES:,} bytes at most")
        content = read_yaml(path, path.parent)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except KnowledgeError as error:
        raise InputError(str(error)) from error
    if not isinstance(content, Located):
        raise InputError(f"{path.name}:1: expected a mapping: a policy has the form of a regime")
    return content


def _complaints(item: Item, path: Path, knowledge: Knowledge) -> Iterator[Complaint]:
    """What the check would say of this one file."""
    companies = dict.fromkeys(knowledge.entities, item)
    alone = Base(path.parent, items={"regimes": {item.form.id: item}, "entities": companies})
    for rule in FORM_RULES:
        yield from rule(alone)
    yield from unknown_words(item, knowledge.situations)
    known = {OWN, *knowledge.sources}
    for id_ in sorted({citation.id for citation in _citations(item.form)} - known):
        message = f'source "{id_}" is neither `{OWN}` nor a source of the base{suggest(id_, known)}'
        yield item.complaint("unknown-source", message, "sources")


def _citations(form: RegimeForm) -> Iterator[CitationForm]:
    parts: tuple[RegimeForm | RuleForm | NamedForm, ...] = (form, *form.rules, *form.makers)
    for part in parts:
        yield from part.sources

"""The golden verdicts and the vocabulary of the shared facts, read in place where they are there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from whomade.judge.holders import PART_ROLES, ROLE_OF_PART
from whomade.pipeline.cases import FIELDS, judge_lines

from .asking import base

FACTS = Path(os.environ.get("WHOMADE_FACTS", Path(__file__).parents[3] / "shared" / "facts"))
pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the shared facts are not beside this checkout")


def facts(name: str) -> Any:
    """A file of the shared facts; empty where it is absent, since parameters are asked for before a skip."""
    path = FACTS / name
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


GOLDEN: list[dict[str, Any]] = facts("regimes.yaml").get("golden_verdicts", [])


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["id"])
def test_a_golden_verdict_is_reached(case: dict[str, Any]) -> None:
    if case["regime"] not in base().regimes:
        pytest.skip(f"the base does not hold {case['regime']}")
    line = json.dumps({name: value for name, value in case.items() if name in FIELDS})
    (answer,) = judge_lines([line], base())
    assert answer.verdict is not None, answer.error
    assert (answer.verdict.status, list(answer.verdict.needs)) == (case["expect"], case["needs"]), answer.verdict.why
    assert answer.verdict.provision
    assert answer.verdict.sources


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("acts", "acts"), ("actor_kinds", "actor_kinds"), ("places", "places"), ("purposes", "purposes"),
     ("products", "products"), ("roles", "roles"), ("facts", "facts")],
)  # fmt: skip
def test_the_vocabulary_holds_every_word(theirs: str, ours: str) -> None:
    assert set(facts("situation_vocabulary.yaml")[theirs]) == set(getattr(base().situations, ours))


def test_every_fact_has_the_values_that_it_may_take() -> None:
    for name, fact in facts("situation_vocabulary.yaml")["facts"].items():
        if "values" in fact:
            assert base().situations.facts[name].values == tuple(fact["values"])


def test_every_maker_id_is_known() -> None:
    known = {alias for entity in base().entities.values() for alias in (entity.id, *entity.aliases)}
    missing = {id_ for id_ in facts("situation_vocabulary.yaml")["maker_ids"] if id_ not in known}
    assert not missing


def test_every_entity_of_the_maker_ids_is_the_same_company() -> None:
    by_name = {alias: entity.id for entity in base().entities.values() for alias in (entity.id, *entity.aliases)}
    for id_, entity in facts("situation_vocabulary.yaml")["maker_ids"].items():
        if entity is not None:
            assert by_name.get(entity) == by_name.get(id_), id_


def test_parts_have_the_roles_that_an_event_defaults_to() -> None:
    assert set(ROLE_OF_PART.values()) < set(PART_ROLES)
    assert ROLE_OF_PART["soc"] == "soc_maker"


def test_every_regime_of_the_united_states_is_held() -> None:
    theirs = {regime["id"] for regime in facts("regimes.yaml")["regimes"] if regime["id"].startswith("us-")}
    assert theirs <= set(base().regimes)

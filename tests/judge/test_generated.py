"""Both sides of every date, gate, exception and need of every rule of the base, as cases out of the rules."""

from __future__ import annotations

from collections import Counter

import pytest

from whomade.judge import evaluate, stated_holders

from .asking import base, owners, situation
from .sides import Generated, every

CASES = list(every())
LEAST = 1000
"""Cases that the regimes of the base give at the least."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_rule_answers_on_both_sides(case: Generated) -> None:
    words = {name: value for name, value in case.words.items() if name != "maker"}
    holders = stated_holders(case.words["maker"], None, base())
    verdict = evaluate(case.regime, situation(**words), holders, base(), owners())
    assert verdict.status == case.expected, (verdict.why, verdict.needs, case.words)
    assert set(case.needs) <= set(verdict.needs)
    assert verdict.provision
    assert verdict.sources


def test_there_are_many_and_every_rule_has_some() -> None:
    rules = {f"{regime.id}/{rule.id}" for regime in base().regimes.values() for rule in regime.rules}
    of_rule = Counter(case.label.split(": ")[0] for case in CASES)
    assert len(CASES) >= LEAST
    assert set(of_rule) == rules
    assert len({case.label for case in CASES}) == len(CASES)

"""Cases worked out by hand from the records of the regimes, one a line with its answer: `by_hand.jsonl`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from whomade.pipeline.cases import judge_lines

from .asking import base

LINES = (Path(__file__).parent / "by_hand.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("given", CASES, ids=[f"{c['case']['id']}-{c['case']['regime']}" for c in CASES])
def test_a_case_gets_the_answer_worked_out_by_hand(given: dict[str, Any]) -> None:
    (found,) = judge_lines([json.dumps(given["case"])], base())
    assert not found.error
    assert found.verdict is not None
    assert (str(found.verdict.status), sorted(found.verdict.needs)) == (given["status"], sorted(given["needs"]))


def test_many_regimes_have_a_case() -> None:
    seen = {case["case"]["regime"] for case in CASES}
    assert len(seen) >= 25

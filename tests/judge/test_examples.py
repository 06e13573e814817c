"""The examples in the docstrings of what verdicts are made of and printed with."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest

from whomade.judge import gates, situation
from whomade.knowledge import describe_regimes
from whomade.model import attribution
from whomade.report import text, wording

if TYPE_CHECKING:
    from types import ModuleType


@pytest.mark.parametrize(
    "module", [attribution, describe_regimes, gates, situation, text, wording], ids=lambda module: module.__name__
)
def test_the_examples_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed

"""What the tests of the arithmetic share: how hypothesis searches, and reasoners over an invented base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from .invented import EXACT, reasoner_of

if TYPE_CHECKING:
    from whomade.attribute.reason import Reasoner

settings.register_profile("house", max_examples=150, deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def reasoner() -> Reasoner:
    return reasoner_of()


@pytest.fixture(scope="session")
def exact() -> Reasoner:
    return reasoner_of(EXACT)

"""A valid, tiny base that a test may damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whomade.testing import tiny_base

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tiny_base(tmp_path / "knowledge")

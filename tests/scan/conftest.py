"""One scan of the whole lab, shared by the tests that look at it."""

from __future__ import annotations

import pytest

from .runs import Done, scanned


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """One scan of the whole lab, looked at by many tests."""
    folder = tmp_path_factory.mktemp("whole")
    return scanned(folder, "--jsonl", "--rate", "400", "--html", str(folder / "report.html"))

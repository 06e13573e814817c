"""A production date is read as far as it is certain, and words behind it make it none."""

from __future__ import annotations

import pytest

from whomade.signals.record import iso_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021", "2021"),
        ("2021-05", "2021-05"),
        ("2021-05-17T10:00:00Z", "2021-05-17"),
        ("2021-05-17 10:00", "2021-05-17"),
        ("17.05.2021", "2021-05-17"),
        ("2021年5月", "2021-05"),
        ("05/2021", "2021-05"),
    ],
)
def test_a_date_is_read(written: str, read: str) -> None:
    assert iso_date(written) == read


@pytest.mark.parametrize(
    "written", ["2025+", "2025 or 2026", "2025 or later", "2020 at the earliest", "05/2021?", "2019-2026"]
)
def test_a_vague_date_is_none(written: str) -> None:
    assert iso_date(written) is None

"""What a numbering spells of a number: what it writes out, not where any digit may stand."""

from __future__ import annotations

import pytest

from whomade.attribute.unbranded import spelt_of


@pytest.mark.parametrize(
    ("pattern", "model", "spelt"),
    [
        ("^LNB8005", "LNB8005-C", "LNB8005"),
        ("^(LNB8005|LNE8964)", "LNE8964AB", "LNE8964"),
        ("^NVR(?:5|8)-[0-9]{3,6}", "NVR8-7400", "8-"),
        (r"^VIP[ -]\d{4}", "VIP-9890AL", "VIP-"),
        ("^GUARD-900[123]X", "GUARD-9002X", "GUARD-9002X"),
        ("(?i)^ac-[A-Z]{2}7", "AC-QX7", "AC-7"),
        ("^A.C+", "ABCC", "ACC"),
        ("^IPC-833E", "IPC-833E", "-833E"),
        (r"^A\.C\[1", "A.C[1", "A.C[1"),
        ("^A(?:B|C)?9", "AC9", "AC9"),
    ],
)
def test_open_places_are_not_spelled(pattern: str, model: str, spelt: str) -> None:
    assert spelt_of(pattern, model) == spelt


def test_what_fits_not_spells_nothing() -> None:
    assert spelt_of("^AC", "XAC-1") is None

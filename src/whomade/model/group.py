"""A brand whose company belongs to the group of the maker named: said as such, since it is no maker's own brand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whomade.model.attribution import Attribution
    from whomade.model.knowledge import Knowledge

SUBSIDIARY = "subsidiary"
BRAND = "brand:"
"""Begins the fingerprint of evidence that went through the brand table."""


def brand_of_group(answer: Attribution, knowledge: Knowledge) -> str:
    """Name of the brand through which the maker is named as the one that controls its company; empty where none is."""
    for item in answer.evidence:
        brand = (
            knowledge.brands.get(item.fingerprint.removeprefix(BRAND)) if item.fingerprint.startswith(BRAND) else None
        )
        if brand is not None and any(r.relation == SUBSIDIARY and r.maker == answer.maker for r in brand.rows):
            return brand.name
    return ""

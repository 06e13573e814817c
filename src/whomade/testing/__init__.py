"""Public helpers for tests: an invented, tiny knowledge base as files or as a value, and builders for the core types.

Every company here is invented. Nothing of the program imports this package.
"""

from whomade.testing.base import tiny_base
from whomade.testing.values import brand, cited, evidence, fingerprint, knowledge_of, relation, row, signal
from whomade.testing.world import (
    BANDS,
    CALIBRATED,
    CARRIERS,
    CONFIDENCES,
    FIELDS,
    LISTED,
    MAKERS,
    OTHERS,
    PREFIXES,
    RELATIONS,
    vendor_of,
)

__all__ = [
    "BANDS",
    "CALIBRATED",
    "CARRIERS",
    "CONFIDENCES",
    "FIELDS",
    "LISTED",
    "MAKERS",
    "OTHERS",
    "PREFIXES",
    "RELATIONS",
    "brand",
    "cited",
    "evidence",
    "fingerprint",
    "knowledge_of",
    "relation",
    "row",
    "signal",
    "tiny_base",
    "vendor_of",
]

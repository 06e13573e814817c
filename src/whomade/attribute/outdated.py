"""Numbers on paper that something else on the device speaks against: a list may keep what is gone (docs/adr/017).

They are left out, and the weaker reading of the same number stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.model.provenance import carrier_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from whomade.model import Evidence, Signal

PAPER = "label.grammar"
"""Field of a number that a label or a list gives."""
MODELS = frozenset({PAPER, "model.grammar", "label.model"})
"""Fields of a model number."""
TELLING = 1.0
"""Base-10 logarithm of the likelihood ratio from which a sign of another maker speaks against the number."""
FEWEST = 4
"""Letters and digits of a model that a reply states; `IPC` and `NVT` state none."""
HEAD = 7
"""Letters and digits in which two numbers of one model agree: `DH-IPC-HFW5442E` is `IPC-HFW5442EP-ZE`."""
_BEFORE = re.compile(
    r"(?i)\b(?:replac\w*|instead|was|were|used to|old|former\w*|previous\w*|ersetzt\w*|statt|remplac\w*|sustitu\w*"
    r"|sostitu\w*)\b"
)
"""Words of a note by which a row may speak of what is gone, or of what comes."""


def numbers(
    evidence: Iterable[Evidence], signals: Collection[Signal], suppliers: Collection[frozenset[str]]
) -> set[str]:
    """Give the fingerprints of numbers on paper that do not hold.

    Args:
        evidence: all evidence but the label's.
        signals: everything seen.
        suppliers: for each brand, manufacturer or registrant that is named, the makers known to supply it.
    """
    found = list(evidence)
    said = [*suppliers, *(frozenset(hit.makers) for hit in found if _speaks(hit))]
    another = _states_another(signals)
    gone = any(signal.field == "label.text" and _BEFORE.search(signal.value) for signal in signals)
    return {
        hit.fingerprint
        for hit in found
        if hit.signal.field == PAPER and (gone or another or any(makers.isdisjoint(hit.makers) for makers in said))
    }


def _speaks(hit: Evidence) -> bool:
    """Whether a sign that is no model number names who made the device or its firmware."""
    about = hit.role in ("manufacturer", "firmware_author")
    return about and hit.log10_lr >= TELLING and hit.signal.field not in MODELS


def _states_another(signals: Iterable[Signal]) -> bool:
    """Whether replies state a model, and none that begins as one on paper does: options and marks behind it vary."""
    models = [signal for signal in signals if signal.field == "label.model"]
    paper = [_bare(signal.value) for signal in models if _is_from_outside(signal)]
    stated = [_bare(signal.value) for signal in models if not _is_from_outside(signal)]
    numbers = [name for name in stated if len(name) >= FEWEST and any(map(str.isdigit, name))]
    return bool(numbers) and not any(one[:HEAD] in two or two[:HEAD] in one for one in numbers for two in paper)


def _is_from_outside(signal: Signal) -> bool:
    """Whether no reply of the device says it: a label, a list, a person."""
    return carrier_of("label", signal.kind) == "label"


def _bare(model: str) -> str:
    return "".join(filter(str.isalnum, model.casefold()))

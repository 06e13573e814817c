"""Signals that grammars read out of signals: the one place where a name becomes a statement about its spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.grammar.explain import explain
from whomade.model import Signal
from whomade.model.provenance import is_on_paper

if TYPE_CHECKING:
    from collections.abc import Iterable

READ = {"label.model": ("model", "model.grammar")}
"""Field that is read, what it is, and the field of what was read. Both fields have one carrier, and the derived signal
keeps the kind of its source, so that it counts for the reply that stated the name (docs/adr/008)."""
ON_PAPER = {"label.model": "label.grammar"}
"""Field of the same reading where a label or a list gives a long name: no decoy speaks there, and nobody else, with or
without cameras, is known to number so."""
LETTERS, DIGITS, LONG = 3, 4, 10
"""Letters, digits, and both together, of a long name. `ASR1002`, `IPC547E`, `DS-50000` and `FD8136` are short: they are
a router, a computer, a scanner too, or could be."""
_PARTS = re.compile(r"[^A-Za-z0-9]+")
_TAIL = re.compile(r"[A-Z]{2}|V[0-9]{1,2}|[0-9]{1,2}")
"""Parts behind the first that make no name longer: a market, a version, a size."""


NOBODY = "none"
"""Value where no grammar accepts the name: the field counts as seen wherever the name was, or counts would flatter."""


def derived(signals: Iterable[Signal]) -> list[Signal]:
    """Give a signal for every grammar that accepts a name, at the place and of the kind of its source.

    >>> [found.value for found in derived([Signal("label.model", "DS-2CD2386G2-ISU/SL", kind="onvif_deviceinfo")])]
    ['hikvision camera 2CD2']
    """
    return [
        Signal(field, value, signal.where, signal.kind)
        for signal in signals
        if signal.field in READ
        for value in _values(signal.value, READ[signal.field][0])
        for field in _fields(signal)
    ]


def _fields(signal: Signal) -> list[str]:
    paper = ON_PAPER.get(signal.field) if is_on_paper(signal.kind) and _is_long(signal.value) else None
    return [READ[signal.field][1], *([paper] if paper else [])]


def _is_long(name: str) -> bool:
    """Whether a name is long enough to be nobody else's; what stands in brackets behind it does not count."""
    first, *rest = _PARTS.split(name.partition("(")[0])
    bare = "".join([first, *(part for part in rest if not _TAIL.fullmatch(part))])
    letters, digits = sum(map(str.isalpha, bare)), sum(map(str.isdigit, bare))
    return letters >= LETTERS and digits >= DIGITS and letters + digits >= LONG


def _values(text: str, what: str) -> list[str]:
    return [found.value for found in explain(text, what)] or [NOBODY]

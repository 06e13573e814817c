"""Signals that grammars read out of signals: the one place where a name becomes a statement about its spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.grammar.explain import explain
from whomade.model import Signal
from whomade.model.provenance import is_of_papers

if TYPE_CHECKING:
    from collections.abc import Iterable

READ = {"label.model": ("model", "model.grammar")}
"""Field that is read, what it is, and the field of what was read. Both fields have one carrier, and the derived signal
keeps the kind of its source, so that it counts for the reply that stated the name (docs/adr/008)."""
ON_PAPER = {"label.model": "label.grammar"}
"""Field of the same reading where a label, a list or a person gives the name: no decoy speaks there."""


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
    paper = ON_PAPER.get(signal.field) if is_of_papers(signal.kind) else None
    return [READ[signal.field][1], *([paper] if paper else [])]


def _values(text: str, what: str) -> list[str]:
    return [found.value for found in explain(text, what)] or [NOBODY]

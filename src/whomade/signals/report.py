"""Free text by a person about a device: an issue, a forum post, an advisory.

Lines `brand:`, `model:`, `firmware:` ... are read as such; the text as a whole is kept, since it names no maker by
itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("issue_report", "cve_text")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the keyed lines as their fields and every other line as `label.text`."""
    return record.read(observation)

"""What no module reads: kept as free text about the device, and said so. Helper without kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

MAX_TEXT_CHARS = 8192
"""Free text by a person that is kept; longer texts are seldom about one device."""


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give the whole text as `label.text` and a problem that names the unknown kind."""
    yield observation.signal("label.text", text.of(observation)[:MAX_TEXT_CHARS])
    yield text.problem(observation, "a known kind of observation", f"kind `{observation.kind}`", "read as plain text")

"""Text that stands in clear in an image: host names, paths, settings and words, found by a pass over its bytes.

`firmware_text` is one such text a line. Anybody can put a text into an image, and a recorder holds names of other
makers' cameras: what is found here has a field of its own, `firmware.text`, apart from what a header or table says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Signal

KINDS = ("firmware_text",)

MAX_TEXTS = 1500
"""Texts kept of one stretch of an image."""
LONGEST = 200

_RUN = re.compile(rb"[\x20-\x7e]{6,4096}")
_NAME = re.compile(r"(?:/[\w.+-]{2,60}){2}|(?<![\w.])[A-Za-z][\w-]{1,60}(?:\.[\w-]{2,60}){1,6}(?![\w.])")
"""Paths of two steps and dotted names: hardly ever chance, and what tells most."""
_OTHER = re.compile(
    r"[A-Za-z][\w.-]{2,60}=[\w./:-]{2}|[A-Za-z][A-Za-z0-9_-]{7}|[A-Za-z]{3,20} [A-Za-z0-9#(]{3}|[A-Z]{4} ?#"
)
_WORD = re.compile(r"[A-Za-z]{4}")


def texts_in(data: bytes) -> list[str]:
    """Texts worth keeping of some bytes, each once, those with a path or a dotted name first.

    Packed data holds chance runs of letters by the thousand; the shapes above leave some tens in a megabyte.
    """
    names: dict[str, None] = {}
    others: dict[str, None] = {}
    for run in _RUN.finditer(data):
        if len(names) >= MAX_TEXTS:
            break
        shown = run[0][:LONGEST].decode("ascii").strip()
        if not _WORD.search(shown):
            continue
        if _NAME.search(shown):
            names[shown] = None
        elif len(others) < MAX_TEXTS and _OTHER.search(shown):
            others[shown] = None
    return [*names, *others][:MAX_TEXTS]


def extract(observation: Observation) -> Iterator[Signal]:
    """Give every line."""
    for line in text.lines(text.of(observation)):
        yield observation.signal("firmware.text", line[:LONGEST])

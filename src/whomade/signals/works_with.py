"""What people say a device works with: a maker's own integration, driver or tool, in words. Helper without kinds.

Such a statement says which protocol the firmware speaks. It is read where nothing else can be meant: the whole value of
a field such as `driver`, or "works with the X integration" in a text that denies, wishes, compares and remembers
nothing. What every camera works with (ONVIF, a recorder) is left to the fingerprints, which ask for the whole value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Signal

MOST_PARTS = 20
MOST_CHARS = 500
"""Longer texts speak of more than one device."""
_VERB = re.compile(r"(?i)^(?:it )?(?:works with|is managed by|managed by) (?:the )?")
_PARTS = re.compile(r"[,;\n]|\.\s")
_KEY = re.compile(r"^[\w ]{1,20}: ?")
"""The key of a line, such as `note:`."""
_SAID = re.compile(
    r"(?i)^(?:it |this \w{1,20} )?(?:works with|is managed by) the (?P<what>[\w()-]+(?: [\w()-]+){0,3} "
    r"(?:integration|driver|plug-?in|sdk|protocol|command|tool))$"
)
_OTHERWISE = re.compile(
    r"(?i)\b(?:not?|never|none|nothing|nor|neither|cannot|without|except|but|unlike|fail\w*|instead|in place of|"
    r"stopped|should|would|might|may|must|could|if|whether|need\w*|hop\w+|wish\w*|want\w*|claim\w*|better|than|like|ex|"
    r"was|were|had|before|until|formerly|old|former|replac\w+|other|neighbou?r\w*|next|doubt\w*|hardly|rarely|"
    r"nobody|nowhere|supposed\w*|alleged\w*|untested|false|zero|nicht|kein\w*|sin|sans|"
    r"\w+n['\N{RIGHT SINGLE QUOTATION MARK}]t)\b|\?"
)
"""Words by which a text says something else than that this device works with it today."""


def in_field(observation: Observation, value: str) -> Iterator[Signal]:
    """Read the value of a field such as `protocol` or `driver`: each part, as it stands."""
    if len(value) <= MOST_CHARS and not _OTHERWISE.search(value):
        for part in value.split(";")[:MOST_PARTS]:
            if said := _VERB.sub("", part.strip()):
                yield observation.signal("works_with", said)


def in_text(observation: Observation, value: str) -> Iterator[Signal]:
    """Read free text: a part that begins with `works with the` and ends with an integration, a driver or the like."""
    if len(value) <= MOST_CHARS and not _OTHERWISE.search(value):
        for part in _PARTS.split(value)[:MOST_PARTS]:
            if found := _SAID.search(_KEY.sub("", part.strip(" ."))):
                yield observation.signal("works_with", found["what"])

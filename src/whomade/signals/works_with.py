"""What people say a device works with: a maker's own integration, driver, tool or app, in words. Helper without kinds.

Such a statement says which protocol the firmware speaks. A chunk that denies is no statement, and neither is a wish:
"does not work with the X integration" gives nothing. What every camera works with gives nothing either: any ONVIF
camera works with anybody's recorder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Signal

MOST_CHUNKS = 20
_CHUNKS = re.compile(r"[;,\n]|\.\s")
_VERB = re.compile(
    r"(?i)\b(?:works? (?:fine |well )?(?:with|in)|(?:is |was )?(?:managed|driven|controlled|found) by|speaks)\s+"
    r"(?:the |its |my )?(?P<what>.{2,80})"
)
_DENIED = re.compile(
    r"(?i)\b(?:not|never|no|none|nothing|cannot|without|except|unlike|fail(?:s|ed)?|instead|neither|nor|stopped|"
    r"should|would|might|may|could|if|whether|\w+n['\N{RIGHT SINGLE QUOTATION MARK}]t)\b"
)
_ANYBODYS = re.compile(
    r"(?i)\b(?:onvif|psia|rtsp|rtmp|rtp|http|https|tcp|udp|snmp|ftp|smb|p2p|wi-?fi|poe|compatible|compatibility|recorders?|[ndx]vrs?|brands?|cameras?)\b"
)
_ANSWERED = re.compile(r"(?<![\w/])(?P<path>/[\w.-]{1,60}(?:/[\w.-]{1,60}){1,6}) answers\b(?! 404)")


def in_field(observation: Observation, value: str) -> Iterator[Signal]:
    """Read the value of a field such as `protocol` or `driver`: what stands there is what the device works with."""
    for chunk in _chunks(value):
        yield from _paths(observation, chunk)
        spoken = _VERB.search(chunk)
        if not _ANSWERED.search(chunk):
            yield observation.signal("works_with", (spoken["what"] if spoken else chunk).strip())


def in_text(observation: Observation, value: str) -> Iterator[Signal]:
    """Read free text: only what stands behind words such as `works with`."""
    for chunk in _chunks(value):
        yield from _paths(observation, chunk)
        if spoken := _VERB.search(chunk):
            yield observation.signal("works_with", spoken["what"].strip())


def _chunks(value: str) -> list[str]:
    """Parts of a text that say something of one maker and deny nothing."""
    parts = _CHUNKS.split(value[:4000], maxsplit=MOST_CHUNKS)[:MOST_CHUNKS]
    return [part for part in parts if part.strip() and not (_DENIED.search(part) or _ANYBODYS.search(part))]


def _paths(observation: Observation, chunk: str) -> Iterator[Signal]:
    """Paths that are said to answer, whatever they answer with: a page that is not there answers 404."""
    return (observation.signal("http_path", found["path"]) for found in _ANSWERED.finditer(chunk))

"""Two doubtful statements that bear each other out (docs/adr/016).

A brand word in a place that somebody may have written, and a sign that only one source tells of, are each too little
for a loud answer. Where both name one maker, from places that have nothing to do with each other, the answer is wrong
only if both are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from whomade.model import Evidence, Signal

ELSEWHERE = "which may speak of something else"
"""End of the doubt about a word that an owner, or a text about another thing, may have put there."""
FACTORY = frozenset(
    {
        "firmware.version", "hardware_id", "http_header.server", "label.model", "model.grammar", "rtsp_header.server",
        "sdp", "serial", "snmp.sys_object_id",
    }
)  # fmt: skip
"""Fields that no owner fills and no page of any machine shows, and no search protocol or frame of a reply, which others
re-implement or copy whole."""
FIXED_SCOPE = "onvif://www.onvif.org/hardware/"
"""The scope that names the product. An owner sets name and place, not this one. Source: ONVIF Core Specification,
device discovery, scopes."""


def is_of_place(doubts: Collection[str]) -> bool:
    """Whether all that is in doubt is whether a word speaks of this device."""
    return bool(doubts) and all(doubt.endswith(ELSEWHERE) for doubt in doubts)


def apart_from_words(evidence: Collection[Evidence], leads: frozenset[str]) -> list[Evidence]:
    """Signs that bear a word out: filled by the device's own code, and told of by a source that can be asked."""
    return [hit for hit in evidence if _against(hit) or (_is_factory(hit.signal) and not _is_lead(hit, leads))]


def _is_factory(signal: Signal) -> bool:
    return signal.field in FACTORY or (signal.field == "onvif.scope" and signal.value.startswith(FIXED_SCOPE))


def _against(hit: Evidence) -> bool:
    """Whether it speaks against somebody: caution needs no second source."""
    return hit.log10_lr < 0


def _is_lead(hit: Evidence, leads: frozenset[str]) -> bool:
    return all(citation.id in leads for citation in hit.sources)

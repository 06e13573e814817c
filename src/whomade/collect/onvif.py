"""ONVIF and WS-Discovery replies: files with one or more SOAP envelopes, each kept whole.

The kind follows from the first element of the SOAP body. A request is not a reply: it shows what somebody asked, not
what the device is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect import replies
from whomade.collect.text import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.replies import Outline
    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

NAME = "onvif"

KINDS = {
    "GetDeviceInformationResponse": "onvif_deviceinfo",
    "GetScopesResponse": "onvif_scopes",
    "GetHostnameResponse": "onvif_hostname",
    "GetNetworkInterfacesResponse": "onvif_network",
    "GetSystemDateAndTimeResponse": "onvif_datetime",
    "GetCapabilitiesResponse": "onvif_capabilities",
    "GetServicesResponse": "onvif_services",
    "GetProfilesResponse": "onvif_media_profiles",
    "GetStreamUriResponse": "onvif_stream_uri",
    "GetEventPropertiesResponse": "onvif_events",
    "PullMessagesResponse": "onvif_events",
    "Notify": "onvif_events",
    "Fault": "onvif_fault",
    "ProbeMatches": "wsd_probematch",
    "ResolveMatches": "wsd_probematch",
    "Hello": "wsd_probematch",
}
"""First element of the SOAP body → kind. Source: ONVIF core, media and event WSDL; WS-Discovery, April 2005."""

OTHER = "onvif_other"
REPEATED = {
    "onvif_stream_uri": "one per profile",
    "onvif_events": "as they come",
    "onvif_fault": "one per call",
    OTHER: "",
}
"""Kinds of which one device gives several: repeating them does not speak for several devices."""
_REPLY_ENDINGS = ("Response", "Matches")


def accepts(head: bytes, name: str) -> bool:  # noqa: ARG001 - every reader has the same two arguments
    """Tell whether a SOAP envelope opens near the beginning."""
    text = decoded(head)
    return (
        text.startswith(("<", "HTTP/1.")) and ("Envelope" in text.split("Body", 1)[0]) and "<nmaprun" not in text[:4096]
    )


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give one observation per envelope."""
    yield from replies.collect(source, kind_of, "the reply of a device in a SOAP envelope", REPEATED)


def kind_of(outline: Outline) -> str | None:
    """Kind of a document; None for what is no reply."""
    if outline.root != "Envelope" or not outline.body:
        return None
    known = KINDS.get(outline.body)
    return known or (OTHER if outline.body.endswith(_REPLY_ENDINGS) else None)

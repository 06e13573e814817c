"""Other XML that a device gives about itself: UPnP description, ISAPI deviceInfo, SADP answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.collect import replies
from whomade.collect.text import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.replies import Outline
    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

NAME = "xmlreply"

KINDS = {
    "root": "ssdp",
    "DeviceInfo": "isapi_deviceinfo",
    "ProbeMatch": "sadp",
    "EventNotificationAlert": "isapi_event",
}
"""Root element → kind. `root` counts only in the namespace of UPnP (UPnP Device Architecture 1.1, section 2.3)."""
_UPNP = "urn:schemas-upnp-org:"
_ROOT = re.compile(r"<(?:[\w.-]+:)?(root|DeviceInfo|ProbeMatch|EventNotificationAlert)[\s>]")
_PROLOGUE = re.compile(r"\A(?:\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>))*\s*", re.DOTALL)


def accepts(head: bytes, name: str) -> bool:  # noqa: ARG001 - every reader has the same two arguments
    """Tell whether the first element is one of the known roots."""
    text = decoded(head)
    if text.startswith("HTTP/1."):
        text = text[max(text.find("<"), 0) :]
    root = _ROOT.match(_PROLOGUE.sub("", text, count=1))
    return bool(root and (root[1] != "root" or _UPNP in text))


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give one observation per document."""
    yield from replies.collect(
        source, kind_of, "a UPnP description, ISAPI document or SADP answer", {"isapi_event": ""}
    )


def kind_of(outline: Outline) -> str | None:
    """Kind of a document; None for what is no such reply."""
    if outline.root == "root" and not any(v.startswith(_UPNP) for v in outline.attributes.values()):
        return None
    return KINDS.get(outline.root)

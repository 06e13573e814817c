"""ONVIF scopes: URIs by which a device describes itself in discovery. Helper without kinds.

Source: ONVIF Core Specification, section on discovery scopes: `onvif://www.onvif.org/<category>/<value>`,
percent-encoded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from whomade.signals import mac, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Observation, Problem, Signal

STANDARD = "onvif://www.onvif.org/"
_SCOPE = re.compile(r"[a-z]{2,10}://[^\s\"'<>]{1,500}", re.IGNORECASE)
_SUMMARY = re.compile(r"([A-Za-z][\w./-]{0,40})['\"]?\s{0,4}([=:])\s{0,4}(['\"])([^'\"\n]{0,300})\3")
_CATEGORIES = frozenset({"name", "hardware", "type", "location", "Profile", "MAC", "extension"})


def inside(value: str) -> list[str]:
    """Give the scope URIs in a text, in order."""
    return [uri for uri in _SCOPE.findall(value) if uri.lower().startswith("onvif://")]


def quoted(value: str) -> list[tuple[str, str, str]]:
    """Give key, sign and value of the quoted pairs that tools print: `(type='ptz')` or `{'Model': 'X1'}`."""
    return [(key, sign, inner) for key, sign, _, inner in _SUMMARY.findall(value[:65536])]


def signals(observation: Observation, uris: Iterable[str]) -> Iterator[Signal | Problem]:
    """Give the scopes together and each alone, and what the name, hardware and MAC scopes hold."""
    uris = list(uris)
    yield observation.signal("onvif.scopes", " ".join(uris))
    yield observation.signal("onvif.scope_order", shape.scope_order(uris))
    for uri in uris:
        scope = unquote(uri, errors="replace")
        yield observation.signal("onvif.scope", scope)
        if scope.startswith(STANDARD):
            category, _, value = scope.removeprefix(STANDARD).partition("/")
            yield from _meaning(observation, category, value)


def from_summary(observation: Observation, found: Iterable[tuple[str, str, str]]) -> Iterator[Signal | Problem]:
    """Give the scopes that a summary `(type='ptz', hardware='X1')` stands for.

    Their order is not known, so they are not given together. Pairs with a colon count only under a standard category.
    """
    for category, sign, value in found:
        if sign == ":" and category.partition("/")[0] not in _CATEGORIES:
            continue
        if category != "model":
            scope = f"{STANDARD}{category}/{unquote(value, errors='replace')}"
            yield observation.signal("onvif.scope", scope)
        yield from _meaning(observation, category, unquote(value, errors="replace"))


def _meaning(observation: Observation, category: str, value: str) -> Iterator[Signal | Problem]:
    """Give what one scope means; `_` and `+` stand for a blank in names."""
    match category.lower():
        case "name":
            yield observation.signal("onvif.name", value.replace("_", " ").replace("+", " "))
        case "hardware" | "model":
            yield observation.signal("label.model", value)
        case "mac" | "macaddress":
            yield from mac.signals(observation, value)

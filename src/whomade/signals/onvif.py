"""ONVIF replies: whole SOAP envelopes of any service, or the text a tool made of them.

Every envelope shows its namespaces in the order the firmware's SOAP library wrote them, which survives rebranding.
Source: ONVIF Core Specification (GetDeviceInformation, GetScopes, GetHostname, GetNetworkInterfaces, event topics).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whomade.model import Observation, Problem, Signal
from whomade.signals import keys, mac, record, scopes, shape, text, xml

KINDS = ("onvif_*", "wsd_probematch")
UDP_PORTS = (3702,)

_ANNOUNCEMENT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:ProbeMatches|ResolveMatches|Hello)[\s/>]")
Results = Iterator[Signal | Problem]

_INFORMATION = {
    "Manufacturer": "onvif.manufacturer",
    "Model": "label.model",
    "FirmwareVersion": "firmware.version",
    "SerialNumber": "serial",
    "HardwareId": "hardware_id",
}
"""Elements of GetDeviceInformationResponse and their fields."""

_STANDARD_URI = re.compile(
    r"(?:https?|urn|ftp)[:/]{1,3}(?:[\w-]{1,60}\.){0,3}(?:onvif\.org|w3\.org|oasis-open\.org|xmlsoap\.org|tempuri\.org|microsoft\.com)(?:[/:]|$)",
    re.IGNORECASE,
)
"""Standard bodies, and the defaults of the SOAP libraries gSOAP and WCF (tempuri.org, schemas.microsoft.com)."""

_URIS = {"XAddr", "XAddrs", "Address", "Uri", "Namespace"}
_URL = re.compile(r"(?:rtsps?|https?|urn)[:/]{1,3}[^\s\"'<>,]{1,1000}", re.IGNORECASE)
_HAS_NAME = ("Profiles", "Configuration", "Configurations", "Info", "NetworkInterfaces")
_STANDARD_PATH = re.compile(r"/(?:$|onvif(?:/|$|\?))", re.IGNORECASE)
_SERVICE_PORT = re.compile(r"https?://(?:\[[0-9a-f:.]{2,45}\]|[\w.-]{1,253}):(\d{1,5})/onvif/", re.IGNORECASE)


def says(data: bytes) -> str | None:
    """Tell what a device says in WS-Discovery from what others ask."""
    return "wsd_probematch" if b"Envelope" in data and _ANNOUNCEMENT.search(data) else None


def extract(observation: Observation) -> Results:
    """Read SOAP or text; scopes are read from both."""
    value = text.of(observation)
    if xml.looks_like(value):
        yield from _soap(observation, xml.read(value))
        value = value.rpartition(">")[2].partition("<")[0]
    yield from _text(observation, value)


def addresses(observation: Observation) -> Iterator[list[str]]:
    """Give the hosts of the services of each device in an answer of WS-Discovery: a proxy names several devices."""
    document = xml.read(text.of(observation))
    return ([text.host(url) for url in _URL.findall(value)] for value in document.values("XAddrs"))


def _soap(observation: Observation, document: xml.Document) -> Results:
    yield from document.problems(observation)
    yield observation.signal("onvif.namespaces", " ".join(f"{p}={u}" if p else u for p, u in document.root_namespaces))
    yield observation.signal("onvif.prefix_order", shape.prefix_order(document.root_namespaces, _STANDARD_URI.match))
    vendor = [(prefix, uri) for prefix, uri in document.namespaces if not _STANDARD_URI.match(uri)]
    yield from (observation.signal("onvif.vendor_uri", uri) for _, uri in vendor)
    prefixes = {prefix for prefix, _ in vendor if prefix}
    body = next((e.name for e in document.elements if e.parent == "Body"), "")
    yield observation.signal("onvif.element_order", shape.element_order(document.elements, body, prefixes))
    if uris := [uri for value in document.values("ScopeItem", "Scopes") for uri in scopes.inside(value)]:
        yield from scopes.signals(observation, uris)
    for element in document.elements:
        yield from _element(observation, element)
        if element.prefix in prefixes and "topic" in element.attributes:
            yield observation.signal("onvif.vendor_uri", f"{element.prefix}:{element.name}")


def _element(observation: Observation, element: xml.Element) -> Results:
    if "token" in element.attributes:
        yield observation.signal("onvif.token", element.attributes["token"])
    if element.name in _INFORMATION and element.parent == "GetDeviceInformationResponse":
        yield from record.convert(observation, _INFORMATION[element.name], element.text)
    elif element.name == "Name" and element.parent == "HostnameInformation":
        yield observation.signal("onvif.name", element.text)
    elif element.name == "Name" and element.parent.endswith(_HAS_NAME):
        yield observation.signal("onvif.token", element.text)
    elif element.name == "HwAddress":
        yield from mac.signals(observation, element.text)
    elif element.name in _URIS:
        yield from _uris(observation, element.text)


def _uris(observation: Observation, value: str) -> Results:
    """Give stream paths, snapshot paths, addresses off the usual `/onvif/` path, and the port of a service."""
    for url in _URL.findall(value):
        path = text.path(url) or "/"
        if port := _SERVICE_PORT.match(url):
            yield observation.signal("port_set", f"tcp/{int(port[1])}")
        if url.lower().startswith("rtsp"):
            yield observation.signal("rtsp_path", path)
        elif url.lower().startswith("http") and not _STANDARD_PATH.match(path) and not _STANDARD_URI.match(url):
            yield observation.signal("onvif.vendor_uri", path)


def _text(observation: Observation, value: str) -> Results:
    """Read what tools print: scope lists, `Key: value` lines, or quoted pairs in brackets."""
    if uris := scopes.inside(value):
        yield from scopes.signals(observation, uris)
    for line in text.lines(value):
        quoted = scopes.quoted(line)
        yield from scopes.from_summary(observation, (found for found in quoted if found[0] not in _INFORMATION))
        for key, inner in [(key, inner) for key, _, inner in quoted] or text.pairs(line):
            yield from _pair(observation, key, inner)
        yield from _uris(observation, line)


def _pair(observation: Observation, key: str, value: str) -> Results:
    if key in _INFORMATION:
        yield from record.convert(observation, _INFORMATION[key], value)
    elif key == "HwAddress":
        yield from mac.signals(observation, value)
    elif keys.normal(key) in {"hostname", "host name"} or (key == "Name" and observation.kind == "onvif_hostname"):
        yield observation.signal("onvif.name", value)
    elif key.lower() in {"token", "_token", "profile token"}:
        yield observation.signal("onvif.token", value)

"""ISAPI documents: deviceInfo, event notifications and any other XML or text of that interface.

Source: elements as in the public fixtures of the Home Assistant integration hikvision_next; two namespaces are in
use, the maker's own and the neutral `isapi.org`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import keys, leaves, mac, record, shape, text, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("isapi_deviceinfo", "isapi_event", "isapi_other")

_FIELDS = {
    "manufacturer": "isapi.manufacturer",
    "model": "label.model",
    "serialNumber": "serial",
    "macAddress": "mac",
}
_PAIR_BREAK = re.compile(r",\s{1,4}(?=[A-Za-z][\w ]{0,30}:)")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Read the document, or the `Key: value` text that somebody made of it."""
    value = text.of(observation)
    if xml.looks_like(value):
        return _document(observation, xml.read(value))
    found = leaves.read(value).pairs if value.lstrip().startswith("{") else []
    return _pairs(observation, found or text.pairs(_PAIR_BREAK.sub("\n", value)))


def _document(observation: Observation, document: xml.Document) -> Iterator[Signal | Problem]:
    yield from document.problems(observation)
    yield from (observation.signal("isapi.namespace", uri) for prefix, uri in document.namespaces if not prefix)
    root = document.elements[0].name if document.elements else ""
    yield observation.signal("isapi.element_order", shape.element_order(document.elements, root))
    yield from (observation.signal("isapi.namespace_tail", _tail(uri)) for _, uri in document.namespaces)
    for element in document.elements:
        if element.depth <= 1:
            yield observation.signal("isapi.element", element.name)
        if element.name in _FIELDS:
            yield from record.convert(observation, _FIELDS[element.name], element.text)
    yield observation.signal("firmware.version", _firmware(document))


def _tail(uri: str) -> str:
    """A namespace without its host, which makers replace: `ver20/XMLSchema`."""
    return (text.path(uri) or "").strip("/")


def _firmware(document: xml.Document) -> str:
    """Join version and build by one blank: `V5.5.0 build 170725`."""
    version = document.first("firmwareVersion")
    return f"{version} {document.first('firmwareReleasedDate')}".strip() if version else ""


def _pairs(
    observation: Observation, found: Iterator[tuple[str, str]] | list[tuple[str, str]]
) -> Iterator[Signal | Problem]:
    for key, value in found:
        name = key.rpartition(".")[2]
        field = _FIELDS.get(name) or keys.field_of(name)
        if field == "mac":
            yield from mac.signals(observation, value)
        elif field in {"label.model", "serial", "firmware.version", "isapi.manufacturer"}:
            yield from record.convert(observation, field, value)
        elif field == "label.brand":
            yield observation.signal("isapi.manufacturer", value)

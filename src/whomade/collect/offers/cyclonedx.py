"""Device lists of CycloneDX, as JSON or XML: each device with the components inside it; programs are no goods.

Source: ECMA-424 and cyclonedx.org, schemas 1.2 to 1.7 (component, metadata, supplier, manufacturer).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.collect.offers.loose import TEXT_CAP, in_one_line, listed, mapped
from whomade.collect.safexml import Reading, XmlError
from whomade.errors import InputError, UnknownFormat
from whomade.model import Offer, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.source import Source

FILE_CAP = 256 * 1024 * 1024
COMPONENTS_CAP = 200_000
DEPTH_CAP = 60

_DEVICES = frozenset({"device", "device-driver", "firmware", "platform", "hardware", ""})
_HOLDERS = frozenset({"components", "metadata"})
_COMPANIES = frozenset({"supplier", "manufacturer"})


def from_json(source: Source, document: dict[str, Any]) -> Iterator[Offer]:
    """Give the devices of a document that was read from JSON."""
    source.summary.format = "cyclonedx"
    top = mapped(mapped(document.get("metadata")).get("component"))
    row = 0
    for component in [*([top] if top else []), *listed(document.get("components"))]:
        if component.get("type", "") in _DEVICES:
            row += 1
            source.read_one()
            inside = list(_inside(component)) or (list(_inside(document)) if component is top else [])
            yield _device(source, component, inside, row)


def from_xml(source: Source) -> Iterator[Offer]:
    """Give the devices of an XML document.

    Raises:
        UnknownFormat: it is XML of another kind.
        InputError: it is broken, too large, or made to exhaust its reader.
    """
    if source.path.stat().st_size > FILE_CAP:
        raise InputError("XML of more than 256 MiB: split it")
    tree = _Tree()
    try:
        with source.path.open("rb") as file:
            for _ in tree.reading.feed_file(file):
                if not tree.is_ours:
                    raise UnknownFormat(f"{source.name}: XML that is no CycloneDX document")
    except XmlError as error:
        raise InputError(f"broken XML: line {error.line}: {error.found}") from error
    yield from from_json(source, tree.document)


class _Tree:
    """What of an XML document is used, in the shape that JSON has."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = {}
        self.is_ours = True
        self.reading = Reading(self._start, self._end, self._characters)
        self._path: list[str] = []
        self._open: list[dict[str, Any]] = [self.document]
        self._text: list[str] = []
        self._count = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        if not self._path:
            self.is_ours = name == "bom"
        elif name == "component" and parent in _HOLDERS:
            self._component(attributes, is_top=parent == "metadata")
        self._path.append(name)
        self._text = []

    def _component(self, attributes: dict[str, str], *, is_top: bool) -> None:
        self._count += 1
        if self._count > COMPONENTS_CAP:
            raise InputError("a CycloneDX document of more than 200,000 components: split it")
        made: dict[str, Any] = {key: attributes[key] for key in ("type", "bom-ref") if key in attributes}
        if is_top:
            self.document["metadata"] = {"component": made}
        else:
            self._open[-1].setdefault("components", []).append(made)
        self._open.append(made)

    def _end(self, name: str) -> None:
        self._path.pop()
        if name == "component" and self._path[-1:] and self._path[-1] in _HOLDERS:
            self._open.pop()
        elif self._is_component(-1) and name in ("name", "description"):
            self._open[-1][name] = "".join(self._text)
        elif self._is_component(-2) and self._path[-1] in _COMPANIES and name == "name":
            self._open[-1][self._path[-1]] = {"name": "".join(self._text)}

    def _is_component(self, at: int) -> bool:
        """Whether the element at a place of the path is a component of a list, not an ancestor in a pedigree."""
        return len(self._path) >= 1 - at and self._path[at] == "component" and self._path[at - 1] in _HOLDERS

    def _characters(self, text: str) -> None:
        if len(self._text) < TEXT_CAP:
            self._text.append(text[:TEXT_CAP])


def _device(source: Source, component: dict[str, Any], inside: list[dict[str, Any]], row: int) -> Offer:
    fields = {
        "title": " | ".join(
            filter(None, (in_one_line(component.get("name")), in_one_line(component.get("description"))))
        ),
        "brand": _maker(component),
        "supplier": in_one_line(mapped(component.get("supplier")).get("name")),
    }
    parts = tuple(
        Part(f"{in_one_line(c.get('name'))} {in_one_line(c.get('description'))}".strip(), _maker(c)) for c in inside
    )
    place = f"component {component.get('bom-ref') or component.get('name') or row}"
    return Offer(source.where(place[:160]), {f: v for f, v in fields.items() if v}, parts=parts, row=row)


def _inside(component: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    for inner in listed(component.get("components")) if depth < DEPTH_CAP else ():
        yield inner
        yield from _inside(inner, depth + 1)


def _maker(component: dict[str, Any]) -> str:
    """Manufacturer of a component; else its supplier, which the standard says is often the manufacturer."""
    for role in ("manufacturer", "supplier"):
        if name := in_one_line(mapped(component.get(role)).get("name")):
            return name
    return ""

"""The one place where XML is parsed: without entities, network, DTD or recovery; cut documents are read tag by tag.

Helper without kinds. A document type declaration is refused outright, so that no entity is ever declared.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from whomade.signals import text as texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem

MAX_ELEMENTS = 20_000

_DOCTYPE = re.compile(r"<!\s{0,20}(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XMLNS = re.compile(r"""\bxmlns(?::([\w.-]{1,60}))?\s{0,4}=\s{0,4}(["'])([^"'<>]{1,500})\2""")
_ROOT = re.compile(r"<(?![?!/])[^<>]{1,60000}")
_TAG = re.compile(
    r"<(/?)(?:([A-Za-z_][\w.-]{0,60}):)?([A-Za-z_][\w.-]{0,100})((?:\s[^<>]{0,60000})?/?)>([^<]{0,8000})(?=(<)?)"
)
_ATTRIBUTE = re.compile(r"""([\w.:-]{1,100})\s{0,4}=\s{0,4}(["'])([^"'<>]{0,2000})\2""")


class Element(NamedTuple):
    """One element: local name, prefix as written, own text, attributes, depth (root 0), name of its parent."""

    name: str
    prefix: str
    text: str
    attributes: dict[str, str]
    depth: int
    parent: str


class Document(NamedTuple):
    """Elements in document order, namespaces of the root and of all elements as (prefix, URI), and what was wrong."""

    elements: list[Element]
    root_namespaces: list[tuple[str, str]]
    namespaces: list[tuple[str, str]]
    flaw: str = ""

    def values(self, *names: str) -> Iterator[str]:
        """Give the texts that are not blank of all elements with one of these local names."""
        return (e.text for e in self.elements if e.name in names and e.text)

    def first(self, name: str) -> str:
        """Give the text of the first such element, or an empty text."""
        return next(self.values(name), "")

    def problems(self, observation: Observation) -> Iterator[Problem]:
        """Say what was wrong with the document, if anything was."""
        if self.flaw:
            consequence = "read tag by tag" if self.elements else "the record is left out"
            yield texts.problem(observation, "well-formed XML without document type", self.flaw, consequence)


def looks_like(text: str) -> bool:
    """Tell whether a text holds an element at all."""
    return bool(_TAG.search(text, 0, 65536))


def read(text: str) -> Document:
    """Read a document: strictly if it is well-formed, else tag by tag with what is there."""
    text = text[: texts.MAX_CHARS]
    if _DOCTYPE.search(text):
        return Document([], [], [], "a document type declaration")
    root = _ROOT.search(text)
    root_namespaces = _declared(root.group()) if root else []
    try:
        elements, flaw = _strict(text), ""
    except (etree.XMLSyntaxError, ValueError):
        elements, flaw = _lenient(text), "XML that is cut or not well-formed"
    return Document(elements, root_namespaces, _declared(text), flaw)


def _declared(text: str) -> list[tuple[str, str]]:
    return list(dict.fromkeys((prefix, uri.strip()) for prefix, _, uri in _XMLNS.findall(text)))


def _strict(text: str) -> list[Element]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False, encoding="utf-8"
    )
    root = etree.fromstring(text[max(text.find("<"), 0) :].strip().encode("utf-8", "replace"), parser)
    elements: list[Element] = []
    parents: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            parents.pop()
        else:
            elements.append(_element(node, parents))
            parents.append(elements[-1].name)
    return elements[:MAX_ELEMENTS]


def _element(node: etree._Element, parents: list[str]) -> Element:
    attributes = {str(key).rpartition("}")[2]: str(value) for key, value in node.attrib.items()}
    name = str(node.tag).rpartition("}")[2]
    return Element(
        name, node.prefix or "", (node.text or "").strip(), attributes, len(parents), parents[-1] if parents else ""
    )


def _lenient(text: str) -> list[Element]:
    """Read `<prefix:Name attributes>text<`; text after which the document ends is dropped, since it may be cut."""
    elements: list[Element] = []
    parents: list[str] = []
    for hit, _ in zip(_TAG.finditer(text), range(MAX_ELEMENTS), strict=False):
        close, prefix, name, attributes, value, ended = hit.groups()
        if close:
            _leave(parents, name)
            continue
        pairs = [(key, v) for key, _, v in _ATTRIBUTE.findall(attributes) if not key.startswith("xmlns")]
        found = {key.rpartition(":")[2]: html.unescape(v) for key, v in pairs}
        inner = html.unescape(value).strip() if ended else ""
        parent = parents[-1] if parents else ""
        elements.append(
            Element(name, prefix or "", "" if attributes.endswith("/") else inner, found, len(parents), parent)
        )
        if not attributes.endswith("/"):
            parents.append(name)
    return elements


def _leave(parents: list[str], name: str) -> None:
    """Close the innermost open element; one that is not the innermost closes what lies above it, at most 64 levels."""
    for up in range(1, min(len(parents), 64) + 1):
        if parents[-up] == name:
            del parents[-up:]
            return

"""The whole base as typed forms, or a list of complaints that name file, line, id and rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from whomade.errors import KnowledgeError, did_you_mean
from whomade.knowledge import endpoint_forms, regime_forms, schema
from whomade.knowledge.tree import Entry, entries, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

T = TypeVar("T")
FORMS: dict[str, type[schema.Form]] = {
    "sources": schema.SourceForm,
    "entities": schema.EntityForm,
    "brands": schema.BrandForm,
    "fingerprints": schema.FingerprintForm,
    "endpoints": endpoint_forms.EndpointForm,
    "devices": schema.CardForm,
    "regimes": regime_forms.RegimeForm,
}
"""The form of an entry, by its folder."""
VOCABULARY = ("carriers", "bands", "relations", "fields", "collect", "serial_dates", "situation")
"""The closed lists of the base, each a file."""
_PATH = re.compile(r"`\$\.?([^`]*)`")

RESEMBLANCE = "resemblance"
"""In measured.yml `resemblance-CARRIER` holds the counts of comparing whole shapes; no fingerprint has such an id."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A broken rule: where, in which entry, which rule, and what is wrong."""

    file: str
    line: int
    id: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"knowledge/{self.file}:{self.line}: {self.id}: {self.message} (rule {self.rule})"


@dataclass(frozen=True, slots=True)
class Item:
    """A form together with the entry it was read from."""

    entry: Entry
    form: Any

    def complaint(self, rule: str, message: str, path: str = "") -> Complaint:
        """A complaint about this item, at the line of the path."""
        line = self.entry.line_of(path) if path else self.entry.line
        return Complaint(self.entry.file, line, self.form.id, rule, message)


@dataclass(slots=True)
class Base:
    """Everything read, by kind and id, with the vocabulary and the program-written files."""

    root: Path
    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    vocabulary: dict[str, Any] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    measured: dict[str, Any] = field(default_factory=dict)
    calibration: dict[str, Any] = field(default_factory=dict)
    version: str = ""
    expect: dict[str, dict[str, int]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Item]:
        """Items of one kind in the order of ids."""
        return [item for _, item in sorted(self.items.get(kind, {}).items())]


def suggest(word: str, known: Iterable[str]) -> str:
    """The known word that may have been meant, as an addition to a message, or empty text."""
    return did_you_mean(word, known, quote='"')


def read_base(root: Path) -> Base:
    """Read every file under the base folder.

    Raises:
        KnowledgeError: a file is not YAML at all.
    """
    base = Base(root)
    for name in VOCABULARY:
        base.vocabulary[name] = read_yaml(root / "vocabulary" / f"{name}.yml", root)
    base.measured = _optional(root, "measured.yml")
    base.calibration = _optional(root, "calibration.yml")
    head = _optional(root, "base.yml")
    if "version" not in head:
        raise KnowledgeError("base.yml:1: the version of the data is missing (rule shape)")
    base.version, base.expect = str(head["version"]), head.get("expect", {})
    for entry in entries(root):
        add(base, entry)
    return base


def _optional(root: Path, name: str) -> dict[str, Any]:
    """A program-written or optional file: a mapping, or nothing when it is not there."""
    path = root / name
    found = (read_yaml(path, root) or {}) if path.exists() else {}
    if not isinstance(found, dict):
        raise KnowledgeError(f"{name}:1: expected a mapping (rule shape)")
    return found


def add(base: Base, entry: Entry) -> None:
    """Read one entry into its form, or note why it has none."""
    name = str(entry.content.get("id", "?"))
    if "measured" in entry.content:
        message = "counts are written by `whomade knowledge measure` to measured.yml, never by hand"
        base.complaints.append(Complaint(entry.file, entry.line_of("measured"), name, "hand-typed-count", message))
        del entry.content["measured"]
    try:
        form = msgspec.convert(entry.content, FORMS[entry.kind], strict=False)
    except msgspec.ValidationError as error:
        base.complaints.append(_shape_complaint(entry, name, str(error)))
        return
    known = base.items.setdefault(entry.kind, {})
    if name in known:
        first = known[name].entry
        message = f"id stands already in {first.file}:{first.line}"
        base.complaints.append(Complaint(entry.file, entry.line, name, "duplicate-id", message))
        return
    known[name] = Item(entry, form)


def _shape_complaint(entry: Entry, name: str, message: str) -> Complaint:
    """A complaint about form; a missing source gets its own rule name."""
    path = _PATH.search(message)
    dotted = re.sub(r"\[(\d+)\]", r".\1", path.group(1)).strip(".") if path else ""
    rule = "missing-source" if "sources" in message or "sources" in dotted else "shape"
    if "no_match" in message or "examples" in message:
        rule = "examples"
    return Complaint(entry.file, entry.line_of(dotted) if dotted else entry.line, name, rule, message)

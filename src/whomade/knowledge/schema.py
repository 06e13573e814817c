"""The forms that knowledge files must have. Described for people in docs/reference/knowledge-format.md."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Date = Annotated[str, msgspec.Meta(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Status = Literal["draft", "trial", "stable", "retired"]
Confidence = Literal["sure", "likely", "claimed"]
BandId = Literal["very-strong", "strong", "moderate", "fair", "weak"]


class Form(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A mapping with a closed set of keys."""


class CitationForm(Form):
    """A source and the place in it."""

    id: Id
    at: Text


Citations = Annotated[list[CitationForm], msgspec.Meta(min_length=1)]


class SourceForm(Form):
    """A file of knowledge/sources."""

    id: Id
    title: Text
    publisher: Text
    kind: Literal[
        "code-repository", "vendor-document", "registry", "advisory", "press", "dataset", "paper", "issue-thread",
        "filing", "official-text", "text-copy", "secondary", "device-observation", "standard", "directory-copy",
        "unnamed-index", "general-knowledge",
    ]  # fmt: skip
    licence: Text
    group: Text
    date: Text | None = None
    read: Text = "2026-11"
    url: str | None = None
    corpus_group: list[Text] = []
    note: str | None = None


class RegistrantForm(Form):
    """A name in the IEEE registry."""

    name: Text
    kind: Literal["maker", "networking", "module"]


class WindowForm(Form):
    """A day that lies somewhere between two, both inside."""

    earliest: Date
    latest: Date


class PercentForm(Form):
    """A share that lies somewhere between two, both inside."""

    min: Percent
    max: Percent


class InterestForm(Form):
    """What others hold in this company, or do with it, and when."""

    by: Id | Annotated[list[Id], msgspec.Meta(min_length=2)]
    kind: Literal["owns", "controls", "joint-venture", "acts-in-concert", "successor"]
    sources: Citations
    percent: Percent | PercentForm | None = None
    basis: Literal["controlling-shareholder", "consolidated", "parent", "chair"] | None = None
    from_: Date | WindowForm | None = msgspec.field(default=None, name="from")
    to: Date | WindowForm | None = None
    as_of: Date | None = None
    direct: bool = True
    not_additive: bool = False
    status: Literal["trial", "stable"] = "stable"
    note: str | None = None


class NumbersForm(Form):
    """Numbers under which registers keep the company. What was not seen is left out."""

    stock: Text | None = None


class EntityForm(Form):
    """A file of knowledge/entities."""

    id: Id
    name: Text
    kinds: list[Literal["maker", "soc", "module", "cloud", "network", "brand-owner", "company", "person", "state-body"]]
    sources: Citations
    legal_name: str | None = None
    country: str | None = None
    listed: bool = False
    aliases: list[str] = []
    registrants: list[RegistrantForm] = []
    held_by: list[InterestForm] = []
    numbers: NumbersForm = msgspec.field(default_factory=NumbersForm)
    not_names: list[Text] = []
    note: str | None = None


class RowForm(Form):
    """One statement about who makes the goods of a brand."""

    maker: Id
    relation: Literal["own-brand", "subsidiary", "oem-full", "oem-some-lines", "former"]
    confidence: Confidence
    sources: Citations
    models: str | None = None
    from_: Date | None = msgspec.field(default=None, name="from")
    to: Date | None = None
    status: Status = "stable"
    note: str | None = None


class ModelForm(Form):
    """One statement about who makes certain models of a brand."""

    model: Text
    maker: Id
    confidence: Confidence
    sources: Citations
    maker_model: str | None = None
    status: Status = "stable"
    note: str | None = None


class ReplyForm(Form):
    """The company's own words."""

    text: Text
    sources: Citations


class BrandForm(Form):
    """A file of knowledge/brands."""

    id: Id
    name: Text
    rows: list[RowForm]
    aliases: list[str] = []
    words: list[Text] = []
    registrants: list[Text] = []
    models: list[ModelForm] = []
    reply: ReplyForm | None = None
    note: str | None = None
    sources: list[CitationForm] = []


class ExamplesForm(Form):
    """Values that must and must not match."""

    match: Annotated[list[str], msgspec.Meta(min_length=1)]
    no_match: list[str] = []


class FingerprintForm(Form):
    """An entry of knowledge/fingerprints."""

    id: Id
    field: Text
    pattern: Text
    role: Literal["manufacturer", "firmware_author", "soc_maker", "module_maker", "cloud_operator"]
    makers: Annotated[list[Id], msgspec.Meta(min_length=1)]
    band: BandId
    why: Text
    by: Text
    sources: Citations
    examples: ExamplesForm
    status: Status
    confounders: list[Text] = []
    absence: Literal["weak"] | None = None
    note: str | None = None


class SignalForm(Form):
    """A signal seen on the device of a card."""

    field: Text
    value: Text
    sources: Citations


class CardForm(Form):
    """A file of knowledge/devices."""

    id: Id
    brand: Id
    model: Text
    truth: dict[str, str]
    how: Text
    truth_sources: Citations
    signals: Annotated[list[SignalForm], msgspec.Meta(min_length=1)]
    emulated: bool = False
    note: str | None = None

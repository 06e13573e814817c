"""The compiled knowledge base as values. Loaded by the room `knowledge`, read by everybody, changed by nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from whomade.model.citation import Citation  # noqa: TC001  read at run time, when the base is decoded
from whomade.model.endpoint import Endpoint  # noqa: TC001
from whomade.model.interest import Interest  # noqa: TC001
from whomade.model.regime import Regime, Vocabulary

LEADS = frozenset({"directory-copy", "unnamed-index", "general-knowledge"})
"""Kinds of source that are leads: what rests on them alone is on trial."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document, repository or thread that statements rest on. Statements of one `group` are one voice."""

    id: str
    title: str
    publisher: str
    kind: str
    date: str
    licence: str
    group: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the vocabulary. `brand_words` is `exact`, `inside` or empty; a `shape` holds no words, only order."""

    id: str
    carrier: str
    what: str
    brand_words: str = ""
    shape: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A judged likelihood pair: P(hit | the maker's device), P(hit | another's)."""

    id: str
    hit_if: float
    hit_else: float


@dataclass(frozen=True, slots=True)
class Registrant:
    """A name in the IEEE registry and what a MAC address under it says (`maker` or `module`)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A company that can hold a role, or a company, person or body of the state that holds others.

    `held_by` are the interests of others in it. `numbers` are registrations by kind (`stock`). `not_names` are names
    near one of its own that belong to somebody else.
    """

    id: str
    name: str
    kinds: tuple[str, ...]
    sources: tuple[Citation, ...]
    legal_name: str = ""
    country: str = ""
    listed: bool = False
    aliases: tuple[str, ...] = ()
    registrants: tuple[Registrant, ...] = ()
    held_by: tuple[Interest, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)
    not_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrandRow:
    """One sourced statement about who makes the goods of a brand. Empty `models` speaks for the whole brand."""

    maker: str
    relation: str
    confidence: str
    sources: tuple[Citation, ...]
    models: str = ""
    start: str = ""
    end: str = ""
    trial: bool = False
    copied: bool = False


@dataclass(frozen=True, slots=True)
class ModelRelation:
    """A model pattern of a brand and who makes it; narrower than a brand row."""

    model: str
    maker: str
    confidence: str
    sources: tuple[Citation, ...]
    maker_model: str = ""
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Brand:
    """A name on a box and what is known about who stands behind it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    registrants: tuple[str, ...] = ()
    rows: tuple[BrandRow, ...] = ()
    models: tuple[ModelRelation, ...] = ()
    reply: str = ""
    note: str = ""

    @property
    def suppliers(self) -> frozenset[str]:
        """Makers that some row or relation names for goods of the brand."""
        return frozenset(row.maker for row in self.rows) | frozenset(line.maker for line in self.models)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A pattern in one field and what it says.

    `hit_if` and `hit_else` are the likelihood pair in force (counted where enough was counted, judged otherwise);
    `counted` says which. `absence` is the pair behind a missing hit, or None where absence says nothing.
    """

    id: str
    field: str
    carrier: str
    pattern: str
    role: str
    makers: tuple[str, ...]
    hit_if: float
    hit_else: float
    sources: tuple[Citation, ...]
    why: str = ""
    trial: bool = False
    counted: str = ""
    absence: float | None = None
    confounders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A device whose makers are known, with the signals seen on it. `signals` are (field, value, source id)."""

    id: str
    brand: str
    model: str
    group: str
    truth: dict[str, str]
    signals: tuple[tuple[str, str, str], ...]
    truth_groups: tuple[str, ...] = ()
    emulated: bool = False


@dataclass(frozen=True, slots=True)
class Resemblance:
    """What it says that replies are laid out like those of a known device of another brand.

    `right` are the cards whose nearest card of another brand is of their author, of those that have one; `wrong` those
    whose nearest is of another author; `groups` the source groups of the right ones. `measured` tells whether these
    are enough to be used, `counted` says which are.
    """

    carrier: str
    log10_lr: float
    measured: bool = False
    counted: str = ""
    right: tuple[int, int] = (0, 0)
    wrong: tuple[int, int] = (0, 0)
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Collectable:
    """A piece of evidence that a person can go and get. `effort` 1 is a look, 3 a visit."""

    id: str
    collect: str
    fields: tuple[str, ...]
    effort: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the fit over left-out brands gave: temperature, number of brands left out, and counts over the cards.

    `link` is P(manufacturer = m | firmware author = m), from `link_counts` (k of n); `registrant_counts` are the cards
    whose MAC is registered to the company that made them, and those whose MAC is registered to any known maker.
    """

    temperature: float = 1.0
    brands: int = 0
    link: float = 0.9
    link_counts: tuple[int, int] = (0, 0)
    registrant_counts: tuple[int, int] = (0, 0)

    @property
    def cap(self) -> float:
        """Largest probability that may be said: zero errors in n trials support no more than (n + 1)/(n + 2)."""
        return (self.brands + 1) / (self.brands + 2)

    @property
    def calibrated(self) -> bool:
        """Whether enough brands were left out to call the figures calibrated."""
        return self.brands >= 15


@dataclass(frozen=True)
class Knowledge:
    """The whole base. `version` is a date, `digest` the SHA-256 of the compiled content.

    `numbering` is the share of model numbers, long and short ones, that belong to the brand whose numbering they fit.
    """

    version: str
    digest: str
    sources: dict[str, Source]
    fields: dict[str, Field]
    carriers: dict[str, str]
    relations: dict[str, float]
    owning_relations: tuple[str, ...]
    confidences: dict[str, tuple[float, float]]
    copied_share: float
    entities: dict[str, Entity]
    brands: dict[str, Brand]
    fingerprints: tuple[Fingerprint, ...]
    endpoints: tuple[Endpoint, ...] = ()
    collectables: tuple[Collectable, ...] = ()
    serial_dates: tuple[str, ...] = ()
    numbering: tuple[float, float] = (0.97, 0.5)
    calibration: Calibration = field(default_factory=Calibration)
    cards: tuple[Card, ...] = ()
    resemblances: tuple[Resemblance, ...] = ()
    regimes: dict[str, Regime] = field(default_factory=dict)
    situations: Vocabulary = field(default_factory=Vocabulary)

    @cached_property
    def makers(self) -> tuple[str, ...]:
        """Ids of every known maker in order: the hypotheses of manufacturer and firmware author."""
        return tuple(sorted(e.id for e in self.entities.values() if "maker" in e.kinds))

    @cached_property
    def outsiders(self) -> frozenset[str]:
        """Ids of companies known to make other network gear only: no hypothesis until something names one."""
        return frozenset(e.id for e in self.entities.values() if "network" in e.kinds and "maker" not in e.kinds)

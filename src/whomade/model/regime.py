"""A rule of law as the knowledge base holds it, and the closed words of a situation it is asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from whomade.model.citation import Citation  # noqa: TC001  read at run time, when the base is decoded

if TYPE_CHECKING:
    from collections.abc import Mapping


class Fact(NamedTuple):
    """A named fact of the vocabulary: its type, the codes it may take (type `code`), and what it means.

    `least` and `most` bound a fact of type `number`, both inside; None is no bound.
    """

    type: str
    what: str
    values: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed words of situations: code to meaning, list by list, and the facts.

    `across` are the acts that aim at a market: whoever does them may sit in another country than that market.
    """

    acts: dict[str, str] = field(default_factory=dict)
    actor_kinds: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    purposes: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    across: tuple[str, ...] = ()

    def codes(self) -> Mapping[str, dict[str, str]]:
        """The closed list behind each field of a situation that takes a code."""
        return {
            "act": self.acts,
            "actor": self.actor_kinds,
            "place": self.places,
            "purpose": self.purposes,
            "product": self.products,
        }


class Period(NamedTuple):
    """First and last day, both inside; empty text is an open end."""

    start: str = ""
    end: str = ""


ALWAYS = Period()


class Named(NamedTuple):
    """A maker that a regime names, as printed there.

    Where `purpose_test` is true a rule reaches it only for the rule's purposes. `products` are the classes that the
    words plainly hold; empty means any. `period` is that of the naming.
    """

    maker: str
    name_printed: str
    sources: tuple[Citation, ...]
    purpose_test: bool = False
    products: tuple[str, ...] = ()
    period: Period = ALWAYS


class Affiliates(NamedTuple):
    """What makes another company count as one that is named: the words, and the share of it where one is stated.

    `over_percent` is exceeded, `from_percent` is met; with neither, the text states no share.
    """

    words: str
    over_percent: float | None = None
    from_percent: float | None = None


@dataclass(frozen=True, slots=True)
class Actors:
    """Who is bound. Kinds of `unclear` may be: those of level state or local are not, those of `level` are."""

    country: str = ""
    region: str = ""
    kinds: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    level: str = ""


ANYBODY = Actors()


class Exemption(NamedTuple):
    """A fact that takes a case out of a rule when it has `value`: for `products` alone, where any are named.

    `provision` says where the exception stands; empty where it stands with the rule itself.
    """

    value: str | bool
    products: tuple[str, ...] = ()
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of a regime: what it says of which acts, to whom, where, when. An empty part is not asked.

    `only_if` are facts that must have a value, `frees` facts that take the case out, `parts` facts that must be true
    of a part before the rule reaches the maker of that part, `purpose_settled_by` facts that answer the question of
    the purpose as an established other purpose would, `dates` further dates with their periods.
    """

    id: str
    says: str
    words: str
    provision: str
    sources: tuple[Citation, ...]
    period: Period = ALWAYS
    acts: tuple[str, ...] = ()
    actors: Actors = ANYBODY
    places: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    place_country: str = ""
    products: tuple[str, ...] = ()
    not_products: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    purpose_settled_by: dict[str, str | bool] = field(default_factory=dict)
    only_if: dict[str, str | bool] = field(default_factory=dict)
    frees: dict[str, Exemption] = field(default_factory=dict)
    parts: dict[str, str | bool] = field(default_factory=dict)
    dates: dict[str, Period] = field(default_factory=dict)


class NextCheck(NamedTuple):
    """When to look again, and at what; `last` is the day on which the file was last held against its sources."""

    on: str
    look_at: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """One instrument of law or policy.

    It reaches a device through the holders of `roles` that are `named`, or that stand under the law of a country of
    `maker_countries`; with `asks_maker` false it reaches every device.
    """

    id: str
    title: str
    country: str
    authority: str
    instrument: str
    binds: str
    consequence: str
    roles: tuple[str, ...]
    rules: tuple[Rule, ...]
    sources: tuple[Citation, ...]
    next_check: NextCheck
    named: tuple[Named, ...] = ()
    maker_countries: tuple[str, ...] = ()
    asks_maker: bool = True
    affiliates: Affiliates | None = None
    note: str = ""

    @property
    def start(self) -> str:
        """First day on which any of its rules is in force."""
        return min(rule.period.start for rule in self.rules)

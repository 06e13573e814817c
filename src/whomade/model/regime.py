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
    `announces` are facts that leave others open: an exception that is asked for may have been granted.
    """

    acts: dict[str, str] = field(default_factory=dict)
    actor_kinds: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    purposes: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    across: tuple[str, ...] = ()
    announces: dict[str, tuple[str, ...]] = field(default_factory=dict)

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
    words plainly hold; empty means any. `period` is that of the naming; where it starts with a part of a date, the
    naming is in doubt until that part is over. A naming that is not `seen` is known without a source: it forbids
    nothing until somebody confirms it.
    """

    maker: str
    name_printed: str
    sources: tuple[Citation, ...]
    purpose_test: bool = False
    products: tuple[str, ...] = ()
    period: Period = ALWAYS
    seen: bool = True


class Affiliates(NamedTuple):
    """What makes another company count as one that is named: the words, and the share of it where one is stated.

    `test` is `affiliate`, `linked`, `controlled` (by a named one), or `named`: none but those that are named.
    `over_percent` is exceeded, `from_percent` is met; with neither, the text states no share. Control counts beside
    the share, or where `control_counts` is false the share alone. Companies under the law of `not_countries` are none.
    Where the words of the test were not `seen`, a tie leaves the answer open until somebody confirms it.

    `reaches` says which way the tie may run: `below` a named company, `above` it, or `beside` it under a common owner.
    By `may_reach` it may, which the text leaves open.
    """

    words: str
    over_percent: float | None = None
    from_percent: float | None = None
    test: str = "affiliate"
    control_counts: bool = True
    not_countries: tuple[str, ...] = ()
    seen: bool = True
    reaches: tuple[str, ...] = ("below",)
    may_reach: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exemption:
    """A fact that takes a case out of a rule when it has `value`: for `products` alone, where any are named.

    `purposes` are those for which alone the exception exists, `also` facts that it asks beside this one. A fact that
    is missing frees nothing; but a case that states such a purpose, or meets the fact and leaves one of `also` open,
    hangs on what is missing. So does every case of a kind of actor in a period of `perhaps`, when an exception is
    known to have been given to some. `provision` says where the exception stands; empty where with the rule itself.
    """

    value: str | bool
    products: tuple[str, ...] = ()
    provision: str = ""
    purposes: tuple[str, ...] = ()
    also: dict[str, str | bool] = field(default_factory=dict)
    perhaps: tuple[tuple[str, Period], ...] = ()
    perhaps_needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actors:
    """Who is bound. Kinds of `unclear` may be: those of level state or local are not, those of `level` are.

    `not_regions` are taken out again, and `not_if` are facts about the actor that take it out.
    """

    country: str = ""
    region: str = ""
    kinds: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    level: str = ""
    not_regions: tuple[str, ...] = ()
    not_if: dict[str, Exemption] = field(default_factory=dict)


ANYBODY = Actors()
Wanted = str | bool | tuple[str, ...]
"""What a fact must be: one value, or any of several codes."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of a regime: what it says of which acts, to whom, where, when. An empty part is not asked.

    `only_if` are facts that must have a value, `frees` facts that take the case out, `parts` facts that must be true
    of a part before the rule reaches the maker of that part, `purpose_settled_by` facts that answer the question of
    the purpose as an established other purpose would, `dates` further dates with their periods. `then_if` are facts
    that must have a value too, asked last; `unless` frees where all its facts have their values and hangs on those
    that are missing. `doubt` are periods in which it is not known whether the rule was in force. `roles` stand in
    place of the regime's; `holder` are facts, the first of which that is stated names who holds the role.
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
    only_if: dict[str, Wanted] = field(default_factory=dict)
    frees: dict[str, Exemption] = field(default_factory=dict)
    parts: dict[str, Wanted] = field(default_factory=dict)
    dates: dict[str, Period] = field(default_factory=dict)
    then_if: dict[str, Wanted] = field(default_factory=dict)
    unless: dict[str, Wanted] = field(default_factory=dict)
    doubt: tuple[Period, ...] = ()
    roles: tuple[str, ...] = ()
    holder: tuple[str, ...] = ()


class NextCheck(NamedTuple):
    """When to look again, and at what; `last` is the day on which the file was last held against its sources."""

    on: str
    look_at: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """One instrument of law or policy.

    It reaches a device through the holders of `roles` that are `named`, or that stand under the law of a country of
    `maker_countries`; with `asks_maker` false it reaches every device. Where it names companies by what they are,
    those of `open_countries` that are not known to be that leave the answer open. One that `designates` has no rule:
    it names companies, or is no law, and by itself forbids nothing.
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
    open_countries: tuple[str, ...] = ()
    designates: str = ""
    since: str = ""

    @property
    def start(self) -> str:
        """First day on which any of its rules is in force, or a part of a date where it has none."""
        return self.since or min(rule.period.start for rule in self.rules)

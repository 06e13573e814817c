"""The form of a regime file: an instrument, its rules, whom it names, and the cases that test it.

Described for people in docs/reference/knowledge-format.md. Codes are checked against the vocabulary of situations.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from whomade.knowledge.schema import Citations, Date, Form, Id, Text

RegimeId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-zA-Z0-9]+)*$")]
Day = Annotated[str, msgspec.Meta(pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Country = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Values = dict[str, bool | str]
Wanted = dict[str, bool | str | tuple[str, ...]]
"""Facts with the value that they must have, or with several codes of which any will do."""


class NamedForm(Form):
    """A maker that the instrument names."""

    maker: Id
    name_printed: Text
    sources: Citations
    purpose_test: bool = False
    products: tuple[Text, ...] = ()
    from_: Date | None = msgspec.field(default=None, name="from")
    to: Date | None = None
    seen: bool = True


class AffiliatesForm(Form):
    """What makes a company an affiliate of a named one."""

    words: Text
    over_percent: Percent | None = None
    from_percent: Percent | None = None
    test: Literal["affiliate", "linked", "controlled", "named"] = "affiliate"
    control_counts: bool = True
    not_countries: tuple[Country, ...] = ()
    seen: bool = True
    reaches: tuple[Literal["below", "above", "beside"], ...] = ("below",)
    may_reach: tuple[Literal["below", "above", "beside"], ...] = ()


class PeriodForm(Form):
    """A period of another date than that of the act, or of another thing than the rule."""

    from_: Date | None = msgspec.field(default=None, name="from")
    to: Date | None = None


class PerhapsForm(Form):
    """To which kind of actor, and when, an exception is known to have been given for some cases."""

    kind: Text
    period: PeriodForm


class ExemptionForm(Form):
    """A fact that frees certain products or purposes alone, asks for more, or stands in a provision of its own."""

    value: bool | str
    products: tuple[Text, ...] = ()
    provision: Text | None = None
    purposes: tuple[Text, ...] = ()
    also: Values = msgspec.field(default_factory=dict)
    perhaps: tuple[PerhapsForm, ...] = ()
    perhaps_needs: tuple[Text, ...] = ()


class ActorsForm(Form):
    """Who is bound."""

    country: Country | None = None
    region: Text | None = None
    kinds: tuple[Text, ...] = ()
    unclear: tuple[Text, ...] = ()
    level: Text | None = None
    not_regions: tuple[Text, ...] = ()
    not_if: dict[str, bool | str | ExemptionForm] = msgspec.field(default_factory=dict)


class RuleForm(Form):
    """One sentence of the instrument."""

    id: Id
    says: Literal["prohibited", "advised_against"]
    words: Text
    provision: Text
    sources: Citations
    acts: Annotated[list[Text], msgspec.Meta(min_length=1)]
    from_: Day = msgspec.field(name="from")
    to: Day | None = None
    actors: ActorsForm | None = None
    places: tuple[Text, ...] = ()
    not_places: tuple[Text, ...] = ()
    place_country: Country | None = None
    products: tuple[Text, ...] = ()
    not_products: tuple[Text, ...] = ()
    purposes: tuple[Text, ...] = ()
    purpose_settled_by: Values = msgspec.field(default_factory=dict)
    only_if: Wanted = msgspec.field(default_factory=dict)
    frees: dict[str, bool | str | ExemptionForm] = msgspec.field(default_factory=dict)
    parts: Wanted = msgspec.field(default_factory=dict)
    dates: dict[str, PeriodForm] = msgspec.field(default_factory=dict)
    then_if: Wanted = msgspec.field(default_factory=dict)
    unless: Wanted = msgspec.field(default_factory=dict)
    doubt: tuple[PeriodForm, ...] = ()
    roles: tuple[Text, ...] = ()
    holder: tuple[Text, ...] = ()


class NextCheckForm(Form):
    """When to look again, and at what; `last` is the day of the last look."""

    last: Day
    on: Day
    look_at: Text


class CaseForm(Form):
    """A case with the answer it must get."""

    case: Text
    status: Literal["prohibited", "conditional", "advised_against", "not_reached", "undetermined"]
    act: Text
    on: Date
    maker: Text = "unknown"
    role: Text | None = None
    actor: Text = "unknown:unknown"
    place: Text = "unknown"
    purpose: Text = "unknown"
    product: Text = "unknown"
    acquired_on: Date | None = None
    facts: dict[str, bool | float | str] = msgspec.field(default_factory=dict)
    needs: tuple[Text, ...] = ()


class RegimeForm(Form):
    """A file of knowledge/regimes."""

    id: RegimeId
    title: Text
    country: Country
    authority: Text
    instrument: Text
    binds: Text
    consequence: Text
    roles: Annotated[list[Text], msgspec.Meta(min_length=1)]
    rules: list[RuleForm]
    sources: Citations
    next_check: NextCheckForm
    expect: Annotated[list[CaseForm], msgspec.Meta(min_length=1)]
    makers: tuple[NamedForm, ...] = ()
    maker_countries: tuple[Country, ...] = ()
    asks_maker: bool = True
    affiliates: AffiliatesForm | None = None
    note: str | None = None
    open_countries: tuple[Country, ...] = ()
    designates: Text | None = None
    since: Date | None = None

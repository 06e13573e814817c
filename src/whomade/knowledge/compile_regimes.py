"""Forms of regimes and the vocabulary of situations to the values that the room `judge` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.model import (
    Actors,
    Affiliates,
    Citation,
    Exemption,
    Fact,
    Named,
    NextCheck,
    Period,
    Regime,
    Rule,
    Vocabulary,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.knowledge.regime_forms import (
        ActorsForm,
        AffiliatesForm,
        ExemptionForm,
        NamedForm,
        PeriodForm,
        RegimeForm,
        RuleForm,
    )
    from whomade.knowledge.schema import CitationForm
    from whomade.model.regime import Wanted

LISTS = ("acts", "actor_kinds", "places", "purposes", "products", "roles")
"""Lists of the vocabulary that hold codes and their meaning."""


def citations(forms: Iterable[CitationForm]) -> tuple[Citation, ...]:
    """Citations as values."""
    return tuple(Citation(c.id, c.at) for c in forms)


def situations(read: dict[str, Any]) -> Vocabulary:
    """The closed words of situations; a fact of type `product` takes the codes of that list."""
    lists = {name: {row["id"]: row["what"] for row in read[name]} for name in LISTS}
    products = tuple(lists["products"])
    facts = {
        row["id"]: Fact("code", row["what"], products)
        if row["type"] == "product"
        else Fact(row["type"], row["what"], tuple(row.get("values", ())), *row.get("range", ()))
        for row in read["facts"]
    }
    return Vocabulary(
        **lists,
        facts=facts,
        across=tuple(row["id"] for row in read["acts"] if row.get("across")),
        announces={row["id"]: tuple(row["announces"]) for row in read["facts"] if row.get("announces")},
    )


def regime(form: RegimeForm) -> Regime:
    """A regime file as a value; its cases stay in the file."""
    return Regime(
        id=form.id,
        title=form.title,
        country=form.country,
        authority=form.authority,
        instrument=form.instrument,
        binds=form.binds,
        consequence=form.consequence,
        roles=tuple(form.roles),
        rules=tuple(map(_rule, form.rules)),
        sources=citations(form.sources),
        next_check=NextCheck(form.next_check.on, form.next_check.look_at, form.next_check.last),
        named=tuple(map(_named, form.makers)),
        maker_countries=tuple(form.maker_countries),
        asks_maker=form.asks_maker,
        affiliates=_affiliates(form.affiliates),
        note=form.note or "",
        open_countries=tuple(form.open_countries),
        designates=form.designates or "",
        since=form.since or "",
    )


def _named(form: NamedForm) -> Named:
    return Named(
        maker=form.maker,
        name_printed=form.name_printed,
        sources=citations(form.sources),
        purpose_test=form.purpose_test,
        products=tuple(form.products),
        period=_period(form),
        seen=form.seen,
    )


def _period(form: PeriodForm | NamedForm) -> Period:
    return Period(form.from_ or "", form.to or "")


def _affiliates(form: AffiliatesForm | None) -> Affiliates | None:
    if form is None:
        return None
    return Affiliates(
        words=form.words,
        over_percent=form.over_percent,
        from_percent=form.from_percent,
        test=form.test,
        control_counts=form.control_counts,
        not_countries=tuple(form.not_countries),
        seen=form.seen,
        reaches=tuple(form.reaches),
        may_reach=tuple(form.may_reach),
    )


def _rule(form: RuleForm) -> Rule:
    return Rule(
        id=form.id,
        says=form.says,
        words=form.words,
        provision=form.provision,
        sources=citations(form.sources),
        period=Period(form.from_, form.to or ""),
        acts=tuple(form.acts),
        actors=_actors(form.actors),
        places=tuple(form.places),
        not_places=tuple(form.not_places),
        place_country=form.place_country or "",
        products=tuple(form.products),
        not_products=tuple(form.not_products),
        purposes=tuple(form.purposes),
        purpose_settled_by=dict(form.purpose_settled_by),
        only_if=_wanted(form.only_if),
        frees={name: exemption(stated) for name, stated in form.frees.items()},
        parts=_wanted(form.parts),
        dates={name: _period(period) for name, period in form.dates.items()},
        then_if=_wanted(form.then_if),
        unless=_wanted(form.unless),
        doubt=tuple(map(_period, form.doubt)),
        roles=tuple(form.roles),
        holder=tuple(form.holder),
    )


def _wanted(stated: dict[str, bool | str | tuple[str, ...]]) -> dict[str, Wanted]:
    return {name: tuple(value) if isinstance(value, (list, tuple)) else value for name, value in stated.items()}


def exemption(stated: bool | str | ExemptionForm) -> Exemption:  # noqa: FBT001  a value as the file has it
    """An exception of a rule, written as the value that frees or in full."""
    if isinstance(stated, (bool, str)):
        return Exemption(stated)
    return Exemption(
        value=stated.value,
        products=tuple(stated.products),
        provision=stated.provision or "",
        purposes=tuple(stated.purposes),
        also=dict(stated.also),
        perhaps=tuple((given.kind, _period(given.period)) for given in stated.perhaps),
        perhaps_needs=tuple(stated.perhaps_needs),
    )


def _actors(form: ActorsForm | None) -> Actors:
    if form is None:
        return Actors()
    return Actors(
        country=form.country or "",
        region=form.region or "",
        kinds=tuple(form.kinds),
        unclear=tuple(form.unclear),
        level=form.level or "",
        not_regions=tuple(form.not_regions),
        not_if={name: exemption(stated) for name, stated in form.not_if.items()},
    )

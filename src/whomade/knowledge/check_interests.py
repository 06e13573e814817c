"""The rules that interests in companies must keep, and the names under which companies are found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from whomade.knowledge import schema
from whomade.knowledge.compile_interests import interest, owners, window
from whomade.knowledge.read import suggest
from whomade.model.interest import span
from whomade.ownership import graph_on
from whomade.ownership.names import names_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.knowledge.read import Base, Complaint, Item


def interests_are_possible(base: Base) -> Iterator[Complaint]:
    """Who holds a company is another entity, from a day to a later one; all together hold the whole at most."""
    known = base.items.get("entities", {})
    for item in base.of("entities"):
        wrong = False
        for i, form in enumerate(item.form.held_by):
            for complaint in (*_unknown(item, i, form, known), *_impossible(item, i, form)):
                wrong = True
                yield complaint
        if not wrong:
            yield from _too_much(item)


def _unknown(item: Item, number: int, form: schema.InterestForm, known: dict[str, Item]) -> Iterator[Complaint]:
    for owner in owners(form):
        if owner not in known or owner == item.form.id:
            message = f'"{owner}" is no other company in entities{suggest(owner, known)}'
            yield item.complaint("unknown-maker", message, f"held_by.{number}.by")


def _impossible(item: Item, number: int, form: schema.InterestForm) -> Iterator[Complaint]:
    path = f"held_by.{number}"
    start, end = window(form.from_), window(form.to)
    for name, text in (("from", start.earliest), ("from", start.latest), ("to", end.earliest), ("to", end.latest)):
        if text and not _is_day(text):
            yield item.complaint("period", f"{text} is no day of the calendar", f"{path}.{name}")
    for name, days in (("from", start), ("to", end)):
        if days.earliest and days.latest and span(days.latest)[1] < span(days.earliest)[0]:
            message = f"latest ({days.latest}) lies before earliest ({days.earliest})"
            yield item.complaint("period", message, f"{path}.{name}")
    if start.earliest and end.latest and span(end.latest)[1] < span(start.earliest)[0]:
        message = f"period ends ({end.latest}) before it starts ({start.earliest})"
        yield item.complaint("period", message, f"{path}.to")
    if isinstance(form.percent, schema.PercentForm) and form.percent.max < form.percent.min:
        yield item.complaint("share", f"max ({form.percent.max}) is below min ({form.percent.min})", f"{path}.percent")
    is_joint = not isinstance(form.by, str)
    if is_joint != (form.kind == "acts-in-concert") or (is_joint and not form.not_additive):
        message = "several owners act in concert, and what they hold together is not additive"
        yield item.complaint("interest", message, f"{path}.by")
    if form.basis and form.kind != "controls":
        yield item.complaint("interest", f"a basis belongs to control, not to {form.kind}", f"{path}.basis")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(span(text)[0])
    except ValueError:
        return False
    return True


def _too_much(item: Item) -> Iterator[Complaint]:
    """On each day on which something begins or ends, the owners must fit into the whole."""
    held = [interest(form, {}) for form in item.form.held_by]
    ends = {text for one in held for text in (*one.start, *one.end) if text}
    days = sorted({day for text in ends for day in span(text)} | {"1900-01-01", "2100-01-01"})
    for day in days:
        wrong = graph_on({item.form.id: held}, day).impossible
        if wrong:
            yield item.complaint("share", wrong[item.form.id], "held_by")
            return


def names_lead_to_one_company(base: Base) -> Iterator[Complaint]:
    """A name, other name or number of a company is no other company's."""
    seen: dict[str, str] = {}
    for item in base.of("entities"):
        for name in dict.fromkeys(plain(name) for name in names_of(item.form)):
            other = seen.setdefault(name, item.form.id)
            if other != item.form.id:
                yield item.complaint("company-name", f'"{name}" is a name of {other} already', "aliases")

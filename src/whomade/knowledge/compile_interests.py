"""Interests in a company as the base writes them to interests as the program knows them: per cent to shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.knowledge import schema
from whomade.knowledge.compile_regimes import citations
from whomade.model import Interest, Range, Window

if TYPE_CHECKING:
    from collections.abc import Mapping

GENERAL = "general-knowledge"


def interest(form: schema.InterestForm, kinds: Mapping[str, str]) -> Interest:
    """Compile one interest. What rests on general knowledge alone is on trial, whatever the file says.

    Args:
        form: as the file has it.
        kinds: kind of each source by its id.
    """
    return Interest(
        owners=tuple(owners(form)),
        kind=form.kind,
        sources=citations(form.sources),
        share=share(form.percent),
        basis=form.basis or "",
        start=window(form.from_),
        end=window(form.to),
        as_of=form.as_of or "",
        is_direct=form.direct,
        not_additive=form.not_additive,
        trial=form.status == "trial" or all(kinds.get(c.id) == GENERAL for c in form.sources),
        note=form.note or "",
    )


def owners(form: schema.InterestForm) -> list[str]:
    """Who holds it: one, or several that act in concert."""
    return [form.by] if isinstance(form.by, str) else form.by


def share(percent: float | schema.PercentForm | None) -> Range | None:
    """Per cent as a share; the ends are rounded where floats would show a tail."""
    if percent is None:
        return None
    low, high = (percent.min, percent.max) if isinstance(percent, schema.PercentForm) else (percent, percent)
    return Range(round(low / 100, 9), round(high / 100, 9))


def window(date: str | schema.WindowForm | None) -> Window:
    """The days between which a date lies; one day, or a part of a date, is both."""
    if date is None:
        return Window()
    return Window(date.earliest, date.latest) if isinstance(date, schema.WindowForm) else Window(date, date)

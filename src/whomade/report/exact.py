"""What other people's forms of ownership cannot say, kept beside what they can: windows of days, kinds, observations.

Both exports carry it under one key (`KEY`), where their standards leave room for properties of one's own. Whoever does
not know the key reads an interest that holds on the days on which it surely is held.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from whomade.model.interest import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from whomade.model import Citation, Entity, Interest, Source

KEY = "whomade"
LAST_DAY = "9999-12-31"


def exact(interest: Interest) -> dict[str, Any]:
    """Kind, days and observation of an interest, without what is at its default."""
    said = {
        "kind": interest.kind,
        "basis": interest.basis,
        "start": [*interest.start] if any(interest.start) else None,
        "end": [*interest.end] if any(interest.end) else None,
        "as_of": interest.as_of,
        "not_additive": interest.not_additive or None,
        "indirect": None if interest.is_direct else True,
    }
    return {name: value for name, value in said.items() if value}


def percent(share: float) -> float:
    """A share in per cent with the digits that it has.

    Example:
        >>> percent(0.364808), percent(1.0)
        (36.4808, 100.0)
    """
    return round(100 * share, 9)


def exported(
    entities: Mapping[str, Entity], ids: Iterable[str]
) -> tuple[list[Entity], list[tuple[str, Interest]], int]:
    """Companies and interests to be written, in a settled order, and how many leads are kept back.

    What rests on general knowledge alone is handed to nobody as a fact.
    """
    wanted = set(ids)
    held = [(id_, i) for id_ in sorted(wanted & entities.keys()) for i in entities[id_].held_by]
    said = [(asset, i) for asset, i in held if not i.trial and wanted.issuperset(i.owners)]
    return [entities[id_] for id_ in sorted(wanted & entities.keys())], said, sum(i.trial for _, i in held)


def period(interest: Interest) -> tuple[str, str]:
    """First day on which an interest surely is held, and the day from which it no longer surely is; empty if open.

    Where its windows leave no such day, the first and the last on which it may be held, so that it is not lost.
    """
    start, end = interest.start, interest.end
    begins = _day(start.earliest, 0) if start.earliest == start.latest else _after(_day(start.latest, 1))
    ends = _after(_day(end.latest, 1)) if end.earliest == end.latest else _day(end.earliest, 0)
    if (begins and ends and begins >= ends) or not (begins or ends):
        return _day(start.earliest, 0), _after(_day(end.latest, 1))
    return begins, ends


def _day(text: str, side: int) -> str:
    """The first (0) or last (1) day of a date or a part of one, as a day that exists."""
    if not text:
        return ""
    year, month, day = map(int, span(text)[side].split("-"))
    return date(year, month, min(day, monthrange(year, month)[1])).isoformat()


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day and day < LAST_DAY else ""


def cited(citations: Iterable[Citation], sources: Mapping[str, Source]) -> list[str]:
    """Sources in words: title, publisher and place; the place alone where the source is a file of the user's."""
    found = []
    for citation in dict.fromkeys(citations):
        source = sources.get(citation.id)
        name = f"{source.title} ({source.publisher}), " if source else ""
        found.append(f"{name}{citation.at}")
    return found


def urls(citations: Iterable[Citation], sources: Mapping[str, Source]) -> list[str]:
    """Addresses of the sources that have one."""
    known = (sources.get(citation.id) for citation in citations)
    return list(dict.fromkeys(source.url for source in known if source is not None and source.url))

"""Interests as entities of FollowTheMoney, one a JSON line.

A window of days is written as its two days, and a range as its two shares: several values of one property are several
statements there. What the schema has no property for stands beside the properties (`exact.KEY`), where the library
keeps it as context.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from whomade.report.exact import KEY, cited, exact, percent, urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from whomade.model import Entity, Interest, Range, Source, Window


def entities(
    companies: Sequence[Entity], interests: Sequence[tuple[str, Interest]], sources: Mapping[str, Source]
) -> Iterator[dict[str, Any]]:
    """Companies, then the interests in them.

    Args:
        companies: companies, bodies and persons.
        interests: pairs of the company held and the interest.
        sources: sources by id; none for a graph of the user's.
    """
    held = {asset for asset, _ in interests}
    for company in companies:
        yield _party(company, is_held=company.id in held)
    for number, (asset, interest) in enumerate(interests):
        yield _interest(number, asset, interest, sources)


def _party(company: Entity, *, is_held: bool) -> dict[str, Any]:
    schema = "PublicBody" if "state-body" in company.kinds else "Person" if company.kinds == ("person",) else "Company"
    others = dict.fromkeys(filter(None, (company.legal_name, *company.aliases)))
    properties = {
        "name": [company.name],
        "alias": [name for name in others if name != company.name],
        "country": [company.country.lower()] if company.country else [],
    }
    # what is held must be an asset there, and neither a person nor a body is
    return {"id": company.id, "schema": "Company" if is_held else schema, "properties": _filled(properties)}


def _interest(number: int, asset: str, interest: Interest, sources: Mapping[str, Source]) -> dict[str, Any]:
    is_succession = interest.kind == "successor"
    parties = {"predecessor": [asset], "successor": [*interest.owners]}
    if not is_succession:
        parties = {
            "owner": [*interest.owners],
            "asset": [asset],
            "percentage": _percent(interest.share),
            "ownershipType": [interest.kind.replace("-", " ")],
            "legalBasis": [interest.basis],
        }
    properties = {
        **parties,
        "startDate": _days(interest.start),
        "endDate": _days(interest.end),
        "date": [interest.as_of],
        "summary": [interest.note],
        "description": cited(interest.sources, sources),
        "sourceUrl": urls(interest.sources, sources),
    }
    id_ = hashlib.sha256(f"{asset} {'+'.join(interest.owners)} {number}".encode()).hexdigest()[:40]
    schema = "Succession" if is_succession else "Ownership"
    return {"id": id_, "schema": schema, "properties": _filled(properties), KEY: exact(interest)}


def _percent(share: Range | None) -> list[str]:
    return [] if share is None else list(dict.fromkeys(f"{percent(end):.9f}".rstrip("0").rstrip(".") for end in share))


def _days(window: Window) -> list[str]:
    return list(dict.fromkeys(filter(None, window)))


def _filled(properties: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: kept for name, values in properties.items() if (kept := [value for value in values if value])}

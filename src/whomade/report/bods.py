"""Interests as statements of the Beneficial Ownership Data Standard 0.4.

What the standard has no word for stands in an annotation on the interest (`exact.KEY`), which the standard leaves open
to properties of one's own. Successors are no interest there and are left out; owners in concert are an arrangement.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.report.exact import KEY, cited, exact, percent, period, urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from whomade.model import Entity, Interest, Range, Source

VERSION = "0.4"
POINTER = "/recordDetails/interests/0"
NO_FORM = frozenset({"successor"})
"""Kinds of interest that the standard has no form for."""
IN_CONCERT = "acts in concert"


class Frame(NamedTuple):
    """What every statement shares: the day of publication, and the sources by id (none for a graph of the user's)."""

    published: str
    sources: Mapping[str, Source]


def statements(
    entities: Sequence[Entity], interests: Sequence[tuple[str, Interest]], frame: Frame
) -> Iterator[dict[str, Any]]:
    """Statements about companies, then about the interests in them.

    Args:
        entities: companies, bodies and persons.
        interests: pairs of the company held and the interest.
        frame: what all statements share.
    """
    for entity in entities:
        yield _party(entity, frame)
    for number, (asset, interest) in enumerate(interests):
        if interest.kind in NO_FORM:
            continue
        owner = interest.owners[0]
        if len(interest.owners) > 1:
            owner = f"{asset}-in-concert-{number}"
            yield from _arrangement(owner, asset, interest, frame)
        yield _relationship(f"{asset}-interest-{number}", owner, asset, interest, frame)


def _party(entity: Entity, frame: Frame) -> dict[str, Any]:
    if entity.kinds == ("person",):
        names = [{"type": "legal", "fullName": entity.name}]
        names += [{"type": "alternative", "fullName": name} for name in _others(entity)]
        return _statement(entity.id, entity.id, "person", {"personType": "knownPerson", "names": names}, frame)
    details: dict[str, Any] = {
        "entityType": {"type": "stateBody" if "state-body" in entity.kinds else "registeredEntity"},
        "name": entity.name,
        "alternateNames": _others(entity),
    }
    if entity.country:
        details["jurisdiction"] = {"name": entity.country, "code": entity.country}
    return _statement(entity.id, entity.id, "entity", details, frame)


def _others(entity: Entity) -> list[str]:
    names = dict.fromkeys(filter(None, (entity.legal_name, *entity.aliases)))
    return [name for name in names if name != entity.name]


def _arrangement(id_: str, asset: str, interest: Interest, frame: Frame) -> Iterator[dict[str, Any]]:
    """Owners who hold a share together: an arrangement, and each of them as a party to it."""
    details: dict[str, Any] = {
        "entityType": {"type": "arrangement", "subtype": "other", "details": IN_CONCERT},
        "name": f"{', '.join(interest.owners)}: {IN_CONCERT}",
    }
    note = _note("", "An arrangement: its parties hold the share together.", {"arrangement": True}, frame)
    yield _statement(id_, asset, "entity", details, frame, annotations=[note])
    for owner in interest.owners:
        record = f"{id_}-{owner}"
        said = {"type": "unknownInterest", "directOrIndirect": "direct", "details": IN_CONCERT}
        details = {"subject": id_, "interestedParty": owner, "interests": [said]}
        note = _note(POINTER, "A party to the arrangement.", {"arrangement": True}, frame)
        yield _statement(record, asset, "relationship", details, frame, annotations=[note])


def _relationship(record: str, owner: str, asset: str, interest: Interest, frame: Frame) -> dict[str, Any]:
    kept = exact(interest) | ({"owners": [*interest.owners]} if len(interest.owners) > 1 else {})
    starts, ends = period(interest)
    said = {
        "type": "otherInfluenceOrControl" if interest.kind == "controls" else "shareholding",
        "directOrIndirect": "indirect" if interest.not_additive or not interest.is_direct else "direct",
        "beneficialOwnershipOrControl": False,
        "share": _share(interest.share),
        "startDate": starts,
        "endDate": ends,
        "details": interest.note,
    }
    said = {name: value for name, value in said.items() if value not in (None, "")}
    note = _note(POINTER, _in_words(kept), kept, frame)
    details = {"subject": asset, "interestedParty": owner, "interests": [said]}
    source: dict[str, Any] = {
        "type": ["thirdParty"],
        "description": "; ".join(cited(interest.sources, frame.sources)),
    }
    for url in urls(interest.sources, frame.sources)[:1]:
        source["url"] = url
    return _statement(record, asset, "relationship", details, frame, annotations=[note], source=source)


def _share(share: Range | None) -> dict[str, float] | None:
    if share is None:
        return None
    low, high = percent(share.low), percent(share.high)
    return {"exact": low} if low == high else {"minimum": low, "maximum": high}


def _in_words(kept: Mapping[str, Any]) -> str:
    words = {"start": "first day", "end": "last day", "as_of": "observed on", "basis": "basis", "kind": "kind"}
    said = ((words[name], value) for name, value in kept.items() if name in words)
    return "; ".join(f"{w}: {' to '.join(dict.fromkeys(v)) if isinstance(v, list) else v}" for w, v in said)


def _note(pointer: str, words: str, kept: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    return {
        "statementPointerTarget": pointer,
        "motivation": "commenting",
        "createdBy": {"name": "whomade"},
        "creationDate": frame.published,
        "description": words,
        KEY: dict(kept),
    }


def _statement(
    record: str, subject: str, type_: str, details: Mapping[str, Any], frame: Frame, **more: Any
) -> dict[str, Any]:
    bare = {
        "declarationSubject": subject,
        "statementDate": frame.published,
        "publicationDetails": {
            "publicationDate": frame.published,
            "bodsVersion": VERSION,
            "publisher": {"name": "whomade"},
        },
        "recordId": record,
        "recordStatus": "new",
        "recordType": type_,
        "recordDetails": {"isComponent": False, **details},
        **more,
    }
    text = json.dumps(bare, sort_keys=True, ensure_ascii=False)
    return {"statementId": hashlib.sha256(text.encode()).hexdigest()[:40], **bare}

"""What the rows of a list say of companies of the base: a JSON line or a few lines of text for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from whomade.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from whomade.model import Entity
    from whomade.ownership.names import Match

SHOWN = {
    "type": "type", "program": "program", "agency": "agency", "ct_code": "cause and treatment code",
    "dataset": "datasets", "sanctions": "sanctions", "link": "page", "comment": "comment",
}  # fmt: skip
"""Fields that the text shows, and their words."""
NOT_SAID = "A row names a company. It does not say who made a device, and an absent row says nothing."


class Row(Protocol):
    """What a row of a list says."""

    @property
    def line(self) -> int:
        """Line in the file."""

    @property
    def name(self) -> str:
        """Name as it stands there."""

    @property
    def match(self) -> Match:
        """The company of the base."""

    @property
    def says(self) -> str:
        """What it says, in words."""

    @property
    def fields(self) -> dict[str, Any]:
        """What it says, field by field."""


def as_json(row: Row, kind: str, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """A row as a JSON object."""
    id_ = row.match.entity
    return {
        "list": kind,
        "line": row.line,
        "name": row.name,
        "entity": id_,
        "entity_name": entities[id_].name if id_ is not None else None,
        "score": row.match.score,
        "says": row.says,
        **row.fields,
    }


def as_text(row: Row, entities: Mapping[str, Entity]) -> Iterator[str]:
    """A row in lines for a terminal."""
    id_ = row.match.entity
    who = f"{entities[id_].name} ({id_})" if id_ is not None else "no company of the knowledge"
    yield f'line {row.line}: "{wording.visible(row.name)}" is {who}'
    yield f"  {row.says}"
    days = _days(row.fields)
    if days:
        yield f"  {days}"
    for name, words in SHOWN.items():
        value = row.fields.get(name)
        if value:
            yield f"  {words}: {wording.visible(', '.join(value) if isinstance(value, list) else str(value))}"
    for reference in row.fields.get("cross_references", ()):
        known = f" ({reference['entity']})" if reference["entity"] else ""
        yield f"  refers to: {wording.visible(reference['name'])}{known}"


def _days(fields: Mapping[str, Any]) -> str:
    if "in_force" not in fields:
        return ""
    state = "in force on the day" if fields["in_force"] else "not in force on the day"
    return f"from {fields['from'] or 'a day not given'} to {fields['to'] or 'no end'}; {state}"

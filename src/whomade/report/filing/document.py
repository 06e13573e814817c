"""A paper as a pure value: headings, sentences, fields, tables. How it looks is settled by `plain` and `pdf`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

MISSING = "missing"
"""What stands in place of a field that nobody gave."""


class Heading(NamedTuple):
    """A heading; level 1 begins a part of the paper, level 2 a device or a question."""

    text: str
    level: int = 1


class Text(NamedTuple):
    """A paragraph; a `loud` one must not be overlooked."""

    text: str
    loud: bool = False


class Bullets(NamedTuple):
    """Sentences that stand beside each other."""

    items: tuple[str, ...]


class Field(NamedTuple):
    """One thing asked for; `value` None is shown as missing. `note` says where the value is from, or what is known."""

    key: str
    label: str
    value: str | None
    note: str = ""


class Fields(NamedTuple):
    """Things asked for, in the order of the rule that asks."""

    rows: tuple[Field, ...]

    @property
    def missing(self) -> tuple[Field, ...]:
        """Those that nobody gave."""
        return tuple(row for row in self.rows if row.value is None)


class Table(NamedTuple):
    """Rows under headings; `widths` are shares of the width of the page (sum to 1)."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Heading | Text | Bullets | Fields | Table


class Sheet(NamedTuple):
    """A sheet of a workbook: its name, its head, its rows of texts and numbers."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in all its forms: `blocks` for a reader, `data` for a program, `sheets` for a workbook where it has one.

    `footer` stands at the foot of every page: what the paper rests on and how to object.
    """

    name: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    data: dict[str, Any]
    footer: tuple[str, ...]
    sheets: tuple[Sheet, ...] = field(default=())

    def document(self) -> dict[str, Any]:
        """The paper for a program."""
        return {"report": self.name, "title": self.title, **self.data, "footer": list(self.footer)}


def given(fields: Fields) -> dict[str, Any]:
    """Fields for a program: value or null, and the note where there is one."""
    return {
        row.key: {"label": row.label, "value": row.value, **({"note": row.note} if row.note else {})}
        for row in fields.rows
    }

"""A line of something that is bought: a quote, a bill of material, a catalogue, a notice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from whomade.model.observation import NOWHERE, Where

ANSWER_COLUMNS = tuple(
    f"whomade: {name}" for name in ("maker", "probability", "level", "verdict", "why", "ask the seller")
)
"""Headers of the columns that a screening adds to a sheet; in a sheet that is read they are no evidence."""


class Part(NamedTuple):
    """A component named inside a product: its name and who is said to make it."""

    name: str
    maker: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line. `fields` are what its columns were read as; an absent field was not given.

    Fields: `brand`, `model`, `title` (free text), `kind` (a column of types), `supplier`, `quantity`, `serial`,
    `fcc_id`, `firmware`. `codes` are classification codes (CPV). `context` is what the headers of its table say. `row`
    and `sheet` say where a table has the line.
    """

    where: Where = NOWHERE
    fields: dict[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    context: str = ""
    row: int = 0
    sheet: str = ""

    @property
    def text(self) -> str:
        """The line as a person would say it."""
        said = (self.fields.get(name, "") for name in ("brand", "model", "title", "kind"))
        return " ".join(dict.fromkeys(filter(None, said)))

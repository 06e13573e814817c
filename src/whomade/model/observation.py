"""What was seen and where: observations, the signals in them, and what could not be read."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, NamedTuple


class Where(NamedTuple):
    """Place of a statement: the input it came from and the line, row, element or offset in it."""

    input: str = ""
    place: str = ""


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or decided, with its place and what happens now.

    `lost` says that a whole record could not be used: such problems are counted as rejected and change the exit status.
    `contradicts` says that the input tells two things about one device: no record is lost, but a person should look.
    """

    where: Where
    expected: str
    found: str
    consequence: str = "the record is left out"
    lost: bool = True
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """Raw evidence about one asset as a collector delivered it.

    `data` is text, bytes or a JSON object (string keys). `at` is the moment of observation as RFC 3339 text, kept
    as given.
    """

    asset: str
    kind: str
    data: str | bytes | dict[str, Any]
    where: Where = NOWHERE
    at: str | None = None
    source: str | None = None
    site: str | None = None

    def text(self) -> str:
        """Data as text; bytes are read as UTF-8 with what does not fit replaced, objects are empty text."""
        if isinstance(self.data, str):
            return self.data
        return self.data.decode("utf-8", "replace") if isinstance(self.data, bytes) else ""

    def signal(self, field_id: str, value: str) -> Signal:
        """Give a signal of this observation: blanks at both ends removed."""
        return Signal(field_id, value.strip(), self.where, self.kind)


@dataclass(frozen=True, slots=True)
class Signal:
    """One field of the vocabulary with its value, ready to be matched. An empty value is never a signal.

    `kind` is the kind of observation that gave it; it tells what a person read from what software stated.
    """

    field: str
    value: str
    where: Where = dataclasses.field(default=NOWHERE, compare=False)
    kind: str = dataclasses.field(default="", compare=False)

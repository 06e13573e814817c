"""What one rule says about one device on one day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from whomade.model.citation import Citation
    from whomade.model.regime import NextCheck
    from whomade.model.situation import Situation


class Status(StrEnum):
    """What a verdict may say. Closed; there is no word for safe or compliant."""

    PROHIBITED = "prohibited"
    CONDITIONAL = "conditional"
    ADVISED_AGAINST = "advised_against"
    NOT_REACHED = "not_reached"
    UNDETERMINED = "undetermined"


class Step(NamedTuple):
    """One step of the path from the device to the words of the rule: what kind of step, and what it says."""

    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one rule for one device, act and day.

    `status` of an established maker never mixes with `probability`, the attribution's: both are shown side by side.
    `needs` names fields of the situation, or facts, on which the answer hangs. `path` leads from the device's maker to
    the words of the rule. `probability` is None where the maker was not asked. `next_check` says how fresh the
    knowledge of the rule is.
    """

    regime: str
    title: str
    on: str
    situation: Situation
    status: Status
    provision: str
    why: str
    needs: tuple[str, ...] = ()
    path: tuple[Step, ...] = ()
    sources: tuple[Citation, ...] = ()
    role: str | None = None
    maker: str | None = None
    probability: float | None = None
    consequence: str = ""
    next_check: NextCheck | None = None

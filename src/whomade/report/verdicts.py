"""The words for verdicts: what a status means, a situation in plain words, whom a verdict rests on.

The status of a rule and the probability of an attribution stand side by side here and are never brought into one
number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.model import Status
from whomade.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Actor, Assessment, Attribution, Situation, Verdict

MEANINGS = {
    Status.PROHIBITED: "the rule forbids what was asked about, if the attribution holds",
    Status.CONDITIONAL: "the rule forbids or permits it, depending on what is named under “hangs on”",
    Status.ADVISED_AGAINST: "an authority advises against it; it is not forbidden by this rule",
    Status.NOT_REACHED: "this rule, on this day, does not speak about the case; another rule may",
    Status.UNDETERMINED: "what is established does not suffice to apply the rule",
}

WEIGHTS = {status: len(Status) - number for number, status in enumerate(Status)}
"""For sorting a table: the gravest status last in rising order."""


class Said(NamedTuple):
    """One thing that a situation says."""

    about: str
    words: str


def status_words(status: Status) -> str:
    """A status as a reader sees it."""
    return status.value.replace("_", " ")


def plain(word: str) -> str:
    """A word of the closed vocabulary as plain words.

    Example:
        >>> plain("critical-infrastructure")
        'critical infrastructure'
    """
    return wording.visible(word).replace("_", " ").replace("-", " ")


def situation(case: Situation) -> list[Said]:
    """A situation in plain words; what is not established is named at the end, all together."""
    known = [Said("act", plain(case.act)), Said("on", wording.visible(case.on))]
    open_: list[str] = []
    for about, word in (
        ("by", _actor(case.actor)),
        ("place", case.place),
        ("purpose", case.purpose),
        ("product", case.product),
        ("acquired on", case.acquired_on or "unknown"),
    ):
        if word == "unknown":
            open_.append({"by": "who does it"}.get(about, about))
        else:
            known.append(Said(about, word if about in ("by", "acquired on") else plain(word)))
    known += [Said(plain(name), _fact(value)) for name, value in sorted(case.facts.items())]
    return [*known, Said("not established", ", ".join(open_))] if open_ else known


def _actor(actor: Actor) -> str:
    where = actor.region or actor.country
    kind = "" if actor.kind == "unknown" else plain(actor.kind)
    return ", ".join(wording.visible(part) for part in (kind, where) if part) or "unknown"


def _fact(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, str) else f"{value}"


def counted(statuses: dict[Status, int]) -> str:
    """Counts of one rule in words."""
    return ", ".join(f"{statuses[status]} {status_words(status)}" for status in Status if statuses.get(status))


def gravest(verdicts: Iterable[Verdict]) -> int:
    """Weight of the gravest status, 0 without a verdict: by it a table is sorted."""
    return max((WEIGHTS[verdict.status] for verdict in verdicts), default=0)


def rests_on(verdict: Verdict, device: Assessment) -> Attribution | None:
    """The attribution that the verdict rests on; None where no maker was asked for."""
    if verdict.role is None:
        return None
    return device.roles.get(verdict.role, wording.NOBODY)


def statuses(device: Assessment) -> Iterator[str]:
    """Statuses of a device, each once, for the filter of the table."""
    yield from dict.fromkeys(verdict.status.value for verdict in device.verdicts)

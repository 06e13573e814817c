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

    from whomade.model import Actor, Assessment, Attribution, Knowledge, Situation, Verdict

MEANINGS = {
    Status.PROHIBITED: "the rule forbids what was asked about, if the attribution holds",
    Status.CONDITIONAL: "the rule forbids or permits it, depending on what is named under “hangs on”",
    Status.ADVISED_AGAINST: "an authority advises against it; it is not forbidden by this rule",
    Status.NOT_REACHED: "this rule, on this day, does not speak about the case; another rule may",
    Status.UNDETERMINED: "what is established does not suffice to apply the rule",
}

WEIGHTS = {status: len(Status) - number for number, status in enumerate(Status)}
"""For sorting a table: the gravest status last in rising order."""


SHUT = {
    "actor": "it does not bind who acts",
    "act": "it does not speak of this act",
    "place": "it does not speak of this place",
    "product": "it does not speak of this product",
    "date": "a date lies outside its period",
    "fact": "a fact that it asks for is not so",
    "exception": "an exception is established",
    "country": "it speaks of makers under another law",
    "demand": "it names the maker, but not for this",
    "exchange": "what it asks for is there",
    "designation": "it forbids nothing by itself",
}
"""Why a rule does not reach a case, by the kind of step at which its way ends."""


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


def shut(verdict: Verdict) -> str:
    """Why the rule does not reach the case, in half a sentence; empty where it does, or where that is open."""
    if verdict.status is not Status.NOT_REACHED:
        return ""
    kinds = [step.kind for step in verdict.path if step.kind in SHUT]
    if kinds:
        return SHUT[kinds[-1]]
    parts = "".join(f"; {step.says}" for step in verdict.path if step.kind == "parts")
    return ("it does not name the maker" if verdict.maker else "no maker that it names would be reached") + parts


def in_short(verdict: Verdict) -> str:
    """The status with what it hangs on, or with why the rule does not reach the case."""
    needs = f" (needs {', '.join(wording.status_words(need) for need in verdict.needs)})" if verdict.needs else ""
    why = f" ({shut(verdict)})" if shut(verdict) else ""
    return wording.status_words(verdict.status) + needs + why


def checked(verdict: Verdict) -> str:
    """How fresh the knowledge of the rule is; empty where nothing is known of that."""
    due = verdict.next_check
    if due is None:
        return ""
    words = f"last checked on {due.last}, to be checked again by {due.on}"
    late = "; the day asked about lies after that: look at the rule itself" if verdict.on > due.on else ""
    return wording.visible(f"the rule was {words}{late}")


def to_look_at(verdict: Verdict) -> str:
    """What the next check of the rule is to look at; empty where nothing is known of that."""
    due = verdict.next_check
    return wording.visible(f"to look at then: {due.look_at}") if due is not None and due.look_at else ""


def note(verdict: Verdict, knowledge: Knowledge) -> str:
    """How well the rule itself is known: what stands as a note beside its text; empty where nothing does."""
    regime = knowledge.regimes.get(verdict.regime)
    return wording.visible(regime.note) if regime is not None else ""


def rests_on(verdict: Verdict, device: Assessment) -> Attribution | None:
    """The attribution that the verdict rests on; None where no maker was asked for."""
    if verdict.role is None:
        return None
    return device.roles.get(verdict.role, wording.NOBODY)


def statuses(device: Assessment) -> Iterator[str]:
    """Statuses of a device, each once, for the filter of the table."""
    yield from dict.fromkeys(verdict.status.value for verdict in device.verdicts)

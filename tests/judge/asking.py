"""Short ways to ask a regime of the shipped base about a maker in a situation."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from whomade.judge import actor_from, checked, evaluate, named
from whomade.knowledge import bundle
from whomade.model import Actor, Situation
from whomade.ownership import Ownership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.judge import Holder
    from whomade.model import Knowledge, Verdict

PART_A, FCC, UK, DEFENCE = "us-ndaa-889-a1A", "us-fcc-22-84", "uk-wms-2022-11-24", "au-defence-2023"
"""The regimes of the base that these tests are about."""
BITING: dict[str, dict[str, Any]] = {
    PART_A: {
        "maker": "dahua", "act": "buy", "on": "2023-06-01", "actor": "US:national-agency",
        "purpose": "public-safety", "product": "camera",
    },
    FCC: {
        "maker": "dahua", "act": "authorise", "on": "2023-06-01", "actor": "CN:manufacturer", "place": "market",
        "purpose": "public-safety", "product": "camera",
        "facts": {"place_country": "US", "authorisation_route": "certification"},
    },
    UK: {
        "maker": "tiandy", "act": "install", "on": "2023-06-01", "actor": "GB:national-agency",
        "place": "sensitive-site", "product": "camera",
    },
    DEFENCE: {
        "maker": "dahua", "act": "keep-using", "on": "2023-06-01", "actor": "AU:defence", "place": "defence-site",
        "product": "camera",
    },
}  # fmt: skip
"""A situation for each regime in which it forbids; a test changes one thing of it."""


@cache
def owners() -> Ownership:
    """Who owns whom in the shipped base."""
    return Ownership.of(base().entities)


@cache
def base() -> Knowledge:
    return bundle.load()


def situation(*, act: str, on: str, actor: str | None = None, **more: Any) -> Situation:
    who = actor_from(actor) if actor else Actor()
    return checked(Situation(act=act, on=on, actor=who, **more), base())


def ask(regime: str, maker: str = "unknown", **words: Any) -> Verdict:
    """The verdict on a device of a maker that somebody states."""
    holder = named("manufacturer", maker, base())
    return judged(regime, {"manufacturer": holder}, **words)


def judged(regime: str, holders: Mapping[str, Holder], **words: Any) -> Verdict:
    return evaluate(base().regimes[regime], situation(**words), holders, base(), owners())


def changed(regime: str, **change: Any) -> Verdict:
    """The verdict in a situation in which the regime forbids, but for what is changed; facts are added."""
    words = {**BITING[regime], **change}
    words["facts"] = {**BITING[regime].get("facts", {}), **change.get("facts", {})}
    return ask(regime, **words)


def answer(verdict: Verdict) -> str:
    """Status and needs as one text: `conditional: purpose, place`."""
    return f"{verdict.status}: {', '.join(verdict.needs)}" if verdict.needs else str(verdict.status)

"""Options that ask for verdicts, shared by every command that assesses devices, and the situation they describe."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from whomade.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from whomade.model import Knowledge, Situation

C = TypeVar("C", bound="Callable[..., Any]")
SITUATION = ("act", "actor", "place", "purpose", "product", "acquired_on", "fact")
"""Options that describe the situation; they say nothing without a regime."""
_OPTIONS = (
    click.option("--regime", metavar="ID", multiple=True,
                 help="Apply a regime (needs --on and --act); none is applied unless it is named. May be repeated."),
    click.option("--policy", metavar="FILE", multiple=True, type=click.Path(dir_okay=False),
                 help="A policy of your own, in the form of a regime file; applied like --regime. May be repeated."),
    click.option("--on", metavar="DATE", help="Day of the act, or the day keeping is asked for (YYYY-MM-DD)."),
    click.option("--act", metavar="CODE", help="What is done with the devices: buy, install, keep-using ..."),
    click.option("--actor", metavar="COUNTRY[-REGION]:KIND", help="Who does it, as in US:national-agency."),
    click.option("--place", metavar="CODE", help="Where the devices are or go."),
    click.option("--purpose", metavar="CODE", help="What they are for."),
    click.option("--product", metavar="CODE", help="Class of product: camera, recorder ..."),
    click.option("--acquired-on", metavar="DATE", help="When they were acquired: YYYY, YYYY-MM or YYYY-MM-DD."),
    click.option("--fact", metavar="NAME=VALUE", multiple=True,
                 help="A further fact, as in waiver_granted=true; it holds for every device. May be repeated. "
                 "docs/reference/regimes.md lists codes and facts."),
)  # fmt: skip


def options(command: C) -> C:
    """Add the options that ask for verdicts to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def situation_from(given: dict[str, Any], knowledge: Knowledge) -> Situation | None:
    """The situation that the options of a command describe; None where no regime is asked for.

    Args:
        given: the command's options, those added by `options` among them.
        knowledge: the base whose regimes and words are meant.

    Raises:
        UsageError: options that do not go together.
        InputError: an unknown regime, code, fact or value; the message names it.
    """
    if not asks(given):
        return None
    from whomade.judge import regimes_named

    regimes_named(given["regime"], knowledge)
    return described(given, knowledge)


def with_policies(given: dict[str, Any], knowledge: Knowledge) -> Knowledge:
    """The base with the user's own policies; where a case is stated by options they are applied like --regime.

    Raises:
        InputError: a policy cannot be read or breaks a rule of the form.
    """
    if not given["policy"]:
        return knowledge
    from whomade.knowledge import policy

    known, ids = policy.with_policies(knowledge, map(Path, given["policy"]))
    given["regime"] = (*given["regime"], *(id_ for id_ in ids if id_ not in given["regime"]))
    return known


def described(given: dict[str, Any], knowledge: Knowledge) -> Situation:
    """The situation that the options describe, with every word checked.

    Raises:
        InputError: an unknown code, fact or value, or two that contradict each other; the message names it.
    """
    from whomade.judge import actor_from, checked, contradiction, facts_from
    from whomade.model import Actor, Situation

    words = {name: given[name] for name in ("place", "purpose", "product", "acquired_on") if given[name]}
    situation = Situation(
        act=given["act"],
        on=given["on"],
        actor=actor_from(given["actor"]) if given["actor"] else Actor(),
        facts=facts_from(given["fact"], knowledge),
        **words,
    )
    known = checked(situation, knowledge)
    if wrong := contradiction(known):
        raise InputError(wrong)
    return known


def asks(given: dict[str, Any]) -> bool:
    """Whether a regime is asked for.

    Raises:
        UsageError: a regime without a day or an act, or a situation without a regime.
    """
    check_date(given["on"])
    if given["regime"] or given["policy"]:
        for name, why in (("on", "DATE: a rule is applied on a day"), ("act", "CODE: a rule speaks of what is done")):
            if not given[name]:
                raise UsageError(f"--{'regime' if given['regime'] else 'policy'} needs --{name} {why}")
        return True
    described = [name for name in SITUATION if given[name]]
    if described:
        raise UsageError(f"{_flags(described)}: needs --regime ID: no rule is applied unless it is named")
    return False


def _flags(names: Iterable[str]) -> str:
    return ", ".join("--" + name.replace("_", "-") for name in names)


def check_date(text: str | None, option: str = "--on") -> None:
    """Refuse what is no whole date, or a date written otherwise; an option that is not given is left alone.

    Raises:
        UsageError: it is none.
    """
    try:
        written = date.fromisoformat(text).isoformat() if text else text
    except ValueError:
        written = ""
    if written != text:
        raise UsageError(f"{option}: expected a date YYYY-MM-DD, found `{text}`")

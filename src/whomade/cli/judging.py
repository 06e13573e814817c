"""Options that say under which rule, on which day and in which situation a verdict is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from whomade.errors import UsageError

Command = TypeVar("Command", bound=Callable[..., Any])
JUDGE_OPTIONS = ("regime", "act", "actor", "place", "purpose", "product", "acquired_on")
NO_VERDICTS = "needs verdicts, which this version does not give: ends with status 2"


def options(command: Command) -> Command:
    """Add the options of a situation to a command."""
    for option in reversed(
        (
            click.option("--on", metavar="DATE", help="Date a verdict is asked for (YYYY-MM-DD)."),
            click.option("--regime", metavar="ID", multiple=True, help=f"Apply a regime (needs --on); {NO_VERDICTS}."),
            click.option("--act", metavar="CODE", help=f"What is done with the devices; {NO_VERDICTS}."),
            click.option("--actor", metavar="COUNTRY[-REGION]:KIND", help=f"Who does it; {NO_VERDICTS}."),
            click.option("--place", metavar="CODE", help=f"Where; {NO_VERDICTS}."),
            click.option("--purpose", metavar="CODE", help=f"What for; {NO_VERDICTS}."),
            click.option("--product", metavar="CODE", help=f"Class of product; {NO_VERDICTS}."),
            click.option("--acquired-on", metavar="DATE", help=f"When the devices were acquired; {NO_VERDICTS}."),
        )
    ):
        command = option(command)
    return command


def check(chosen: dict[str, Any]) -> None:
    """Refuse options that need the room `judge`, which this version does not have, and check the dates.

    Raises:
        UsageError: a rule is asked for, or a date is none.
    """
    if chosen["regime"] and not chosen["on"]:
        raise UsageError("--regime needs --on DATE: a rule is applied on a day")
    for name in ("on", "acquired_on"):
        _check_date(name, chosen[name])
    asked = [name for name in JUDGE_OPTIONS if chosen[name]]
    if asked:
        flags = ", ".join("--" + name.replace("_", "-") for name in asked)
        raise UsageError(f"{flags}: this version gives no verdicts yet; leave it out to learn who made the devices")


def _check_date(name: str, text: str | None) -> None:
    try:
        written = date.fromisoformat(text).isoformat() if text else text
    except ValueError:
        written = ""
    if written != text:
        raise UsageError(f"--{name.replace('_', '-')}: expected a date YYYY-MM-DD, found `{text}`")

"""The command group and what every command shares: exit statuses and how errors are said."""

from __future__ import annotations

import importlib
import signal
import sys
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from whomade import __version__
from whomade.errors import InputError, MissingExtra, NotAllowed, UsageError, WhomadeError

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = {
    "scan": ("whomade.cli.scan", "scan", "Ask the devices of your own networks who they are."),
    "identify": ("whomade.cli.identify", "identify", "Say who made the devices that evidence files speak of."),
    "listen": ("whomade.cli.listen", "listen", "Hear what devices on a wire say by themselves; sends nothing."),
    "traffic": ("whomade.cli.traffic", "traffic", "Say whom devices called, from captures and logs."),
    "who": ("whomade.cli.who", "who", "Say who made a device, from what you can type of it."),
    "screen": ("whomade.cli.screen", "screen", "Say who made what a quote or catalogue offers, or what to ask."),
    "judge": ("whomade.cli.judge", "judge", "Say what rules of law say about cases that you describe."),
    "owner": (
        "whomade.cli.owner",
        "owner",
        "Say who stands above a company on a day: share, 50 per cent rule, control.",
    ),
    "lists": ("whomade.cli.lists", "lists", "Say which rows of a list of exclusions name a company known here."),
    "report": ("whomade.cli.report", "report", "Make papers that are filed, from answers that other commands gave."),
    "lab": ("whomade.cli.lab", "lab", "Emulate devices on loopback, for demonstrations and tests."),
    "knowledge": ("whomade.cli.knowledge", "knowledge", "Check, measure, build, show and evaluate the knowledge base."),
}


class Exit(IntEnum):
    """Exit statuses. Stable; other programs rely on them."""

    DONE = 0
    RUNTIME_ERROR = 1
    USAGE = 2
    FAIL_ON = 3
    SOME_UNREADABLE = 5
    INTERRUPTED = 130


class Late(click.Group):
    """A group whose commands are imported when they are used, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


@click.group(cls=Late, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="whomade")
def cli() -> None:
    """Who really made this camera? From any evidence to a cited, honest answer.

    Identification only, on evidence you are entitled to hold. An answer is a probability with its sources; it never
    says that a device is safe or compliant.
    """


def main() -> None:
    """Run the command line; errors that are the user's are said in one line."""
    if sys.stdout is None:
        sys.exit(Exit.RUNTIME_ERROR)
    if hasattr(signal, "SIGPIPE"):  # a reader that goes away ends us quietly, as it ends other tools
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    _show_every_letter()
    try:
        status = cli(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted", Exit.INTERRUPTED)
    except click.UsageError as error:
        error.show()
        sys.exit(Exit.USAGE)
    except (click.ClickException, UsageError, InputError, NotAllowed, MissingExtra) as error:
        _end(str(error), Exit.USAGE)
    except OSError as error:  # a full disk, a closed terminal
        _end(f"cannot write or read: {error.strerror or error}", Exit.RUNTIME_ERROR)
    except WhomadeError as error:
        _end(str(error), Exit.RUNTIME_ERROR)
    sys.exit(status or Exit.DONE)


@contextmanager
def on_the_network() -> Iterator[None]:
    """While sockets are open, a host that goes away is an error of one connection and must not end the program."""
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN) if hasattr(signal, "SIGPIPE") else None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGPIPE, before)


def _show_every_letter() -> None:
    """A terminal that cannot show a letter gets a mark in its place, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _end(message: str, status: Exit) -> None:
    click.echo(f"whomade: {message}", err=True)
    sys.exit(status)

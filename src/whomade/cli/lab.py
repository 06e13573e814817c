"""`whomade lab`: emulated devices on loopback, alone or while another command runs."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whomade.cli.main import on_the_network
from whomade.errors import InputError

if TYPE_CHECKING:
    from whomade.lab import Lab, Profile

FALLBACK_OFFSET = 20_000
"""Added to every port where neither low ports nor a private network can be had."""
MOST_OFFSET = 27_000
"""The highest port of the lab is 37810."""


@click.command()
@click.option("--list", "list_", is_flag=True, help="List the devices with their addresses and start nothing.")
@click.option("--only", multiple=True, metavar="ID", help="Start this device only; may be given again.")
@click.option("--clones", type=click.IntRange(0, 1024), default=0, help="Further hosts that repeat the profiles.")
@click.option(
    "--port-offset",
    type=click.IntRange(0, MOST_OFFSET),
    help="Add this to every port; else low ports, if they can be had.",
)
@click.option(
    "--record", type=click.Path(path_type=Path, dir_okay=False), help="Write every byte received, as JSON lines."
)
@click.option(
    "--profiles", "folder", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder of profiles."
)
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def lab(
    list_: bool,  # noqa: FBT001  click gives options as it reads them
    only: tuple[str, ...],
    clones: int,
    port_offset: int | None,
    record: Path | None,
    folder: Path | None,
    command: tuple[str, ...],
) -> int:
    """Start emulated devices on addresses of 127.77.0.0/16, and stop them with Ctrl-C.

    With a COMMAND after `--` the lab is up while it runs, and its exit status is given. No device of the lab is real,
    and nothing of it can be reached from another machine.
    """
    from whomade.lab import Lab

    chosen = _chosen(folder, only)
    offset = 0 if list_ else _offset(port_offset)
    made = Lab(chosen, port_offset=offset, record=None if list_ else record, clones=clones)
    if list_:
        for device in made.devices:
            click.echo(f"{device.address:<14} {device.profile.kind:<11} {device.name}")
        return 0
    try:
        with on_the_network():
            return asyncio.run(_run(made, command, offset))
    except OSError as error:
        raise InputError(f"the lab cannot start: {error.strerror or error} (another lab may run)") from None


def _chosen(folder: Path | None, only: tuple[str, ...]) -> list[Profile]:
    """Give the profiles asked for, in the order of their files."""
    from whomade.lab import profiles

    found = profiles(folder)
    unknown = sorted(set(only) - {profile.id for profile in found})
    if unknown:
        raise InputError(f"no profile `{unknown[0]}`; `whomade lab --list` shows them")
    return [profile for profile in found if not only or profile.id in only]


def _offset(wanted: int | None) -> int:
    """Give the port offset: the one wanted; none where low ports can be had, here or in a private network."""
    from whomade.lab import namespace

    if wanted is not None:
        return wanted
    if namespace.is_inside():
        namespace.raise_loopback()
    if namespace.may_bind_low_ports():
        return 0
    if namespace.available() and not namespace.is_inside():
        namespace.enter(sys.argv[1:])
    click.echo(f"low ports cannot be had here: every port is its number + {FALLBACK_OFFSET}", err=True)
    return FALLBACK_OFFSET


async def _run(made: Lab, command: tuple[str, ...], offset: int) -> int:
    """Keep the lab up while the command runs, or until somebody ends it."""
    from whomade.lab import namespace

    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    async with made:
        click.echo(f"{len(made.devices)} emulated devices from {made.devices[0].address} on; Ctrl-C ends", err=True)
        if not command and namespace.is_inside():
            click.echo("private network: other terminals see nothing; use whomade lab -- whomade scan ...", err=True)
        if command:
            return await _with(command, offset, ended)
        await ended.wait()
    return 0


async def _with(command: tuple[str, ...], offset: int, ended: asyncio.Event) -> int:
    """Run a command and give its status; when the lab is ended, the command is too."""
    environment = {**os.environ, **({"WHOMADE_PORT_OFFSET": str(offset)} if offset else {})}
    try:
        process = await asyncio.create_subprocess_exec(*command, env=environment)
    except OSError as error:
        raise InputError(f"cannot run `{command[0]}`: {error.strerror}") from None
    finished, stop = asyncio.create_task(process.wait()), asyncio.create_task(ended.wait())
    await asyncio.wait({finished, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if not finished.done():
        process.terminate()
    status = await finished
    return status if status >= 0 else 128 - status

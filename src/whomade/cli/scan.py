"""`whomade scan`: asks the devices of your own networks who they are, and identifies what answered."""

from __future__ import annotations

import shlex
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from whomade.cli import answers, judging
from whomade.cli.main import on_the_network
from whomade.errors import UsageError

if TYPE_CHECKING:
    from whomade.pipeline.scan import Plan


IN_RECORD = frozenset({"targets", "ports", "no_discovery", "port_offset", "record", "resume"})
"""Options that are not given again when a scan goes on: they stand in its record, or name it."""


@click.command()
@click.argument("targets", nargs=-1, metavar="CIDR...")
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Configuration with your allow-list; else ./whomade.toml, else ~/.config/whomade/whomade.toml.",
)
@click.option("--port", "ports", type=int, multiple=True, help="Ask this TCP port only (repeatable); else all known.")
@click.option("--no-discovery", is_flag=True, help="Send no discovery datagrams.")
@click.option(
    "--rate", type=click.FloatRange(1, 100_000), default=1000, show_default=True, help="Messages a second at most."
)
@click.option("--dry-run", is_flag=True, help="Print what would be sent, and send nothing.")
@click.option(
    "--record", metavar="FILE", type=click.Path(dir_okay=False), help="Where what was seen goes; else named by time."
)
@click.option(
    "--resume", metavar="FILE", type=click.Path(dir_okay=False), help="Go on with the record of a scan cut short."
)
@click.option(
    "--packet-log", metavar="FILE", type=click.Path(dir_okay=False), help="Write a line for every message sent."
)
@click.option(
    "--port-offset", type=click.IntRange(0, 65535), default=0, envvar="WHOMADE_PORT_OFFSET", help="For the lab only."
)
@judging.options
@answers.options
def scan(targets: tuple[str, ...], **options: Any) -> int:
    """Ask the devices of your own networks who they are.

    CIDR... are IPv4 networks of your allow-list; loopback is always in it. Identification only: no log-in, no user
    name, nothing that changes a device; every message it can send is printed by --dry-run.
    """
    answers.check(options)
    if bool(targets) == bool(options["resume"]):
        both = "networks and --resume exclude each other: what a record was asked for stands in it"
        raise UsageError(both if targets else "name a network to scan, like 192.0.2.0/24, or --resume FILE")
    if options["dry_run"]:
        return _preview(targets, options)
    knowledge, how = answers.asked(options)  # an unknown word ends the call before a packet leaves
    return answers.give((str(_scanned(targets, options)),), how, knowledge, options)


def _plan(options: dict[str, Any], **more: Any) -> Plan:
    from whomade.pipeline.scan import Plan

    record = options["resume"] or options["record"] or f"whomade-scan-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.jsonl"
    return Plan(
        Path(record),
        Path(options["config"]) if options["config"] else None,
        tuple(options["ports"]),
        options["port_offset"],
        discovery=not options["no_discovery"],
        **more,
    )


def _scanned(targets: tuple[str, ...], options: dict[str, Any]) -> Path:
    """Scan or resume, and give the record; an interrupted scan says how to go on."""
    from whomade.collect.scanner.engine import Pace
    from whomade.pipeline import scan as pipeline

    with ExitStack() as stack:
        stack.enter_context(on_the_network())
        log = options["packet_log"]
        out = stack.enter_context(Path(log).open("a", encoding="utf-8")) if log else None
        tick = stack.enter_context(answers.progress())
        plan = _plan(options, pace=Pace(options["rate"], packet_log=out, progress=tick or (lambda _stage, _n: None)))
        try:
            before = plan.record.stat().st_size if options["resume"] and plan.record.exists() else -1
            record = pipeline.resume(plan) if options["resume"] else pipeline.scan(targets, plan)
            if record.stat().st_size == before:
                click.echo("the record is complete: nothing was sent; to ask again, begin a new one", err=True)
        except KeyboardInterrupt:
            if plan.record.exists():
                click.echo(f"whomade: to go on: {_to_go_on(plan.record)}", err=True)
            raise
    click.echo(f"record: {record}", err=True)
    return record


def _to_go_on(record: Path) -> str:
    """The command that goes on with a record: as this one was called, less what stands in the record."""
    called = click.get_current_context()
    words = ["whomade", "scan", "--resume", str(record)]
    for option in called.command.params:
        name = option.name or ""
        if name not in IN_RECORD and called.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            words += _written(option, called.params[name])
    return shlex.join(words)


def _written(option: click.Parameter, value: Any) -> list[str]:
    """An option as it is typed."""
    flag = option.opts[0]
    if isinstance(value, bool):
        return [flag]
    values = value if option.multiple else (value,)
    return [word for one in values for word in (flag, f"{one:.10g}" if isinstance(one, float) else str(one))]


def _preview(targets: tuple[str, ...], options: dict[str, Any]) -> int:
    """Print the plan, and send nothing."""
    from whomade.cli.preview import lines
    from whomade.collect.scanner.engine import Pace
    from whomade.pipeline import scan as pipeline

    if options["resume"]:
        raise UsageError("--dry-run plans a new scan; what a record was asked for stands in its first line")
    preview = pipeline.checked(targets, _plan(options, pace=Pace(options["rate"])))
    sys.stdout.writelines(line + "\n" for line in lines(preview, options["rate"]))
    return 0

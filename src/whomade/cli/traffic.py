"""`whomade traffic`: whom devices called, from captures and logs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whomade.cli.main import Exit
from whomade.errors import InputError, UsageError

if TYPE_CHECKING:
    from whomade.collect.networks import Networks
    from whomade.model.traffic import Watched

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--networks", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE",
              help="Your own table prefix,country,asn,name (CSV): for country and network of an address.")  # fmt: skip
@click.option(
    "--local", multiple=True, metavar="NETWORK", help="A network of the site beside private ones; repeatable."
)
@click.option("--only", multiple=True, metavar="KEY", help="A device by MAC or IP address; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@click.option("--html", type=FILE, metavar="FILE", help="Write one page that opens offline, with both pictures.")
@click.option("--kit", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Write block lists for what was called into a folder. Nothing is applied.")  # fmt: skip
def traffic(files: tuple[str, ...], **how: Any) -> int:
    """Say whom devices called: who runs the service, what for, where, when and how much.

    FILE is a capture (pcap, pcapng), a Zeek log (conn, dns, ssl, http, dhcp; text or JSON), or a log of dnsmasq,
    Pi-hole or BIND; several are read together, gzip too, and `-` is standard input. Nothing is looked up outside.
    """
    from whomade.pipeline.traffic import traffic as watch

    networks = _networks(how["networks"])
    only = frozenset(key.lower() for key in how["only"])
    watched = watch(files, networks=networks, local=how["local"], only=only)
    if watched.coverage.inputs and all(one.refused for one in watched.coverage.inputs):
        first = watched.coverage.inputs[0]
        raise InputError(f"{first.name}: {first.refused}")
    if only and not watched.accounts:
        raise UsageError(f"--only: no device {', '.join(sorted(only))} in these inputs")
    _write(watched, how)
    lost = _complain(watched, networks)
    return Exit.SOME_UNREADABLE if lost else Exit.DONE


def _networks(path: Path | None) -> Networks | None:
    if path is None:
        return None
    from whomade.collect.networks import read_networks

    return read_networks(path)


def _write(watched: Watched, how: dict[str, Any]) -> None:
    from whomade.report import traffic as report

    if how["as_json"]:
        import orjson

        click.echo(orjson.dumps(report.as_json(watched), option=orjson.OPT_INDENT_2).decode())
    if how["html"] is not None:
        from whomade.report.traffic_page import write

        with how["html"].open("w", encoding="utf-8") as out:
            write(watched, out)
        click.echo(f"page: {how['html']}", err=True)
    if not how["as_json"]:
        for line in report.as_text(watched):
            click.echo(line)
    if how["kit"] is not None:
        _kit(watched, how["kit"])


def _kit(watched: Watched, folder: Path) -> None:
    from whomade.pipeline.kit import write_kit

    for checked in write_kit(watched, folder):
        click.echo(f"{folder / checked.name}: {checked.said}", err=True)
    click.echo("nothing was applied: read the lists, then load what you want yourself", err=True)


def _complain(watched: Watched, networks: Networks | None) -> bool:
    """Say on standard error what could not be read; tell whether a record or file was lost."""
    from whomade.report import wording

    coverage = watched.coverage
    problems = [*coverage.problems, *(networks.problems if networks else [])]
    for problem in problems[:20]:
        click.echo(wording.problem_words(problem), err=True)
    if len(problems) > 20:
        click.echo(f"and {len(problems) - 20} more", err=True)
    for one in coverage.inputs:
        for note in (*([f"not read: {one.refused}"] if one.refused else []), *one.notes):
            click.echo(f"{wording.visible(one.name)}: {wording.visible(note)}", err=True)
    knowledge = watched.knowledge
    click.echo(f"knowledge {knowledge.version} ({knowledge.digest[:12]})", err=True)
    refused = any(one.refused or one.rejected for one in coverage.inputs)
    return refused or bool(networks and networks.rejected)

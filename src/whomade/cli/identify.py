"""`whomade identify`: who made the devices that evidence files speak of."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whomade.cli import answers, judging
from whomade.errors import UsageError

if TYPE_CHECKING:
    from whomade.pipeline import Options


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "format_",
    metavar="F",
    help="Force a format instead of guessing it: firmware (images), inventory (CSV), nmap, observations, onvif, pcap, "
    "scan, xlsx, xmlreply.",
)
@click.option(
    "--map",
    "mapping",
    metavar="FIELD=COLUMN",
    multiple=True,
    help="Say which column of a list holds a field: asset, brand, model, brand_model, serial, mac, firmware, fcc_id, "
    "made_on, address, stream_url, name, site, driver, note. COLUMN is a header, a number from 1, or a letter.",
)
@click.option("--asset", metavar="KEY", help="All inputs of this call are one device.")
@click.option(
    "--population",
    type=click.Path(dir_okay=False),
    help="YAML or JSON file of maker shares, instead of the flat prior.",
)
@click.option("--site", metavar="NAME", help="Name of the site.")
@click.option(
    "--site-from-dir", is_flag=True, help="The folder of a file is its site; equal keys of two sites are two devices."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read a large capture; else as many as help.")
@judging.options
@answers.options
def identify(paths: tuple[str, ...], **options: Any) -> int:
    """Say who made the devices that evidence files speak of.

    PATHS are files and folders; `-` or nothing is standard input. Formats: native observations, records of `whomade
    scan`, packet captures (pcap, pcapng), nmap XML, CSV and XLSX inventories, raw ONVIF, ISAPI, SADP and SSDP replies,
    firmware images.
    """
    answers.check(options)
    chosen = paths or _standard_input()
    knowledge, how = answers.asked(options)
    return answers.give(chosen, _reading(how, options), knowledge, options)


def _standard_input() -> tuple[str, ...]:
    if sys.stdin.isatty():
        raise UsageError("no input: name a file, a folder, or - for standard input")
    return ("-",)


def _reading(how: Options, options: dict[str, Any]) -> Options:
    """How the inputs are to be read."""
    return replace(
        how,
        format=options["format_"],
        mapping=dict(_pair(text) for text in options["mapping"]),
        asset=options["asset"],
        site=options["site"],
        site_from_dir=options["site_from_dir"],
        population=_population(options["population"]),
        jobs=options["jobs"] or 0,
    )


def _pair(text: str) -> tuple[str, str]:
    name, equals, column = text.partition("=")
    if not (name and equals and column):
        raise UsageError(f"--map: expected FIELD=COLUMN, found `{text}`")
    return name, column


def _population(path: str | None) -> dict[str, float] | None:
    if path is None:
        return None
    from whomade.pipeline.population import read_population

    return read_population(Path(path))

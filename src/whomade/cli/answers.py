"""What every command that gives answers shares: its output options, and how devices are written and counted."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Protocol, TextIO, TypeVar

import click

from whomade.cli import judging
from whomade.cli.main import Exit
from whomade.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Assessment, Coverage, Knowledge
    from whomade.pipeline import Identification, Options
    from whomade.report.html import Page

Command = TypeVar("Command", bound=Callable[..., Any])
STATUSES = ("prohibited", "conditional", "advised_against", "not_reached", "undetermined")
FAIL_ON = (
    f"End with status 3 when it occurs: a STATUS of a verdict (needs --regime), one of {', '.join(STATUSES)}; "
    "`undetermined` is met by a device without a named maker too; `undetermined:N%` when N percent of the devices or "
    "more have none."
)
_UNDETERMINED = re.compile(r"undetermined(?::(\d{1,3}(?:\.\d+)?)%)?")
EXPLAINED = 20
"""Waterfalls printed by `--explain` without being asked for one device; more would scroll past."""


class Writer(Protocol):
    """Writes the devices of a run for a terminal."""

    def __call__(self, devices: Iterable[Assessment], run: Identification, *, explain: bool) -> None:
        """Write them to standard output; `explain` asks for how each answer came about."""


class Limit(NamedTuple):
    """What `--fail-on` asks: a status, or the share of devices (0-1) without a named maker."""

    status: str
    share: float | None = None


def options(command: Command) -> Command:
    """Add the output options to a command."""
    for option in reversed(
        (
            click.option("--only", metavar="KEY", multiple=True, help="Answer for this device only. May be repeated."),
            click.option("--explain", is_flag=True, help="Show how each answer came about (the first 20 devices)."),
            click.option("--json", "as_json", is_flag=True, help="One JSON document."),
            click.option("--jsonl", "as_jsonl", is_flag=True, help="One JSON object per device, then one of coverage."),
            click.option(
                "--html",
                metavar="FILE",
                type=click.Path(dir_okay=False),
                help="Write a single-file report that opens offline.",
            ),
            click.option("--fail-on", metavar="STATUS|undetermined[:N%]", help=FAIL_ON),
        )
    ):
        command = option(command)
    return command


def check(chosen: dict[str, Any]) -> None:
    """Refuse options that are empty or exclude each other, before anything is read or sent.

    Raises:
        UsageError: they do, or a verdict is asked for without a rule or a rule without a case.
    """
    empty = [name for name, value in chosen.items() if value == ""]
    if empty:
        raise UsageError(f"--{empty[0].rstrip('_').replace('_', '-')}: expected a value, found none")
    _fail_limit(chosen["fail_on"], judged=judging.asks(chosen))
    if chosen["as_json"] and chosen["as_jsonl"]:
        raise UsageError("--json and --jsonl exclude each other")
    if chosen["html"]:
        _writable(Path(chosen["html"]))


def asked(chosen: dict[str, Any]) -> tuple[Knowledge, Options]:
    """The base with the user's own policies, and what these options and those of `judging` ask of a run.

    Raises:
        UsageError: options that do not go together.
        InputError: an unknown regime, code, fact or value, or a policy that cannot be used.
    """
    from whomade.knowledge import bundle
    from whomade.pipeline import Options

    knowledge = judging.with_policies(chosen, bundle.load())
    return knowledge, Options(
        keep_replies=bool(chosen["html"]),
        only=frozenset(chosen["only"]),
        situation=judging.situation_from(chosen, knowledge),
        regimes=chosen["regime"],
    )


def give(paths: Iterable[str], how: Options, knowledge: Knowledge, chosen: dict[str, Any]) -> int:
    """Identify what evidence files speak of, write the answers as the options say, and give the exit status."""
    from whomade.pipeline import identify

    with progress() as tick:
        return tell(identify(list(paths), options=how, knowledge=knowledge, progress=tick), chosen)


def tell(run: Identification, chosen: dict[str, Any], as_text: Writer | None = None) -> int:
    """Write the answers of a run as the options say, and give the exit status; `as_text` writes for a terminal."""
    with _html(chosen["html"], run) as devices:
        _write(devices, run, chosen, as_text or write_text)
    if chosen["only"] and not run.coverage.devices:
        raise InputError(f"--only: no device with the key {' or '.join(chosen['only'])}")
    return _status(run, _fail_limit(chosen["fail_on"], judged=judging.asks(chosen)))


def _fail_limit(asked: str | None, *, judged: bool) -> Limit | None:
    """What to fail on; None means nothing.

    Raises:
        UsageError: the word is unknown, or names a verdict and no regime is asked for.
    """
    if asked is None:
        return None
    found = _UNDETERMINED.fullmatch(asked)
    if found is None and asked not in STATUSES:
        raise UsageError(f"--fail-on: expected a verdict status or undetermined[:N%], found `{asked}`")
    if found is None:
        if not judged:
            raise UsageError(f"--fail-on {asked}: needs --regime ID: no rule is applied unless it is named")
        return Limit(asked)
    percent = float(found.group(1) or 0)
    if percent > 100:
        raise UsageError(f"--fail-on: at most 100%, found `{asked}`")
    return Limit("undetermined", None if found.group(1) is None else percent / 100)


@contextmanager
def progress() -> Iterator[Any]:
    """Counts on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return

    def tick(stage: str, number: int) -> None:
        if number % 1000 == 0:
            sys.stderr.write(f"\r\x1b[K{stage[-60:]}: {number:,}")
            sys.stderr.flush()

    yield tick
    sys.stderr.write("\r\x1b[K")


@contextmanager
def _html(path: str | None, run: Identification) -> Iterator[Iterable[Assessment]]:
    """Give the devices; when a page is wanted, they are kept aside as they pass and the page is written at the end."""
    if path is None:
        yield run
        return
    from whomade.report import html

    target = Path(path)
    if run.reads(target):
        raise InputError(f"{path}: is one of the inputs; evidence is never overwritten")
    with html.Page(run.coverage, run.knowledge) as page:
        yield page.passing(run)
        _replace(target, page)
    click.echo(f"report: {path}", err=True)


def _writable(target: Path) -> None:
    if target.is_dir() or not target.resolve().parent.is_dir():
        raise InputError(f"{target}: cannot be written: no such folder, or a folder itself")


def _replace(target: Path, page: Page) -> None:
    """Write the page beside its target and put it there when it is whole, so that a broken run loses no old report."""
    beside = target.with_name(f".{target.name}.part")
    try:
        with beside.open("w", encoding="utf-8") as out:
            page.write(out)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError(f"{target}: cannot be written: {error.strerror}") from error


def _write(devices: Iterable[Assessment], run: Identification, chosen: dict[str, Any], as_text: Writer) -> None:
    from whomade.report import jsonl

    out = sys.stdout.buffer
    if chosen["as_jsonl"]:
        for assessment in devices:
            out.write(jsonl.dumps(jsonl.device(assessment, run.knowledge)) + b"\n")
        out.write(jsonl.dumps(jsonl.coverage(run.coverage)) + b"\n")
    elif chosen["as_json"]:
        _write_json(devices, run, out)
    else:
        as_text(devices, run, explain=chosen["explain"])
    out.flush()
    if chosen["as_json"] or chosen["as_jsonl"]:
        _say_read(run.coverage)


def _write_json(devices: Iterable[Assessment], run: Identification, out: IO[bytes]) -> None:
    from whomade.report import jsonl

    out.write(b'{"devices":[')
    for number, assessment in enumerate(devices):
        out.write((b"," if number else b"") + b"\n" + jsonl.dumps(jsonl.device(assessment, run.knowledge)))
    out.write(b"\n]," + jsonl.dumps(jsonl.coverage(run.coverage))[1:] + b"\n")


def write_text(devices: Iterable[Assessment], run: Identification, *, explain: bool) -> None:
    """The headline needs all devices and stands first, so rows wait in a temporary file."""
    from whomade.report import text

    width = shutil.get_terminal_size((100, 24)).columns
    color = sys.stdout.isatty()
    waterfalls: list[str] = []
    more = 0

    def watched() -> Iterator[Assessment]:
        nonlocal more
        for assessment in devices:
            if explain:
                if len(waterfalls) < EXPLAINED:
                    waterfalls.append(text.waterfall(assessment, run.knowledge, width, color=color))
                else:
                    more += 1
            yield assessment

    with tempfile.TemporaryFile("w+", encoding="utf-8") as rows:
        rows.writelines(line + "\n" for line in text.table(watched(), width, color=color))
        rows.seek(0)
        click.echo(text.headline(run.levels, run.coverage, run.only_brand))
        for line in text.verdicts_by_regime(run.by_regime):
            click.echo(line)
        click.echo()
        shutil.copyfileobj(rows, sys.stdout)
    _print_rest(waterfalls, more, run, sys.stdout)


def _print_rest(waterfalls: list[str], more: int, run: Identification, out: TextIO) -> None:
    for waterfall in waterfalls:
        out.write("\n" + waterfall)
    if more:
        out.write(f"\n{more} more devices can be explained: use --jsonl or --html\n")
    _say_read(run.coverage)
    say_version(run.knowledge, judged=bool(run.by_regime))


def say_version(knowledge: Knowledge, *, judged: bool = False) -> None:
    """Say on standard error what an answer rests on, what it is, and how to object."""
    from whomade.report import objections

    version = f"knowledge {knowledge.version} ({knowledge.digest[:12]})"
    advice = "; a verdict is not legal advice" if judged else ""
    click.echo(f"{version}; an answer is a probability, never proof{advice}; to object, {objections.WHERE}", err=True)


def _say_read(coverage: Coverage) -> None:
    from whomade.report import account

    for line in account.lines(coverage):
        click.echo(line, err=True)


def _status(run: Identification, limit: Limit | None) -> int:
    """Exit status: unusable input before `--fail-on`, that before rejected records."""
    coverage = run.coverage
    if coverage.inputs and all(i.refused is not None or (i.rejected and not i.records) for i in coverage.inputs):
        return Exit.USAGE  # nothing in them could be read
    if limit is not None and _is_met(limit, run):
        return Exit.FAIL_ON
    if any(i.rejected or i.refused is not None for i in coverage.inputs):
        return Exit.SOME_UNREADABLE
    return Exit.DONE


def _is_met(limit: Limit, run: Identification) -> bool:
    """Whether what was asked to fail on occurred."""
    from whomade.model import Level, Status

    unnamed = run.levels[Level.UNDETERMINED]
    if limit.share is not None:
        return unnamed > 0 and unnamed / max(run.coverage.devices, 1) >= limit.share
    return run.verdicts[Status(limit.status)] > 0 or (limit.status == "undetermined" and unnamed > 0)

"""`whomade report`: papers that are filed, made from the JSON lines of other commands."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from whomade import __version__
from whomade.cli.main import Exit
from whomade.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whomade.report.filing.case import Case
    from whomade.report.filing.document import Paper

KINDS = {
    "far-52.204-25": "Draft the report of FAR 52.204-25(d): fields of both parts, and until when they are due.",
    "inquiry": "Write the record of a reasonable inquiry: what was looked at, how, when, and what was not reached.",
    "representations": "Say what each answer of FAR 52.204-24 and 52.204-26 rests on.",
    "counts": "Count devices by site, believed maker and status of the verdict.",
    "public": "Write a paper for the public, without addresses, serial numbers, names of sites or persons.",
}
ABOUT = """FILE holds JSON lines that `whomade identify`, `scan`, `who` or `judge` wrote with --jsonl; `-` is standard
input. What nobody gives is printed as missing, never guessed."""
DATES = ("discovered_on", "submitted_on", "prepared_on")


@click.group()
def report() -> None:
    """Make papers that are filed, from answers that other commands gave."""


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.argument("file", type=click.Path(allow_dash=True)),
        click.option(
            "--case", metavar="FILE", type=click.Path(dir_okay=False), help="YAML file of what only you know."
        ),
        click.option("--prepared-on", metavar="DATE", help="Date of the paper (YYYY-MM-DD)."),
        click.option("--objections", metavar="TEXT", help="Name and address for objections, in every footer."),
        click.option("--pdf", metavar="FILE", type=click.Path(dir_okay=False), help="Write a PDF (extra `documents`)."),
        click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _add(kind: str, *more: Callable[..., Any]) -> None:
    def run(**options: Any) -> int:
        return _make(kind, options)

    command: Callable[..., Any] = run
    for option in reversed(more):
        command = option(command)
    report.command(name=kind, help=f"{KINDS[kind]}\n\n{ABOUT}")(_shared(command))


_add(
    "far-52.204-25",
    click.option("--discovered-on", metavar="DATE", help="Day of identification or notification (YYYY-MM-DD)."),
    click.option("--submitted-on", metavar="DATE", help="Day on which the first part was submitted (YYYY-MM-DD)."),
    click.option("--clause", metavar="NUMBER", help="Number of the clause in the contract; 52.204-25 if not given."),
    click.option("--asset", "assets", metavar="KEY", multiple=True,
                 help="Report this device, whatever its verdict. May be repeated."),
)  # fmt: skip
_add("inquiry")
_add("representations")
_add(
    "counts",
    click.option("--by", type=click.Choice(["site"]), default="site", help="What to count by.", show_default=True),
    click.option("--xlsx", metavar="FILE", type=click.Path(dir_okay=False), help="Write an Excel workbook."),
)
_add("public")


def _make(kind: str, options: dict[str, Any]) -> int:
    """Build the paper, write it in the forms asked for, and say what could not be read."""
    from whomade.knowledge import bundle
    from whomade.pipeline.filing import file

    targets = {form: Path(options[form]) for form in ("pdf", "xlsx") if options.get(form)}
    _check(options["file"], targets)
    case = _case(options)
    with _opened(options["file"]) as stream:
        paper, rest = file(
            kind, stream, name=options["file"], case=case, knowledge=bundle.load(),
            assets=options.get("assets", ()), program=f"whomade {__version__}",
        )  # fmt: skip
    for form, target in targets.items():
        _replace(target, _rendered(form, paper))
        click.echo(f"report: {target}", err=True)
    if options["as_json"] or not targets:
        sys.stdout.write(_text(paper, as_json=options["as_json"]))
    for problem in rest.problems[:20]:
        click.echo(f"whomade: {problem.where.input}, {problem.where.place}: {problem.found}", err=True)
    return Exit.SOME_UNREADABLE if rest.problems else Exit.DONE


def _text(paper: Paper, *, as_json: bool) -> str:
    from whomade.report.filing import plain

    if as_json:
        import json

        return json.dumps(paper.document(), ensure_ascii=False, indent=1) + "\n"
    return plain.render(paper, shutil.get_terminal_size((100, 24)).columns)


def _rendered(form: str, paper: Paper) -> bytes:
    if form == "pdf":
        from whomade.report.filing import pdf

        return pdf.render(paper)
    from whomade.report.filing import xlsx

    return xlsx.render(paper.sheets, paper.title)


def _case(options: dict[str, Any]) -> Case:
    """The case of the file, with what options say in place of its fields."""
    from whomade.pipeline.filing import read_case
    from whomade.report.filing.case import case_from, date_from

    case = case_from(read_case(Path(options["case"]))) if options["case"] else case_from(None)
    given = {name: options[name] for name in DATES if options.get(name)}
    dates = {name: date_from("--" + name.replace("_", "-"), text) for name, text in given.items()}
    texts = {name: options[name] for name in ("objections", "clause") if options.get(name)}
    return replace(case, dates=case.dates | dates, texts=case.texts | texts)


def _check(file: str, targets: dict[str, Path]) -> None:
    """Refuse targets that cannot be written, or that would overwrite the input, before anything is read."""
    for form, target in targets.items():
        if target.is_dir() or not target.resolve().parent.is_dir():
            raise InputError(f"{target}: cannot be written: no such folder, or a folder itself")
        if file != "-" and target.resolve() == Path(file).resolve():
            raise UsageError(f"--{form} {target}: is the input; evidence is never overwritten")


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    try:
        with click.open_file(file, "rb") as stream:
            yield stream
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from error


def _replace(target: Path, content: bytes) -> None:
    """Put the file there when it is whole, so that a broken run loses no old one."""
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError(f"{target}: cannot be written: {error.strerror}") from error

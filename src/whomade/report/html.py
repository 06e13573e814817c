"""The answer as one page that opens offline: no network, no dependency, readable without its script.

The devices are read once. Rows and details wait in temporary files while they are counted, since the summary stands
above them; so memory does not grow with the number of devices.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TextIO

from whomade.model import Level, Status
from whomade.report import inline, objections, pictures, raw, reach, verdicts, wording
from whomade.report.environment import plain
from whomade.report.tally import Tally
from whomade.report.text import headline as counted_headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import jinja2

    from whomade.model import Assessment, Coverage, Knowledge

DETAILS_LIMIT = 2000
"""With more devices than this, details are given only for those above undetermined."""

MAKERS_SHOWN = 7
"""Makers with a bar of their own in the summary."""


class Spool:
    """Rows and details of devices, waiting in temporary files until the summary above them is known."""

    def __init__(self) -> None:
        self._files = ExitStack()
        self.rows = self._file()
        self.details = self._file()

    def _file(self) -> TextIO:
        return self._files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_error: object) -> None:
        self._files.close()


class Page:
    """A page in the making: takes the devices one by one, is written once the last has come.

    Example:
        >>> with Page(run.coverage, run.knowledge) as page:  # doctest: +SKIP
        ...     for assessment in page.passing(run):
        ...         print(assessment.asset.id)
        ...     page.write(file)
    """

    def __init__(self, coverage: Coverage, knowledge: Knowledge, *, details_limit: int = DETAILS_LIMIT) -> None:
        self._coverage = coverage
        self._details_limit = details_limit
        self._templates = environment(knowledge)
        self._row = self._templates.get_template("row.html")
        self._details = self._templates.get_template("device.html")
        self._tally = Tally()
        self._files = ExitStack()

    def __enter__(self) -> Page:
        self._whole = self._files.enter_context(Spool())
        self._named = self._files.enter_context(Spool())
        return self

    def __exit__(self, *_error: object) -> None:
        self._files.close()

    def passing(self, assessments: Iterable[Assessment]) -> Iterator[Assessment]:
        """Give the same devices, each kept for the page as it passes."""
        for assessment in assessments:
            self.add(assessment)
            yield assessment

    def add(self, assessment: Assessment) -> None:
        """Keep a device aside twice: with all details, up to the limit, and with the details of named ones only."""
        self._tally.add(assessment)
        answer = wording.manufacturer(assessment)
        is_named = answer.level is not Level.UNDETERMINED
        number = self._tally.devices
        device = {"device": assessment, "answer": answer, "number": number, "is_named": is_named}
        details = self._details.render(device) if is_named or number <= self._details_limit else ""
        if number <= self._details_limit:
            self._whole.rows.write(self._row.render(device, is_linked=True))
            self._whole.details.write(details)
        self._named.rows.write(self._row.render(device, is_linked=is_named))
        if is_named:
            self._named.details.write(details)

    def write(self, out: TextIO, headline: str | None = None) -> None:
        """Write the page; without a headline it is counted from the devices."""
        is_whole = self._tally.devices <= self._details_limit
        chosen = self._whole if is_whole else self._named
        about: dict[str, Any] = {
            "coverage": self._coverage,
            "tally": self._tally,
            "headline": headline or counted_headline(self._tally.levels, self._coverage, self._tally.only_brand),
            "inlined": inline.load(self._templates),
            "details_limit": None if is_whole else self._details_limit,
        }
        _write(self._templates, "head.html", about, out)
        _pour(chosen.rows, out)
        _write(self._templates, "middle.html", about, out)
        _pour(chosen.details, out)
        _write(self._templates, "tail.html", about, out)


def render(
    assessments: Iterable[Assessment],
    coverage: Coverage,
    knowledge: Knowledge,
    headline: str | None,
    out: TextIO,
    *,
    details_limit: int = DETAILS_LIMIT,
) -> None:
    """Write the page in one go.

    Args:
        assessments: The devices, in the order of the page; read once.
        coverage: What was read; looked at after the last device.
        knowledge: Gives names, sources, version and digest.
        headline: First line of the report; None counts it from the devices.
        out: Where the page goes, as UTF-8 text.
        details_limit: With more devices, those that are undetermined have a row but no details.
    """
    with Page(coverage, knowledge, details_limit=details_limit) as page:
        for assessment in assessments:
            page.add(assessment)
        page.write(out, headline)


def _write(templates: jinja2.Environment, name: str, values: dict[str, Any], out: TextIO) -> None:
    out.writelines(templates.get_template(name).generate(values))


def _pour(file: TextIO, out: TextIO) -> None:
    file.seek(0)
    shutil.copyfileobj(file, out)


def environment(knowledge: Knowledge) -> jinja2.Environment:
    """Templates of the report, with the words and pictures that they ask for."""
    made = plain()
    made.globals.update(
        w=wording, v=verdicts, raw=raw, reach=reach, pictures=pictures, objections=objections, knowledge=knowledge,
        Level=Level, Status=Status, makers_shown=MAKERS_SHOWN,
    )  # fmt: skip
    made.filters.update(percent=wording.percent, clip=wording.clip)
    return made

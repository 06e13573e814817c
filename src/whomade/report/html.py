"""The answer as one page that opens offline: no network, no dependency, readable without its script.

The devices are read once. Rows and details wait in temporary files while they are counted, since the summary stands
above them; so memory does not grow with the number of devices.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

from whomade.model import Level
from whomade.report import pictures, wording
from whomade.report.text import headline as counted_headline

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jinja2

    from whomade.model import Assessment, Coverage, Knowledge

DETAILS_LIMIT = 2000
"""With more devices than this, details are given only for those above undetermined."""

MAKERS_SHOWN = 12
"""Makers with a bar of their own in the summary."""


@dataclass(slots=True)
class Tally:
    """What the summary needs to know of all devices."""

    levels: Counter[Level] = field(default_factory=Counter)
    white_labels: Counter[str] = field(default_factory=Counter)
    makers: dict[str, Counter[Level]] = field(default_factory=dict)

    @property
    def devices(self) -> int:
        """Number of devices."""
        return self.levels.total()

    def add(self, assessment: Assessment) -> None:
        """Count one device."""
        answer = wording.manufacturer(assessment)
        self.levels[answer.level] += 1
        self.white_labels[assessment.white_label] += 1
        if maker := wording.maker(answer):
            maker = "brands themselves" if answer.maker == "self" else maker
            self.makers.setdefault(maker, Counter())[answer.level] += 1

    def ranked(self) -> list[tuple[str, Counter[Level]]]:
        """Makers by number of devices."""
        return sorted(self.makers.items(), key=lambda item: (-item[1].total(), item[0]))


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


def render(
    assessments: Iterable[Assessment],
    coverage: Coverage,
    knowledge: Knowledge,
    headline: str | None,
    out: TextIO,
    *,
    details_limit: int = DETAILS_LIMIT,
) -> None:
    """Write the page.

    Args:
        assessments: The devices, in the order of the page; read once.
        coverage: What was read; looked at after the last device.
        knowledge: Gives names, sources, version and digest.
        headline: First line of the report; None counts it from the devices.
        out: Where the page goes, as UTF-8 text.
        details_limit: With more devices, those that are undetermined have a row but no details.
    """
    templates = _environment(knowledge)
    with Spool() as whole, Spool() as named:
        tally = _spool(assessments, templates, whole, named, details_limit)
        is_whole = tally.devices <= details_limit
        chosen = whole if is_whole else named
        about: dict[str, Any] = {
            "coverage": coverage,
            "tally": tally,
            "headline": headline or counted_headline(tally.levels, coverage),
            "details_limit": None if is_whole else details_limit,
        }
        _write(templates, "head.html", about, out)
        _pour(chosen.rows, out)
        _write(templates, "middle.html", about, out)
        _pour(chosen.details, out)
        _write(templates, "tail.html", about, out)


def _spool(
    assessments: Iterable[Assessment], templates: jinja2.Environment, whole: Spool, named: Spool, details_limit: int
) -> Tally:
    """Write the devices aside twice: with all details, given up beyond the limit, and with those above undetermined."""
    tally = Tally()
    row, details = templates.get_template("row.html"), templates.get_template("device.html")
    for assessment in assessments:
        tally.add(assessment)
        answer = wording.manufacturer(assessment)
        is_named = answer.level is not Level.UNDETERMINED
        device = {"device": assessment, "answer": answer, "number": tally.devices, "is_named": is_named}
        if tally.devices <= details_limit:
            whole.rows.write(row.render(device, is_linked=True))
            whole.details.write(details.render(device))
        named.rows.write(row.render(device, is_linked=is_named))
        if is_named:
            named.details.write(details.render(device))
    return tally


def _write(templates: jinja2.Environment, name: str, values: dict[str, Any], out: TextIO) -> None:
    out.writelines(templates.get_template(name).generate(values))


def _pour(file: TextIO, out: TextIO) -> None:
    file.seek(0)
    shutil.copyfileobj(file, out)


def _environment(knowledge: Knowledge) -> jinja2.Environment:
    """Templates in which every value is made harmless and escaped before it is written."""
    import jinja2  # noqa: PLC0415

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("whomade.report"),
        autoescape=True,
        finalize=_finalize,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        w=wording, pictures=pictures, knowledge=knowledge, Level=Level, makers_shown=MAKERS_SHOWN
    )
    environment.filters.update(percent=wording.percent, clip=wording.clip)
    return environment


def _finalize(value: object) -> object:
    """Leave what the templates themselves wrote; make everything else harmless text."""
    return value if hasattr(value, "__html__") else wording.visible(str(value))

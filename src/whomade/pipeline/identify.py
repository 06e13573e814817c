"""`whomade identify` as a library call: evidence files in, one assessment per device out."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from whomade import collect, signals
from whomade.assess import Mind, assess
from whomade.attribute.reason import Reasoner
from whomade.errors import InputError
from whomade.knowledge import bundle
from whomade.model import Asset, Coverage, InputSummary, Level, Lookalike, Observation, Problem, Signal, Where
from whomade.pipeline.grouping import Grouping, natural_key
from whomade.pipeline.population import resolved
from whomade.pipeline.replies import packed as packed_reply
from whomade.pipeline.replies import unpacked as unpacked_replies
from whomade.pipeline.twins import Twins
from whomade.signals.text import NO_SIGNAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from whomade.model import Assessment, Knowledge, Reply, Situation, Status

MOST_PROBLEMS = 1000
"""Problems listed one by one; further ones are counted."""
MOST_SIGNALS = 20_000
"""Distinct signals used per device, so that one endless asset cannot take all memory."""
MOST_SIGNAL_CHARS = 32 * 1024 * 1024
"""Characters in the signals used per device, for the same reason: a value may have 64 Ki of them."""

TWINS_FULL = "too many MAC addresses and serial numbers to remember: later devices under two keys are not pointed out"


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read and grouped.

    `format` forces a reader; `mapping` says which column holds which field; `asset` makes all inputs one device;
    `site` or `site_from_dir` name the site; `population` overrides the flat prior (maker id to share). `regimes` are
    applied in this order to every device in the `situation`; none is applied without one. `keep_replies` gives the raw
    replies with each device, for a report that shows them; `only` keeps devices of these keys and passes others over.
    `reader` reads every input in place of the readers of `collect`; `stdin` stands for standard input. `jobs` is the
    number of processes that read one large capture (0: as many as are worth it).
    """

    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    asset: str | None = None
    site: str | None = None
    site_from_dir: bool = False
    population: Mapping[str, float] | None = None
    keep_replies: bool = False
    only: frozenset[str] = frozenset()
    budget_bytes: int = 64 * 1024 * 1024
    regimes: tuple[str, ...] = ()
    situation: Situation | None = None
    reader: Callable[[collect.Source], Iterator[Observation | Problem]] | None = None
    stdin: IO[bytes] | None = None
    jobs: int = 0


class Identification:
    """A run over some inputs: iterate for assessments; `coverage` and the counts are complete once the iteration is.

    `levels` counts devices by the level of the manufacturer, `verdicts` verdicts by status, `by_regime` the same for
    each regime asked, in the order asked.
    """

    def __init__(
        self,
        paths: Sequence[str | Path],
        options: Options,
        knowledge: Knowledge,
        progress: Callable[[str, int], None] | None = None,
    ) -> None:
        collect.check_options(options.mapping)
        if options.format is not None:
            collect.reader(options.format)
        self.knowledge = knowledge
        self.coverage = Coverage()
        self.levels: Counter[Level] = Counter()
        self._paths = list(paths)
        self._options = options
        self._progress = progress or (lambda _stage, _n: None)
        self._mind = _mind(options, knowledge)
        self.verdicts: Counter[Status] = Counter()
        self.by_regime: dict[str, Counter[Status]] = {regime.id: Counter() for regime in self._mind.regimes}
        self._twins = Twins()

    def reads(self, path: Path) -> bool:
        """Whether a file is one of the inputs, named or inside a folder that is."""
        return any(found.resolve() == path.resolve() for found in collect.expand(self._paths))

    def __iter__(self) -> Iterator[Assessment]:
        with Grouping(self._options.budget_bytes) as grouping:
            for path in collect.expand(self._paths):
                self._ingest(path, grouping)
            for number, (_, records) in enumerate(grouping.groups(), 1):
                self._progress("devices", number)
                yield self._assess(records)

    def _ingest(self, path: Path, grouping: Grouping) -> None:
        """Read one input into the grouping; a file that cannot be read at all is refused with a reason."""
        site = self._options.site or (path.resolve().parent.name if self._options.site_from_dir else None)
        try:
            how = self._options
            with collect.opened(path, options=how.mapping, site=site, stdin=how.stdin, jobs=how.jobs) as source:
                self.coverage.inputs.append(source.summary)
                self._read(source, site, grouping)
        except InputError as error:  # it could not even be opened
            name = collect.readable(str(path))
            self.coverage.inputs.append(InputSummary(name, "", refused=str(error).removeprefix(f"{name}: ")))

    def _read(self, source: collect.Source, site: str | None, grouping: Grouping) -> None:
        reader = self._options.reader
        try:
            for found in reader(source) if reader else collect.read(source, self._options.format):
                if isinstance(found, Problem):
                    self._list(found)
                else:
                    self._take(found, source.summary, site, grouping)
                    self._progress(source.name, source.summary.records)
        except InputError as error:
            source.summary.refused = source.summary.refused or str(error)
        self.coverage.scan = source.summary.scan or self.coverage.scan

    def _take(self, found: Observation, summary: InputSummary, site: str | None, grouping: Grouping) -> None:
        """Extract the signals of one observation and put them into the group of its device.

        A site that the caller names tells equal keys apart; one that a line names does not: the key is authoritative.
        """
        asset = self._options.asset or found.asset
        if self._options.only and asset not in self._options.only:
            return
        extracted = signals.extract(found)
        values = [s for s in extracted if isinstance(s, Signal) and s.value]
        problems = [p for p in extracted if isinstance(p, Problem) and not _is_empty_row(found, p)]
        if values:  # something was read, so the record is not lost, only its broken part
            problems = [dataclasses.replace(p, lost=False) for p in problems]
        for problem in problems:
            self._list(problem)
        summary.rejected += any(problem.lost for problem in problems)
        for signal in values:
            if signal.field in ("mac", "serial"):
                self._twins.remember(f"{signal.field} {signal.value}", asset)
        if self._twins.full and TWINS_FULL not in summary.notes:
            summary.notes.append(TWINS_FULL)
        record = [
            asset,
            found.site,
            found.where,
            [[s.field, s.value, s.where, s.kind] for s in values],
            [_packed(p) for p in problems],
            packed_reply(found) if self._options.keep_replies else None,
        ]
        grouping.add(natural_key(f"{site or ''}\0{asset}"), record)

    def _list(self, problem: Problem) -> None:
        if len(self.coverage.problems) < MOST_PROBLEMS:
            self.coverage.problems.append(problem)
        else:
            self.coverage.problems_dropped += 1

    def _assess(self, records: Iterable[list[Any]]) -> Assessment:
        asset, site, inputs, found, problems, replies = _gather(records)
        twins = {
            Lookalike(other, f"same {signal.field} {signal.value}")
            for signal in found
            if signal.field in ("mac", "serial")
            for other in self._twins.others(f"{signal.field} {signal.value}", asset)
        }
        same = tuple(sorted(twins, key=lambda twin: (twin.asset, twin.reason)))
        assessment = assess(self._mind, Asset(asset, site, {}, tuple(inputs), same), found, problems)
        for problem in assessment.problems[len(problems) :]:
            self._list(problem)
        self.coverage.devices += 1
        self._count(assessment)
        reported = [int(signal.value) for signal in found if signal.field == "channels"]
        if reported and len(self.coverage.channels) < MOST_PROBLEMS:
            self.coverage.channels[asset] = max(reported)
        return dataclasses.replace(assessment, replies=replies) if replies else assessment

    def _count(self, assessment: Assessment) -> None:
        level = assessment.roles["manufacturer"].level
        self.levels[level] += 1
        if self.coverage.scan is not None:
            self.coverage.scan.identified += level is not Level.UNDETERMINED
        for verdict in assessment.verdicts:
            self.verdicts[verdict.status] += 1
            self.by_regime[verdict.regime][verdict.status] += 1


def _mind(options: Options, knowledge: Knowledge) -> Mind:
    """What every device of the run is assessed with.

    Raises:
        InputError: a regime, or a word of the situation, is unknown; or there is one without the other.
    """
    if bool(options.regimes) != (options.situation is not None):
        raise InputError("regimes: a rule needs a situation, and a situation a rule")
    reasoner = Reasoner(knowledge, bundle.vendor_of, resolved(options.population, knowledge))
    if options.situation is None:
        return Mind.of(reasoner)
    from whomade.judge import checked, regimes_named  # late: most calls ask for no rule

    regimes = regimes_named(options.regimes, knowledge)
    return Mind.of(reasoner, regimes, checked(options.situation, knowledge))


def _is_empty_row(found: Observation, problem: Problem) -> bool:
    """Whether a problem only says that a row of a list has nothing of use: the device stands there for itself."""
    return found.kind in ("label", "inventory") and problem.consequence == NO_SIGNAL


def _packed(problem: Problem) -> list[Any]:
    return [problem.where, problem.expected, problem.found, problem.consequence, problem.lost]


def _gather(
    records: Iterable[list[Any]],
) -> tuple[str, str | None, list[str], list[Signal], list[Problem], tuple[Reply, ...]]:
    """Signals, problems and replies of one device from its records; a signal seen twice stands once, at its first
    place.
    """
    found: dict[tuple[str, str], Signal] = {}
    problems: list[Problem] = []
    inputs: dict[str, None] = {}
    room = MOST_SIGNAL_CHARS
    replies: list[list[Any]] = []
    asset, sites = "", dict[str, None]()
    for asset, site, where, values, packed, reply in records:  # noqa: B007  the last record's asset is the group's
        inputs.setdefault(where[0])
        if site:
            sites.setdefault(site)
        for name, value, place, kind in values:
            if (name, value) not in found and len(found) < MOST_SIGNALS and room >= 0:
                found[name, value] = Signal(name, value, Where(*place), kind)
                room -= len(value)
        if len(problems) < MOST_PROBLEMS:
            problems += [Problem(Where(*p[0]), *p[1:]) for p in packed]
        replies += [reply] if reply else []
    if len(found) >= MOST_SIGNALS or room < 0:
        problems.append(
            Problem(
                Where(next(iter(inputs))),
                f"up to {MOST_SIGNALS} signals and {MOST_SIGNAL_CHARS} characters on one device",
                "more",
                "the first ones are used",
                lost=False,
            )
        )
    if len(sites) > 1:
        place = Where(next(iter(inputs)))
        said = ", ".join(sites)
        expected = f"one site for asset {asset}"
        problems.append(Problem(place, expected, said, "the first stands", lost=False, contradicts=True))
    return asset, next(iter(sites), None), list(inputs), list(found.values()), problems, unpacked_replies(replies)


def identify(
    paths: Sequence[str | Path] | str | Path,
    *,
    options: Options | None = None,
    knowledge: Knowledge | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Identification:
    """Say who made the devices that some evidence files speak of.

    Args:
        paths: files and folders; `-` is standard input.
        options: how to read and group them.
        knowledge: a compiled base; the shipped one if not given.
        progress: called with a stage (`records`, `devices`) and a count.

    Returns:
        An iterable of assessments, one per device, in the natural order of their keys.

    Raises:
        InputError: a path does not exist or an option is wrong. A file that cannot be read is refused in `coverage`.

    Example:
        for device in whomade.identify("scan.xml"):
            print(device.asset.id, device.roles["manufacturer"].maker)
    """
    chosen = [paths] if isinstance(paths, (str, Path)) else list(paths)
    return Identification(chosen, options or Options(), knowledge or bundle.load(), progress)

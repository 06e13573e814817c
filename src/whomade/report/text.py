"""The answer in a terminal: a headline, a table that streams, and the waterfall of one device."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.model import Level, Status
from whomade.report import verdicts, wording
from whomade.report.steps import Axis, Step, axis, steps
from whomade.report.terminal import LEVEL_STYLES, Paint, cell, columns, cut, cut_front, painter, wrapped

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.model import Assessment, Attribution, Coverage, Knowledge, Verdict

_NUMBER = re.compile(r"\d{1,9}: ")
NARROW = 116
"""Below this width the evidence stands on a line of its own."""

HEADINGS = ("Device", "Brand on box", "Attributed to", "Prob.", "Level", "White label")


def headline(counts: Counter[Level], coverage: Coverage, only_brand: int = 0) -> str:
    """The first line: devices by level of the manufacturer, and files that were not wholly read.

    `only_brand` of them, all `possible`, are named after their own brand because nothing else speaks.

    Example:
        >>> from collections import Counter
        >>> from whomade.model import Coverage
        >>> headline(Counter({Level.PROBABLE: 1}), Coverage())
        '1 device: 0 confirmed, 1 probable, 0 possible, 0 undetermined'
    """
    shown = {**counts, Level.POSSIBLE: counts[Level.POSSIBLE] - only_brand}
    levels = ", ".join(f"{shown.get(level, 0)} {level}" for level in reversed(Level))
    parts = [f"{wording.count(counts.total(), 'device')}: {levels}"]
    if only_brand:
        parts.append(f"for {only_brand} only the printed brand speaks")
    rejected = sum(1 for i in coverage.inputs if i.rejected and i.refused is None)
    refused = sum(1 for i in coverage.inputs if i.refused is not None)
    if rejected:
        parts.append(f"{wording.count(rejected, 'file')} with rejected lines")
    if refused:
        parts.append(f"{wording.count(refused, 'file')} refused")
    return "; ".join(parts)


def verdicts_by_regime(counts: Mapping[str, Counter[Status]]) -> Iterator[str]:
    """One line for each regime asked: its verdicts by status, those that did not occur left out.

    Example:
        >>> from collections import Counter
        >>> from whomade.model import Status
        >>> list(verdicts_by_regime({"xx-rule": Counter({Status.NOT_REACHED: 2, Status.PROHIBITED: 1})}))
        ['xx-rule: 1 prohibited, 2 not reached']
    """
    for regime, found in counts.items():
        said = ", ".join(f"{found[status]} {wording.status_words(status)}" for status in Status if found[status])
        yield f"{regime}: {said or 'no device'}"


def table(assessments: Iterable[Assessment], width: int, *, color: bool) -> Iterator[str]:
    """Lines of the table without line ends, as the devices come: a heading, then one row a device.

    Args:
        assessments: The devices; each is let go once its row is given.
        width: Columns of the terminal; below 116 the evidence follows on a second, indented line. Verdicts, where a
            rule was asked for, follow on a line of their own.
        color: Whether to style the level; NO_COLOR wins.
    """
    paint = painter(color=color)
    widths = _widths(width)
    yield paint(_heading(widths), bold=True)
    for assessment in assessments:
        yield from _row(assessment, widths, width, paint)


def _widths(width: int) -> tuple[int, ...]:
    """Columns of device, brand, maker, probability, level, white label and, where it fits, evidence."""
    fixed = (6, 12, 12)
    if width < NARROW:
        free = max(width, 72) - sum(fixed) - 5
        return free // 3, free // 3, free - 2 * (free // 3), *fixed
    names = (width - sum(fixed)) // 6
    return names, names - 1, names + 1, *fixed, width - sum(fixed) - 3 * names - 12


def _heading(widths: tuple[int, ...]) -> str:
    texts = [*HEADINGS, "Strongest evidence"][: len(widths)]
    return _line(_cells(texts, widths), wide=len(widths) > len(HEADINGS))


def _line(cells: list[str], *, wide: bool) -> str:
    """One line of cells: two blanks between them when the evidence fits, else one."""
    return ("  " if wide else " ").join(cells).rstrip()


def _cells(texts: list[str], widths: tuple[int, ...]) -> list[str]:
    return [cell(t, w, right=i == 3) for i, (t, w) in enumerate(zip(texts, widths, strict=True))]


def _row(assessment: Assessment, widths: tuple[int, ...], width: int, paint: Paint) -> Iterator[str]:
    answer = wording.manufacturer(assessment)
    evidence = wording.told(assessment)
    wide = len(widths) > len(HEADINGS)
    texts = [
        _device(wording.visible(assessment.asset.id), widths[0]),
        wording.brand(assessment) or "-",
        wording.maker(answer) or "-",
        wording.chance(answer) or "-",
        str(answer.level),
        wording.visible(assessment.white_label),
    ]
    cells = _cells([*texts, evidence] if wide else texts, widths)
    for painted in (2, 3, 4):
        cells[painted] = paint(cells[painted], **LEVEL_STYLES[answer.level])
    yield _line(cells, wide=wide)
    if evidence and not wide:
        yield paint("  " + cut(evidence, width - 2), dim=True)
    if assessment.verdicts:
        said = (f"{verdict.regime}: {verdicts.in_short(verdict)}" for verdict in assessment.verdicts)
        is_forbidden = any(verdict.status is Status.PROHIBITED for verdict in assessment.verdicts)
        yield paint("  " + cut(wording.visible("; ".join(said)), width - 2), bold=is_forbidden)


def _device(name: str, width: int) -> str:
    """Name of a device; of a long one the end, and the number of its line where it has one."""
    number = _NUMBER.match(name)
    kept = number[0] if number and columns(name) > width else ""
    return kept + cut_front(name[len(kept) :], width - len(kept))


def waterfall(assessment: Assessment, knowledge: Knowledge, width: int, *, color: bool) -> str:
    """Everything about one device: the answer, what to get next, verdicts, each carrier's step, sources, doubts."""
    paint = painter(color=color)
    answer = wording.manufacturer(assessment)
    ask = section("What to get next", bullets(next_steps(assessment), width), paint)
    is_settled = answer.level is Level.CONFIRMED
    parts = [
        _summary(assessment, knowledge, width, paint),
        "" if is_settled else ask,
        *(verdict_block(verdict, knowledge, width, paint) for verdict in assessment.verdicts),
        section("How the odds moved", _steps(answer, width), paint),
        section("Who was weighed", _posterior(answer, knowledge, width), paint),
        section("Other roles", _other_roles(assessment, width), paint),
        section("Evidence", _evidence(assessment, knowledge, width), paint),
        section("Speaks against it", _counter(assessment, width), paint),
        section("Why the level is not higher", bullets(answer.limits, width), paint),
        ask if is_settled else "",
        section("Same device, perhaps", bullets(_lookalikes(assessment), width), paint),
        section("Problems", bullets(map(wording.problem_words, assessment.problems), width), paint),
    ]
    return "\n\n".join(p for p in parts if p) + "\n"


def section(title: str, lines: Iterable[str], paint: Paint) -> str:
    """A title with its lines; empty text where there are none."""
    body = "\n".join(lines)
    return f"{paint(title, bold=True)}\n{body}" if body else ""


def verdict_block(verdict: Verdict, knowledge: Knowledge, width: int, paint: Paint) -> str:
    """One verdict: status, reason, what it hangs on, the path to the words of the rule, and the sources."""
    status = wording.status_words(verdict.status)
    lines = [f"  {wording.visible(status)}: {verdict.why}"]
    lines += [f"  needs: {', '.join(verdict.needs)}"] if verdict.needs else []
    lines += [f"  {step.kind.replace('_', ' ')}: {step.says}" for step in verdict.path]
    lines += [f"  consequence: {verdict.consequence}"] if verdict.consequence else []
    lines += [f"  {words}" for words in (verdicts.checked(verdict), verdicts.to_look_at(verdict)) if words]
    lines += [f"  note: {words}"] if (words := verdicts.note(verdict, knowledge)) else []
    shown = [wrapped(wording.visible(line.strip()), width, " " * 8, "  ") for line in lines]
    for citation, source in zip(verdict.sources, wording.citation_words(verdict.sources, knowledge), strict=True):
        kind = wording.kind_of_source(citation, knowledge)
        shown.append(wrapped(f"{source} ({kind})" if kind else source, width, " " * 10, " " * 8 + "> "))
    return section(cut(wording.visible(f"{verdict.regime} on {verdict.on}: {verdict.title}"), width), shown, paint)


def _summary(assessment: Assessment, knowledge: Knowledge, width: int, paint: Paint) -> str:
    answer = wording.manufacturer(assessment)
    level = "" if answer.level is Level.UNDETERMINED else f"{answer.level}; "
    foreign = wording.foreign_firmware(assessment)
    shown, model = wording.shown(assessment), wording.model(assessment)
    lines = [
        paint(cut(wording.visible(assessment.asset.id), width), bold=True),
        cut(f"{shown.how + ': ':<15}{shown.name or 'not seen'}", width),
        *([cut(f"Model:         {model}", width)] if model else []),
        paint(cut(f"Manufacturer:  {wording.statement(answer)}", width), **LEVEL_STYLES[answer.level]),
        f"               ({level}{wording.calibration(knowledge.calibration)})",
        *([wrapped(foreign, width, " " * 15, "Firmware:      ")] if foreign else []),
        cut(f"White label:   {wording.visible(assessment.white_label)}", width),
    ]
    return "\n".join(lines)


def _steps(answer: Attribution, width: int) -> Iterator[str]:
    drawn = steps(answer)
    if not drawn:
        return
    scale = axis(drawn)
    label = min(24, max(len(s.label) for s in drawn))
    room = max(12, width - label - 18)
    for step in drawn:
        change = "" if step.kind in ("prior", "end") else f"{step.change:+.1f}"
        left = f"  {cell(wording.visible(step.label), label)} {change:>5} {wording.percent(step.probability):>6}"
        yield f"{left}  {_bar(step, scale, room)}".rstrip()
    yield f"  {'':{label}} {'':>5} {'':>6}  {_feet(scale, room)}"
    yield wrapped("Each +1 makes it ten times likelier, each -1 ten times less likely; | marks even odds.", width)


def _bar(step: Step, scale: Axis, room: int) -> str:
    """A floating bar: `#` gained, `-` lost, `.` where it started, `=` where it ended, `|` even odds."""
    mark = {"prior": ".", "gain": "#", "loss": "-", "end": "="}[step.kind]
    first, last = sorted(_column(v, scale, room) for v in (step.before, step.after))
    cells = [mark if first <= i <= last else " " for i in range(room)]
    cells[_column(0, scale, room)] = "|"
    return "".join(cells).rstrip()


def _column(value: float, scale: Axis, room: int) -> int:
    return round(scale.share(value) * (room - 1))


def _feet(scale: Axis, room: int) -> str:
    left, right = f"10^{scale.low}", f"10^{scale.high}"
    even = max(_column(0, scale, room), len(left) + 1)
    return f"{left:<{even}}|{right:>{max(0, room - even - 1)}}"


def _posterior(answer: Attribution, knowledge: Knowledge, width: int) -> Iterator[str]:
    shown = wording.shares(answer, knowledge)
    label = min(36, max((len(s.name) for s in shown), default=0))
    room = max(10, width - label - 12)
    for share in shown:
        bar = "#" * round(share.probability * room)
        yield f"  {cell(share.name, label)} {wording.percent(share.probability):>6}  {bar}".rstrip()


def _other_roles(assessment: Assessment, width: int) -> Iterator[str]:
    for attribution in wording.roles(assessment):
        if attribution.role != "manufacturer":
            level = f" ({attribution.level})" if wording.maker(attribution) else ""
            yield wrapped(
                f"{wording.role_name(attribution.role)}: {wording.statement(attribution)}{level}", width, " " * 4, "  "
            )


def _evidence(assessment: Assessment, knowledge: Knowledge, width: int) -> Iterator[str]:
    model = wording.model(assessment)
    for item in wording.all_evidence(assessment):
        trial = ", on trial" if item.trial else ""
        yield wrapped(f"{wording.evidence_words(item, 200, model)}", width, " " * 8, f"  {wording.weight(item):<5} ")
        about = f"{item.carrier}, speaks about the {wording.role_name(item.role)}; rule {item.fingerprint}{trial}"
        yield wrapped(wording.visible(about), width, " " * 8)
        if seen := wording.place(item.signal.where):
            yield wrapped(f"seen in {seen}", width, " " * 8)
        if item.note:
            yield wrapped(wording.visible(item.note), width, " " * 8)
        for source in wording.citation_words(item.sources, knowledge):
            yield wrapped(source, width, " " * 10, " " * 8 + "> ")


def _counter(assessment: Assessment, width: int) -> Iterator[str]:
    for counter in wording.all_counter_evidence(assessment):
        said = wording.evidence_words(counter.evidence, 120, wording.model(assessment))
        words = f"{said}: {wording.visible(counter.reason)}"
        yield wrapped(words, width, " " * 8, f"  {wording.weight(counter.evidence):<5} ")


def next_steps(assessment: Assessment) -> Iterator[str]:
    """What to get next, why, and how much it is expected to tell."""
    for item in assessment.next_evidence:
        yield f"{item.collect}: {wording.why_collect(item)} (about {item.bits:.1f} bits)"


def _lookalikes(assessment: Assessment) -> Iterator[str]:
    for other in assessment.asset.same_device_as:
        yield f"{other.asset}: {other.reason}"


def bullets(texts: Iterable[str], width: int) -> Iterator[str]:
    """Each text as one point of a list."""
    for text in texts:
        yield wrapped(wording.visible(text), width, "    ", "  - ")

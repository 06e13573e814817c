"""The answer about one device in words: who, why with sources and dates, what speaks against, what is contested.

The waterfall shows the arithmetic; this page is for somebody who asked a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.model import Level
from whomade.model.group import brand_of_group
from whomade.report import wording
from whomade.report.terminal import LEVEL_STYLES, Paint, painter, wrapped
from whomade.report.text import bullets, next_steps, section, verdict_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Assessment, Brand, BrandRow, Evidence, Knowledge, Problem

MOST_SOURCES = 6
"""Sources shown for one piece of evidence; `--explain` shows all."""
PRINTED = "the model that is printed"
RELATIONS = {
    "own-brand": "{} sells its own goods under this brand",
    "subsidiary": "the brand's company belongs to {}",
    "oem-full": "{} makes this brand's goods",
    "oem-some-lines": "{} makes some of this brand's lines",
    "former": "{} made this brand's goods at one time",
}


def answer(
    assessment: Assessment, problems: Iterable[Problem], knowledge: Knowledge, width: int, *, color: bool
) -> str:
    """The answer as lines of at most `width` columns; parts with nothing to say are left out.

    Args:
        assessment: the device.
        problems: what could not be read of the words typed.
        knowledge: the base that the answer rests on.
        width: columns of the terminal.
        color: whether to style; NO_COLOR wins.
    """
    paint = painter(color=color)
    given = wording.manufacturer(assessment)
    every = wording.all_evidence(assessment)
    known = _brands(every, knowledge)
    parts = [
        _headline(assessment, problems, knowledge, width, paint),
        *(verdict_block(verdict, knowledge, width, paint) for verdict in assessment.verdicts),
        section("Why", _why(assessment, knowledge, width), paint),
        section("What speaks against it", _against(assessment, knowledge, width), paint),
        section("Contested", _said(((b, b.note) for b in known), width), paint),
        section("The company's own words", _said(((b, b.reply) for b in known), width), paint),
        section("Why the level is not higher", bullets(given.limits, width), paint),
        section("Other roles", _other_roles(assessment, width), paint),
        section("What to get next", bullets(next_steps(assessment), width), paint),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _headline(
    assessment: Assessment, problems: Iterable[Problem], knowledge: Knowledge, width: int, paint: Paint
) -> str:
    given = wording.manufacturer(assessment)
    level = "" if given.level is Level.UNDETERMINED else f" ({given.level})"
    first = f"{wording.visible(assessment.asset.id)}: {wording.statement(given)}{level}"
    lines = [paint(wrapped(first, width, "  ", ""), **LEVEL_STYLES[given.level])]
    if level:
        lines.append(wrapped(_about(assessment, knowledge), width, "  ", ""))
    lines += [wrapped(wording.visible(_set_aside(problem)), width, "  ", "") for problem in problems]
    return "\n".join(lines)


def _set_aside(problem: Problem) -> str:
    """What of the words typed did not count, and why: `Not read: wobbly`."""
    return f"{problem.consequence[:1].upper()}{problem.consequence[1:]}: {problem.found}"


def _about(assessment: Assessment, knowledge: Knowledge) -> str:
    """What the first line means: white label, and how far the figure was put to the test."""
    words = {
        "yes": "White label: somebody else than the brand's own company made it.",
        "no": "No sign that somebody else than the brand's own company made it.",
    }
    about = words.get(assessment.white_label, "White label: undetermined.")
    given = wording.manufacturer(assessment)
    if assessment.white_label == "no" and brand_of_group(given, knowledge):
        about = f"No sign that somebody else made it; the brand belongs to {wording.maker(given)}'s group."
    return f"{about} A probability, {wording.calibration(knowledge.calibration)}; never proof."


def _brands(evidence: Iterable[Evidence], knowledge: Knowledge) -> list[Brand]:
    """Brands that the evidence went through, each once."""
    names = dict.fromkeys(e.fingerprint.removeprefix("brand:") for e in evidence if e.fingerprint.startswith("brand:"))
    return [knowledge.brands[name] for name in names if name in knowledge.brands]


def _why(assessment: Assessment, knowledge: Knowledge, width: int) -> Iterator[str]:
    """Each sign once, with everything that is said of it and its sources: one serial number may fit several rules."""
    seen: dict[tuple[str, str], list[Evidence]] = {}
    for item in wording.all_evidence(assessment):
        if item.role != "brand":  # that the box says a brand needs no reason
            seen.setdefault((item.signal.field, item.signal.value), []).append(item)
    for first, *more in seen.values():
        words = wording.evidence_words(first, 200, wording.model(assessment))
        yield wrapped(words, width, " " * 8, f"  {wording.weight(first):<5} ")
        yield from _because(first, knowledge, width)
        for item in more:
            yield from _because(item, knowledge, width, f"{wording.weight(item)} too: ")


def _because(item: Evidence, knowledge: Knowledge, width: int, before: str = "") -> Iterator[str]:
    for words in dict.fromkeys(_reasons(item, knowledge)):
        yield wrapped(wording.visible(before + words), width, " " * 10, " " * 8)
    for citation in item.sources[:MOST_SOURCES]:
        yield wrapped(wording.dated(citation, knowledge), width, " " * 10, " " * 8 + "> ")
    if len(item.sources) > MOST_SOURCES:
        yield f"{'':8}> {len(item.sources) - MOST_SOURCES} more: --explain"


def _reasons(item: Evidence, knowledge: Knowledge) -> Iterator[str]:
    """What a piece of evidence says about whom, and how it came to say so."""
    brand = knowledge.brands.get(item.fingerprint.removeprefix("brand:"))
    if item.fingerprint.startswith("brand:") and brand is not None:
        yield from _said_of(brand, item, knowledge)
        return
    rule = next((f for f in knowledge.fingerprints if f.id == item.fingerprint), None)
    trial = "; on trial: by itself it carries no answer beyond possible" if item.trial else ""
    names = ", ".join(knowledge.entities[m].name for m in item.makers if m in knowledge.entities)
    why = rule.why if rule else item.note
    about = f"speaks for {names} as {wording.role_name(item.role)}" if names else ""
    yield "; ".join(part for part in (about, why) if part) + trial


def _said_of(brand: Brand, item: Evidence, knowledge: Knowledge) -> Iterator[str]:
    """The statements about a brand that speak here, known by their sources; why none does, where none does."""
    if item.technique == "printed-brand":
        yield item.note
        return
    cited = set(item.sources)
    if item.technique == "model-numbering":
        yield f"numbered as {brand.name} numbers its goods; no brand is given, so the model alone decides"
    if item.technique in ("model-relation", "model-numbering"):
        for relation in brand.models:
            if relation.maker in item.makers and cited.issuperset(relation.sources):
                name = knowledge.entities[relation.maker].name
                what = f"the model of {brand.name} that fits" if item.technique == "model-numbering" else PRINTED
                yield f"{name} makes {what} ({relation.confidence}{_trial(relation.trial)})"
    if item.technique == "model-relation":
        return
    registered = f"registered to {brand.name}: " if item.signal.field == "mac" else ""
    yield from (
        registered + _row(row, knowledge)
        for row in brand.rows
        if row.maker in item.makers and cited.issuperset(row.sources)
    )


def _trial(is_on_trial: bool) -> str:  # noqa: FBT001  the flag of a statement
    return ", on trial" if is_on_trial else ""


def _row(row: BrandRow, knowledge: Knowledge) -> str:
    """A statement of the brand table with its period and its confidence."""
    name = knowledge.entities[row.maker].name if row.maker in knowledge.entities else row.maker
    said = RELATIONS.get(row.relation, row.relation + ": {}").format(name)
    period = "".join((f", from {row.start}" if row.start else "", f" until {row.end}" if row.end else ""))
    models = ", for some models only" if row.models else ""
    return f"{said}{models}{period} ({row.confidence}{_trial(row.trial)})"


def _against(assessment: Assessment, knowledge: Knowledge, width: int) -> Iterator[str]:
    for counter in wording.all_counter_evidence(assessment):
        item = counter.evidence
        words = f"{wording.evidence_words(item, 120, wording.model(assessment))}: {wording.visible(counter.reason)}"
        yield wrapped(words, width, " " * 8, f"  {wording.weight(item):<5} ")
        for citation in item.sources[:MOST_SOURCES]:
            yield wrapped(wording.dated(citation, knowledge), width, " " * 10, " " * 8 + "> ")


def _said(texts: Iterable[tuple[Brand, str]], width: int) -> Iterator[str]:
    for brand, text in texts:
        if text:
            yield wrapped(wording.visible(f"{brand.name}: {text}"), width, "    ", "  - ")


def _other_roles(assessment: Assessment, width: int) -> Iterator[str]:
    """Roles beside manufacturer and brand in which somebody can be named."""
    for attribution in wording.roles(assessment):
        if attribution.role not in ("manufacturer", "brand") and wording.maker(attribution):
            said = f"{wording.role_name(attribution.role)}: {wording.statement(attribution)} ({attribution.level})"
            yield wrapped(said, width, "    ", "  ")

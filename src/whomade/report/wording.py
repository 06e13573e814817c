"""The words of every report: probabilities, levels, roles, names, and harmless text.

A report says "attributed to X with 93 %" and never "is X". Text that came from a device passes through `visible` before
it reaches a terminal or a page. No layout enters here.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from whomade.grammar.explain import explain
from whomade.model import Attribution, Level
from whomade.model.attribution import is_brand_alone as alone
from whomade.model.attribution import percent as model_percent
from whomade.report.fields import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import (
        Assessment,
        Calibration,
        Citation,
        CounterEvidence,
        Evidence,
        Knowledge,
        NextEvidence,
        Problem,
        Where,
    )

is_brand_alone = alone
percent = model_percent
"""Probability in words, the same in every report and verdict."""
TELLING_BITS = 0.5
SPELLINGS = frozenset({"label.grammar", "model.grammar"})
"""Fields of what a grammar read in a model number."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

ROLE_NAMES = {
    "manufacturer": "manufacturer",
    "firmware_author": "firmware author",
    "soc_maker": "chip maker",
    "module_maker": "module maker",
    "component_maker": "component maker",
    "cloud_operator": "cloud operator",
    "brand": "brand",
    "supplier": "supplier",
}
"""Roles in the order of a report, with the words for them."""

LEVEL_MEANINGS = {
    Level.CONFIRMED: "at least 95 %, and two kinds of evidence agree, one of them hardware or papers",
    Level.PROBABLE: "at least 90 %",
    Level.POSSIBLE: "at least 50 %: worth a second look, not enough to act on",
    Level.UNDETERMINED: "the evidence speaks neither for nor against anybody strongly enough",
}

PHYSICAL = frozenset({"registry", "factory"})
"""Carriers of signs that hang on the hardware itself."""

NOBODY = Attribution("manufacturer", None, None, 0.0, Level.UNDETERMINED)
"""What a device without an answer for a role has."""


class Share(NamedTuple):
    """One hypothesis of a posterior under the name a reader knows."""

    name: str
    probability: float


def visible(text: str) -> str:
    """Text in which nothing acts: control, direction and invisible characters become U+FFFD, any blank a plain blank.

    Example:
        >>> visible("A\\x1b[31mB\\tC")
        'A�[31mB C'
    """
    if text.isprintable():
        return text
    return "".join(map(_harmless, text))


def _harmless(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character in "\t\n\r" or unicodedata.category(character)[0] == "Z" else REPLACEMENT


def clip(text: str, length: int) -> str:
    """Harmless text of at most `length` characters; a longer one ends by saying how long it was."""
    shown = visible(text[: length + 1])
    return shown if len(text) <= length else f"{shown[:length]}… ({len(text)} characters)"


def weight(evidence: Evidence) -> str:
    """Weight: log10 likelihood ratio with its sign, the share that the brand table gives, or – for a bare name."""
    if not evidence.shares:
        return f"{evidence.log10_lr:+.1f}" if evidence.log10_lr else "–"
    share = dict(evidence.shares).get(evidence.makers[0] if evidence.makers else "self")
    return percent(share) if share is not None else "share"


def count(number: int, noun: str) -> str:
    """A number with its noun.

    Example:
        >>> count(1, "device"), count(2, "device")
        ('1 device', '2 devices')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def status_words(status: str) -> str:
    """The words for the status of a verdict.

    Example:
        >>> status_words("not_reached")
        'not reached'
    """
    return status.replace("_", " ")


def role_name(role: str) -> str:
    """The words for a role."""
    return ROLE_NAMES.get(role) or visible(role).replace("_", " ")


def field_name(field: str) -> str:
    """The words for a field of the vocabulary."""
    return FIELD_NAMES.get(field) or visible(field).replace("_", " ").replace(".", " ")


def roles(assessment: Assessment) -> list[Attribution]:
    """Attributions of a device in the order of a report."""
    order = list(ROLE_NAMES)
    return sorted(
        assessment.roles.values(), key=lambda a: (order.index(a.role) if a.role in order else len(order), a.role)
    )


def manufacturer(assessment: Assessment) -> Attribution:
    """Attribution of the manufacturer; an undetermined one where nothing spoke about it."""
    return assessment.roles.get("manufacturer", NOBODY)


def brand(assessment: Assessment) -> str:
    """Brand on the box; one that was only shown or registered says so; else empty text."""
    printed = assessment.asset.keys.get("brand", "")
    role = assessment.roles.get("brand")
    if printed or role is None or not role.evidence:
        return visible(printed)
    how = "MAC prefix" if role.evidence[0].signal.field == "mac" else "shown"
    return visible(f"{role.name} ({how})")


class Shown(NamedTuple):
    """How a device comes by the name it goes under, and that name; the name is empty where none was seen."""

    how: str
    name: str


def shown(assessment: Assessment) -> Shown:
    """The name on the box; else what the device calls itself, or the registrant of its address, said as such."""
    printed = assessment.asset.keys.get("brand", "")
    role = assessment.roles.get("brand")
    if printed or role is None or not role.evidence:
        return Shown("On the box", visible(printed))
    how = "MAC prefix of" if role.evidence[0].signal.field == "mac" else "It calls itself"
    return Shown(how, visible(role.name or ""))


def model(assessment: Assessment) -> str:
    """Model number, printed or reported, or empty text."""
    return visible(assessment.asset.keys.get("model", ""))


def maker(attribution: Attribution) -> str:
    """Who holds the role; empty text while the level is undetermined, so that nobody is named without reason."""
    if attribution.maker is None or attribution.level is Level.UNDETERMINED:
        return ""
    if attribution.maker == "self" and attribution.role != "brand":
        return f"{visible(attribution.name or 'the brand')} itself"
    return visible(attribution.name or attribution.maker)


def chance(attribution: Attribution) -> str:
    """Probability of the named maker in words, empty while nobody is named."""
    return percent(attribution.probability) if maker(attribution) else ""


def statement(attribution: Attribution) -> str:
    """The answer for one role as half a sentence: `attributed to X with 93 %`."""
    name = maker(attribution)
    return (
        f"attributed to {name} with {percent(attribution.probability)}" if name else "undetermined: nobody can be named"
    )


def foreign_firmware(assessment: Assessment, *, short: bool = False) -> str:
    """How a firmware is attributed that somebody else than the maker of the hardware wrote; empty where none is.

    A device can run another maker's firmware, bought or flashed: two roles, two answers. Where nobody can be named as
    the manufacturer, it is said that signs of hardware and the firmware disagree. `short` leaves the figures out.
    """
    made, wrote = manufacturer(assessment), assessment.roles.get("firmware_author", NOBODY)
    if not maker(wrote) or made.maker == wrote.maker:
        return ""
    said = f"attributed to {maker(wrote)}" if short else f"{statement(wrote)} ({wrote.level})"
    if maker(made):
        return f"{said}, not to the manufacturer"
    against = any(e.carrier in PHYSICAL and e.log10_lr > 0 and wrote.maker not in e.makers for e in made.evidence)
    return f"{said}, but signs of hardware speak for another maker" if against else ""


def calibration(values: Calibration) -> str:
    """How far the figures were put to the test."""
    if not values.calibrated:
        return "not calibrated"
    return f"calibrated on {count(values.brands, 'brand')} left out of the fit"


def hypothesis(identifier: str, attribution: Attribution, knowledge: Knowledge) -> str:
    """Name of a hypothesis of a posterior."""
    if identifier == "other":
        return "somebody else, not in the knowledge"
    if identifier == "self":
        return maker(attribution) if attribution.maker == "self" and maker(attribution) else "the brand itself"
    entity = knowledge.entities.get(identifier)
    return visible(entity.name if entity else identifier)


def shares(attribution: Attribution, knowledge: Knowledge, most: int = 5) -> list[Share]:
    """The largest hypotheses of a posterior, the remainder as one share; none where no evidence speaks.

    A name stands here from 5 % on: below, it is what is left of the prior, and no reason to print a company's name.
    """
    if not attribution.evidence:
        return []
    ranked = sorted(attribution.posterior.items(), key=lambda item: (-item[1], item[0]))
    shown = [Share(hypothesis(key, attribution, knowledge), p) for key, p in ranked[:most] if p >= 0.05]
    rest = ranked[len(shown) :]
    if rest and shown:
        noun = "hypothesis" if len(rest) == 1 else "hypotheses"
        shown.append(Share(f"{len(rest)} further {noun} together", sum(p for _, p in rest)))
    return shown


def evidence_words(evidence: Evidence, length: int = 60, model: str = "") -> str:
    """What was seen, in words; what a grammar read is quoted as it stands in the `model` number of the device."""
    value = evidence.signal.value
    is_spelt = evidence.signal.field in SPELLINGS and any(found.value == value for found in explain(model, "model"))
    text = f'{field_name(evidence.signal.field)} "{clip(model if is_spelt else value, length)}"'
    text += f" ({visible(value)})" if is_spelt else ""
    return f"{text} lacks the maker's sign" if evidence.log10_lr < 0 else text


def strongest(attribution: Attribution, length: int = 60, model: str = "") -> str:
    """The strongest evidence in words, empty where nothing speaks."""
    best = max(attribution.evidence, key=_strength, default=None)
    return evidence_words(best, length, model) if best else ""


def _strength(evidence: Evidence) -> float:
    """Rank for words only: a share of the brand table counts as its odds against a maker of a hundred."""
    if not evidence.shares:
        return evidence.log10_lr
    share = min(0.999, max((p for name, p in evidence.shares if name != "other"), default=0.0))
    return math.log10(share / (1 - share)) + 2 if share else 0.0


def told(assessment: Assessment) -> str:
    """What a row of a table tells: the strongest evidence, and what to get next where nobody is named."""
    answer = manufacturer(assessment)
    foreign = foreign_firmware(assessment, short=True)
    parts = [f"firmware {foreign}" if foreign else "", strongest(answer, model=model(assessment))]
    if answer.level is Level.UNDETERMINED and assessment.next_evidence:
        parts.append(f"get next: {visible(assessment.next_evidence[0].collect)}")
    return "; ".join(part for part in parts if part)


def why_collect(item: NextEvidence) -> str:
    """What a further piece of evidence would tell; below half a bit it neither confirms nor rules out."""
    is_empty = item.bits < TELLING_BITS and item.why.startswith("would confirm or rule out")
    return "little is left for it to tell" if is_empty else item.why


def all_evidence(assessment: Assessment) -> list[Evidence]:
    """Evidence of every role, each piece once."""
    found: dict[tuple[str, ...], Evidence] = {}
    for attribution in roles(assessment):
        for evidence in attribution.evidence:
            found.setdefault(_identity(evidence), evidence)
    return list(found.values())


def all_counter_evidence(assessment: Assessment) -> list[CounterEvidence]:
    """Counter-evidence of every role, each piece once."""
    found: dict[tuple[str, ...], CounterEvidence] = {}
    for attribution in roles(assessment):
        for counter in attribution.counter_evidence:
            found.setdefault((*_identity(counter.evidence), counter.reason), counter)
    return list(found.values())


def _identity(evidence: Evidence) -> tuple[str, ...]:
    return evidence.fingerprint, evidence.role, evidence.signal.field, evidence.signal.value


def place(where: Where) -> str:
    """Place of a statement as text."""
    return visible(", ".join(part for part in where if part))


def problem_words(problem: Problem) -> str:
    """A problem as one sentence."""
    text = f"expected {clip(problem.expected, 200)}, found {clip(problem.found, 200)}; {clip(problem.consequence, 200)}"
    return f"{place(problem.where)}: {text}" if place(problem.where) else text


def citation_words(citations: Iterable[Citation], knowledge: Knowledge) -> Iterator[str]:
    """Each citation as title, publisher and place in it, with the address where one is known."""
    for citation in citations:
        source = knowledge.sources.get(citation.id)
        about = f"{source.title}, {source.publisher}" if source else citation.id
        address = link(source.url) if source else ""
        yield visible(f"{about}: {citation.at}{f' <{address}>' if address else ''}")


def dated(citation: Citation, knowledge: Knowledge) -> str:
    """A citation with the date of its source."""
    words = next(citation_words([citation], knowledge))
    source = knowledge.sources.get(citation.id)
    return f"{visible(source.date)}: {words}" if source and source.date else words


def kind_of_source(citation: Citation, knowledge: Knowledge) -> str:
    """What kind of source is cited: a text of law itself, a copy of it, a note about it, the press."""
    source = knowledge.sources.get(citation.id)
    return visible(source.kind.replace("-", " ")) if source else ""


def link(url: str | None) -> str:
    """The address if it leads to the web, else empty text."""
    return url if url and url.startswith(("https://", "http://")) else ""

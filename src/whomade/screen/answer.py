"""From a line to its answer: attributed with sources, to be asked, or left alone; and what to ask its seller."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from whomade.assess import assess
from whomade.model import Asset, Level

if TYPE_CHECKING:
    from whomade.assess import Mind
    from whomade.model import Assessment, Attribution, Offer, Signal, Verdict
    from whomade.screen.reading import Reader, Reading

MOST_KEPT = 5000
"""Assessments that are remembered: a catalogue names the same makers again and again."""
DOCUMENTS = (
    "the FCC ID on the type label (or the statement that the goods have none)",
    "a declaration signed by the manufacturer: legal name, address of the factory, author of the firmware",
    "a photo of the type label and of the box, with model and serial number",
)
"""What settles who made a thing, cheapest first."""
DOCUMENTS_IN_SHORT = "FCC ID, the manufacturer's signed declaration, a photo of the type label"
"""The same for a cell of a sheet."""
CRITERIA = (
    "the manufacturer and the author of the firmware are named in writing, with their controlling owners",
    "the model has an FCC ID or another public filing that names the same manufacturer",
    "the maker of the system-on-chip and of the radio module is named",
    "the seller states the rule it declares against, its date and its provision",
    "firmware updates come from the named author, for a stated number of years",
)
"""What a replacement has to show. No make is recommended."""


class Outcome(StrEnum):
    """What becomes of a line. Closed."""

    ATTRIBUTED = "attributed"
    ASK = "ask"
    LEFT_ALONE = "left_alone"


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a product with who holds its role; apart from who made the product."""

    name: str
    role: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Screened:
    """A line and its answer. `assessment` is None where the line is left alone; `questions` are for its seller."""

    offer: Offer
    outcome: Outcome
    reading: Reading
    why: str
    assessment: Assessment | None = None
    components: tuple[Component, ...] = ()
    questions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def maker(self) -> Attribution | None:
        """The manufacturer's attribution where one is named."""
        return self.assessment.roles["manufacturer"] if self.assessment and self.outcome is Outcome.ATTRIBUTED else None

    @property
    def questions_here(self) -> tuple[str, ...]:
        """The questions as they stand beside the line itself, which is not quoted again."""
        if self.assessment is None:
            return ()
        made, named = self.assessment.roles["manufacturer"], self.outcome is Outcome.ATTRIBUTED
        return tuple(_questions("this line", self.reading, made, named=named))

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What the rules asked say about this line."""
        return self.assessment.verdicts if self.assessment else ()

    @property
    def place(self) -> str:
        """Where the line stands in its input."""
        return self.offer.where.place or ""


class Screener:
    """Answers lines with one knowledge base, and the rules and situation of its mind."""

    def __init__(self, reader: Reader, mind: Mind) -> None:
        self._reader = reader
        self._mind = mind
        self._names = {entity.id: entity.name for entity in mind.reasoner.knowledge.entities.values()}
        self._kept: OrderedDict[tuple[tuple[Signal, str], ...], Assessment] = OrderedDict()

    def screen(self, offer: Offer) -> Screened:
        """Answer one line."""
        reading = self._reader.read(offer)
        if not reading.in_scope:
            return Screened(offer, Outcome.LEFT_ALONE, reading, _left_alone(reading))
        signals = () if reading.is_open and not offer.fields.get("brand") else reading.signals
        assessment = self._assessed(signals)
        made = assessment.roles["manufacturer"]
        components = tuple(self._components(reading, assessment))
        named = made.maker not in (None, "self") and made.level is not Level.UNDETERMINED and not reading.is_open
        outcome = Outcome.ATTRIBUTED if named else Outcome.ASK
        questions = tuple(_questions(_quoted(offer), reading, made, named=named))
        why = _why(reading, made, self._names, named=named)
        documents = DOCUMENTS if questions else ()
        return Screened(offer, outcome, reading, why, assessment, components, questions, documents)

    def _assessed(self, signals: tuple[Signal, ...]) -> Assessment:
        """The assessment of what a line says; lines that say the same share it."""
        said = tuple((signal, signal.kind) for signal in signals)  # one is equal to another without its kind
        found = self._kept.get(said)
        if found is None:
            found = assess(self._mind, Asset("line"), list(signals))
            self._kept[said] = found
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found

    def _components(self, reading: Reading, product: Assessment) -> list[Component]:
        found: list[Component] = []
        for name, signals in reading.parts:
            roles = self._assessed(signals).roles
            found += [Component(name, r, roles[r]) for r in ("soc_maker", "module_maker") if r in roles]
            made = roles["manufacturer"]
            if made.maker not in (None, "self") and made.level is not Level.UNDETERMINED:
                found.append(Component(name, "component_maker", made))
        own = (("soc_maker", "system-on-chip"), ("module_maker", "module"))
        return found + [Component(word, role, product.roles[role]) for role, word in own if role in product.roles]


def _left_alone(reading: Reading) -> str:
    about = reading.about
    asides = [f"{name}: {why}" for name, why in reading.mentions]
    if about.negated:
        return "; ".join([f"named to say that it is not meant: `{about.negated.strip()}`", *asides])
    if about.other:
        return "; ".join([f"of another trade: `{about.other.strip()}`", *asides])
    return "; ".join(asides) or "no word or number of surveillance gear"


def _why(reading: Reading, made: Attribution, names: dict[str, str], *, named: bool) -> str:
    said = [f"named in the line: {', '.join(f'`{s.value[:60]}`' for s in reading.signals)}"] if reading.signals else []
    if not reading.signals:
        context = "by the headers of the table" if reading.by_context else f"`{reading.about.word.strip()}`"
        said.append(
            f"{reading.about.product or 'surveillance gear'} ({context}); no maker, brand or known number is named"
        )
    if reading.is_open:
        said.append("an equivalent may be delivered, so a name is an example")
    elif not named and reading.signals:
        said.append(_undecided(made, names))
    said += made.limits
    said += [f"{name}: {why}" for name, why in reading.mentions]
    said += reading.notes
    used = made.evidence[:3] if reading.signals and not reading.is_open else ()
    sources = dict.fromkeys(f"{c.id}, {c.at}" for e in used for c in e.sources[:2])
    return "; ".join([*said, *(["sources: " + " | ".join(sources)] if sources else [])])


def _undecided(made: Attribution, names: dict[str, str]) -> str:
    """Why nobody is named, and whom the sources name for other goods of the brand."""
    makers = dict.fromkeys(m for e in made.evidence for m in e.makers if m in names and e.role == "manufacturer")
    if not makers:
        return "this names nobody who is known to have made it"
    return f"sources name {', '.join(names[m] for m in makers)} for goods of this name, which does not settle these"


def _quoted(offer: Offer) -> str:
    return f"“{' '.join(offer.text.split())[:120] or '(no text)'}”"


def _questions(line: str, reading: Reading, made: Attribution, *, named: bool) -> list[str]:
    """What the seller of a line has to answer; nothing where the maker is settled."""
    what = reading.about.product or "device"
    asked: list[str] = []
    if reading.is_open:
        asked.append(f"Which make and model will be delivered for {line}, and who manufactures it?")
    elif not named:
        asked.append(
            f"Who manufactures the {what} in {line}: the company that builds it, not only its brand or seller?"
        )
    elif made.level.rank < Level.PROBABLE.rank:
        asked.append(f"Is {made.name} the manufacturer of {line}? If not, which company builds it?")
    if asked:
        asked.append("Who wrote its firmware, and who makes its system-on-chip and radio module?")
    return asked

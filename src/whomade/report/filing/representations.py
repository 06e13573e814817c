"""What each answer of the representations in FAR 52.204-24 and 52.204-26 rests on.

The answer is the entity's: it is printed where the case gives it, and missing where it does not. What stands beside it
is what the input shows for and against it, and what the input cannot show.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.model import Status
from whomade.report import verdicts, wording
from whomade.report.filing import common, subject
from whomade.report.filing.document import Field, Fields, Heading, Paper, Text, given
from whomade.report.filing.references import References
from whomade.report.filing.run import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Assessment
    from whomade.report.filing.document import Block
    from whomade.report.filing.run import Run, Stated

NAME = "representations"
MOST_AGAINST, MOST_DETAILED, MOST_OPEN = 2000, 100, 300
"""Devices of one rule that speak against a "does not", those of them with all their evidence (the rest stands in a
table), and those to be settled. What has no room is counted, and the paper says so."""
PROVIDES, USES = "us-ndaa-889-a1A", "us-ndaa-889-a1B"
"""Rules whose verdicts speak about providing, and about using."""
IF_YES = ("producer_name", "producer_uei", "producer_cage", "producer_kind", "item_description", "proposed_use")
INQUIRY = (
    "An answer that the entity does not use rests on a reasonable inquiry (FAR 4.2101): "
    "the command whomade report inquiry writes its record from the same input."
)


class Question(NamedTuple):
    """One answer that is asked for: its name in the case, provision, words, rule, and where SAM keeps it."""

    key: str
    provision: str
    asks: str
    regime: str
    sam: str = ""


QUESTIONS = (
    Question("will_provide", "FAR 52.204-24(d)(1)",
             "will provide covered telecommunications equipment or services to the Government under this contract",
             PROVIDES),
    Question("uses_in_business", "FAR 52.204-24(d)(2)",
             "uses covered telecommunications equipment or services, or what uses them", USES),
    Question("provides", "FAR 52.204-26(c)(1)",
             "provides covered telecommunications equipment or services as part of what it offers the Government",
             PROVIDES, "52.204-26.c.1, answer 83; 52.212-3.v.2.i, answer 83; for defence 252.204-7016.c, answer 83"),
    Question("uses", "FAR 52.204-26(c)(2)",
             "uses covered telecommunications equipment or services, or what uses them", USES,
             "52.204-26.c.2, answer 84; 52.212-3.v.2.ii, answer 84"),
)  # fmt: skip
"""Source: FAR 52.204-24(d) and 52.204-26(c) by secondary summaries; sections and answers of SAM by the mapping of
representations that GSA publishes (GSA/open-gsa-redesign, SAM_REPS_AND_CERTS_MAPPING.xlsx)."""


@dataclass(slots=True)
class Rule:
    """What the devices of the input show under one rule."""

    statuses: Counter[Status] = field(default_factory=Counter)
    against: Kept = field(default_factory=lambda: Kept(MOST_AGAINST))
    open: Kept = field(default_factory=lambda: Kept(MOST_OPEN))

    def add(self, device: Assessment, status: Status) -> None:
        """Count one device; those that speak against a "does not", or might, are kept."""
        self.statuses[status] += 1
        if status is Status.PROHIBITED:
            self.against.add(device)
        elif status in common.GRAVE:
            self.open.add(device)


def build(run: Run) -> Paper:
    """The paper: the four questions, then the devices that they hang on."""
    refs = References(run.knowledge)
    rules = {PROVIDES: Rule(), USES: Rule()}
    for device in run.devices:
        for regime, rule in rules.items():
            said = {verdict.status for verdict in common.of(device.verdicts, (regime,))}
            if said:
                rule.add(device, min(said, key=list(Status).index))
    asked = [(question, _fields(question, run)) for question in QUESTIONS]
    blocks = [
        Text("Every answer is the entity's own. The paper says what the input shows for it, and what it cannot show."),
        *common.warnings(run),
        *common.crowded(*(kept for rule in rules.values() for kept in (rule.against, rule.open))),
        *(block for question, fields in asked for block in _question(question, fields, rules, run, refs)),
        *(block for regime, rule in rules.items() for block in _devices(regime, rule, refs)),
        *_disclosure(rules, run),
        *common.covered(run),
        *refs.listed(),
    ]
    data = {
        "questions": [_data(question, fields, rules, run) for question, fields in asked],
        "rules": {
            regime: {
                "statuses": {str(status): rule.statuses[status] for status in Status if rule.statuses[status]},
                "against": [subject.data_of(d, common.of(d.verdicts, (regime,)), refs) for d in rule.against.devices],
                "open": [subject.data_of(d, common.of(d.verdicts, (regime,)), refs) for d in rule.open.devices],
            }
            for regime, rule in rules.items()
        },
        "disclosure": [
            {"device": device.asset.id, "fields": given(_disclosed(device, run))} for device in _disclosable(rules)
        ],
        "coverage": common.coverage_data(run.rest),
        "sources": refs.data(),
    }
    title = "What the representations of FAR 52.204-24 and 52.204-26 rest on"
    return Paper(NAME, title, "Working paper for whoever signs them.", tuple(blocks), data, common.foot(run))


def _fields(question: Question, run: Run) -> Fields:
    answer = run.case.flags.get(question.key)
    said = {True: "yes, it does", False: "no, it does not", None: None}[answer]
    rows = [Field(question.key, "answer of the entity", said), Field("asks", "asks whether the entity", question.asks)]
    return Fields((*rows, Field("sam", "where SAM keeps it", question.sam)) if question.sam else tuple(rows))


def _question(
    question: Question, fields: Fields, rules: dict[str, Rule], run: Run, refs: References
) -> Iterator[Block]:
    yield Heading(question.provision)
    yield fields
    rule = rules[question.regime]
    if not rule.statuses:
        yield Text(
            f"The input holds no verdict under {question.regime}: it shows nothing for or against either answer."
        )
    else:
        yield Text(f"Under {question.regime}: {verdicts.counted(rule.statuses)} of {_distinct(run):,} devices.")
    for stated in _stated(question, run):
        said = f"{subject.stated_words(stated)}; {subject.ruling(stated.verdict)}"
        yield Text(f"{said} {refs.cite(stated.verdict.sources)}")
    for sentence in _disagrees(question, rule, run):
        yield Text(sentence, loud=True)
    if question.regime == USES:
        yield Text(INQUIRY)


def _distinct(run: Run) -> int:
    """Devices of the input, those that came again left out."""
    return run.rest.devices - run.rest.repeated


def _stated(question: Question, run: Run) -> list[Stated]:
    return [stated for stated in run.rest.stated if stated.verdict.regime == question.regime][:MOST_DETAILED]


def _disagrees(question: Question, rule: Rule, run: Run) -> Iterator[str]:
    """Where an answer and the input do not go together."""
    if run.case.flags.get(question.key) is not False:
        return
    if rule.against.total:
        yield f"The answer no does not go together with {wording.count(rule.against.total, 'device')} named below."
    if rule.open.total:
        open_ = wording.count(rule.open.total, "device")
        yield f"{open_} named below must be settled before the answer no can rest on this input."
    unknown = _distinct(run) - rule.statuses.total()
    if unknown > 0:
        yield f"For {wording.count(unknown, 'device')} this rule was not asked."


def _devices(regime: str, rule: Rule, refs: References) -> Iterator[Block]:
    """Devices that speak against a "does not" with all their evidence, those to be settled in a table."""
    if rule.against.total:
        title = "prohibited, if the attribution holds"
        yield Heading(f"{wording.count(rule.against.total, 'device')} under {regime}: {title}")
    for device in rule.against.devices[:MOST_DETAILED]:
        yield subject.heading_of(device)
        yield from subject.block_of(device, common.of(device.verdicts, (regime,)), refs)
    if further := rule.against.devices[MOST_DETAILED:]:
        yield Heading(wording.count(len(further), "further device"), 2)
        yield subject.listing(further, (regime,), refs)
    if rule.open.total:
        yield Heading(f"{wording.count(rule.open.total, 'device')} under {regime}: to be settled")
        yield subject.listing(rule.open.devices, (regime,), refs)


def _disclosable(rules: dict[str, Rule]) -> list[Assessment]:
    """Devices to be disclosed where the answer is yes; each once."""
    return list({id(d): d for rule in rules.values() for d in rule.against.devices}.values())


def _disclosure(rules: dict[str, Rule], run: Run) -> Iterator[Block]:
    devices = _disclosable(rules)
    if devices:
        yield Heading("To be disclosed where the answer is yes")
    for device in devices[:MOST_DETAILED]:
        yield subject.heading_of(device)
        yield _disclosed(device, run)


def _disclosed(device: Assessment, run: Run) -> Fields:
    first, *others = [common.field_of(run.case, key, device.asset.id) for key in IF_YES]
    believed = subject.belief(wording.manufacturer(device))
    return Fields(
        (
            first._replace(note=f"{believed}; the name to disclose is the entity's to state"),
            *others[:3],
            Field("brand", "brand", wording.brand(device) or None),
            Field("model_number", "model number", wording.model(device) or None),
            *others[3:],
        )
    )


def _data(question: Question, fields: Fields, rules: dict[str, Rule], run: Run) -> dict[str, Any]:
    return {
        "provision": question.provision,
        "regime": question.regime,
        "fields": given(fields),
        "does_not_go_together": list(_disagrees(question, rules[question.regime], run)),
    }

"""Draft of the report that FAR 52.204-25(d) asks for: what was identified, to whom it is told, and until when.

Fields of the first part are due within one business day of the identification, those of the second within ten business
days of submitting the first. Which devices are reported is decided by verdicts in the input, or by the user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.errors import InputError
from whomade.model import Status
from whomade.report import wording
from whomade.report.filing import common, subject
from whomade.report.filing.business_days import deadline
from whomade.report.filing.case import WORDS
from whomade.report.filing.document import Bullets, Field, Fields, Heading, Paper, Text, given
from whomade.report.filing.references import References
from whomade.report.filing.run import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from whomade.model import Assessment, Verdict
    from whomade.report.filing.business_days import Deadline
    from whomade.report.filing.document import Block
    from whomade.report.filing.run import Run

NAME = "far-52.204-25"
CLAUSE = "52.204-25"
PERIODS = {CLAUSE: (1, 10)}
"""Business days of the two parts by clause; of a clause that is not here they are not known.

Source: FAR 52.204-25(d)(2)(i) and (ii) (knowledge/sources/far-52-204-25-2021.yml). Of 52.240-91, which takes its place
under the FAR overhaul, the periods were not seen.
"""
REGIMES = ("us-ndaa-889-a1A", "us-ndaa-889-a1B", "us-far-rfo-52-240-91")
"""Rules whose verdict `prohibited` makes a device one of those reported."""
WHOLE = ("contract_number", "order_numbers")
PER_DEVICE = ("supplier_name", "supplier_uei", "supplier_cage")
SECOND = ("further_mitigation", "prevention_efforts", "additional_efforts")
IF_KNOWN = {"supplier_uei": "if known", "supplier_cage": "if known", "order_numbers": "if any"}
MOST_REPORTED, MOST_DETAILED, MOST_OPEN = 2000, 100, 300
"""Devices that one paper reports, those of them with all their evidence (the rest stands in a table), and those to be
settled. The JSON has all evidence of all of them. What has no room is counted, and the paper says so."""
DEFENCE = "the DIBNet web site for a contract with the Department of Defense, else the contracting officer"
COUNTED = (
    "Business days are counted as Monday to Friday without federal holidays (5 U.S.C. 6103), from the day after the "
    "one on which the period starts. The contract decides how they are counted; days on which offices were closed "
    "once, by an order of the President, are not known here."
)


def build(run: Run) -> Paper:
    """The draft; one without a device where the input gives no reason to report one.

    Raises:
        InputError: a device was named that is not in the input, or dates contradict each other.
    """
    found = _sorted(run)
    reported, open_ = found[0].devices, found[1].devices
    refs = References(run.knowledge)
    times = _times(run)
    who = _recipient(run)
    whole = Fields(tuple(common.field_of(run.case, key, note=IF_KNOWN.get(key, "")) for key in WHOLE))
    second = Fields(tuple(common.field_of(run.case, key) for key in SECOND))
    own = [_device_fields(device, run) for device in reported]
    missing = _missing([times, who, whole, second], reported, own)
    blocks = [
        *_found(*found, run, refs),
        Heading("When: the periods"), times, *_periods(run),
        Heading("To whom"), who,
        Heading("First part"), whole, *_first(reported, own, refs),
        Heading("Second part"), second,
        Heading("Missing [name in the case file]"), _missing_block(missing),
        *_open(open_, refs),
        *common.covered(run),
        *refs.listed(),
    ]  # fmt: skip
    data = {
        "clause": _clause(run), "periods": given(times), "recipient": given(who), "first_part": given(whole),
        "devices": [
            {**subject.data_of(device, _ours(device), refs), "fields": given(fields)}
            for device, fields in zip(reported, own, strict=True)
        ],
        "second_part": given(second), "missing": missing,
        "to_settle": [subject.data_of(device, _ours(device), refs) for device in open_],
        "coverage": common.coverage_data(run.rest),
    }  # fmt: skip
    title = f"Report of covered equipment under FAR {_clause(run)}{'(d)' if _clause(run) == CLAUSE else ''}"
    subtitle = "Draft. Somebody who is entitled to file it checks it, completes what is missing and submits it."
    return Paper(NAME, title, subtitle, tuple(blocks), data, common.foot(run))


def _sorted(run: Run) -> tuple[Kept, Kept]:
    """Devices to report, and devices to settle first."""
    reported, open_, unseen = Kept(MOST_REPORTED), Kept(MOST_OPEN), set(run.assets)
    for device in run.devices:
        statuses = {verdict.status for verdict in _ours(device)}
        if device.asset.id in run.assets or (not run.assets and Status.PROHIBITED in statuses):
            reported.add(device)
            unseen.discard(device.asset.id)
        elif statuses & {Status.CONDITIONAL, Status.UNDETERMINED} or Status.PROHIBITED in statuses:
            open_.add(device)
    if unseen:
        raise InputError(f"--asset: no device with the key {' or '.join(sorted(unseen))} in the input")
    return reported, open_


def _ours(device: Assessment) -> list[Verdict]:
    return common.of(device.verdicts, REGIMES)


def _clause(run: Run) -> str:
    return run.case.text("clause") or CLAUSE


def _found(reported: Kept, open_: Kept, run: Run, refs: References) -> Iterator[Block]:
    """How many devices this is about, and how they came to be."""
    how = "named by the user" if run.assets else "with a verdict that a rule of section 889 prohibits what was asked"
    seen = run.rest.devices
    yield Text(
        f"Of {wording.count(seen, 'device')} in the input, {reported.total:,} {how}; "
        f"{open_.total:,} to be settled first."
    )
    yield from common.warnings(run)
    yield from common.crowded(reported, open_)
    if not reported.total:
        yield Text(
            "Nothing in the input is reported here. That says nothing about devices that were not read.", loud=True
        )
    if seen and not (reported.total or open_.total or run.assets):
        yield Text(
            "Where no device has a verdict, ask for one: whomade identify ... --regime us-ndaa-889-a1A --on DATE "
            "--act buy --actor US:contractor --purpose CODE --product CODE --jsonl"
        )
    for stated in run.rest.stated:
        if stated.verdict.regime in REGIMES and stated.verdict.status is not Status.NOT_REACHED:
            said = f"{subject.stated_words(stated)}; {subject.ruling(stated.verdict)}"
            yield Text(f"{said} {refs.cite(stated.verdict.sources)}")


def _days(run: Run) -> tuple[int | None, int | None]:
    known = PERIODS.get(_clause(run), (None, None))
    stated = run.case.numbers
    return stated.get("first_business_days", known[0]), stated.get("second_business_days", known[1])


def _ends(run: Run) -> tuple[Deadline | None, Deadline | None]:
    """When the two parts are due; None where a day or a period is not known.

    The second period starts when the first part is submitted; until that is known, on the last day for it.
    """
    first_days, second_days = _days(run)
    found, submitted = run.case.dates.get("discovered_on"), run.case.dates.get("submitted_on")
    if found and submitted and submitted < found:
        raise InputError(f"submitted_on: {submitted} lies before discovered_on, {found}")
    try:
        first = deadline(found, first_days) if found and first_days else None
        start = submitted or (first.on if first else None)
        return first, deadline(start, second_days) if start and second_days else None
    except ValueError as error:
        raise InputError(f"discovered_on or submitted_on: {error}") from error


def _times(run: Run) -> Fields:
    first, second = _ends(run)
    days = _days(run)
    clause = _clause(run)
    asked = "by the name of this report; say so if the contract cites another"
    start = "from submitting the first part" if "submitted_on" in run.case.dates else (
        "at the latest: from the last day for the first part, since the day of submitting is not given"
    )  # fmt: skip
    return Fields(
        (
            Field("clause", WORDS["clause"], clause, "" if run.case.text("clause") else asked),
            common.field_of(run.case, "discovered_on"),
            common.field_of(run.case, "how_found"),
            _due("first_part_due", "first part due", first, days[0], "from the identification or notification", clause),
            common.field_of(run.case, "submitted_on"),
            _due("second_part_due", "second part due", second, days[1], start, clause),
        )
    )


def _due(key: str, label: str, end: Deadline | None, days: int | None, start: str, clause: str) -> Field:
    if days is None:
        note = f"the period is not known for clause {wording.visible(clause)}: read it in the contract"
        return Field(key, label, None, note)
    period = f"{wording.count(days, 'business day')} {start}"
    return Field(key, label, _day(end.on) if end else None, period)


def _day(on: date) -> str:
    return f"{on.isoformat()} ({on:%A})"


def _periods(run: Run) -> Iterator[Block]:
    ends = [end for end in _ends(run) if end]
    off = {day.on: day.why for end in ends for day in end.left_out}
    if off:
        named = [
            f"{on:%a} {on.isoformat()}" + ("" if why == f"{on:%A}" else f": {why}") for on, why in sorted(off.items())
        ]
        yield Text(f"Not counted: {'; '.join(named)}.")
    yield Text(COUNTED)


def _recipient(run: Run) -> Fields:
    flags = run.case.flags
    place = None
    if "defence" in flags:
        place = "the DIBNet web site" if flags["defence"] else "the contracting officer"
    more = {
        True: "also the officer of each affected order, beside the officer of the base contract",
        False: "the officer of the contract alone",
    }
    orders = more.get(flags["indefinite_delivery"]) if "indefinite_delivery" in flags else None
    return Fields(
        (
            Field("defence", "report goes to", place, DEFENCE),
            common.field_of(run.case, "contracting_officer"),
            Field("indefinite_delivery", "if it is an indefinite-delivery contract", orders),
            common.field_of(run.case, "filed_by"),
            common.field_of(run.case, "prepared_by"),
            common.field_of(run.case, "prepared_on"),
        )
    )  # fmt: skip


def _device_fields(device: Assessment, run: Run) -> Fields:
    """Fields of the first part for one device, in the order of the clause."""
    key, case = device.asset.id, run.case
    product = next((v.situation.product for v in _ours(device) if v.situation.product != "unknown"), None)
    hint = f"asked about as: {wording.status_words(wording.visible(product))}" if product else ""
    seen = "as the evidence shows it"
    return Fields(
        (
            *(common.field_of(case, name, key, IF_KNOWN.get(name, "")) for name in PER_DEVICE),
            Field("brand", "brand", wording.brand(device) or None, seen if wording.brand(device) else ""),
            Field("model_number", "model number", wording.model(device) or None, seen if wording.model(device) else ""),
            common.field_of(case, "oem_number", key, "or manufacturer part number, or wholesaler number"),
            common.field_of(case, "item_description", key, hint),
            common.field_of(case, "mitigation", key, "whatever is readily available"),
        )
    )


def _first(reported: list[Assessment], own: list[Fields], refs: References) -> Iterator[Block]:
    for device, fields in list(zip(reported, own, strict=True))[:MOST_DETAILED]:
        yield subject.heading_of(device)
        yield fields
        yield from subject.block_of(device, _ours(device), refs)
    if further := reported[MOST_DETAILED:]:
        yield Heading(wording.count(len(further), "further device"), 2)
        yield subject.listing(further, REGIMES, refs)


def _open(open_: list[Assessment], refs: References) -> Iterator[Block]:
    if open_:
        yield Heading("To be settled before they are left out")
        yield Text(
            "A rule might reach these devices: a fact is missing, or nobody can be named with enough probability."
        )
        yield subject.listing(open_, REGIMES, refs)


def _missing(whole: list[Fields], reported: list[Assessment], own: list[Fields]) -> list[dict[str, Any]]:
    """Every field that nobody gave, with the devices that lack it."""
    found: dict[str, dict[str, Any]] = {}
    lacking: list[tuple[Field, str | None]] = [(row, None) for fields in whole for row in fields.missing]
    lacking += [(row, d.asset.id) for d, fields in zip(reported, own, strict=True) for row in fields.missing]
    for row, device in lacking:
        entry = found.setdefault(row.key, {"field": row.key, "label": row.label, "devices": []})
        entry["devices"] += [device] if device is not None else []
    return list(found.values())


def _missing_block(missing: list[dict[str, Any]]) -> Block:
    if not missing:
        return Text("No field that the clause names is missing.")
    lines = []
    for row in missing:
        devices = f" of {wording.count(len(row['devices']), 'device')}" if row["devices"] else ""
        lines.append(f"{row['label']}{devices} [{row['field']}]")
    return Bullets(tuple(lines))

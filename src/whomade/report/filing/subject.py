"""One device as a paper speaks of it: what it is believed to be, what shows that, what a rule says of it.

Every sentence is careful: a maker is believed, with its probability and level, and each statement has its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.model import Level, Status
from whomade.report import verdicts, wording
from whomade.report.filing.document import Bullets, Heading, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Assessment, Attribution, Evidence, Verdict
    from whomade.report.filing.document import Block
    from whomade.report.filing.references import References
    from whomade.report.filing.run import Stated

PARTS = ("manufacturer", "firmware_author", "soc_maker", "module_maker", "component_maker", "cloud_operator")
"""Roles that a paper speaks of: whoever made the device or a part of it."""
LONGEST = 100
"""Characters of a name in a heading."""
NO_SITE = "no site given"
NOBODY = "nobody can be named"


def name_of(device: Assessment) -> str:
    """Brand and model in words, as far as they were seen."""
    return " ".join(part for part in (wording.brand(device), wording.model(device)) if part) or "no brand or model seen"


def maker_of(device: Assessment) -> str:
    """Name of the believed manufacturer, or that nobody can be named."""
    return wording.maker(wording.manufacturer(device)) or NOBODY


def belief(attribution: Attribution) -> str:
    """Who is believed to hold a role, with probability and level."""
    who = wording.maker(attribution)
    role = wording.role_name(attribution.role)
    if not who:
        return f"{role}: {NOBODY}"
    made = "believed to be made by" if attribution.role == "manufacturer" else f"{role} believed to be"
    return f"{made} {who}, probability {wording.percent(attribution.probability)}, level {attribution.level}"


def beliefs(device: Assessment) -> list[str]:
    """What is believed about the maker, and about those of its parts who can be named."""
    first, *others = [device.roles.get(role) for role in PARTS]
    named = [belief(role) for role in others if role is not None and wording.maker(role)]
    return [belief(first or wording.NOBODY), *named]


def evidence_of(device: Assessment) -> list[Evidence]:
    """Evidence for whoever is named in one of the roles, each piece once, the strongest first."""
    found: dict[tuple[str, str, str], Evidence] = {}
    for role in PARTS:
        held = device.roles.get(role)
        if held is not None and held.level is not Level.UNDETERMINED:
            for piece in held.evidence:
                found.setdefault((piece.fingerprint, piece.signal.field, piece.signal.value), piece)
    return list(found.values())


def evidence_table(device: Assessment, refs: References) -> Table:
    """Every piece of evidence with where it was seen and whose word it rests on; what speaks against comes last."""
    rows = [
        (wording.evidence_words(piece, 160), wording.place(piece.signal.where), refs.cite(piece.sources))
        for piece in evidence_of(device)
    ]
    rows += [
        (
            f"against: {wording.evidence_words(counter.evidence, 160)}: {wording.visible(counter.reason)}",
            wording.place(counter.evidence.signal.where),
            refs.cite(counter.evidence.sources),
        )
        for counter in wording.all_counter_evidence(device)
    ]
    return Table(("evidence", "seen at", "source"), tuple(rows), (0.38, 0.24, 0.38))


def strongest(device: Assessment, refs: References) -> tuple[str, str, str]:
    """The strongest evidence about the manufacturer: what, where, by whose word; empty texts where nothing speaks."""
    made = wording.manufacturer(device)
    pieces = made.evidence if made.level is not Level.UNDETERMINED else ()
    best = max(pieces, key=lambda piece: (abs(piece.log10_lr), bool(piece.shares)), default=None)
    if best is None:
        return "", "", ""
    return wording.evidence_words(best, 120), wording.place(best.signal.where), refs.cite(best.sources[:2])


def ruling(verdict: Verdict) -> str:
    """What a rule says, on which day, about which act, by which provision."""
    said = f"{wording.visible(verdict.regime)}, {verdicts.plain(verdict.situation.act)} on "
    held = ", if the attribution holds" if verdict.status is Status.PROHIBITED else ""
    said += f"{wording.visible(verdict.on)}: {verdicts.in_short(verdict)}{held}"
    return f"{said}, by {wording.visible(verdict.provision)}" if verdict.provision else said


def block_of(device: Assessment, verdicts_: Iterable[Verdict], refs: References) -> Iterator[Block]:
    """What a device is believed to be, the evidence, the verdicts and their sources."""
    yield Bullets(tuple(beliefs(device)))
    table = evidence_table(device, refs)
    yield table if table.rows else Text("No evidence in the input is strong enough to name a maker of this device.")
    for verdict in verdicts_:
        yield Text(f"{ruling(verdict)}. {wording.visible(verdict.why)} {refs.cite(verdict.sources)}")


def listing(devices: Iterable[Assessment], regimes: tuple[str, ...], refs: References) -> Table:
    """A row for each device: what it is, who is believed to have made it, on what, and what rules say."""
    rows = []
    for device in devices:
        what, where, source = strongest(device, refs)
        says = [
            f"{ruling(verdict)} {refs.cite(verdict.sources)}"
            for verdict in device.verdicts
            if verdict.regime in regimes
        ]
        shown = f"{what}, seen at {where} {source}" if what else ""
        about = belief(wording.manufacturer(device))
        rows.append((wording.visible(device.asset.id), name_of(device), about, shown, "; ".join(says)))
    head = ("device", "brand and model", "believed maker", "strongest evidence and source", "verdict and source")
    return Table(head, tuple(rows), (0.11, 0.12, 0.17, 0.26, 0.34))


def heading_of(device: Assessment) -> Heading:
    """A device by its key, with brand and model; what is long is cut, and stands in full in the JSON."""
    site = f", {wording.clip(device.asset.site, LONGEST)}" if device.asset.site else ""
    return Heading(
        f"Device {wording.clip(device.asset.id, LONGEST)}{site}: {wording.clip(name_of(device), LONGEST)}", 2
    )


def data_of(device: Assessment, verdicts_: Iterable[Verdict], refs: References) -> dict[str, Any]:
    """The same for a program; every piece of evidence with all its sources."""
    made = wording.manufacturer(device)
    return {
        "device": device.asset.id,
        "site": device.asset.site,
        "brand": wording.brand(device) or None,
        "model": wording.model(device) or None,
        "believed_manufacturer": wording.maker(made) or None,
        "maker": made.maker if wording.maker(made) else None,
        "probability": made.probability if wording.maker(made) else None,
        "level": str(made.level),
        "beliefs": beliefs(device),
        "evidence": [_piece(piece, refs) for piece in evidence_of(device)],
        "verdicts": [ruling_data(verdict, refs) for verdict in verdicts_],
    }


def _piece(piece: Evidence, refs: References) -> dict[str, Any]:
    return {
        "field": piece.signal.field,
        "value": wording.clip(piece.signal.value, 512),
        "rule": piece.fingerprint,
        "seen_at": wording.place(piece.signal.where),
        "sources": refs.in_full(piece.sources),
    }


def ruling_data(verdict: Verdict, refs: References) -> dict[str, Any]:
    """A verdict for a program."""
    return {
        "regime": verdict.regime,
        "on": verdict.on,
        "act": verdict.situation.act,
        "status": str(verdict.status),
        "needs": list(verdict.needs),
        "provision": verdict.provision,
        "why": verdict.why,
        "sources": refs.in_full(verdict.sources),
    }


def stated_words(stated: Stated) -> str:
    """A case that somebody wrote down: its maker is a statement of theirs."""
    maker = stated.verdict.maker or "no maker"
    return f"{wording.visible(stated.id)}: {wording.visible(maker)} as stated in the case, not attributed by whomade"

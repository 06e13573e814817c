"""The middle column in one function: signals of one device in, its assessment out.

Pure and without state of its own, so that it can run in one process, in many, or on a cluster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whomade.attribute.brands import compiled
from whomade.attribute.next_evidence import Adviser
from whomade.attribute.reason import Reasoner, white_label
from whomade.grammar import derived
from whomade.model import Assessment, Asset, Level, Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Attribution, Knowledge, Regime, Signal, Situation, Verdict
    from whomade.ownership import Ownership

IDENTITY = {"mac": "mac", "serial": "serial", "label.model": "model", "label.brand": "brand"}
"""Fields that name a device or its type, and the key they are shown under."""
BRAND_PAIR = (0.5, 0.0025)
"""What a printed brand is worth when next evidence is advised: a row of 0.9 under the flat prior is some 200 to 1."""
KEPT = "kept as one device, as its key says; name the sites (--site-from-dir) if these are two"
_DIFFERING = ("label.brand", "label.model", "serial", "mac")


@dataclass(frozen=True, slots=True)
class Mind:
    """What reasoning about every device shares: the reasoner and the adviser of one knowledge base.

    `regimes` are the rules to apply to each device in the `situation`; without one, none is. `owners` are asked by
    rules that reach affiliates, and are None without rules.
    """

    reasoner: Reasoner
    adviser: Adviser
    regimes: tuple[Regime, ...] = ()
    situation: Situation | None = None
    owners: Ownership | None = None

    @classmethod
    def of(cls, reasoner: Reasoner, regimes: tuple[Regime, ...] = (), situation: Situation | None = None) -> Mind:
        """Build the adviser that goes with a reasoner."""
        base = reasoner.knowledge
        ships = [e.id for e in base.entities.values() if any(r.kind == "maker" for r in e.registrants)]
        supplies = {row.maker for brand in base.brands.values() for row in brand.rows if not row.trial}
        prefix = (0.9, 0.9 / 10**reasoner.registrants.maker_log10_lr)
        pairs = {"mac": dict.fromkeys(ships, prefix), "label.brand": dict.fromkeys(supplies, BRAND_PAIR)}
        names = {entity.id: entity.name for entity in base.entities.values()}
        adviser = Adviser(reasoner.matcher, base.collectables, pairs, names)
        return cls(reasoner, adviser, regimes, situation, _owners(base) if regimes else None)


def _owners(base: Knowledge) -> Ownership:
    from whomade.ownership import Ownership  # late: most calls ask for no rule

    return Ownership.of(base.entities)


def assess(
    mind: Mind,
    asset: Asset,
    signals: list[Signal],
    problems: Iterable[Problem] = (),
) -> Assessment:
    """Assess one device.

    Args:
        mind: reasoner and adviser of the knowledge base.
        asset: the device; its keys are filled from the signals.
        signals: everything seen on it, in any order.
        problems: what could not be read of it.
    """
    made = made_on(signals, mind.reasoner.knowledge)
    seen = [*signals, *derived(signals)]
    roles = mind.reasoner.attribute(seen, made)
    maker = roles["manufacturer"]
    observed = frozenset(s.field for s in seen)
    settled = maker.level == Level.CONFIRMED
    return Assessment(
        asset=Asset(asset.id, asset.site, _keys(signals), asset.inputs, asset.same_device_as),
        roles=roles,
        white_label=white_label(roles),
        next_evidence=() if settled else mind.adviser.advise(maker.posterior, observed),
        problems=(*problems, *_contradictions(asset.id, signals)),
        clocks={"made_on": list(made)} if made else {},
        verdicts=_verdicts(mind, roles),
    )


def _verdicts(mind: Mind, roles: dict[str, Attribution]) -> tuple[Verdict, ...]:
    """What each regime asked says about a device with these makers."""
    situation, base, owners = mind.situation, mind.reasoner.knowledge, mind.owners
    if situation is None or owners is None:
        return ()
    from whomade.judge import evaluate, holders_of  # late: most calls ask for no rule

    holders = holders_of(roles, base)
    return tuple(evaluate(regime, situation, holders, base, owners) for regime in mind.regimes)


def _keys(signals: Iterable[Signal]) -> dict[str, str]:
    """The first value, in order, of every field that identifies."""
    keys: dict[str, str] = {}
    for signal in sorted(signals, key=lambda s: (s.field, s.value)):
        if signal.field in IDENTITY:
            keys.setdefault(IDENTITY[signal.field], signal.value)
    return keys


def _contradictions(asset: str, signals: Iterable[Signal]) -> list[Problem]:
    """Differing models or serials inside one given asset: a problem of the input, never evidence against a maker."""
    found: list[Problem] = []
    for field in _DIFFERING:
        values: dict[str, Signal] = {}  # one observation may list several models: only different ones disagree
        for signal in sorted((s for s in signals if s.field == field), key=lambda s: s.value):
            values.setdefault(re.sub(r"[\W_]+", "", signal.value).casefold(), signal)
        if len(values) > 1 and len({signal.where for signal in values.values()}) > 1:
            shown = ", ".join(signal.value for signal in list(values.values())[:4])
            where = next(iter(values.values())).where
            found.append(
                Problem(
                    Where(where.input, where.place),
                    f"one {IDENTITY[field]} for asset {asset}",
                    shown,
                    KEPT,
                    lost=False,
                    contradicts=True,
                )
            )
    return found


def made_on(signals: Iterable[Signal], knowledge: Knowledge) -> tuple[str, str] | None:
    """Interval of the production date, from a printed date or a serial whose grammar holds one; None if unknown.

    A firmware build bounds nothing by itself: devices are updated. Where dates disagree the interval spans them.
    """
    dates: list[str] = []
    for signal in signals:
        if signal.field == "made_on" and re.fullmatch(r"\d{4}(-\d\d){0,2}", signal.value):
            dates.append(signal.value)
        elif signal.field == "serial":
            dates += _serial_dates(signal.value, knowledge.serial_dates)
    return (min(dates), max(dates)) if dates else None


def _serial_dates(serial: str, patterns: Iterable[str]) -> list[str]:
    """Production dates a serial number holds, by the grammars of the base (groups y, m, d)."""
    found: list[str] = []
    for pattern in patterns:
        hit = compiled(pattern).search(serial)
        if hit is not None:
            found.append("-".join(part for part in hit.groups() if part))
    return found

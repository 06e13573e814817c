"""Calibration: one temperature for the whole base, fitted on device cards leaving out whole brands.

Every brand with cards is left out in turn: its table rows, its cards' counts, and the statements that rest on its
cards' source groups alone. What the rest of the base then says about its cards is out of sample.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from whomade.attribute.decide import leader
from whomade.attribute.fuse import Posterior, temper
from whomade.attribute.reason import Reasoner
from whomade.attribute.registrants import RegistrantIndex
from whomade.knowledge.bundle import vendor_of
from whomade.knowledge.folds import without
from whomade.knowledge.measure import counted_cards, group_of, signals_of
from whomade.model import Calibration, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.knowledge.read import Base, Item

GRID = tuple(1.0 + step / 20 for step in range(61))
"""Temperatures tried: 1.00 to 4.00."""
FLOOR = 1e-6


def calibrate(base: Base) -> Calibration:
    """Fit the temperature and count the link between firmware author and manufacturer.

    The link is P(manufacturer = m | firmware author = m), pooled over all makers, (k + 0.5)/(n + 1).
    """
    left_out = list(answers(base))
    brands = {item.form.brand for item, _, _ in left_out}
    same, both = link_counts(base)
    return Calibration(
        temperature=fit([(posterior, truth) for _, posterior, truth in left_out]),
        brands=len(brands),
        link=round((same + 0.5) / (both + 1), 6),
        link_counts=(same, both),
        registrant_counts=registrant_counts(base),
    )


def answers(base: Base) -> Iterator[tuple[Item, Posterior, str]]:
    """Posterior of every counted card whose manufacturer is known, from a base without its brand; untempered."""
    groups = {item.form.id: item.form.group for item in base.of("sources")}
    cards = [card for card in counted_cards(base) if "manufacturer" in card.form.truth]
    for brand in sorted({card.form.brand for card in cards}):
        own = [card for card in cards if card.form.brand == brand]
        fold = without(base, groups=frozenset(group_of(card, groups) for card in own), brand=brand)
        reasoner = Reasoner(fold, vendor_of)
        for card in own:
            signals = [signal for signal in signals_of(card) if signal.field != "label.brand"]
            posterior = reasoner.posterior(signals)
            if posterior is not None:
                yield card, posterior, card.form.truth["manufacturer"]


def link_counts(base: Base) -> tuple[int, int]:
    """Counted cards whose firmware author is the manufacturer, and those for which both are known."""
    known = [
        card.form.truth for card in counted_cards(base) if {"manufacturer", "firmware_author"} <= set(card.form.truth)
    ]
    return sum(truth["manufacturer"] == truth["firmware_author"] for truth in known), len(known)


def registrant_counts(base: Base) -> tuple[int, int]:
    """Counted cards made by the maker their MAC is registered to, and those with a MAC of any known maker."""
    index = RegistrantIndex(without(base).entities.values(), vendor_of)
    right = seen = 0
    for card in counted_cards(base):
        macs = [Signal("mac", s.value) for s in card.form.signals if s.field == "mac"]
        named = {maker for hit in index.evidence(macs) if hit.role == "manufacturer" for maker in hit.makers}
        if named and "manufacturer" in card.form.truth:
            seen += 1
            right += card.form.truth["manufacturer"] in named
    return right, seen


def fit(cases: list[tuple[Posterior, str]]) -> float:
    """Temperature >= 1 with the least log loss of the truth; 1 when there is nothing to fit on."""
    if not cases:
        return 1.0
    return min(GRID, key=lambda temperature: (round(_loss(cases, temperature), 9), temperature))


def _loss(cases: list[tuple[Posterior, str]], temperature: float) -> float:
    total = 0.0
    for posterior, truth in cases:
        tempered = temper(posterior, temperature, 1.0)
        total -= math.log(max(tempered.named.get(truth, tempered.each), FLOOR))
    return total / len(cases)


def wrong(base: Base) -> list[tuple[str, str, float]]:
    """Left-out cards whose leading maker is not the truth: card, answer, probability."""
    found = []
    for card, posterior, truth in answers(base):
        name, probability = leader(posterior)
        if name not in (None, "self", truth):
            found.append((card.form.id, name or "", probability))
    return found


def write_calibration(fitted: Calibration) -> str:
    """The calibration as the YAML text of calibration.yml."""
    return (
        "# written by whomade knowledge measure: fitted on device cards, leaving out whole brands\n"
        f"temperature: {fitted.temperature}\n"
        f"brands: {fitted.brands}\n"
        f"link: {fitted.link}\n"
        f"link_counts: [{fitted.link_counts[0]}, {fitted.link_counts[1]}]\n"
        f"registrant_counts: [{fitted.registrant_counts[0]}, {fitted.registrant_counts[1]}]\n"
    )

"""Device cards as labelled devices: how far the base carries where a whole brand or a source group is left out.

Nothing of the card itself is in the base that answers it, so the figures are out of sample. The brand on the box is
given only where asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from whomade.attribute.decide import PROBABLE, leader
from whomade.attribute.fuse import temper
from whomade.knowledge.calibrate import answers
from whomade.knowledge.compile import compile_base
from whomade.knowledge.measure import counted_cards, group_of
from whomade.model import Signal
from whomade.pipeline.corpus import Row
from whomade.pipeline.leaving_out import folds
from whomade.pipeline.scoring import Scorer
from whomade.report.reliability import Bin, binned

if TYPE_CHECKING:
    from whomade.knowledge.read import Base, Item
    from whomade.report.scores import Fold


@dataclass(frozen=True, slots=True)
class CardDevice:
    """A device card with the interface of a labelled device."""

    head: Row
    seen: tuple[Signal, ...]

    def signals(self, *, label: bool) -> list[Signal]:
        """What the card shows; the printed brand only with `label`."""
        return [signal for signal in self.seen if label or signal.field != "label.brand"]


class LeftOutBrands(NamedTuple):
    """Cards answered from a base without their brand: how many, of how many brands, and how often right."""

    cards: int
    brands: int
    named: int
    loud_wrong: int
    bins: tuple[Bin, ...]


def devices(base: Base) -> list[CardDevice]:
    """Every counted card whose manufacturer is known."""
    groups = {item.form.id: item.form.group for item in base.of("sources")}
    names = {item.form.id: item.form.name for item in base.of("entities")}
    cards = [card for card in counted_cards(base) if "manufacturer" in card.form.truth]
    return [_device(card, group_of(card, groups), names) for card in cards]


def _device(card: Item, group: str, names: dict[str, str]) -> CardDevice:
    truth = card.form.truth["manufacturer"]
    head = Row(
        id=card.form.id,
        kind="card",
        raw={},
        source_group=group,
        brand_on_box=card.form.brand,
        true_maker=names.get(truth, truth),
        device_class="camera",
        scorable=True,
    )
    return CardDevice(head, tuple(Signal(s.field, s.value) for s in card.form.signals))


def without_groups(base: Base, *, label: bool = False) -> list[Fold]:
    """Every source group of the cards left out in turn: its statements dropped, what is left recounted."""
    whole = compile_base(base)
    scorer = Scorer(whole, label=label)
    return list(folds([(each, scorer.score(each)) for each in devices(base)], base, whole, label=label))


def without_brands(base: Base) -> LeftOutBrands:
    """Every brand left out in turn, as in the fit: its rows, its cards, and what rests on their groups alone."""
    fitted = compile_base(base).calibration
    brands, said = set[str](), list[tuple[float, bool]]()
    wrong = named = 0
    for card, posterior, truth in answers(base):
        name, probability = leader(temper(posterior, fitted.temperature, fitted.cap))
        is_right = name == truth
        brands.add(card.form.brand)
        said.append((probability, is_right))
        named += is_right
        wrong += name is not None and not is_right and probability >= PROBABLE
    return LeftOutBrands(len(said), len(brands), named, wrong, binned(said))

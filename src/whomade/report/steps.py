"""The waterfall as geometry: where each step begins and ends on an axis of log10 odds, for text and page alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from whomade.model import Attribution

CALIBRATED = "after calibration"


class Step(NamedTuple):
    """One step: odds before and after as log10, and what kind of step (`prior`, `gain`, `loss`, `end`)."""

    label: str
    before: float
    after: float
    kind: str

    @property
    def change(self) -> float:
        """Change in log10 odds."""
        return self.after - self.before

    @property
    def probability(self) -> float:
        """Probability after this step."""
        return 1 / (1 + math.pow(10, -max(-30.0, min(30.0, self.after))))


class Axis(NamedTuple):
    """Whole powers of ten from `low` to `high` that hold every step and even odds."""

    low: int
    high: int

    def share(self, value: float) -> float:
        """Place of a value on the axis from 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self, most: int = 6) -> list[int]:
        """Round values worth a line, even odds among them."""
        stride = max(1, math.ceil((self.high - self.low) / most))
        return [v for v in range(self.low, self.high + 1) if v % stride == 0]


def steps(attribution: Attribution) -> list[Step]:
    """Steps from the prior to the calibrated answer; empty where nothing was reckoned."""
    result = []
    before = 0.0
    last = len(attribution.waterfall) - 1
    for number, (label, after) in enumerate(attribution.waterfall):
        if number == 0:
            result.append(Step(label, 0.0, after, "prior"))
        elif number == last and label == CALIBRATED:
            result.append(Step(label, 0.0, after, "end"))
        else:
            result.append(Step(label, before, after, "gain" if after >= before else "loss"))
        before = after
    return result


def axis(drawn: list[Step]) -> Axis:
    """Axis for these steps, at least one power of ten on each side of even odds."""
    values = [s.after for s in drawn]
    return Axis(math.floor(min([-1.0, *values])), math.ceil(max([1.0, *values])))


def odds(exponent: int) -> str:
    """Odds of a power of ten.

    Example:
        >>> odds(-2), odds(0), odds(1)
        ('1 : 100', 'even', '10 : 1')
    """
    if exponent == 0:
        return "even"
    power = f"{10 ** abs(exponent):,}" if abs(exponent) < 6 else f"10^{abs(exponent)}"
    return f"{power} : 1" if exponent > 0 else f"1 : {power}"

"""When something happened, in a bounded number of stretches: the longer it goes on, the wider they are."""

from __future__ import annotations

from whomade.model.traffic import Stretch

MOST_STRETCHES = 48


class Activity:
    """Counts in stretches of equal width, a power of two of seconds."""

    __slots__ = ("_counts", "_width")

    def __init__(self) -> None:
        self._width = 1
        self._counts: dict[int, int] = {}

    def add(self, at: float, count: int = 1) -> None:
        """Count something at a moment (seconds since 1970)."""
        place = int(at) // self._width
        self._counts[place] = self._counts.get(place, 0) + count
        while len(self._counts) > MOST_STRETCHES or max(self._counts) - min(self._counts) > 4 * MOST_STRETCHES:
            self._widen()

    def _widen(self) -> None:
        self._width *= 2
        wider: dict[int, int] = {}
        for place, count in self._counts.items():
            wider[place // 2] = wider.get(place // 2, 0) + count
        self._counts = wider

    def stretches(self) -> tuple[Stretch, ...]:
        """Give what was counted, in order."""
        width = self._width
        return tuple(Stretch(place * width, (place + 1) * width, self._counts[place]) for place in sorted(self._counts))

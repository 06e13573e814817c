"""One direction between two ports, counted packet by packet."""

from __future__ import annotations

MOST_MARKS = 64
STEP_NS = 1_000_000_000
"""Least time between two marks of activity, at first; it doubles whenever there are too many of them."""


class Flow:
    """When it began and ended, how many packets and bytes, its first bytes, and marks of when it was busy.

    `opened` is True where this side opened the connection, False where the other did, None where that was not seen.
    """

    __slots__ = (
        "bytes", "first", "last", "looked", "marks", "next_mark", "number", "opened", "packets", "start", "step",
    )  # fmt: skip

    def __init__(self, when: int, number: int) -> None:
        self.first = self.last = when
        self.number = number
        self.packets = self.bytes = self.looked = 0
        self.opened: bool | None = None
        self.start = b""
        self.step = STEP_NS
        self.next_mark = when + STEP_NS
        self.marks: list[int] = [when]

    def mark(self, when: int) -> None:
        """Note that packets still come."""
        self.marks.append(when)
        if len(self.marks) > MOST_MARKS:
            self.marks = self.marks[::2]
            self.step *= 2
        self.next_mark = when + self.step

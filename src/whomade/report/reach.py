"""How far a scan reached, as the stages of a funnel, and in plain words what it did not reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.model import Scan


RECORDERS_LISTED = 12
"""Recorders named one by one; all of them stand in the JSON."""


class Stage(NamedTuple):
    """One stage of the funnel: its name, its addresses, its share of what was planned in per cent, what it means."""

    name: str
    addresses: int
    width: float
    meaning: str


def funnel(scan: Scan) -> list[Stage]:
    """Planned, probed, answered and identified, each as a share of the first."""
    stages = (
        ("planned", scan.planned, "addresses within the targets"),
        ("probed", scan.probed, "addresses to which something was sent"),
        ("answered", scan.answered, "addresses from which something came back"),
        ("identified", scan.identified, "devices whose manufacturer is named"),
    )
    whole = max(1, *(count for _, count, _ in stages))
    return [Stage(name, count, round(100 * count / whole, 2), meaning) for name, count, meaning in stages]


def not_reached(scan: Scan) -> Iterator[str]:
    """Sentences about what is not known after this scan."""
    if unprobed := scan.planned - scan.probed:
        yield f"{_addresses(unprobed)} planned but never probed: nothing is known about {_them(unprobed)}."
    if silent := scan.probed - scan.answered:
        yield (
            f"{_addresses(silent)} probed without an answer. A device that is switched off, filtered or silent "
            "looks the same as no device."
        )
    if unnamed := scan.answered - scan.identified:
        yield f"{_addresses(unnamed)} answered without giving enough to name a manufacturer."
    if scan.ports:
        yield f"Of all services, only those on the {wording.count(len(scan.ports), 'port')} listed were asked for."
    if dropped := sum(heard.dropped for heard in scan.discovery):
        yield f"{wording.count(dropped, 'answer')} from outside the allow-list dropped unread."
    if scan.ended:
        yield f"{_replies(len(scan.ended))} cut off by a limit; what came after it was not read."


def behind(channels: Mapping[str, int]) -> Iterator[str]:
    """A sentence about cameras that stand behind recorders and may answer nobody else; none without recorders."""
    if channels:
        listed = [f"{recorder}: {cameras:,}" for recorder, cameras in list(channels.items())[:RECORDERS_LISTED]]
        more = len(channels) - len(listed)
        listed += [f"and {wording.count(more, 'more recorder')}"] if more else []
        yield (
            f"{wording.count(len(channels), 'recorder')} and {sum(channels.values()):,} cameras behind, by what the "
            f"recorders say ({', '.join(listed)}). Such a camera was seen only where it answered itself."
        )


def ranges(ports: Iterable[int]) -> str:
    """Ports in rising order, neighbours drawn together.

    Example:
        >>> ranges([554, 80, 81, 82])
        '80–82, 554'
    """
    runs: list[list[int]] = []
    for port in sorted(set(ports)):
        if runs and port == runs[-1][1] + 1:
            runs[-1][1] = port
        else:
            runs.append([port, port])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _addresses(number: int) -> str:
    return "1 address" if number == 1 else f"{number:,} addresses"


def _replies(number: int) -> str:
    return "1 reply" if number == 1 else f"{number:,} replies"


def _them(number: int) -> str:
    return "it" if number == 1 else "them"

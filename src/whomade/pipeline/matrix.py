"""Many subjects under many rules in one situation, and what changes for them between two days.

A subject is a maker that somebody names, or a device that evidence speaks of. Nothing is evaluated here: `judge` is.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from whomade.judge import evaluate, holders_of, stated_holders
from whomade.ownership import Ownership
from whomade.pipeline.identify import Identification, Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from whomade.judge import Holder
    from whomade.model import Coverage, Knowledge, Regime, Situation, Verdict

MOST_SUBJECTS = 10_000
"""Subjects of one table; more would fill the memory, and nobody reads them side by side."""


class Subject(NamedTuple):
    """Who or what is asked about, by its name, with who holds which role of it."""

    name: str
    holders: Mapping[str, Holder]


class Row(NamedTuple):
    """A subject and its verdict under each regime, in the order of the regimes."""

    name: str
    verdicts: tuple[Verdict, ...]


class Change(NamedTuple):
    """A verdict that is another one on the second day."""

    name: str
    before: Verdict
    after: Verdict


def makers(names: Iterable[str], knowledge: Knowledge) -> Iterator[Subject]:
    """Subjects out of names of makers.

    Raises:
        InputError: the base knows no company under a name.
    """
    return (Subject(name, stated_holders(name, None, knowledge)) for name in names)


def devices(paths: Sequence[str | Path], knowledge: Knowledge, coverage: Coverage) -> Iterator[Subject]:
    """Subjects out of evidence; what was read and refused is added to `coverage`."""
    run = Identification(paths, Options(), knowledge)
    for number, device in enumerate(run):
        if number < MOST_SUBJECTS:
            yield Subject(device.asset.id, holders_of(device.roles, knowledge))
    for part in ("inputs", "problems"):
        getattr(coverage, part).extend(getattr(run.coverage, part))
    coverage.devices += run.coverage.devices


def rows(
    subjects: Iterable[Subject], regimes: Sequence[Regime], situation: Situation, knowledge: Knowledge
) -> Iterator[Row]:
    """The verdict of each regime on each subject."""
    owners = Ownership.of(knowledge.entities)
    for subject in subjects:
        verdicts = tuple(evaluate(regime, situation, subject.holders, knowledge, owners) for regime in regimes)
        yield Row(subject.name, verdicts)


def changes(
    subjects: Iterable[Subject], regimes: Sequence[Regime], situation: Situation, day: str, knowledge: Knowledge
) -> Iterator[Change]:
    """What differs between the day of the situation and another one: another status, or other needs."""
    owners = Ownership.of(knowledge.entities)
    later = dataclasses.replace(situation, on=day)
    for subject in subjects:
        for regime in regimes:
            before = evaluate(regime, situation, subject.holders, knowledge, owners)
            after = evaluate(regime, later, subject.holders, knowledge, owners)
            if (before.status, before.needs) != (after.status, after.needs):
                yield Change(subject.name, before, after)

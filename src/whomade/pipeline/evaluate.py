"""`whomade knowledge evaluate` as a library call: labelled observations in, a report of what the answers are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.knowledge import bundle
from whomade.knowledge.compile import compile_base
from whomade.pipeline.companies import Companies
from whomade.pipeline.corpus import grouped, read_rows
from whomade.pipeline.leaving_out import folds
from whomade.pipeline.scoring import Scorer, bins, faults, figures
from whomade.report.scores import MakerLine, Report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from whomade.knowledge.read import Base
    from whomade.model import Knowledge
    from whomade.pipeline.scoring import Scored


def evaluate(
    files: tuple[Path, ...],
    *,
    label: bool = False,
    devices: bool = False,
    leave_out: Base | None = None,
    knowledge: Knowledge | None = None,
) -> Report:
    """Score a base on labelled observations.

    Args:
        files: Files of labelled observations, one JSON object a line.
        label: Give the brand on the box too.
        devices: Rows of one device count once.
        leave_out: The base as read; each source group's rows are then also scored without what rests on that group.
        knowledge: The compiled base; that of `leave_out`, else the shipped one, if not given.

    Raises:
        InputError: a line is no labelled observation.
    """
    base = knowledge or (compile_base(leave_out) if leave_out else bundle.load())
    every = grouped(read_rows(files), devices=devices)
    scorer = Scorer(base, label=label)
    pairs = [(device, scorer.score(device)) for device in every]
    scored = [each for _, each in pairs]
    return Report(
        version=base.version,
        digest=base.digest,
        unit="device" if devices else "row",
        label=label,
        figures=figures(scored),
        makers=makers(scored, Companies(base)),
        faults={name: tuple(ids) for name, ids in faults(scored).items()},
        bins=bins(scored),
        folds=None if leave_out is None else tuple(folds(pairs, leave_out, base, label=label)),
    )


def makers(scored: Iterable[Scored], companies: Companies) -> tuple[MakerLine, ...]:
    """How the scorable devices of each true maker fared, those with most devices first."""
    by_maker: dict[str, list[Scored]] = {}
    for each in scored:
        if each.row.scorable and each.row.true_maker:
            entity = companies.known(each.row.true_maker)
            by_maker.setdefault(entity.name if entity else each.row.true_maker, []).append(each)
    lines = [
        MakerLine(
            name=name,
            rows=len(own),
            named=sum(s.named for s in own),
            loud_right=sum(s.dared for s in own),
            loud_wrong=sum(s.loud and not s.right for s in own),
        )
        for name, own in by_maker.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.rows, line.name.casefold())))

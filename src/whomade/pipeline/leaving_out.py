"""Scoring out of sample: each source group's rows answered from a base without what rests on that group alone.

Which of our sources a corpus group means, in this order of names, all of them that fit:

* the source lists it in `corpus_group` (for names that say nothing, such as a number in a code index);
* the source's group or id is the same name;
* the source's address is the group (`owner/repository`, `owner/repository/issues/7`), or the repository that a
  thread belongs to: what was read in a thread is often cited under its repository.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from whomade.knowledge.folds import without
from whomade.pipeline.companies import Companies
from whomade.pipeline.scoring import Scorer, shares
from whomade.report.scores import Fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whomade.knowledge.read import Base
    from whomade.knowledge.schema import SourceForm
    from whomade.model import Knowledge
    from whomade.pipeline.scoring import Case, Scored

_HOST = re.compile(r"^https?://(?:www\.)?[^/]+/")
_THREAD = re.compile(r"/(?:issues|pull)/\d+$")


C = TypeVar("C", bound="Case")


def folds(scored: Sequence[tuple[C, Scored]], base: Base, whole: Knowledge, *, label: bool) -> Iterator[Fold]:
    """Score the devices of each source group before and after leaving the group out, in the order of groups."""
    companies = Companies(whole)
    for group in sorted({device.head.source_group for device, _ in scored}):
        own = [(device, before) for device, before in scored if device.head.source_group == group]
        left = groups_of(group, base)
        before = [each for _, each in own]
        scorer = Scorer(without(base, groups=left), companies, label=label) if left else None
        after = [scorer.score(device) for device, _ in own] if scorer else before
        yield _fold(group, left, before, after)


def _fold(group: str, left: frozenset[str], before: list[Scored], after: list[Scored]) -> Fold:
    was, now = shares(before), shares(after)
    gear_was, gear_now = (shares([s for s in every if s.row.gear]) for every in (before, after))
    return Fold(
        group=group,
        left_out=tuple(sorted(left)),
        rows=len(before),
        scorable=sum(bool(s.row.scorable) for s in before),
        named=(sum(s.named for s in before if s.row.scorable), sum(s.named for s in after if s.row.scorable)),
        naming=(was["naming"], now["naming"]),
        dared=(was["dared"], now["dared"]),
        gear=sum(bool(s.row.scorable and s.row.gear) for s in before),
        gear_naming=(gear_was["naming"], gear_now["naming"]),
        wrong=tuple(s.row.id for s in after if _is_wrong(s)),
    )


def _is_wrong(scored: Scored) -> bool:
    """A loud answer that is not known to be right, on a row that could have shown it."""
    accused = (scored.row.negative or not scored.row.true_maker) and scored.accuses
    return scored.loud and not scored.right and bool(scored.row.scorable or accused)


def groups_of(corpus_group: str, base: Base) -> frozenset[str]:
    """Source groups of the base that a corpus group means."""
    return frozenset(item.form.group for item in base.of("sources") if _is_meant(corpus_group, item.form))


def _is_meant(corpus_group: str, source: SourceForm) -> bool:
    if corpus_group in source.corpus_group:
        return True
    address = _bare(_HOST.sub("", source.url)) if source.url else ""
    places = {_bare(corpus_group), _bare(_THREAD.sub("", corpus_group))}
    return _bare(corpus_group) in (_bare(source.group), _bare(source.id)) or address in places


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())

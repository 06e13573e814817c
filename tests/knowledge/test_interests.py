"""What others hold in a company: the check refuses what cannot be, at its line, and the rest compiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whomade.knowledge.check import check
from whomade.knowledge.compile import compile_base
from whomade.knowledge.read import read_base
from whomade.model import Range, Window

from .changed import change

if TYPE_CHECKING:
    from pathlib import Path

FILE = "entities/pelagic.yml"
CITED = "sources: [{id: survey, at: page 6}]"


def with_interests(base: Path, *rows: str) -> Path:
    text = "".join(f"  - {{{row}, {CITED}}}\n" for row in rows)
    change(base, FILE, "sources:", f"held_by:\n{text}sources:")
    return base


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (["by: southlens, kind: owns"], "unknown-maker"),
        (["by: pelagic, kind: owns"], "unknown-maker"),
        (["by: northlens, kind: owns, percent: 101"], "shape"),
        (["by: northlens, kind: keeps"], "shape"),
        (["by: northlens, kind: owns, percent: {min: 40, max: 30}"], "share"),
        (["by: northlens, kind: owns, percent: 60", "by: quartzeye, kind: owns, percent: 50"], "share"),
        (['by: northlens, kind: owns, from: "2022-02-30"'], "period"),
        (['by: northlens, kind: owns, from: "2023", to: "2022-12"'], "period"),
        (['by: northlens, kind: owns, to: {earliest: "2022-12-31", latest: "2022-11-23"}'], "period"),
        (["by: [northlens, quartzeye], kind: owns, percent: 40, not_additive: true"], "interest"),
        (["by: [northlens, quartzeye], kind: acts-in-concert, percent: 40"], "interest"),
        (["by: northlens, kind: acts-in-concert, percent: 40, not_additive: true"], "interest"),
        (["by: northlens, kind: owns, basis: chair"], "interest"),
    ],
)
def test_what_cannot_be_is_refused(base: Path, rows: list[str], rule: str) -> None:
    assert (FILE, rule) in {(c.file, c.rule) for c in check(read_base(with_interests(base, *rows)))}


def test_owners_one_after_the_other_may_each_hold_the_whole(base: Path) -> None:
    rows = ('by: northlens, kind: owns, percent: 100, to: "2021-05-31"',
            'by: quartzeye, kind: owns, percent: 100, from: "2021-06-01"')  # fmt: skip
    assert not [c for c in check(read_base(with_interests(base, *rows))) if c.file == FILE]


def test_per_cent_become_shares_and_windows_stay(base: Path) -> None:
    row = 'by: northlens, kind: owns, percent: 36.4808, to: {earliest: "2022-11-23", latest: "2022-12-31"}'
    (held,) = compile_base(read_base(with_interests(base, row))).entities["pelagic"].held_by
    assert (held.share, held.end, held.trial) == (Range(0.364808, 0.364808), Window("2022-11-23", "2022-12-31"), False)


def test_general_knowledge_alone_is_on_trial_whatever_the_file_says(base: Path) -> None:
    change(base, "sources/survey.yml", "kind: dataset", "kind: general-knowledge")
    (held,) = compile_base(read_base(with_interests(base, "by: northlens, kind: owns"))).entities["pelagic"].held_by
    assert held.trial
    assert not held.gives_control


def test_a_name_belongs_to_one_company(base: Path) -> None:
    change(base, FILE, "sources:", 'aliases: ["NorthLens"]\nsources:')
    assert "company-name" in {c.rule for c in check(read_base(base))}

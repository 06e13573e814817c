"""What is left of a base without some of its source groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whomade.knowledge.folds import without
from whomade.knowledge.read import read_base

if TYPE_CHECKING:
    from pathlib import Path

TITLE = """- id: pelagic-title
  field: html_title
  pattern: '^Pelagic [0-9]+ view$'
  role: firmware_author
  makers: [pelagic]
  band: strong
  why: the maker's own page
  by: "maintainers, 2026-11"
  sources: [{id: prints, at: entry 7}%s]
  examples: {match: ["Pelagic 3 view"], no_match: ["Pelagic view"]}
  status: trial
"""


@pytest.mark.parametrize(
    ("second", "stays"),
    [
        ("", False),
        (", {id: register, at: row 9}", False),
        (", {id: survey, at: page 8}", True),
        (", {id: register, at: row 9}, {id: survey, at: page 8}", True),
    ],
)
def test_a_sign_stays_where_a_source_other_than_a_registry_is_left(base: Path, second: str, stays: bool) -> None:
    (base / "fingerprints" / "pelagic" / "html_title.yml").write_text(TITLE % second)
    read = read_base(base)
    assert "pelagic-title" in {f.id for f in without(read).fingerprints}
    left = {f.id for f in without(read, groups=frozenset({"prints"})).fingerprints}
    assert ("pelagic-title" in left) is stays


def test_leaving_the_registry_out_takes_no_sign_that_others_show(base: Path) -> None:
    (base / "fingerprints" / "pelagic" / "html_title.yml").write_text(TITLE % ", {id: register, at: row 9}")
    left = {f.id for f in without(read_base(base), groups=frozenset({"register"})).fingerprints}
    assert "pelagic-title" in left


def test_what_a_registry_assigns_itself_stays(base: Path) -> None:
    sign = (
        (TITLE % ", {id: register, at: row 9}").replace("html_title", "mac").replace("firmware_author", "manufacturer")
    )
    sign = sign.replace("Pelagic [0-9]+ view$", "02:4d:7a:").replace("Pelagic 3 view", "02:4d:7a:00:00:01")
    (base / "fingerprints" / "pelagic" / "mac.yml").write_text(sign.replace("Pelagic view", "02:4d:7b:00:00:01"))
    left = {f.id for f in without(read_base(base), groups=frozenset({"prints"})).fingerprints}
    assert "pelagic-title" in left

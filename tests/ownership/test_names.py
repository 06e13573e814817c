from __future__ import annotations

import csv
from pathlib import Path

import pytest

from whomade.knowledge import bundle
from whomade.ownership.answer import Owners
from whomade.ownership.hanzi import PAIRS, simplified
from whomade.ownership.names import NameTable, plain

with (Path(__file__).parent / "names.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
BASE = bundle.load()
OWNERS = Owners(BASE.entities)
LEAST_RECALL, LEAST_PRECISION, LEAST_CASES = 0.98, 0.99, 150


def test_names_are_found_and_strangers_are_not() -> None:
    given = [OWNERS.match(case["query"]).entity for case in CASES]
    wanted = [case["entity"] or None for case in CASES]
    right = sum(g is not None and g == w for g, w in zip(given, wanted, strict=True))
    assert len(CASES) >= LEAST_CASES
    assert right / sum(w is not None for w in wanted) >= LEAST_RECALL
    assert right / sum(g is not None for g in given) >= LEAST_PRECISION


@pytest.mark.parametrize("kind", ["statute", "simplified", "traditional", "short"])
def test_what_is_printed_somewhere_is_always_found(kind: str) -> None:
    cases = [case for case in CASES if case["kind"] == kind]
    assert cases
    assert [c["query"] for c in cases if OWNERS.match(c["query"]).entity != c["entity"]] == []


@pytest.mark.parametrize(
    "name",
    ["Dahua Concrete Products Ltd", "Dahua Hotel", "Hikari", "Hik Vision Optometry", "HIK Insurance", "Uniview Ltd"],
)
def test_a_stranger_is_a_candidate_at_most(name: str) -> None:
    found = OWNERS.match(name)
    assert found.entity is None
    assert all(c.score < 0.9 for c in found.candidates)


def test_a_match_says_how_sure_it_is() -> None:
    scores = [OWNERS.match(name).score for name in ("海康威视", "Hikvision Digital Technology Ltd", "Hikvison")]
    assert scores == sorted(scores, reverse=True)
    assert all(score >= 0.9 for score in scores)


def test_of_two_companies_that_fit_alike_none_is_taken() -> None:
    class Company:
        legal_name = None

        def __init__(self, id_: str, name: str) -> None:
            self.id, self.name, self.aliases = id_, name, ()

    table = NameTable([Company("one", "Quartzeye Optics Co., Ltd."), Company("two", "Quartzeye Optics Inc.")])
    assert table.match("Quartzeye Optics").entity is None
    assert {c.entity for c in table.match("Quartzeye Optics").candidates} == {"one", "two"}
    assert table.match("Quartzeye Optics, Inc").entity == "two"


def test_names_are_compared_without_width_script_and_marks() -> None:
    assert plain("Ｈｉｋｖｉｓｉｏｎ　Co.，Ltd．") == plain("hikvision co ltd")
    assert plain("Dahua Europe B.V.") == plain("Dahua Europe BV")
    assert simplified("浙江大華技術股份有限公司") == "浙江大华技术股份有限公司"


def test_the_table_of_characters_holds_what_the_base_needs_and_no_more() -> None:
    text = "".join(n for e in BASE.entities.values() for n in (e.name, e.legal_name, *e.aliases))
    text += "".join(n for b in BASE.brands.values() for n in (b.name, *b.aliases))
    pairs = PAIRS.split()
    assert len({pair[0] for pair in pairs}) == len(pairs)
    assert [pair for pair in pairs if len(pair) != 2 or pair[1] not in text] == []


@pytest.mark.parametrize("name", ["", " ", "?", "x" * 100_000, "\x00\ud800", "().", "大" * 5000])
def test_no_name_is_too_odd_to_be_looked_at(name: str) -> None:
    assert OWNERS.match(name).entity is None

"""Regime files: the check refuses a doubt in them at its line, runs their cases, and `show` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from whomade.cli.knowledge import knowledge
from whomade.knowledge import bundle
from whomade.knowledge.check import check
from whomade.knowledge.check_regimes import overdue
from whomade.knowledge.compile import compile_base
from whomade.knowledge.read import read_base
from whomade.knowledge.show import describe, suggestions
from whomade.model import Exemption

from .changed import change

if TYPE_CHECKING:
    from pathlib import Path

ACT = "regimes/xx/xx-harbour-act.yml"
WORDS = "vocabulary/situation.yml"


CHANGES = {
    "a regime without sources": ("page 5}]\nnext", "page 5}, {id: survey}]\nnext", 21, "missing-source"),
    "a rule without sources": ("    sources: [{id: survey, at: page 5}]\n", "", 12, "missing-source"),
    "an unknown source of a rule": (
        "    sources: [{id: survey,", "    sources: [{id: surveys,", 20, "unknown-source",
    ),
    "an unknown source of a listing": (
        'Co.", sources: [{id: survey', 'Co.", sources: [{id: gossip', 10, "unknown-source",
    ),
    "a rule without a provision": ('    provision: "Harbour Act, section 4"\n', "", 12, "shape"),
    "rules beside a designation": ("roles:", "designates: a list\nsince: '2020'\nroles:", 13, "rules"),
    "a designation without a day": ("roles:", "designates: a list\nroles:", 8, "rules"),
    "an unknown role of a rule": ("    frees:", "    roles: [makr]\n    frees:", 19, "unknown-word"),
    "an unknown fact that names a holder": ("    frees:", "    holder: [maker_entty]\n    frees:", 19, "unknown-word"),
    "an unknown fact asked last": ("    frees:", "    then_if: {waivers: true}\n    frees:", 19, "unknown-word"),
    "one of several values": ("    frees:", "    then_if: {contract_step: [new, old]}\n    frees:", 19, "fact-value"),
    "an unknown purpose of an exception": ("true}", "{value: true, purposes: [peace]}}", 19, "unknown-word"),
    "an unknown fact of an exception": ("true}", "{value: true, also: {waivers: true}}}", 19, "unknown-word"),
    "an unknown maker": ("maker: northlens, name", "maker: northlense, name", 10, "unknown-maker"),
    "makers and countries": ("roles:", "maker_countries: [XX]\nroles:", 1, "reach"),
    "neither makers nor countries": (
        'makers:\n  - {maker: northlens, name_printed: "Northlens Co.", sources: [{id: survey, at: page 5}]}\n', "",
        1, "reach",
    ),
    "a period that runs backwards": ('    acts:', '    to: "2020-04-30"\n    acts:', 17, "period"),
    "a date that is none": ('from: "2020-05-01"', 'from: "2020-05"', 16, "shape"),
    "an unknown act": ("acts: [buy]", "acts: [by]", 17, "unknown-word"),
    "an unknown kind of actor": ("kinds: [defence]", "kinds: [defense]", 18, "unknown-word"),
    "an unknown role": ("roles: [manufacturer]", "roles: [maker]", 8, "unknown-word"),
    "an unknown place": ("    frees:", "    places: [hom]\n    frees:", 19, "unknown-word"),
    "an unknown purpose": ("    frees:", "    purposes: [peace]\n    frees:", 19, "unknown-word"),
    "an unknown product of a listing": ('"Northlens Co."', '"Northlens Co.", products: [camra]', 10, "unknown-word"),
    "an unknown fact": ("waiver_granted: true", "waivers: true", 19, "unknown-word"),
    "a value that the fact does not take": ("waiver_granted: true", "waiver_granted: soon", 19, "fact-value"),
    "a product of an exception": ("true}", "{value: true, products: [camra]}}", 19, "unknown-word"),
    "a value in full that the fact does not take": ("true}", "{value: soon}}", 19, "fact-value"),
    "an unknown product left out": ("    frees:", "    not_products: [camra]\n    frees:", 19, "unknown-word"),
    "a code that the fact does not take": ("waiver_granted: true", "contract_step: old", 19, "fact-value"),
    "an unknown date": ("    frees:", "    dates: {made_on: {from: '2020'}}\n    frees:", 19, "unknown-word"),
    "a case that is answered otherwise": ("status: not_reached", "status: prohibited", 25, "expect-case"),
    "a case whose needs differ": ("status: prohibited}", "status: prohibited, needs: [purpose]}", 24, "expect-case"),
    "a case in unknown words": ('"XX:defence", status', '"XX:navy", status', 24, "expect-case"),
    "a case about an unknown maker": ("maker: northlens, act", "maker: southlens, act", 24, "expect-case"),
    "a rule that starts a day late": ('from: "2020-05-01"', 'from: "2020-05-02"', 24, "expect-case"),
    "no case": ("expect:", "expect: []\nothers:", 23, "shape"),
    "a country of another folder": ("country: XX\nauth", "country: YY\nauth", 1, "file-name"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_refused_at_its_place(base: Path, name: str) -> None:
    old, new, line, rule = CHANGES[name]
    change(base, ACT, old, new)
    found = {(c.file, c.line, c.rule) for c in check(read_base(base)) if c.file == ACT}
    assert (ACT, line, rule) in found


@pytest.mark.parametrize(
    ("old", "new", "id_", "rule"),
    [
        (
            "{id: home, what: dwelling}",
            "{id: home, what: dwelling}\n  - {id: home, what: house}",
            "home",
            "duplicate-id",
        ),
        ("type: boolean", "type: truth", "waiver_granted", "shape"),
        ("type: boolean", "type: boolean, range: [0, 1]", "waiver_granted", "shape"),
        ("type: boolean", "type: number, range: [1, 0]", "waiver_granted", "shape"),
        ("type: code, values: [new, extension]", "type: code", "contract_step", "shape"),
    ],
)
def test_a_word_of_the_vocabulary_stands_once_and_has_a_type(
    base: Path, old: str, new: str, id_: str, rule: str
) -> None:
    change(base, WORDS, old, new)
    assert (WORDS, id_, rule) in {(c.file, c.id, c.rule) for c in check(read_base(base))}


def test_a_company_is_controlled_by_another_that_exists(base: Path) -> None:
    for owner, complains in (("northlens", False), ("southlens", True), ("pelagic", True)):
        row = f"held_by: [{{by: {owner}, kind: controls, sources: [{{id: survey, at: page 6}}]}}]\n"
        change(base, "entities/pelagic.yml", "sources:", row + "sources:")
        assert ("unknown-maker" in {c.rule for c in check(read_base(base))}) == complains
        change(base, "entities/pelagic.yml", row, "")


def test_control_ends_after_it_starts_and_is_cited(base: Path) -> None:
    row = (
        "held_by: [{by: northlens, kind: controls, from: '2022', to: '2021-12', sources: [{id: gossip, at: page 6}]}]\n"
    )
    change(base, "entities/pelagic.yml", "sources:", row + "sources:")
    assert {c.rule for c in check(read_base(base))} == {"period", "unknown-source"}


def test_a_check_that_is_due_warns_and_refuses_nothing(base: Path) -> None:
    change(base, ACT, '"2027-01-31"', '"2021-01-31"')
    assert [c.rule for c in overdue(read_base(base), "2021-02-01")] == ["next-check"]
    assert not list(overdue(read_base(base), "2021-01-31"))
    done = CliRunner().invoke(knowledge, ["check", "--base", str(base)], standalone_mode=False)
    assert done.return_value == 0
    assert done.stdout == ""
    assert "warning: knowledge/regimes/xx/xx-harbour-act.yml" in done.stderr


def test_the_compiled_regime_is_what_the_file_says(base: Path) -> None:
    regime = compile_base(read_base(base)).regimes["xx-harbour-act"]
    (rule,) = regime.rules
    assert (regime.start, rule.period.end, rule.frees) == ("2020-05-01", "", {"waiver_granted": Exemption(value=True)})
    assert (rule.actors.country, rule.actors.kinds, regime.named[0].maker) == ("XX", ("defence",), "northlens")


def test_every_regime_is_shown_with_its_rules_and_sources() -> None:
    shipped = bundle.load()
    for regime in shipped.regimes.values():
        text = describe(shipped, regime.id) or ""
        for rule in regime.rules:
            assert rule.provision in text
            assert rule.words in text
        assert all(shipped.sources[citation.id].title in text for citation in regime.sources)
        assert regime.next_check.on in text
    assert suggestions(shipped, "us-fcc-22-48") == ["us-fcc-22-84"]


def test_what_is_cited_by_a_regime_is_shown_with_the_source() -> None:
    assert "cited for 1 regimes: us-fcc-22-84" in (describe(bundle.load(), "tlp-fcc-freeze") or "")

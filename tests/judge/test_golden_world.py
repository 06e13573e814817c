"""Regimes outside the United States: answers worked out by hand, and what holds of all of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from whomade.cli.judge import judge
from whomade.judge import named
from whomade.pipeline.cases import FIELDS, judge_lines
from whomade.report.verdicts import shut

from .asking import answer, ask, base, judged

FACTS = Path(os.environ.get("WHOMADE_FACTS", Path(__file__).parents[3] / "shared" / "facts"))
SITE = {"place": "sensitive-site", "product": "camera"}
UNIT = {"product": "camera"}
WORLD = sorted(id_ for id_, regime in base().regimes.items() if regime.country != "US")
FORBID_NOTHING = ("au-commonwealth-audit-2023", "kr-military-2024", "nz-none", "nl-amsterdam", "lt")

CASES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "g08 no name is needed, the country decides": (
        "uk-wms-2022-11-24", "uniview",
        {**SITE, "act": "install", "actor": "GB:national-agency", "on": "2023-01-10"}, "prohibited",
    ),
    "g09 a council in its own streets": (
        "uk-wms-2022-11-24", "hikvision",
        {**UNIT, "act": "keep-using", "actor": "GB:municipality", "place": "street", "on": "2024-06-01"}, "not_reached",
    ),
    "g10 the month of the timetable is over": (
        "uk-removal-2025-04", "hikvision",
        {**SITE, "act": "keep-using", "actor": "GB:national-agency", "on": "2025-05-01"}, "prohibited",
    ),
    "what was advice stays advice, and the timetable is another regime": (
        "uk-wms-2022-11-24", "hikvision",
        {**SITE, "act": "keep-using", "actor": "GB:national-agency", "on": "2025-05-01"}, "advised_against",
    ),
    "a power excludes nobody by itself": (
        "uk-procurement-act-2023", "hikvision",
        {**UNIT, "act": "buy", "actor": "GB:police", "on": "2025-09-01", "facts": {"supplier_debarred": False}},
        "not_reached",
    ),
    "advice to one nation of a country": (
        "gb-sct-estate", "axis", {**UNIT, "act": "keep-using", "actor": "GB-SCT:state-agency", "on": "2024-03-01"},
        "advised_against",
    ),
    "the region decides, and none is stated": (
        "gb-sct-estate", "axis", {**UNIT, "act": "keep-using", "actor": "GB:state-agency", "on": "2024-03-01"},
        "conditional: actor",
    ),
    "a duty to assess bans no product": (
        "au-pspf-foci-2024", "unknown",
        {**UNIT, "act": "buy", "actor": "AU:defence", "on": "2025-10-01",
         "facts": {"risk_assessment_done": True, "risk_measures_taken": True}},
        "not_reached",
    ),
    "g16 older units hang on what was done about them": (
        "ca-qc-2023", "hikvision",
        {**UNIT, "act": "install", "actor": "CA-QC:school", "place": "school", "on": "2024-02-01",
         "acquired_on": "2023-11"},
        "conditional: risk_assessment_done, risk_measures_taken",
    ),
    "g17 a city is outside the order": (
        "ca-qc-2023", "dahua", {**UNIT, "act": "buy", "actor": "CA-QC:municipality", "on": "2024-02-01"}, "not_reached",
    ),
    "the year of acquiring lies on both sides": (
        "ca-qc-2023", "dahua",
        {**UNIT, "act": "keep-using", "actor": "CA-QC:school", "on": "2024-02-01", "acquired_on": "2023",
         "facts": {"risk_assessment_done": True, "risk_measures_taken": True}},
        "conditional: acquired_on",
    ),
    "g18 federal bodies neither buy nor use": (
        "ca-federal-use", "hikvision", {**UNIT, "act": "buy", "actor": "CA:national-agency", "on": "2025-07-01"},
        "prohibited",
    ),
    "where companies that it controls are not spoken of they are not reached": (
        "ca-federal-use", "ezviz", {**UNIT, "act": "buy", "actor": "CA:national-agency", "on": "2025-07-01"},
        "not_reached",
    ),
    "a shop that sells what the closed company sold": (
        "ca-ica-hikvision", "hikvision",
        {**UNIT, "act": "market", "actor": "CA:seller", "place": "shop", "on": "2026-03-01",
         "facts": {"seller_entity": "other"}},
        "not_reached",
    ),
    "the closed company under another of its names": (
        "ca-ica-hikvision", "unknown",
        {**UNIT, "act": "market", "actor": "CA:seller", "on": "2026-03-01", "facts": {"seller_entity": "ca-hikvision"}},
        "prohibited",
    ),
    "g25 the model's certificate decides, whoever made it": (
        "in-cctv-er", "unknown",
        {**UNIT, "act": "buy", "actor": "IN:public-body", "on": "2024-07-01", "facts": {"er_certificate": False}},
        "prohibited",
    ),
    "a first deadline that was moved": (
        "in-cctv-er", "unknown",
        {**UNIT, "act": "market", "actor": "IN:importer", "place": "market", "on": "2024-12-01",
         "facts": {"er_certificate": False}},
        "not_reached",
    ),
    "a principle without a letter": (
        "tw-2019", "dahua", {**UNIT, "act": "buy", "actor": "TW:national-agency", "on": "2019-09-01"}, "not_reached",
    ),
    "passed, and the day of promulgation was not seen": (
        "tw-csma-2025", "dahua", {**UNIT, "act": "install", "actor": "TW:defence", "on": "2026-01-15"},
        "conditional: rule_in_force",
    ),
    "one parliament binds itself": (
        "eu-parliament", "hikvision", {**UNIT, "act": "remove", "actor": "EU:national-agency", "on": "2022-01-01"},
        "not_reached",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_the_one_worked_out_by_hand(name: str) -> None:
    regime, maker, words, expected = CASES[name]
    verdict = ask(regime, maker, **words)
    assert answer(verdict) == expected
    assert verdict.provision
    assert verdict.sources
    assert verdict.why.endswith(".")


@pytest.mark.parametrize("regime", FORBID_NOTHING)
@pytest.mark.parametrize("maker", ["unknown", "hikvision", "axis"])
@pytest.mark.parametrize("act", ["buy", "install", "keep-using", "remove"])
def test_what_is_no_rule_reaches_nobody_and_says_why(regime: str, maker: str, act: str) -> None:
    country = base().regimes[regime].country
    verdict = ask(regime, maker, act=act, actor=f"{country}:national-agency", on="2026-06-01", **UNIT)
    assert answer(verdict) == "not_reached"
    assert base().regimes[regime].designates[1:] in verdict.why
    assert shut(verdict) == "it forbids nothing by itself"


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        ({"firmware_author": "dahua"}, "prohibited"),
        ({"cloud_operator": "tiandy"}, "prohibited"),
        ({"firmware_author": "vivotek", "cloud_operator": "vivotek"}, "not_reached"),
        ({}, "not_reached"),
    ],
)
def test_a_rule_that_speaks_of_firmware_and_cloud_reaches_a_device_through_them(
    holders: dict[str, str], expected: str
) -> None:
    held = {role: named(role, maker, base()) for role, maker in {"manufacturer": "vivotek", **holders}.items()}
    verdict = judged("tw-2019", held, act="buy", actor="TW:municipality", on="2024-01-01", **UNIT)
    assert answer(verdict) == expected


def test_a_question_about_a_role_that_nobody_names_stays_open() -> None:
    case = {"id": "a", "regime": "tw-2019", "maker": "vivotek", "act": "buy", "on": "2024-01-01", "product": "camera",
            "actor": {"country": "TW", "kind": "municipality"}}  # fmt: skip
    asked = [{**case, "role": "firmware_author"}, {**case, "role": "manufacturer"}, case]
    said = [one.verdict and one.verdict.status for one in judge_lines(map(json.dumps, asked), base())]
    assert said == ["undetermined", "not_reached", "not_reached"]


def test_an_answer_that_rests_on_no_maker_names_none_and_says_what_is_there() -> None:
    words = {"act": "buy", "actor": "IN:police", "on": "2024-07-01", **UNIT}
    for certified in (True, False):
        verdict = ask("in-cctv-er", "hikvision", **words, facts={"er_certificate": certified})
        assert (verdict.maker, verdict.role, verdict.probability) == (None, None, None)
        assert shut(verdict) == ("what it asks for is there" if certified else "")


@pytest.mark.parametrize("regime", WORLD)
def test_an_actor_of_another_country_is_never_reached(regime: str) -> None:
    for act in ("buy", "install", "keep-using", "remove"):
        verdict = ask(regime, "hikvision", act=act, actor="BR:national-agency", on="2026-06-01", **SITE)
        assert answer(verdict) == "not_reached"


@pytest.mark.parametrize("regime", WORLD)
def test_nothing_that_is_on_trial_forbids(regime: str) -> None:
    leads = {"directory-copy", "unnamed-index", "general-knowledge"}
    for rule in base().regimes[regime].rules:
        assert {base().sources[citation.id].kind for citation in rule.sources} - leads, rule.id


@pytest.mark.shared
@pytest.mark.skipif(not FACTS.is_dir(), reason="the shared facts are not beside this checkout")
def test_the_command_agrees_with_the_golden_verdicts_of_the_shared_facts() -> None:
    facts = yaml.safe_load((FACTS / "regimes.yaml").read_text(encoding="utf-8"))
    cases = [case for case in facts["golden_verdicts"] if not case["regime"].startswith("us-")]
    lines = [json.dumps({name: case[name] for name in FIELDS if name in case}) for case in cases]
    run = CliRunner().invoke(judge, ["-", "--jsonl"], input="\n".join(lines))
    said = [json.loads(line) for line in run.stdout.splitlines()]
    assert cases
    assert run.exit_code == 0, run.output
    assert [(case["id"], case["expect"], case["needs"]) for case in cases] == [
        (one["id"], one["status"], one["needs"]) for one in said
    ]


@pytest.mark.shared
@pytest.mark.skipif(not FACTS.is_dir(), reason="the shared facts are not beside this checkout")
def test_every_regime_of_the_shared_facts_can_be_asked() -> None:
    facts = yaml.safe_load((FACTS / "regimes.yaml").read_text(encoding="utf-8"))
    assert {one["id"] for one in facts["regimes"] if not one["id"].startswith("us-")} == set(WORLD)

"""Makers and devices side by side under every rule, what changes between two days, and policies of the user's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from whomade.cli.judge import judge
from whomade.errors import InputError, UsageError
from whomade.knowledge import bundle
from whomade.knowledge.policy import with_policies

if TYPE_CHECKING:
    from pathlib import Path

BASE = bundle.load()
CASE = ["--act", "buy", "--actor", "US:national-agency", "--product", "camera"]
GUARDING = [*CASE, "--purpose", "public-safety"]
POLICY = """id: our-policy
title: "Our own policy"
country: US
authority: "Our firm"
instrument: "Purchasing handbook, section 7"
binds: "our buyers"
consequence: "the order is stopped"
roles: [manufacturer]
makers:
  - {maker: uniview, name_printed: "Uniview", sources: [{id: policy, at: "section 7, list"}]}
rules:
  - id: buying
    says: prohibited
    words: "our buyers may not order it"
    provision: "handbook, section 7"
    from: "2025-01-01"
    acts: [buy]
    actors: {kinds: [company]}
    sources: [{id: policy, at: "section 7"}]
sources: [{id: policy, at: "section 7"}]
next_check: {last: "2026-01-04", on: "2027-01-31", look_at: "the next handbook"}
expect:
  - {case: first day, maker: uniview, act: buy, on: "2025-01-01", actor: "US:company", status: prohibited}
  - {case: day before, maker: uniview, act: buy, on: "2024-12-31", actor: "US:company", status: not_reached}
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(judge, list(words), standalone_mode=False)


def said(*words: str) -> str:
    result = run(*words)
    assert result.exception is None, result.exception
    return result.stdout


def refused(*words: str) -> str:
    result = run(*words)
    assert isinstance(result.exception, (UsageError, InputError)), result.output
    return str(result.exception)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yml"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_every_rule_is_asked_about_every_maker() -> None:
    words = ["--matrix", "--maker", "hikvision", "--maker", "axis", *GUARDING, "--on", "2024-05-01", "--json"]
    found = json.loads(said(*words))
    assert [subject["id"] for subject in found["subjects"]] == ["hikvision", "axis"]
    for subject in found["subjects"]:
        assert [verdict["regime"] for verdict in subject["verdicts"]] == sorted(BASE.regimes)
        assert all(verdict["provision"] and verdict["sources"] for verdict in subject["verdicts"])
    by_regime = {v["regime"]: v["status"] for v in found["subjects"][0]["verdicts"]}
    assert by_regime["us-ndaa-889-a1A"] == "prohibited"
    assert by_regime["us-bis-entity-list"] == "not_reached"


def test_the_table_lists_what_is_reached_and_counts_the_rest() -> None:
    text = said("--matrix", "--maker", "hikvision", "--maker", "axis", *CASE, "--on", "2024-05-01")
    (line,) = [line for line in text.splitlines() if line.startswith("us-ndaa-889-a1A")]
    assert line.split(maxsplit=1)[1].split("  ")[0].strip() == "conditional"
    assert line.endswith("not reached")
    assert "hangs on: purpose" in text
    assert "not reached by" in text


def test_rules_that_are_named_are_asked_alone() -> None:
    words = ["--matrix", "--maker", "zte", *CASE, "--on", "2024-05-01", "--regime", "us-or-276a", "--jsonl"]
    (line,) = said(*words).splitlines()
    assert (json.loads(line)["id"], json.loads(line)["regime"]) == ("zte", "us-or-276a")


def test_devices_of_an_evidence_file_are_subjects(tmp_path: Path) -> None:
    evidence = tmp_path / "devices.jsonl"
    evidence.write_text(
        json.dumps({"asset": "gate", "kind": "label", "data": {"brand": "Hikvision", "model": "DS-2CD2143G2-I"}}) + "\n"
    )
    words = ["--matrix", "--file", str(evidence), *GUARDING, "--on", "2024-05-01", "--json"]
    (subject,) = json.loads(said(*words))["subjects"]
    assert subject["id"] == "gate"
    assert len(subject["verdicts"]) == len(BASE.regimes)


def test_a_page_holds_every_status_and_loads_nothing(tmp_path: Path) -> None:
    page = tmp_path / "matrix.html"
    said("--matrix", "--maker", "hikvision", "--maker", "axis", *GUARDING, "--on", "2024-05-01", "--html", str(page))
    text = page.read_text(encoding="utf-8")
    assert "us-ndaa-889-a1A" in text
    assert "Part A" in text
    assert "<script" not in text
    assert 'src="http' not in text
    assert "default-src" in text


def test_a_difference_names_both_verdicts_and_why() -> None:
    words = ["--maker", "hikvision", *GUARDING, "--regime", "us-ndaa-889-a1A"]
    text = said("--diff", "2019-08-13", "2019-08-12", *words)
    assert "not reached (a date lies outside its period) → prohibited" in text
    assert "2019-08-12: " in text
    assert "1 verdict changes" in text
    assert "0 verdicts change" in said("--diff", "2024-01-01", "2024-01-02", *words)
    (change,) = json.loads(said("--diff", "2019-08-12", "2019-08-13", *words, "--json"))["changes"]
    assert (change["before"]["status"], change["after"]["status"]) == ("not_reached", "prohibited")


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["--matrix", "--maker", "axis", "--on", "2024-05-01"], "--act"),
        (["--matrix", "--maker", "axis", *CASE], "--on"),
        (["--matrix", *CASE, "--on", "2024-05-01"], "--maker"),
        (["--matrix", "--maker", "axs", *CASE, "--on", "2024-05-01"], "did you mean `axis`"),
        (["--matrix", "--maker", "axis", *CASE, "--on", "2024-5-1"], "--on: expected a date"),
        (["--diff", "2024-05-01", "2024-05-01", "--maker", "axis", *CASE], "one twice"),
        (["--diff", "2024-05-01", "soon", "--maker", "axis", *CASE], "--diff: expected a date"),
        (["--diff", "2024-05-01", "2024-05-02", "--maker", "axis", *CASE, "--on", "2024-05-01"], "leave --on out"),
        (["cases.jsonl", "--matrix"], "--maker or --file"),
        (["--file", "x.jsonl", *CASE, "--on", "2024-05-01"], "--matrix or --diff"),
        (["--maker", "axis", "--html", "x.html", *CASE, "--on", "2024-05-01"], "--html goes with --matrix"),
    ],
)
def test_what_does_not_go_together_is_named(words: list[str], about: str) -> None:
    assert about in refused(*words)


def test_a_policy_of_the_users_own_is_applied_like_a_regime(policy: Path) -> None:
    words = ["--maker", "uniview", "--act", "buy", "--actor", "US:company", "--on", "2025-03-01", "--json"]
    (case,) = json.loads(said(*words, "--policy", str(policy)))["cases"]
    assert (case["regime"], case["status"]) == ("our-policy", "prohibited")
    assert case["sources"] == [{"id": "policy", "at": "section 7"}, {"id": "policy", "at": "section 7, list"}]


def test_a_case_may_name_a_policy(policy: Path, tmp_path: Path) -> None:
    line: dict[str, Any] = {"id": "a", "regime": "our-policy", "maker": "uniview", "act": "buy", "on": "2025-03-01"}
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps({**line, "actor": {"country": "US", "kind": "company"}}) + "\n")
    assert json.loads(said(str(cases), "--policy", str(policy), "--jsonl"))["status"] == "prohibited"
    assert run(str(cases), "--jsonl").return_value == 5


@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("status: prohibited}", "status: conditional}", "ours.yml:23: our-policy: first day: expected conditional"),
        ("maker: uniview, name", "maker: univiw, name", 'did you mean "uniview"'),
        ("acts: [buy]", "acts: [bye]", '"bye" is not in the vocabulary'),
        ("id: our-policy", "id: us-vt-2019", "choose another id"),
        ('"section 7"}]\nnext', '"section 7"}, {id: handbook, at: x}]\nnext', "neither `policy`"),
        ("roles: [manufacturer]", "roles: [manufacturer", "not readable as YAML"),
        ("id: our-policy", "- id: our-policy", "not readable as YAML"),
        ('provision: "handbook, section 7"', "", "provision"),
    ],
)  # fmt: skip
def test_a_policy_is_checked_like_ours(policy: Path, old: str, new: str, about: str) -> None:
    policy.write_text(POLICY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        with_policies(BASE, [policy])
    assert about in str(error.value)


def test_a_policy_that_is_not_there_or_no_mapping_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        with_policies(BASE, [tmp_path / "none.yml"])
    (tmp_path / "list.yml").write_text("- 1\n")
    with pytest.raises(InputError, match="expected a mapping"):
        with_policies(BASE, [tmp_path / "list.yml"])

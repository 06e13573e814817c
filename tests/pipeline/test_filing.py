"""JSON lines read back for papers: nothing is lost, a broken line costs itself, a case file stays as typed."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.errors import InputError
from whomade.knowledge import bundle
from whomade.model import Assessment, Problem
from whomade.pipeline import Options, filing, identify
from whomade.pipeline.cases import judge_lines
from whomade.report import jsonl, judged, wording
from whomade.report.filing.case import case_from
from whomade.report.filing.run import Rest, Run

KNOWLEDGE = bundle.load()
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "verdict.jsonl"
CASE = {
    "id": "plan-7", "regime": "us-ndaa-889-a1A", "maker": "hikvision", "act": "buy", "on": "2024-05-01",
    "actor": {"country": "US", "kind": "contractor"}, "purpose": "public-safety", "product": "camera",
}  # fmt: skip


def answers() -> tuple[list[Assessment], list[bytes]]:
    """What identify says of the example, as values and as the lines that it writes."""
    from whomade.judge import checked
    from whomade.model import Actor, Situation

    situation = checked(
        Situation("buy", "2024-05-01", Actor("US", None, "contractor"), purpose="public-safety", product="camera"),
        KNOWLEDGE,
    )
    how = Options(regimes=("us-ndaa-889-a1A",), situation=situation)
    run = identify([str(EXAMPLE)], options=how, knowledge=KNOWLEDGE)
    devices = list(run)
    lines = [jsonl.dumps(jsonl.device(device, KNOWLEDGE)) for device in devices]
    return devices, [*lines, jsonl.dumps(jsonl.coverage(run.coverage))]


def read(*lines: bytes) -> tuple[list[Assessment], Rest]:
    rest = Rest()
    return list(filing._devices(BytesIO(b"\n".join(lines)), "a.jsonl", rest)), rest


def test_devices_are_read_back_as_they_were_written() -> None:
    devices, lines = answers()
    again, rest = read(*lines)
    assert rest.devices == len(devices) == rest.coverage.devices
    assert rest.versions == {(KNOWLEDGE.version, KNOWLEDGE.digest)}
    assert [jsonl.device(device, KNOWLEDGE)["verdicts"] for device in again] == [
        jsonl.device(device, KNOWLEDGE)["verdicts"] for device in devices
    ]
    for before, after in zip(devices, again, strict=True):
        assert after.asset == before.asset
        for name, role in before.roles.items():
            kept = after.roles[name]
            assert (kept.maker, kept.level, wording.statement(kept)) == (
                role.maker,
                role.level,
                wording.statement(role),
            )
            assert [(e.fingerprint, e.signal.value, e.signal.where, e.sources) for e in kept.evidence] == [
                (e.fingerprint, e.signal.value, e.signal.where, e.sources) for e in role.evidence
            ]
            assert [c.reason for c in kept.counter_evidence] == [c.reason for c in role.counter_evidence]


def test_two_runs_after_each_other_are_one_input() -> None:
    devices, lines = answers()
    _, rest = read(*lines, *lines)
    assert rest.coverage.devices == rest.devices == 2 * len(devices)
    assert len(rest.coverage.inputs) == 2
    assert rest.repeated == len(devices)


def test_a_device_asked_about_two_rules_is_one_device_in_representations() -> None:
    devices, lines = answers()
    twice = BytesIO(b"\n".join([*lines, *lines]))
    paper, _ = filing.file("representations", twice, name="-", case=case_from({"uses": "no"}), knowledge=KNOWLEDGE)
    said = {q["provision"]: q["does_not_go_together"] for q in paper.document()["questions"]}
    assert said["FAR 52.204-26(c)(2)"] == [f"For {len(devices)} devices this rule was not asked."]


def test_cases_of_judge_are_kept_apart_from_devices() -> None:
    good, bad = json.dumps(CASE), json.dumps(CASE | {"id": "plan-8", "act": "by"})
    lines = [line.encode() for line in judged.jsonl(judge_lines([good, bad], KNOWLEDGE), KNOWLEDGE)]
    devices, rest = read(*lines)
    assert not devices
    assert [(s.id, s.verdict.maker, str(s.verdict.status)) for s in rest.stated] == [
        ("plan-7", "hikvision", "prohibited")
    ]
    assert [problem.where.place for problem in rest.problems] == ["plan-8"]


BROKEN = [b"{", b"[]", b"null", b"7", b'{"x":1}', b'{"asset":{"id":7},"roles":{}}', b"\xff\xfe", b"[" * 5000,
          b'{"asset":{"id":"a"},"roles":{"manufacturer":{"maker":null,"name":null,"probability":0,"level":"sure"}}}',
          b'{"coverage":{"devices":"many"}}']  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_line_costs_itself_and_is_located(broken: bytes) -> None:
    devices, lines = answers()
    again, rest = read(lines[0], broken, *lines[1:])
    assert len(again) == len(devices)
    assert [problem.where for problem in rest.problems] == [("a.jsonl", "line 2")]


def test_a_line_that_is_too_long_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lines = answers()
    monkeypatch.setattr(filing, "MAX_LINE", max(map(len, lines)) + 1)
    again, rest = read(b'{"asset": "' + b"x" * 5 * filing.MAX_LINE + b'"}', *lines)
    assert len(again) == rest.coverage.devices
    assert len(rest.problems) == 1


def test_an_input_of_which_no_line_can_be_read_is_refused() -> None:
    with pytest.raises(InputError, match="no line of it is one that whomade writes"):
        read(b"device,maker", b"gate,hikvision")


def test_an_empty_input_is_no_error() -> None:
    assert read(b"") == ([], Rest())


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall(noise: bytes) -> None:
    rest = Rest()
    try:
        list(filing._devices(BytesIO(noise), "a.jsonl", rest))
    except InputError:
        assert rest.problems
    assert all(isinstance(problem, Problem) for problem in rest.problems)


@pytest.mark.parametrize("kind", list(filing.KINDS))
def test_every_paper_is_built_from_the_lines(kind: str) -> None:
    devices, lines = answers()
    paper, rest = filing.file(kind, BytesIO(b"\n".join(lines)), name="-", case=case_from(None), knowledge=KNOWLEDGE)
    assert paper.name == kind
    assert rest.devices == len(devices)


def case_file(folder: Path, text: str) -> Any:
    path = folder / "case.yml"
    path.write_text(text, encoding="utf-8")
    return filing.read_case(path)


def test_a_case_file_stays_as_typed(tmp_path: Path) -> None:
    text = "contract_number: 0123\nsupplier_cage: 1E234\nprepared_by: no\ndiscovered_on: 2026-07-02\n"
    text += "order_numbers: [1_0, 8]\nsupplier_uei:\nmitigation: ~\nfiled_by: '~'\n"
    assert case_file(tmp_path, text) == {
        "contract_number": "0123", "supplier_cage": "1E234", "prepared_by": "no", "discovered_on": "2026-07-02",
        "order_numbers": ["1_0", "8"], "supplier_uei": None, "mitigation": None, "filed_by": "~",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", r"case.yml:2: `a` stands twice"),
        ("a: &x [1]\nb: *x\n", "references"),
        ("a: [", "no YAML"),
        ("a: !!python/object/apply:os.system [ls]\n", None),
        ("a: " + "[" * 3000, "no YAML"),
        ("a: 1\n" * 300_000, "at most 1,048,576 bytes"),
    ],
)
def test_a_case_file_that_tricks_is_refused_or_harmless(tmp_path: Path, text: str, message: str | None) -> None:
    if message is None:
        assert case_file(tmp_path, text) == {"a": ["ls"]}
        return
    with pytest.raises(InputError, match=message):
        case_file(tmp_path, text)


def test_a_case_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.yml: cannot be read"):
        filing.read_case(tmp_path / "absent.yml")


def test_an_empty_case_file_is_an_empty_case(tmp_path: Path) -> None:
    assert case_from(case_file(tmp_path, "# nothing yet\n")) == case_from(None)


def test_the_run_of_a_paper_is_a_value() -> None:
    assert Run([], Rest(), case_from(None), KNOWLEDGE).assets == frozenset()

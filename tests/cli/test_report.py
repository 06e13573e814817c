"""`whomade report` as a person runs it."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from pypdf import PdfReader

from whomade.cli import report as command
from whomade.cli.main import Exit, cli
from whomade.errors import InputError, UsageError
from whomade.pipeline.filing import KINDS

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
JUDGED = ("--regime", "us-ndaa-889-a1A", "--on", "2024-05-01", "--act", "buy", "--actor", "US:contractor",
          "--purpose", "public-safety", "--product", "camera")  # fmt: skip


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=given, standalone_mode=False)


@pytest.fixture(scope="module")
def lines() -> bytes:
    return run("identify", str(EXAMPLES / "verdict.jsonl"), "--jsonl", *JUDGED).stdout_bytes


@pytest.fixture
def answers(lines: bytes, tmp_path: Path) -> str:
    path = tmp_path / "answers.jsonl"
    path.write_bytes(lines)
    return str(path)


def test_every_kind_is_a_command_and_every_command_a_kind() -> None:
    assert set(command.KINDS) == set(KINDS) == set(command.report.commands)


@pytest.mark.parametrize("kind", list(KINDS))
def test_text_json_and_pdf_come_of_the_same_input(kind: str, answers: str, tmp_path: Path) -> None:
    text = run("report", kind, answers)
    assert text.return_value == Exit.DONE
    title = json.loads(run("report", kind, answers, "--json").stdout)["title"]
    assert text.stdout.splitlines()[0] == title
    target = tmp_path / "paper.pdf"
    done = run("report", kind, answers, "--pdf", str(target))
    assert done.return_value == Exit.DONE
    assert done.stdout == ""
    first = PdfReader(BytesIO(target.read_bytes())).pages[0].extract_text()
    assert title in " ".join(first.split())


def test_the_lines_may_come_through_a_pipe(lines: bytes, answers: str) -> None:
    assert run("report", "counts", "-", given=lines).stdout == run("report", "counts", answers).stdout


def test_counts_give_a_workbook(answers: str, tmp_path: Path) -> None:
    target = tmp_path / "counts.xlsx"
    assert run("report", "counts", answers, "--by", "site", "--xlsx", str(target)).return_value == Exit.DONE
    assert load_workbook(target).sheetnames[0] == "Counts"


def test_options_win_over_the_case_file(answers: str, tmp_path: Path) -> None:
    case = tmp_path / "case.yml"
    case.write_text("discovered_on: 2026-07-01\nobjections: Office A\ncontract_number: 0042\n", encoding="utf-8")
    done = run("report", "far-52.204-25", answers, "--case", str(case), "--discovered-on", "2026-07-02",
               "--objections", "Office B", "--json")  # fmt: skip
    said = json.loads(done.stdout)
    assert said["periods"]["discovered_on"]["value"] == "2026-07-02"
    assert said["first_part"]["contract_number"]["value"] == "0042"
    assert "Office B" in said["footer"][1]


def test_a_lost_line_is_said_and_changes_the_status(lines: bytes) -> None:
    done = run("report", "public", "-", given=b"{broken\n" + lines)
    assert done.return_value == Exit.SOME_UNREADABLE
    assert "line 1" in done.stderr
    assert "1 line of the input could not be read" in done.stdout


def test_the_input_is_never_overwritten(answers: str) -> None:
    done = run("report", "public", answers, "--pdf", answers)
    assert isinstance(done.exception, UsageError)
    assert Path(answers).read_bytes().startswith(b"{")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("far-52.204-25", "absent.jsonl"), "absent.jsonl: cannot be read"),
        (("far-52.204-25", "-", "--discovered-on", "tomorrow"), "--discovered-on: expected a date YYYY-MM-DD"),
        (("public", "-", "--pdf", "/nowhere/at/all.pdf"), "cannot be written"),
        (("public", "-", "--case", "absent.yml"), "absent.yml: cannot be read"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_written(arguments: tuple[str, ...], message: str) -> None:
    done = run("report", *arguments, given=b"")
    assert isinstance(done.exception, InputError)
    assert message in str(done.exception)

"""`identify` with a regime and `judge --matrix` on the same files say the same of every device, under every regime."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from whomade.cli.identify import identify
from whomade.cli.judge import judge
from whomade.knowledge import bundle
from whomade.model import Status

if TYPE_CHECKING:
    from click import Command

SITE = [str(path) for path in sorted((Path(__file__).parents[2] / "demo" / "site").iterdir()) if path.is_file()]
BASE = bundle.load()
SITUATIONS = {
    "bought by an agency": "--act buy --actor US:national-agency --purpose public-safety --product camera "
    "--on 2024-05-01",
    "kept by a department": "--act keep-using --actor GB:national-agency --place sensitive-site --product camera "
    "--on 2025-06-01",
    "installed by a school": "--act install --actor CA-QC:school --product camera --acquired-on 2023-11 "
    "--on 2024-02-01",
    "authorised": "--act authorise --actor CN:manufacturer --product camera --fact place_country=US --on 2023-03-01",
    "bought by defence": "--act buy --actor US:defence --product camera --fact contract_signed=2027-07-01 "
    "--on 2027-07-01",
    "nothing but the act": "--act buy --on 2026-06-01",
}
SAME = ("status", "needs", "provision", "why", "sources", "maker", "role")


def said(command: Command, *words: str) -> str:
    result = CliRunner().invoke(command, list(words), standalone_mode=False)
    assert result.exception is None, result.exception
    return result.stdout


def by_device(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (row["key"], verdict["regime"]): {name: verdict[name] for name in SAME}
        for row in rows
        for verdict in row["verdicts"]
    }


@pytest.mark.parametrize("name", SITUATIONS)
def test_identify_and_the_matrix_agree_on_every_device_and_regime(name: str) -> None:
    words = SITUATIONS[name].split()
    regimes = [word for id_ in sorted(BASE.regimes) for word in ("--regime", id_)]
    lines = [json.loads(line) for line in said(identify, *SITE, "--jsonl", *regimes, *words).splitlines()]
    identified = by_device(
        [{"key": line["asset"]["id"], "verdicts": line["verdicts"]} for line in lines if "asset" in line]
    )
    evidence = [word for path in SITE for word in ("--file", path)]
    subjects = json.loads(said(judge, "--matrix", *evidence, *words, "--json"))["subjects"]
    tabled = by_device([{"key": row["id"], "verdicts": row["verdicts"]} for row in subjects])
    assert len(identified) > len(BASE.regimes)
    assert identified == tabled
    assert all(row["provision"] and row["sources"] for row in tabled.values())
    assert {row["status"] for row in tabled.values()} - {Status.NOT_REACHED, Status.UNDETERMINED}

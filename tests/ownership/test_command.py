"""`whomade owner` from the command line: one name, many lines, pictures, other graphs, and what is refused."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from whomade.cli.main import Exit, cli
from whomade.errors import ImpossibleHoldings, InputError, UsageError
from whomade.model import Entity
from whomade.ownership.answer import Owners, Question
from whomade.report.owner_page import page
from whomade.report.owner_svg import drawing

from .graphs import holds

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["owner", *arguments], input=given, standalone_mode=False)


def lines(*questions: dict[str, Any] | str, graph: Path | None = None) -> tuple[list[dict[str, Any]], Any]:
    text = "\n".join(q if isinstance(q, str) else json.dumps(q) for q in questions)
    more = ["--graph", str(graph)] if graph else []
    done = run("-", "--jsonl", "--on", "2024-06-01", *more, given=text)
    assert done.exception is None
    return [json.loads(line) for line in done.stdout.splitlines()], done.return_value


def test_the_chain_and_three_answers_are_printed() -> None:
    done = run("海康威视", "--on", "2024-05-01")
    assert "└─ 100 %  SASAC" in done.stdout
    for part in ("1. Integrated share", "2. The 50 per cent rule", "3. Control", "not added"):
        assert part in done.stdout


def test_json_has_names_sources_and_the_state_of_the_knowledge() -> None:
    found = json.loads(run("Lorex", "--on", "2020-01-01", "--json").stdout)
    assert (found["entity"], found["score"]) == ("lorex", 1.0)
    assert found["holders"][0] == {
        "entity": "dahua-europe", "name": "Dahua Europe", "integrated": [1.0, 1.0], "known": True,
        "path": ["dahua-europe", "lorex"],
    }  # fmt: skip
    assert {c["entity"] for c in found["controllers"]} >= {"dahua-europe", "dahua"}
    assert all(c["sources"] for c in found["controllers"])
    assert found["closure50"] == ["dahua-europe", "dahua"]
    assert found["knowledge"]["digest"]


def test_lines_are_answered_one_by_one() -> None:
    found, status = lines(
        {"id": 1, "query": "Hangzhou Hikvision Digital Technology Company"},
        {"id": "b", "query": "Lorex Technology Inc.", "on": "2022-12-01"},
        {"id": 3, "query": "Dahua Hotel"},
    )
    assert [f["id"] for f in found] == [1, "b", 3]
    assert [f["entity"] for f in found] == ["hikvision", "lorex", None]
    assert found[1]["controllers"] == []
    assert {c["entity"] for c in found[1]["controllers_unknown"]} >= {"dahua", "skywatch"}
    assert found[2]["candidates"][0]["entity"].startswith("dahua")
    assert status == Exit.DONE


def test_a_line_that_cannot_be_read_costs_itself_alone() -> None:
    bad = ["nonsense", "[1]", '{"query": 3}', '{"id": 5, "query": "Dahua", "on": "2023-02-29"}', "[" * 3000]
    found, status = lines(*bad, {"id": 9, "query": "Dahua"}, "", '{"query": "' + "x" * 70_000 + '"}')
    assert [bool(f.get("problem")) for f in found] == [True] * 5 + [False, True]
    assert "impossible-date" in found[3]["problem"]["found"]
    assert found[5]["entity"] == "dahua"
    assert status == Exit.SOME_UNREADABLE


def test_another_graph_is_reckoned_on(tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    rows = [("X", "A", 50), ("X", "B", 50), ("A", "C", 25), ("B", "C", 25), ("Y", "D", 70), ("Z", "D", 70)]
    path.write_text("".join(json.dumps({"from": o, "asset": a, "share": s}) + "\n" for o, a, s in rows))
    (c, x, d), status = lines({"query": "C"}, {"query": "X"}, {"query": "D"}, graph=path)
    assert c["holders"][-1] | {"name": ""} == {
        "entity": "X", "name": "", "integrated": [0.25, 0.25], "known": True, "path": ["X", "A", "C"],
    }  # fmt: skip
    assert (c["closure50"], x["closure50"]) == (["X"], ["A", "B", "C"])
    assert "over-100-percent" in d["problem"]["found"]
    assert status == Exit.SOME_UNREADABLE


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (["Dahua Hotel"], InputError, "did you mean"),
        (["Dahua", "--on", "2024-13-01"], ImpossibleHoldings, "impossible-date"),
        (["Dahua", "--on", "2024"], ImpossibleHoldings, "impossible-date"),
        (["-"], UsageError, "--jsonl"),
        (["Dahua", "--jsonl"], UsageError, "standard input"),
        (["-", "--jsonl", "--json"], UsageError, "goes with none"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(arguments: list[str], error: type[Exception], says: str) -> None:
    done = run(*arguments)
    assert isinstance(done.exception, error)
    assert says in str(done.exception)


def test_the_drawing_is_an_image_with_every_owner(tmp_path: Path) -> None:
    file = tmp_path / "chain.svg"
    run("Hikvision", "--on", "2024-05-01", "--svg", str(file))
    words = "".join(ET.parse(file).getroot().itertext())  # noqa: S314  written a moment ago
    assert all(name in words for name in ("CETHIK", "CETC", "SASAC", "Gong Hongjia"))
    assert "36.4808 to 36.55 %" in words


def test_the_page_opens_offline_and_names_its_sources(tmp_path: Path) -> None:
    file = tmp_path / "owner.html"
    run("Lorex", "--on", "2022-12-01", "--html", str(file))
    text = file.read_text(encoding="utf-8")
    assert "Who stands above Lorex?" in text
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
    assert "Dahua notice 2022-094" in text
    assert "<script" not in text
    assert 'src="http' not in text


HOSTILE = "<img src=x onerror=alert(1)>\u202e&amp;'\"]]>"


def test_names_from_a_graph_are_harmless_in_every_picture() -> None:
    entities = {
        "a": Entity("a", HOSTILE, ("company",), (), legal_name=HOSTILE, held_by=(holds("b", 60), holds(HOSTILE, 10))),
        "b": Entity("b", HOSTILE, ("company",), (), held_by=(holds("a", 5),)),
    }
    answer = Owners(entities).ask(Question("a", "2024-01-01"))
    for text in (drawing(answer, entities, alone=True), page(answer, entities, None)):
        assert "<img" not in text
        assert "\u202e" not in text
    ET.fromstring(drawing(answer, entities, alone=True))  # noqa: S314  written a moment ago


def test_a_circle_is_drawn_once() -> None:
    entities = {
        "a": Entity("a", "A", ("company",), (), held_by=(holds("b", 50),)),
        "b": Entity("b", "B", ("company",), (), held_by=(holds("a", 50),)),
    }
    answer = Owners(entities).ask(Question("a", "2024-01-01"))
    assert drawing(answer, entities).count('class="name"') == 3

"""Scoring by our own code: invented rows on an invented base, and once the shared corpus where it is at hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from lxml import etree

from whomade.cli.knowledge import knowledge as command
from whomade.errors import InputError
from whomade.knowledge.bundle import SHIPPED
from whomade.knowledge.read import read_base
from whomade.model import Attribution, Level
from whomade.pipeline.companies import Companies
from whomade.pipeline.corpus import Row, grouped, read_rows
from whomade.pipeline.evaluate import evaluate
from whomade.pipeline.leaving_out import groups_of
from whomade.pipeline.scoring import FAULTS, Scored, figures
from whomade.report.reliability import Bin, binned, draw, expected_error
from whomade.testing import brand, fingerprint, knowledge_of, row, tiny_base

if TYPE_CHECKING:
    from whomade.knowledge.read import Base
    from whomade.model import Knowledge

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ZEROS = ("false_probable", "overclaim", "wrong_confident", "level_lies")
LEAST = {"naming": 0.85, "naming_wl": 0.65, "dared": 0.45, "dared_wl": 0.25}


def labelled(id_: str, raw: str, **more: Any) -> dict[str, Any]:
    """A row as it stands in a file: a camera of Northlens that shows its server name, unless told otherwise."""
    return {
        "id": id_, "kind": "http_headers", "raw": raw, "source_group": "a/b", "brand_on_box": "Northlens",
        "true_maker": "Northlens", "white_label": False, "label_basis": id_, "label_confidence": "sure",
        "device_class": "camera", "negative": False, "scorable": True, **more,
    }  # fmt: skip


def written(path: Path, *rows: dict[str, Any]) -> tuple[Path, ...]:
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return (path,)


def scored(maker: str | None = "northlens", probability: float = 0.95, level: str = "probable", **more: Any) -> Scored:
    """A scored device; `right` and `accuses` and fields of the row can be set."""
    own = {name: more.pop(name, False) for name in ("right", "accuses")}
    told = {"true_maker": "Pelagic", "scorable": True, "device_class": "camera", **more}
    return Scored(
        row=Row(id="x", kind="mac", raw="", **told), maker=maker, probability=probability, level=Level(level), **own
    )


@pytest.fixture
def known() -> Knowledge:
    return knowledge_of(
        brands=[brand("Northlens", row("northlens", "own-brand")), brand("Acme", row("northlens"))],
        fingerprints=[
            fingerprint("northlens", "http_header.server", "^NL-Webs", "very-strong"),
            fingerprint("quartzeye", "http_realm", "^QE_", "very-strong"),
        ],
    )


@pytest.fixture
def base(tmp_path: Path) -> Base:
    read = read_base(tiny_base(tmp_path / "knowledge"))
    read.calibration = {"brands": 98, "link": 0.9}
    return read


NAMED = labelled("named", "Server: NL-Webs/1")
SILENT = labelled("silent", "Server: nginx")


def test_a_maker_that_its_own_server_names_is_named(known: Knowledge, tmp_path: Path) -> None:
    report = evaluate(written(tmp_path / "rows.jsonl", NAMED, SILENT), knowledge=known)
    assert {name: report.figures[name] for name in ("rows", "scorable", "named", "naming")} == {
        "rows": 2, "scorable": 2, "named": 1, "naming": 0.5,
    }  # fmt: skip


def test_the_label_speaks_only_when_it_is_given(known: Knowledge, tmp_path: Path) -> None:
    rows = written(tmp_path / "rows.jsonl", SILENT)
    assert evaluate(rows, knowledge=known).figures["named"] == 0
    assert evaluate(rows, knowledge=known, label=True).figures["named"] == 1


def test_white_label_and_gear_are_counted_apart(known: Knowledge, tmp_path: Path) -> None:
    white = labelled("white", "Server: NL-Webs/1", brand_on_box="Acme", white_label=True)
    printer = labelled("printer", "Server: nginx", device_class="printer")
    found = evaluate(written(tmp_path / "rows.jsonl", white, printer), knowledge=known).figures
    assert (found["wl"], found["naming_wl"], found["naming"], found["gear_naming"]) == (1, 1.0, 0.5, 1.0)


def test_a_loud_answer_for_somebody_else_is_wrong_and_named_by_id(known: Knowledge, tmp_path: Path) -> None:
    liar = labelled("liar", "Server: NL-Webs/1", true_maker="Pelagic", negative=True, brand_on_box="Acme")
    report = evaluate(written(tmp_path / "rows.jsonl", liar), knowledge=known, label=True)
    assert report.faults["wrong_confident"] == ("liar",)
    assert report.faults["false_probable"] == ("liar",)
    assert "wrong maker, said loudly: 1 (liar)" in report.as_text()


def test_a_listed_maker_where_nobody_has_shown_one_is_an_overclaim(known: Knowledge, tmp_path: Path) -> None:
    dark = labelled("dark", "Server: NL-Webs/1", true_maker=None, scorable=False, brand_on_box="Acme")
    report = evaluate(written(tmp_path / "rows.jsonl", dark), knowledge=known, label=True)
    assert (report.faults["overclaim"], report.faults["overclaim_own"]) == (("dark",), ())


@pytest.mark.parametrize(
    ("each", "fault"),
    [
        (scored(probability=0.89), "level_lies"),
        (scored(probability=0.95, level="undetermined"), "level_lies"),
        (scored(negative=True, accuses=True), "false_probable"),
        (scored(negative=True, accuses=True, probability=0.6, level="possible"), "false_possible"),
        (scored(true_maker=None, scorable=False), "overclaim_own"),
    ],
)
def test_a_fault_is_seen(each: Scored, fault: str) -> None:
    assert FAULTS[fault](each)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_right_loud_answer_has_no_fault(fault: str) -> None:
    assert not FAULTS[fault](scored(right=True, accuses=True, negative=True))


@pytest.mark.parametrize("fault", FAULTS)
def test_silence_has_no_fault(fault: str) -> None:
    assert not FAULTS[fault](scored(None, 0.0, "undetermined", negative=True))


def test_no_loud_answer_bounds_nothing() -> None:
    assert figures([scored(None, 0.0, "undetermined")])["loud_bound"] == 1.0


def test_a_hundred_loud_right_answers_bound_errors_at_three_in_a_hundred() -> None:
    assert figures([scored(right=True)] * 100)["loud_bound"] == 0.03


def test_rows_of_one_device_count_once_and_speak_together(known: Knowledge, tmp_path: Path) -> None:
    rows = (labelled("one", "Server: nginx", label_basis="x"), labelled("two", "Server: NL-Webs/1", label_basis="x"))
    found = evaluate(written(tmp_path / "rows.jsonl", *rows), knowledge=known, devices=True).figures
    assert (found["rows"], found["named"]) == (1, 1)


def test_rows_apart_in_their_label_stay_apart() -> None:
    rows = [Row(id=name, kind="mac", raw="", source_group="a", label_basis=name) for name in "xyx"]
    assert [len(device.rows) for device in grouped(rows, devices=True)] == [2, 1]


def test_a_line_that_is_no_row_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a", "kind": "mac", "raw": ""}\n{"id": 7}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl:2: no labelled observation"):
        read_rows([path])


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"rows\.jsonl:2: id `named` stands twice"):
        read_rows(written(tmp_path / "rows.jsonl", NAMED, NAMED))


def test_companies_are_compared_by_the_entity_table(known: Knowledge) -> None:
    companies = Companies(known)
    assert companies.key("QUARTZ-eye") == companies.key("quartzeye") == "quartzeye"
    assert companies.key("Quartz") != "quartzeye"


def test_self_is_the_company_of_the_printed_name(known: Knowledge) -> None:
    answer = Attribution("manufacturer", "self", "Nobody & Sons", 0.6, Level.POSSIBLE)
    assert Companies(known).answered(answer) == Companies(known).key("nobody sons")


def test_other_and_nobody_name_no_company(known: Knowledge) -> None:
    for maker in (None, "other"):
        assert Companies(known).answered(Attribution("manufacturer", maker, None, 0.0, Level.UNDETERMINED)) is None


def test_an_unlisted_maker_of_another_country_accuses_nobody(known: Knowledge) -> None:
    assert [Companies(known).accuses(key) for key in ("northlens", "pelagic", "nobodysons", None)] == [
        True, False, False, False,
    ]  # fmt: skip


def test_probability_one_stands_in_the_last_bin() -> None:
    assert binned([(1.0, True), (0.0, False)]) == (Bin(1, 0.0, 0), *[Bin()] * 8, Bin(1, 1.0, 1))


def test_answers_as_sure_as_right_have_no_calibration_error() -> None:
    assert expected_error(binned([(0.5, True), (0.5, False)])) == 0


def test_the_diagram_is_one_svg_that_needs_nothing_else() -> None:
    text = draw(binned([(0.95, True)] * 12 + [(0.35, False)]), "knowledge 1, n = 13 rows & more")
    bars = etree.fromstring(text.encode()).findall("{*}rect")
    assert [bar.get("class") for bar in bars] == ["paper", "bar few", "bar"]
    assert not re.search(r'(?:href|src)=|url\(|@import|https?://(?!www\.w3\.org/2000/svg")', text)


def test_the_diagram_is_drawn_for_light_and_dark() -> None:
    assert "prefers-color-scheme: dark" in draw((Bin(),) * 10, "empty")


def test_leaving_a_group_out_takes_what_rests_on_it(base: Base, tmp_path: Path) -> None:
    hit = labelled("hit", "Server: NL-Webs/1", source_group="prints")
    free = labelled("free", "Server: NL-Webs/1", source_group="elsewhere/unread")
    report = evaluate(written(tmp_path / "rows.jsonl", hit, free), leave_out=base)
    assert [(f.group, f.left_out, f.named) for f in report.folds or ()] == [
        ("elsewhere/unread", (), (1, 1)),
        ("prints", ("prints",), (1, 0)),
    ]
    assert json.loads(report.as_json())["left_out"]["median_drop"] == 1.0


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("url: https://github.com/Some/Prints_Repo", "some/prints-repo"),
        ("url: https://github.com/Some/Prints_Repo", "some/prints-repo/issues/7"),
        ("url: https://github.com/some/prints/issues/7", "some/prints/issues/7"),
        ("corpus_group: [index-12]", "index-12"),
        ("", "prints"),
    ],
)
def test_a_corpus_group_is_found_among_our_sources(tmp_path: Path, line: str, group: str) -> None:
    folder = tiny_base(tmp_path / "knowledge")
    with (folder / "sources" / "prints.yml").open("a", encoding="utf-8") as source:
        source.write(line + "\n")
    assert groups_of(group, read_base(folder)) == {"prints"}


def test_a_thread_means_no_other_thread_and_no_longer_name(tmp_path: Path) -> None:
    folder = tiny_base(tmp_path / "knowledge")
    with (folder / "sources" / "prints.yml").open("a", encoding="utf-8") as source:
        source.write("url: https://github.com/some/prints/issues/7\n")
    base = read_base(folder)
    assert [groups_of(g, base) for g in ("some/prints/issues/70", "some/prints/issues/8", "some/prints")] == [set()] * 3


def test_the_command_writes_figures_and_the_diagram(tmp_path: Path) -> None:
    if not SHIPPED.exists():
        pytest.skip("no compiled base")
    rows, svg = written(tmp_path / "rows.jsonl", NAMED), tmp_path / "out.svg"
    outcome = CliRunner().invoke(command, ["evaluate", str(rows[0]), "--json", "--svg", str(svg)])
    assert outcome.exit_code == 0
    assert json.loads(outcome.stdout)["figures"]["rows"] == 1
    assert svg.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the checkout")
@pytest.mark.parametrize("label", [False, True])
@pytest.mark.parametrize("devices", [False, True])
def test_nobody_is_accused_wrongly_on_the_shared_corpus(label: bool, devices: bool) -> None:
    report = evaluate(tuple(sorted(CORPUS.glob("observations*.jsonl"))), label=label, devices=devices)
    assert {name: report.faults[name] for name in ZEROS} == dict.fromkeys(ZEROS, ())
    assert not label or {name for name, least in LEAST.items() if report.figures[name] < least} == set()

"""Interests in other people's forms and back: nothing of a share, a range or a day is lost, and the forms are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whomade.errors import InputError
from whomade.knowledge import bundle
from whomade.model import Citation, Entity, Interest, Range
from whomade.model.interest import Window, span
from whomade.ownership import Ownership
from whomade.ownership.family import family
from whomade.pipeline.graphs import read_graph
from whomade.report import bods, ftm
from whomade.report.exact import KEY, exported, percent, period

from .test_command import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

BASE = bundle.load()
FRAME = bods.Frame("2026-11-01", BASE.sources)


def written(path: Path, form: str, entities: Mapping[str, Entity], ids: Iterable[str] | None = None) -> Path:
    """A graph in one of the forms, in a file."""
    companies, interests, _ = exported(entities, entities if ids is None else ids)
    if form == "bods":
        path.write_text(json.dumps(list(bods.statements(companies, interests, FRAME))), encoding="utf-8")
    else:
        found = ftm.entities(companies, interests, BASE.sources)
        path.write_text("".join(json.dumps(entity) + "\n" for entity in found), encoding="utf-8")
    return path


def said(entities: Mapping[str, Entity], form: str) -> dict[str, list[Any]]:
    """What is said of who holds whom, as far as a form can carry it."""
    found: dict[str, list[Any]] = {}
    for id_, entity in entities.items():
        for i in entity.held_by:
            if i.trial or (form == "bods" and i.kind == "successor"):
                continue
            share = None if i.share is None else tuple(round(end, 9) for end in i.share)
            one = (i.owners, i.kind, share, i.start, i.end, i.as_of, i.basis, i.is_direct, i.not_additive)
            found.setdefault(id_, []).append(one)
    return {id_: sorted(held, key=repr) for id_, held in found.items()}


@pytest.mark.parametrize("form", ["bods", "ftm"])
def test_the_base_comes_back_as_it_went(tmp_path: Path, form: str) -> None:
    back = read_graph(written(tmp_path / "graph.json", form, BASE.entities))
    assert said(back, form) == said(BASE.entities, form)
    assert {e.name for e in back.values()} == {e.name for e in BASE.entities.values()}


@pytest.mark.parametrize("form", ["bods", "ftm"])
@pytest.mark.parametrize("on", ["2018-01-01", "2022-12-01", "2025-06-01"])
def test_the_same_answers_come_out_of_what_was_exported(tmp_path: Path, form: str, on: str) -> None:
    back = Ownership.of(read_graph(written(tmp_path / "graph.json", form, BASE.entities)))
    before = Ownership.of(BASE.entities)
    for asset in ("lorex", "ezviz", "imou", "hikvision", "huachuang"):
        for owner in ("dahua", "hikvision", "cetc", "sasac", "skywatch"):
            assert back.stake(owner, asset, on) == before.stake(owner, asset, on)
            assert back.controls(owner, asset, on) is before.controls(owner, asset, on)
        assert back.catches(("dahua", "cetc"), asset, on) is before.catches(("dahua", "cetc"), asset, on)


DAYS = st.one_of(
    st.dates().map(str), st.integers(1900, 2100).map(str), st.integers(1, 12).map(lambda month: f"2020-{month:02}")
)
WINDOWS = st.one_of(
    st.just(Window()),
    DAYS.map(lambda day: Window(day, day)),
    st.tuples(DAYS, DAYS).map(lambda pair: Window(*sorted(pair, key=span))),
    DAYS.map(lambda day: Window(day, "")),
    DAYS.map(lambda day: Window("", day)),
)
SHARES = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(
        lambda ends: Range(min(ends) / 10**6, max(ends) / 10**6)
    ),
)
NAMES = ("a", "b", "c d")


@st.composite
def interests(draw: st.DrawFn) -> Interest:
    together = draw(st.booleans())
    total = together or draw(st.booleans())
    return Interest(
        tuple(draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True)) if together else ["a"]),
        "acts-in-concert" if together else draw(st.sampled_from(["owns", "controls", "joint-venture", "successor"])),
        (Citation("file", "line 1"),),
        share=draw(SHARES),
        basis=draw(st.sampled_from(["", "chair", "consolidated"])),
        start=draw(WINDOWS),
        end=draw(WINDOWS),
        as_of=draw(st.one_of(st.just(""), DAYS)),
        is_direct=draw(st.booleans()),
        not_additive=total,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(interests(), max_size=4), st.sampled_from(["bods", "ftm"]))
def test_whatever_can_be_said_comes_back(tmp_path: Path, held: list[Interest], form: str) -> None:
    possible = tuple(
        i for i in held
        if not (i.start.earliest and i.end.latest and span(i.end.latest)[1] < span(i.start.earliest)[0])
        and not (form == "ftm" and i.kind == "successor" and i.share is not None)
    )  # fmt: skip
    graph = {name: Entity(name, name.upper(), ("company",), ()) for name in NAMES}
    graph["x"] = Entity("x", "X", ("company",), (), held_by=possible)
    back = read_graph(written(tmp_path / "graph.json", form, graph))
    assert said(back, form) == said(graph, form)


def test_without_our_own_words_the_interest_holds_on_sure_days_alone() -> None:
    sold = Interest(("a",), "owns", (), end=Window("2022-11-23", "2022-12-31"))
    assert period(sold) == ("", "2022-11-23")
    bought = Interest(("a",), "owns", (), start=Window("2022-11-23", "2022-12-31"), end=Window("2024", "2024"))
    assert period(bought) == ("2023-01-01", "2025-01-01")
    never_sure = Interest(
        ("a",), "owns", (), Range(1, 1), "", Window("2020", "2022"), Window("2021-05-01", "2021-06-01")
    )
    assert period(never_sure) == ("2020-01-01", "2021-06-02")
    february = Interest(("a",), "owns", (), end=Window("2023-02", "2023-02"))
    assert period(february) == ("", "2023-03-01")


@pytest.mark.parametrize("share", [0.0, 0.364808, 0.327321, 1 / 3, 1.0])
def test_a_share_in_per_cent_is_the_share(share: float) -> None:
    assert round(percent(share) / 100, 9) == round(share, 9)


def stripped(path: Path, form: str) -> Path:
    """The file without our own words, as another program would hand it on."""
    rows = json.loads(path.read_text()) if form == "bods" else [json.loads(x) for x in path.read_text().splitlines()]
    for row in rows:
        row.pop(KEY, None)
        row.pop("annotations", None)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["bods", "ftm"])
def test_other_programs_read_shares_and_sure_days(tmp_path: Path, form: str) -> None:
    known = Ownership.of(read_graph(stripped(written(tmp_path / "g.json", form, BASE.entities, ["lorex", "dahua-europe",
                                    "skywatch", "flir"]), form)))  # fmt: skip
    assert known.stake("dahua-europe", "lorex", "2020-01-01") == Range(1.0, 1.0)
    assert known.stake("skywatch", "lorex", "2023-01-01") == Range(1.0, 1.0)
    assert known.controls("dahua-europe", "lorex", "2023-01-01") is False
    assert known.controls("dahua-europe", "lorex", "2022-12-01") is not True


def test_a_lead_is_handed_to_nobody() -> None:
    companies, held, leads = exported(BASE.entities, BASE.entities)
    assert leads > 0
    assert not any(interest.trial for _, interest in held)
    assert len(companies) == len(BASE.entities)


def test_every_statement_has_the_form_of_the_standard() -> None:
    companies, held, _ = exported(BASE.entities, BASE.entities)
    found = list(bods.statements(companies, held, FRAME))
    ids = [row["statementId"] for row in found]
    assert len(set(ids)) == len(ids)
    assert all(32 <= len(id_) <= 64 for id_ in ids)
    records = [row["recordId"] for row in found]
    assert len(set(records)) == len(records)
    for place, row in enumerate(found):
        assert row["publicationDetails"]["bodsVersion"] == "0.4"
        assert row["declarationSubject"] in records
        if row["recordType"] == "relationship":
            parties = {row["recordDetails"]["subject"], row["recordDetails"]["interestedParty"]}
            assert parties <= set(records[:place])  # a party is stated before what it is a party to
            (interest,) = row["recordDetails"]["interests"]
            share = interest.get("share", {})
            assert all(0 <= end <= 100 for end in share.values())
            assert interest.get("startDate", "") <= interest.get("endDate", "9999")


def test_interests_cite_their_sources() -> None:
    companies, held, _ = exported(BASE.entities, ["lorex", "dahua-europe"])
    rows = [r for r in bods.statements(companies, held, FRAME) if r["recordType"] == "relationship"]
    assert any("Dahua notice 2022-094" in row["source"]["description"] for row in rows)
    of = [e["properties"] for e in ftm.entities(companies, held, BASE.sources) if e["schema"] == "Ownership"]
    assert all(row["description"] for row in of)


def test_a_family_is_all_above_and_all_below() -> None:
    found = family(BASE.entities, "dahua")
    assert {"dahua", "lorex", "dahua-usa", "imou", "fu-liquan"} <= found
    assert not {"hikvision", "skywatch"} & found
    assert "jiaozhi" not in family(BASE.entities, "uniview")  # a lead


def bods_row(**interest: Any) -> dict[str, Any]:
    details = {"subject": "a", "interestedParty": "x", "isComponent": False, "interests": [interest]}
    return {"statementId": "s", "recordId": "r", "recordType": "relationship", "recordDetails": details}


def test_the_end_of_a_bods_interest_is_the_first_day_without_it(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_text(json.dumps([bods_row(type="shareholding", share={"exact": 60}, endDate="2024-03-01")]))
    known = Ownership.of(read_graph(path))
    assert known.stake("x", "a", "2024-02-29") == Range(0.6, 0.6)
    assert known.stake("x", "a", "2024-03-01") == Range(0.0, 0.0)


def test_several_values_of_one_property_are_a_range_and_a_window(tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    properties = {"owner": ["x"], "asset": ["a"], "percentage": ["60", "40"], "endDate": ["2024-03-01", "2024-01-01"]}
    path.write_text(json.dumps({"id": "o", "schema": "Ownership", "properties": properties}))
    (interest,) = read_graph(path)["a"].held_by
    assert interest.share == Range(0.4, 0.6)
    assert interest.end == Window("2024-01-01", "2024-03-01")


@pytest.mark.parametrize("kept", [
    {"kind": "steals"}, {"owners": []}, {"owners": [3]}, {"owners": "x"}, {"start": ["2020"]}, {"start": "2020"},
    {"end": ["2020-02-30", ""]}, {"as_of": "soon"},
])  # fmt: skip
@pytest.mark.parametrize("form", ["bods", "ftm"])
def test_own_words_that_cannot_be_are_an_error_with_its_place(tmp_path: Path, form: str, kept: dict[str, Any]) -> None:
    path = tmp_path / "graph.jsonl"
    properties = {"owner": ["x"], "asset": ["a"]}
    row = {"id": "o", "schema": "Ownership", "properties": properties, KEY: kept}
    if form == "bods":
        row = {**bods_row(type="shareholding"), "annotations": [{KEY: kept}]}
    path.write_text(json.dumps(row))
    with pytest.raises(InputError, match=":1: "):
        read_graph(path)


def test_the_command_writes_one_family_and_all(tmp_path: Path) -> None:
    one, every, lines = (tmp_path / name for name in ("one.json", "every.json", "every.jsonl"))
    assert run("Lorex", "--bods", str(one)).exception is None
    done = run("--all", "--bods", str(every), "--ftm", str(lines))
    assert done.exception is None
    assert "leads" in done.stderr
    assert "lorex" in read_graph(one)
    assert "tiandy" not in read_graph(one)
    assert set(read_graph(every)) == set(read_graph(lines)) == set(BASE.entities)


def test_a_graph_is_turned_into_another_form(tmp_path: Path) -> None:
    plain, other = tmp_path / "plain.jsonl", tmp_path / "other.jsonl"
    plain.write_text(json.dumps({"from": "x", "asset": "a", "share": [20, 30], "end": "2024"}) + "\n")
    assert run("--all", "--graph", str(plain), "--ftm", str(other)).exception is None
    assert said(read_graph(other), "ftm") == said(read_graph(plain), "ftm")


@pytest.mark.slow
def test_the_validator_of_the_standard_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("libcovebods", reason="needs the extra `oracles`: pip install whomade[oracles]")
    from libcovebods import config, data_reader, jsonschemavalidate, run_tasks, schema
    from libcovebods.tasks.checks import legacy_checks, pre_record_checks, record_based_checks

    for checks in (legacy_checks, pre_record_checks, record_based_checks):
        # the library would fetch a register of identifier schemes, of which nothing here has any
        monkeypatch.setattr(checks, "get_orgids_prefixes", list, raising=False)
    path = written(tmp_path / "all.json", "bods", BASE.entities)

    def errors(file: Path) -> int:
        data, settings_ = data_reader.DataReader(str(file)), config.LibCoveBODSConfig()
        form = schema.SchemaBODS(data, settings_)
        more = run_tasks.process_additional_checks(data, settings_, form, run_tasks.TASK_CLASSES)
        return len(jsonschemavalidate.JSONSchemaValidator(form).validate(data)) + len(more["additional_checks"])

    assert errors(path) == 0
    broken = json.loads(path.read_text())
    broken[0]["statementId"] = "short"
    path.write_text(json.dumps(broken))
    assert errors(path) > 0


@pytest.mark.slow
def test_the_library_of_followthemoney_keeps_every_value(tmp_path: Path) -> None:
    pytest.importorskip("followthemoney", reason="needs the extra `oracles`: pip install whomade[oracles]")
    from followthemoney import model

    path = written(tmp_path / "all.jsonl", "ftm", BASE.entities)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert not model.get(row["schema"]).validate(row)
        proxy = model.get_proxy(row)
        for name, values in row["properties"].items():
            assert set(proxy.get(name)) == set(values)
        assert proxy.context.get(KEY) == row.get(KEY)

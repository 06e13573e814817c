"""`knowledge check` refuses a base with a doubt in it, and says where: each rule as one change of a valid base."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from whomade.cli.knowledge import knowledge
from whomade.errors import KnowledgeError
from whomade.knowledge.check import check
from whomade.knowledge.measure import count, write_measured
from whomade.knowledge.read import Complaint, read_base

from .changed import change

if TYPE_CHECKING:
    from pathlib import Path

ACME = "brands/acme.yml"
WEBS = "fingerprints/northlens/http_header.server.yml"
REALM = "fingerprints/quartzeye/rtsp_realm.yml"
CARD = "devices/acme-guard-1.yml"


def complaints(base: Path) -> list[Complaint]:
    return check(read_base(base))


def places(base: Path) -> set[tuple[str, int, str, str]]:
    """File, line, id and rule of every complaint."""
    return {(c.file, c.line, c.id, c.rule) for c in complaints(base)}


def test_the_tiny_base_is_accepted(base: Path) -> None:
    assert complaints(base) == []


CHANGES = {
    "missing source of an entry": (
        "entities/pelagic.yml", "sources: [{id: survey, at: page 1}]\n", "",
        ("entities/pelagic.yml", 1, "pelagic", "missing-source"),
    ),
    "empty sources of a fingerprint": (
        REALM, "sources: [{id: survey, at: page 4}, {id: prints, at: entry 2}]", "sources: []",
        (REALM, 9, "quartzeye-realm", "missing-source"),
    ),
    "missing source of a brand row": (
        ACME, "    sources: [{id: survey, at: page 2}]\n", "", (ACME, 7, "acme", "missing-source"),
    ),
    "missing source of a model relation": (
        ACME, ", sources: [{id: survey, at: page 3}]", "", (ACME, 14, "acme", "missing-source"),
    ),
    "a source without a locator": (
        ACME, "{id: survey, at: page 2}", "{id: survey}", (ACME, 12, "acme", "missing-source"),
    ),
    "unknown source": (ACME, "id: survey, at: page 2", "id: surveys, at: page 2", (ACME, 12, "acme", "unknown-source")),
    "unknown source of a card's signal": (
        CARD, "value: NL-Webs/1, sources: [{id: prints", "value: NL-Webs/1, sources: [{id: gossip",
        (CARD, 9, "acme-guard-1", "unknown-source"),
    ),
    "unknown maker of a fingerprint": (
        REALM, "makers: [quartzeye]", "makers: [quartzeye, quartzeyes]", (REALM, 5, "quartzeye-realm", "unknown-maker"),
    ),
    "unknown maker of a row": (ACME, "maker: northlens", "maker: northlense", (ACME, 7, "acme", "unknown-maker")),
    "unknown maker of a card": (
        CARD, "manufacturer: northlens", "manufacturer: southlens", (CARD, 4, "acme-guard-1", "unknown-maker"),
    ),
    "an entity of another kind as maker": (ACME, "maker: northlens", "maker: wavelet", (ACME, 7, "acme", "wrong-kind")),
    "registrant of own goods that is no maker": (
        "entities/northlens.yml", "kinds: [maker]", "kinds: [brand-owner]",
        ("entities/northlens.yml", 6, "northlens", "wrong-kind"),
    ),
    "look-ahead, which RE2 does not know": (
        WEBS, "'^NL-Webs'", "'^NL-(?=Webs)'", (WEBS, 3, "northlens-webs", "re2"),
    ),
    "back reference in a model pattern": (ACME, "'^Guard 9'", r"'^(G)uard\1'", (ACME, 14, "acme", "re2")),
    "period ending before it starts": (ACME, '"2020-06"', '"2013-12-31"', (ACME, 11, "acme", "period")),
    "no counter-example": (
        WEBS, ', no_match: ["webs", "nginx"]', "", (WEBS, 10, "northlens-webs", "counter-example"),
    ),
    "empty counter-examples": (
        WEBS, 'no_match: ["webs", "nginx"]', "no_match: []", (WEBS, 10, "northlens-webs", "counter-example"),
    ),
    "no example": (
        WEBS, 'match: ["NL-Webs/1", "NL-Webs/2.1", "NL-Webs"]', "match: []", (WEBS, 10, "northlens-webs", "examples"),
    ),
    "an example that does not match": (
        WEBS, 'match: ["NL-Webs/1", ', 'match: ["Webs/1", "NL-Webs/3", ', (WEBS, 10, "northlens-webs", "examples"),
    ),
    "a counter-example that matches": (
        WEBS, '"nginx"', '"NL-Webs"', (WEBS, 10, "northlens-webs", "examples"),
    ),
    "stable on one source": (
        REALM, "{id: survey, at: page 4}, {id: prints, at: entry 2}", "{id: survey, at: page 4}",
        (REALM, 11, "quartzeye-realm", "stable-sources"),
    ),
    "stable on two places of one group": (
        REALM, "{id: prints, at: entry 2}", "{id: survey, at: page 5}",
        (REALM, 11, "quartzeye-realm", "stable-sources"),
    ),
    "stable on a source and a lead": (
        REALM, "{id: prints, at: entry 2}", "{id: leaflet, at: page 5}",
        (REALM, 11, "quartzeye-realm", "stable-sources"),
    ),
    "stable on a source and a register of companies": (
        REALM, "{id: prints, at: entry 2}", "{id: register, at: number 7}",
        (REALM, 11, "quartzeye-realm", "stable-sources"),
    ),
    "stable on two examples": (
        REALM, '"QE_0412", ', "", (REALM, 10, "quartzeye-realm", "stable-examples"),
    ),
    "stable on one example three times": (
        REALM, '"QE_0412", "QE_9000"', '"QE_0001", "QE_0001"', (REALM, 10, "quartzeye-realm", "stable-examples"),
    ),
    "one publisher in two groups": (
        "sources/survey.yml", "Makers of the survey", "Makers of the prints",
        ("sources/survey.yml", 7, "survey", "one-voice"),
    ),
    "a count typed into a fingerprint": (
        REALM, "  status: stable", "  status: stable\n  measured: {maker: [9, 9]}",
        (REALM, 12, "quartzeye-realm", "hand-typed-count"),
    ),
    "a count changed by hand": (
        "measured.yml", "maker: [5, 5]", "maker: [50, 50]", ("measured.yml", 2, "northlens-webs", "hand-typed-count"),
    ),
    "a count struck out by hand": (
        "measured.yml", "northlens-webs: {maker: [5, 5], others: [0, 0], groups: [3]}", "",
        ("measured.yml", 1, "northlens-webs", "hand-typed-count"),
    ),
    "a count of a fingerprint that nothing hits": (
        "measured.yml", "northlens-webs:",
        "quartzeye-realm: {maker: [9, 9], others: [0, 9], groups: [3]}\nnorthlens-webs:",
        ("measured.yml", 2, "quartzeye-realm", "hand-typed-count"),
    ),
    "unknown key": (ACME, "words: [acme]", "wurds: [acme]", (ACME, 1, "acme", "shape")),
    "unknown field of a fingerprint": (
        REALM, "field: rtsp_realm", "field: rtsp_realms", (REALM, 2, "quartzeye-realm", "unknown-field"),
    ),
    "unknown field of a card": (
        CARD, "field: http_header.server", "field: http_header.serve", (CARD, 9, "acme-guard-1", "unknown-field"),
    ),
    "manufacturer by a software sign": (
        REALM, "role: firmware_author", "role: manufacturer", (REALM, 4, "quartzeye-realm", "role-of-carrier"),
    ),
    "firmware author by a serial number": (
        "fingerprints/pelagic/serial.yml", "role: manufacturer", "role: firmware_author",
        ("fingerprints/pelagic/serial.yml", 4, "pelagic-serial", "role-of-carrier"),
    ),
    "a band that is not in the table": (
        REALM, "band: very-strong", "band: certain", (REALM, 6, "quartzeye-realm", "shape"),
    ),
    "an own likelihood": (
        REALM, "band: very-strong", "band: very-strong\n  hit_if: 0.99", (REALM, 1, "quartzeye-realm", "shape"),
    ),
    "a brand file under another name": (ACME, "id: acme\n", "id: acmes\n", (ACME, 1, "acmes", "file-name")),
    "a fingerprint in the file of another field": (
        REALM, "field: rtsp_realm", "field: rtsp_header.server", (REALM, 2, "quartzeye-realm", "file-name"),
    ),
    "a fingerprint in the folder of another maker": (
        REALM, "makers: [quartzeye]", "makers: [meridian]", (REALM, 2, "quartzeye-realm", "file-name"),
    ),
    "a sure row on leads alone": (
        "brands/pelagic.yml", "confidence: claimed", "confidence: sure",
        ("brands/pelagic.yml", 6, "pelagic", "leads"),
    ),
    "a card of an unknown brand": (CARD, "brand: acme", "brand: acne", (CARD, 2, "acme-guard-1", "unknown-brand")),
    "a card that shows its label only": (
        CARD, "field: http_header.server, value: NL-Webs/1", "field: label.text, value: NL-Webs/1",
        (CARD, 7, "acme-guard-1", "card-signals"),
    ),
    "a truth about a role that does not exist": (
        CARD, "firmware_author: northlens", "seller: northlens", (CARD, 4, "acme-guard-1", "wrong-kind"),
    ),
    "a brand word without a letter": (ACME, "words: [acme]", 'words: ["--"]', (ACME, 1, "acme", "brand-name")),
    "one brand word twice": (
        "brands/northlens.yml", "words: [northlens]", "words: [ACME]",
        ("brands/northlens.yml", 1, "northlens", "brand-name"),
    ),
    "entries lost": ("base.yml", "min: 3", "min: 4", ("base.yml", 1, "brands", "expect")),
    "an id with capitals": (ACME, "id: acme\n", "id: Acme\n", (ACME, 1, "Acme", "shape")),
}  # fmt: skip
"""What is changed: file, old text, new text, and where the complaint must point."""


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_refused_at_its_place(base: Path, name: str) -> None:
    file, old, new, expected = CHANGES[name]
    change(base, file, old, new)
    assert expected in places(base)


@pytest.mark.parametrize(
    "name", [name for name in CHANGES if name.startswith(("unknown source", "unknown maker of a f"))]
)
def test_a_complaint_prints_as_file_line_id_rule(base: Path, name: str) -> None:
    file, old, new, (_, line, id_, rule) = CHANGES[name]
    change(base, file, old, new)
    said = next(str(c) for c in complaints(base) if c.rule == rule)
    assert re.fullmatch(rf"knowledge/{re.escape(file)}:{line}: {id_}: .+ \(rule {rule}\)", said)


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("maker: northlens", "maker: northlense", "northlens"),
        ("id: survey, at: page 2", "id: survye, at: page 2", "survey"),
    ],
)
def test_a_mistyped_name_is_answered_by_the_one_meant(base: Path, old: str, new: str, meant: str) -> None:
    change(base, ACME, old, new)
    assert any(f'did you mean "{meant}"?' in c.message for c in complaints(base))


def test_an_id_stands_once(base: Path) -> None:
    text = (base / REALM).read_text(encoding="utf-8")
    (base / REALM).write_text(text + "\n" + text, encoding="utf-8")
    twice = next(c for c in complaints(base) if c.rule == "duplicate-id")
    assert (twice.file, twice.line, twice.id) == (REALM, 13, "quartzeye-realm")
    assert f"{REALM}:1" in twice.message


def test_one_pattern_is_one_fingerprint(base: Path) -> None:
    text = (base / REALM).read_text(encoding="utf-8")
    (base / REALM).write_text(
        text + "\n" + text.replace("id: quartzeye-realm", "id: quartzeye-realm-too"), encoding="utf-8"
    )
    assert (REALM, 15, "quartzeye-realm-too", "same-pattern") in places(base)


@pytest.mark.parametrize("pattern", ["^Acme$", "^ACME$", "^acme$", "(?i)^acme", "acme imports", "."])
def test_a_bare_brand_word_is_no_fingerprint(base: Path, pattern: str) -> None:
    file = "fingerprints/quartzeye/html_title.yml"
    text = (base / REALM).read_text(encoding="utf-8").replace("rtsp_realm", "html_title")
    text = text.replace("quartzeye-realm", "quartzeye-title").replace("^QE_[0-9]{4}$", pattern)
    (base / file).write_text(text, encoding="utf-8")
    assert (file, 3, "quartzeye-title", "brand-word") in places(base)


def test_a_pattern_that_needs_more_than_the_brand_word_is_accepted(base: Path) -> None:
    text = (base / REALM).read_text(encoding="utf-8").replace("rtsp_realm", "html_title")
    text = text.replace("quartzeye-realm", "quartzeye-title")
    (base / "fingerprints/quartzeye/html_title.yml").write_text(text, encoding="utf-8")
    assert complaints(base) == []


def test_a_register_speaks_of_what_it_assigns(base: Path) -> None:
    change(base, REALM, "{id: prints, at: entry 2}", "{id: register, at: prefix 00408C}")
    change(base, REALM, "'^QE_[0-9]{4}$'", "'^QE_(?:00408C|B8:?A4:?4F)[0-9]{4}$'")
    change(base, REALM, '"QE_0001", "QE_0412", "QE_9000"', '"QE_00408C0001", "QE_B8A44F0412", "QE_B8:A4:4F9000"')
    assert complaints(base) == []


def test_fixed_values_are_shown_in_three_places(base: Path) -> None:
    change(base, REALM, "'^QE_[0-9]{4}$'", "'^(?:QE_0001|QE\\.9)$'")
    change(base, REALM, '"QE_0001", "QE_0412", "QE_9000"', '"QE_0001", "QE.9"')
    assert places(base) == {(REALM, 10, "quartzeye-realm", "stable-examples")}
    change(base, REALM, "{id: prints, at: entry 2}", "{id: prints, at: entry 2}, {id: prints, at: entry 3}")
    assert complaints(base) == []


def test_stable_on_one_source_needs_five_counted_cards(base: Path) -> None:
    (base / CARD).unlink()
    (base / "measured.yml").write_text(write_measured(count(read_base(base))), encoding="utf-8")
    assert places(base) == {(WEBS, 11, "northlens-webs", "stable-sources")}


def test_stable_on_one_source_needs_cards_of_three_groups(base: Path) -> None:
    change(
        base, "devices/acme-guard-5.yml", "value: Guard 5, sources: [{id: notes", "value: Guard 5, sources: [{id: bench"
    )
    (base / "measured.yml").write_text(write_measured(count(read_base(base))), encoding="utf-8")
    assert places(base) == {(WEBS, 11, "northlens-webs", "stable-sources")}


def test_emulated_cards_earn_nothing(base: Path) -> None:
    change(base, CARD, "brand: acme\n", "brand: acme\nemulated: true\n")
    (base / "measured.yml").write_text(write_measured(count(read_base(base))), encoding="utf-8")
    assert places(base) == {(WEBS, 11, "northlens-webs", "stable-sources")}


def test_three_cards_count_per_brand_and_group(base: Path) -> None:
    for n in (6, 7):
        text = (base / CARD).read_text(encoding="utf-8").replace("acme-guard-1", f"acme-guard-{n}")
        (base / f"devices/acme-guard-{n}.yml").write_text(text, encoding="utf-8")
    assert count(read_base(base))["northlens-webs"]["maker"] == [6, 6]


@pytest.mark.parametrize("to", ['"2014"', "2014-05", "2014-01-01"])
def test_a_period_may_end_inside_the_year_it_starts_in(base: Path, to: str) -> None:
    change(base, ACME, 'to: "2020-06"', f"to: {to}")
    assert complaints(base) == []


@pytest.mark.parametrize(("more", "said"), [(5, 5), (6, 1)])
def test_many_wrong_counts_are_one_complaint(base: Path, more: int, said: int) -> None:
    text = (base / "measured.yml").read_text(encoding="utf-8")
    gone = "".join(f"gone-{n}: {{maker: [1, 1], others: [0, 0], groups: [1]}}\n" for n in range(more))
    (base / "measured.yml").write_text(text + gone, encoding="utf-8")
    found = complaints(base)
    assert len(found) == said
    assert {(c.file, c.rule) for c in found} == {("measured.yml", "hand-typed-count")}
    assert found[0].id == "gone-0"
    assert ("6 counts differ from a recount, first gone-0" in found[0].message) == (more == 6)


def test_the_command_counts_what_is_in_force(base: Path) -> None:
    change(base, "fingerprints/pelagic/serial.yml", "status: trial", "status: draft")
    done = CliRunner().invoke(knowledge, ["check", "--base", str(base)], standalone_mode=False)
    counted = re.search(r"(\d+) fingerprints, (\d+) in force", done.stderr)
    assert counted is not None
    assert int(counted[1]) == int(counted[2]) + 1


def test_a_registrant_of_two_makers_is_refused(base: Path) -> None:
    change(base, "entities/quartzeye.yml", "Quartz Eye Limited", "NORTHLENS technology co ltd")
    assert ("entities/quartzeye.yml", 6, "quartzeye", "registrant") in places(base)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("id: acme\nname: Acme\nname: Other\nrows: []\n", 3, "stands twice"),
        ("id: acme\nname: [Acme\nrows: []\n", 3, "not readable as YAML"),
        ("- just a text\n", 1, "mapping"),
        ("id: acme\n\tname: Acme\n", 2, "not readable as YAML"),
        ("id: !!python/object/apply:os.getcwd []\n", 1, "not readable as YAML"),
    ],
)
def test_a_file_without_form_stops_the_reading_at_its_line(base: Path, text: str, line: int, why: str) -> None:
    (base / ACME).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=why) as refusal:
        read_base(base)
    assert str(refusal.value).startswith(f"{ACME}:{line}: ")


def test_a_file_that_is_not_utf8_is_named(base: Path) -> None:
    (base / ACME).write_bytes(b"id: acme\nname: \xff\xfe\n")
    with pytest.raises(KnowledgeError, match=r"^brands/acme\.yml:1: not readable"):
        read_base(base)


def test_the_command_says_complaints_on_stdout_and_fails(base: Path) -> None:
    change(base, ACME, "maker: northlens", "maker: northlense")
    done = CliRunner().invoke(knowledge, ["check", "--base", str(base)], standalone_mode=False)
    assert done.return_value == 1
    assert f'knowledge/{ACME}:7: acme: maker "northlense" is not in entities (did you mean "northlens"?)' in done.stdout


def test_the_command_is_silent_on_stdout_about_a_good_base(base: Path) -> None:
    done = CliRunner().invoke(knowledge, ["check", "--base", str(base)], standalone_mode=False)
    assert (done.return_value, done.stdout) == (0, "")


def test_a_refused_base_is_not_built(base: Path, tmp_path: Path) -> None:
    change(base, ACME, "    sources: [{id: survey, at: page 2}]\n", "")
    out = tmp_path / "bundle.json"
    done = CliRunner().invoke(knowledge, ["build", "--base", str(base), "--out", str(out)], standalone_mode=False)
    assert isinstance(done.exception, KnowledgeError)
    assert not out.exists()


def test_a_maker_of_other_network_gear_has_rows_prints_and_addresses(base: Path) -> None:
    change(base, "entities/northlens.yml", "kinds: [maker]", "kinds: [network]")
    assert "wrong-kind" not in {rule for *_, rule in places(base)}

"""`whomade who` on the command line: the answer in words, what was not read, streams, statuses and speed of start."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from whomade.attribute.brands import normalise
from whomade.cli.main import COMMANDS, cli
from whomade.collect import typed
from whomade.errors import UsageError
from whomade.knowledge import bundle
from whomade.model import Level
from whomade.pipeline import Options, identify
from whomade.pipeline.who import KEYS, Table, who
from whomade.signals.keys import NOTHING, SYNONYMS

if TYPE_CHECKING:
    from pathlib import Path

MAC = "ac:cc:8e:00:00:02"


def call(*words: str, given: str | bytes = "", width: int = 80) -> Result:
    runner = CliRunner(env={"COLUMNS": str(width), "NO_COLOR": None})
    return runner.invoke(cli, ["who", *words], input=given, standalone_mode=False)


def test_the_first_line_is_the_answer_with_probability_and_level() -> None:
    first = call("Axis", "P3245-V").stdout.splitlines()[0]
    assert first.startswith("Axis P3245-V: attributed to Axis with ")
    assert first.endswith("(probable)")


def test_words_may_come_as_one_argument_or_as_many() -> None:
    assert call("Axis", "P3245-V").stdout == call("Axis P3245-V").stdout == call(" Axis  P3245-V ").stdout


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("words", ["Axis P3245-V", "Honeywell", "Nordvik N-20", MAC, "hello"])
def test_no_line_is_wider_than_the_terminal(words: str, width: int) -> None:
    assert max(map(len, call(words, width=width).stdout.splitlines())) <= width


def test_evidence_stands_with_its_source_and_date() -> None:
    said = call(MAC).stdout
    why = said[said.index("\nWhy\n") :]
    assert "registered to" in why
    assert "> 2026" in why


def test_contested_points_and_the_companys_own_words_stand_apart() -> None:
    said = call("Honeywell").stdout
    assert said.index("\nContested\n") < said.index("\nThe company's own words\n") < said.index("\nWhat to get next\n")


def test_what_was_not_read_is_told_right_after_the_answer() -> None:
    assert call("Axis P3245-V, wobbly").stdout.splitlines()[3] == "Not read: wobbly"


def test_the_words_are_identified_like_a_list_of_the_same_fields(tmp_path: Path) -> None:
    record = {"asset": "x", "kind": "label", "data": {"brand": "Axis", "model": "P3245-V", "mac": MAC}}
    (tmp_path / "x.jsonl").write_text(json.dumps(record), encoding="utf-8")
    listed, typed = next(iter(identify(tmp_path / "x.jsonl"))), next(iter(who(f"{MAC} Axis P3245-V")))
    assert listed.roles["manufacturer"].posterior == typed.roles["manufacturer"].posterior


def test_a_brand_among_other_words_carries_no_loud_answer() -> None:
    for text in ("works with Hikvision", "Hikvision compatible DS-2CD2032-I", "not Dahua", "Acme Hikvision"):
        assert next(iter(who(text))).roles["manufacturer"].level.rank < Level.PROBABLE.rank


@pytest.mark.parametrize("text", ["fake Hikvision", "Hikvision clone", "anything but Dahua", "Dahua alternative N-12"])
def test_a_copy_or_rival_of_a_brand_is_not_of_it(text: str) -> None:
    assert next(iter(who(text))).roles["manufacturer"].maker not in ("hikvision", "dahua")


def test_nothing_known_names_nobody_and_is_no_error() -> None:
    result = call("hello world")
    assert result.stdout.splitlines()[:2] == [
        "hello world: undetermined: nobody can be named",
        "Not read: hello, world",
    ]
    assert not result.return_value


def test_lines_from_standard_input_are_a_device_each_in_their_order() -> None:
    given = "Axis P3245-V\n\nAxis P3245-V\r\nhello\n" + "Nordvik N-20\n" * 8
    result = call("-", "--jsonl", given=given)
    *devices, coverage = [json.loads(line) for line in result.stdout.splitlines()]
    numbers = [int(device["asset"]["id"].partition(":")[0]) for device in devices]
    assert numbers == [1, 3, 4, *range(5, 13)]
    assert [problem["found"] for problem in coverage["coverage"]["problems"]] == ["hello"]


def test_the_table_of_many_lines_says_what_was_not_read() -> None:
    result = call("-", given="Axis P3245-V\nhello world\n")
    assert result.stdout.startswith("2 devices:")
    assert "line 2: not read: hello, world" in result.stderr


def test_json_has_the_schema_of_identify() -> None:
    typed = json.loads(call("Axis", "P3245-V", "--json").stdout)
    assert set(typed) == {"devices", "coverage"}
    assert typed["devices"][0]["asset"]["keys"] == {"brand": "Axis", "model": "P3245-V"}


def test_a_rule_is_applied_to_typed_words_too() -> None:
    options = ("--regime", "us-ndaa-889-a1A", "--on", "2024-05-01", "--act", "buy", "--actor", "US:national-agency")
    result = call("Hikvision DS-2CD2032-I", *options, "--product", "camera", "--fail-on", "prohibited")
    assert "us-ndaa-889-a1A on 2024-05-01" in result.stdout
    assert result.return_value in (0, 3)


def test_every_field_that_a_key_names_reaches_the_device() -> None:
    assert set(SYNONYMS) - {NOTHING, "firmware.file"} <= set(KEYS)
    assert len(list(who("stream: /live/ch0"))) == len(list(who("firmware file: x_1.bin"))) == 1


def test_a_reply_of_a_device_is_no_list_of_words() -> None:
    for text in ("<device><name>Hikvision</name></device>", '{"Vendor": "Dahua"}'):
        assert next(iter(who(text))).roles["manufacturer"].level is Level.UNDETERMINED


@pytest.mark.parametrize("words", [(), ("",), ("  ",)])
def test_without_words_the_call_is_wrong(words: tuple[str, ...]) -> None:
    result = call(*words)
    assert isinstance(result.exception, UsageError)


def test_empty_standard_input_is_unreadable_input() -> None:
    assert call("-").return_value == 2


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mAxis\x1b[0m \x07P3245-V",
        '=HYPERLINK("http://x.example","Hikvision")',
        "Axis \u202eV-5423P",
        "A" * 1_000_000,
        "Axis " * 300_000,
        "sn: " * 2000,
        ("00:" * 2000) + "00",
        "\ud800 Axis",
    ],
    ids=["escape", "formula", "direction", "long-word", "long-line", "keys", "pairs", "surrogate"],
)
def test_hostile_text_does_no_harm(text: str) -> None:
    said = call("-", given=text.encode("utf-8", "surrogatepass")).stdout
    run = who(text)
    device = next(iter(run))
    assert all(c.isprintable() or c == "\n" for c in said)
    assert len(device.asset.id) <= 200


def test_a_stream_of_bytes_is_read_too() -> None:
    run = who(io.BytesIO(b"\xff\xfe\x00\x00Axis\n\x81\x8d P3245-V\n" * 3))
    assert len(list(run)) > 0
    assert not run.coverage.inputs[0].rejected


POLICY = """id: our-policy
title: "Our own policy"
country: US
authority: "Our firm"
instrument: "Purchasing handbook, section 7"
binds: "our buyers"
consequence: "the order is stopped"
roles: [manufacturer]
makers:
  - {maker: axis, name_printed: "Axis", sources: [{id: policy, at: "section 7, list"}]}
rules:
  - id: buying
    says: prohibited
    words: "our buyers may not order it"
    provision: "handbook, section 7"
    from: "2025-01-01"
    acts: [buy]
    sources: [{id: policy, at: "section 7"}]
sources: [{id: policy, at: "section 7"}]
next_check: {last: "2026-01-04", on: "2027-01-31", look_at: "the next handbook"}
expect:
  - {case: first day, maker: axis, act: buy, on: "2025-01-01", status: prohibited}
  - {case: day before, maker: axis, act: buy, on: "2024-12-31", status: not_reached}
"""


def test_a_policy_of_the_users_own_is_applied_like_a_regime(tmp_path: Path) -> None:
    file = tmp_path / "ours.yml"
    file.write_text(POLICY, encoding="utf-8")
    said = call("Axis", "P3245-V", "--policy", str(file), "--on", "2026-01-10", "--act", "buy", "--jsonl").stdout
    (verdict,) = json.loads(said.splitlines()[0])["verdicts"]
    assert (verdict["regime"], verdict["status"]) == ("our-policy", "prohibited")


def test_the_command_is_listed() -> None:
    assert "who" in COMMANDS


def test_one_question_imports_no_reader_of_tables_no_rules_and_no_xml() -> None:
    """What makes the answer feel instant; the time itself depends on the machine and is measured by `make bench`."""
    code = (
        "import sys; from whomade.cli.main import cli\n"
        "cli(['who', 'Axis', 'P3245-V'], standalone_mode=False)\n"
        "print(*sorted({'openpyxl', 'lxml', 'jinja2', 'yaml', 'whomade.judge', 'whomade.ownership', "
        "'whomade.collect.columns', 'whomade.report.html', 'asyncio'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stderr.splitlines()[-1] == ""


def test_every_brand_of_the_base_is_found_with_a_model_before_it() -> None:
    known = bundle.load()
    table = Table(known)
    for brand in known.brands.values():
        for name in (brand.name, *brand.aliases):
            found = [p.value for p in typed.read(f"XQ-204 {name} camera", table).pieces if p.field == "label.brand"]
            assert [normalise(value) for value in found] == [normalise(name)]


def test_a_claim_about_the_maker_is_told_and_not_used(tmp_path: Path) -> None:
    for text in ("Lorex camera made by Dahua", "Lorex (Dahua) N861D6"):
        said = call(text).stdout
        assert "Not used: the claim that Dahua made it; evidence is wanted" in said
        assert "No white label" not in said
    (tmp_path / "x.csv").write_text("asset,brand,model\n1,Lorex (Dahua),N861D6\n2,Lorex (Dahua),\n", encoding="utf-8")
    listed = [(d.white_label, d.roles["manufacturer"].level) for d in identify(tmp_path / "x.csv")]
    asked = [next(iter(who(text))) for text in ("Lorex (Dahua) N861D6", "Lorex (Dahua)")]
    assert listed == [(device.white_label, device.roles["manufacturer"].level) for device in asked]


def test_two_devices_in_one_line_are_not_mixed() -> None:
    said = call("Axis Q1615, Bosch NBE-3502-AL").stdout
    assert "two brands in this line: one device per line" in said
    assert said.splitlines()[0].endswith("nobody can be named")


def test_brands_of_one_house_are_one_label() -> None:
    assert "Not used" not in call("TP-Link Tapo C200").stdout


RULE = ("--regime", "us-ndaa-889-a1A", "--on", "2024-05-01", "--act", "buy", "--actor", "US:national-agency")


def test_a_brand_of_a_group_is_said_to_be_one_and_the_verdict_shows_the_control() -> None:
    said = call("EZVIZ C6N", *RULE, "--product", "camera").stdout
    assert "the brand belongs to Hikvision's group" in said
    assert "controlled by: the company of the brand EZVIZ is controlled by Hikvision" in said


def test_the_own_company_is_not_said_to_have_made_it() -> None:
    said = call("Axis P3245-V").stdout
    assert "No sign that somebody else than the brand's own company made it." in " ".join(said.split())


def test_a_verdict_says_what_to_look_at_and_that_it_is_no_legal_advice() -> None:
    result = call("Hikvision DS-2CD2032-I", *RULE, "--product", "camera")
    assert "to look at then:" in result.stdout
    assert "note: " in result.stdout
    assert "not legal advice" in result.stderr


def test_a_printed_brand_alone_is_counted_apart() -> None:
    first = call("-", given="Nordvik N-20\nAxis P3245-V\n").stdout.splitlines()[0]
    assert (
        first == "2 devices: 0 confirmed, 1 probable, 0 possible, 0 undetermined; for 1 only the printed brand speaks"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9C:8E:CD", "a part of a MAC address only"),
        ("MAC 9C:8E:CD", "a part of a MAC address only"),
        ("02:11:22:33:44:55", "locally administered"),
        ("01:11:22:33:44:55", "the address of a group"),
        ("ff:ff:ff:ff:ff:ff", "zero or broadcast"),
        ("00:00:00:00:00:00", "zero or broadcast"),
        ("FCC ID: ZZZ-QQ12", "no grantee that the base knows"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_reason(text: str, why: str) -> None:
    said = call(text).stdout
    assert why in said
    assert said.count("Not used:") + said.count("Not read:") == 1


def test_a_bare_model_says_whose_numbering_it_is() -> None:
    said = " ".join(call("N861D6").stdout.split())
    assert "numbered as Lorex numbers its goods; no brand is given, so the model alone decides" in said


def test_an_address_names_the_brand_that_registered_it() -> None:
    assert "registered to Amcrest: Dahua makes" in call("9C:8E:CD:11:22:33").stdout


def test_what_a_grammar_read_is_quoted_as_typed() -> None:
    assert 'spelling of the model number "DS-2CD2032-I" (hikvision' in call("DS-2CD2032-I").stdout


def test_one_serial_number_stands_once() -> None:
    assert call("DS-2CD2032-I20150101AAWR123456789").stdout.count('serial number "') == 1


def test_a_long_line_keeps_its_number_in_the_table() -> None:
    rows = call(
        "-", given="Axis\n" + "Axis P3245-V outdoor network camera with a very long description\n"
    ).stdout.splitlines()
    assert any(row.startswith("2: …") for row in rows)


def test_nothing_is_said_to_confirm_or_rule_out_by_a_fraction_of_a_bit() -> None:
    said = " ".join(call("Axis P3245-V").stdout.split())
    assert "little is left for it to tell (about 0." in said
    assert "would confirm" not in said


def test_the_hint_at_an_option_is_not_given_once_it_was_used(tmp_path: Path) -> None:
    (tmp_path / "firmware.bin").write_bytes(b"DH\x03\x04" + bytes(100))
    with_key = identify(tmp_path / "firmware.bin", options=Options(asset="gate-7", format="firmware"))
    assert len(list(with_key)) <= 1
    assert not any("--asset KEY" in note for summary in with_key.coverage.inputs for note in summary.notes)

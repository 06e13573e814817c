"""The contract other programs rely on: schemas, bytes, exit statuses, streams. Run through the command line itself."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema
import pytest

import whomade
from whomade.cli import main
from whomade.errors import InputError
from whomade.model import Actor, Situation
from whomade.pipeline import Options
from whomade.report import jsonl

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[1] / "docs"
KINDS = [json.loads(line) for line in (DOCS / "examples" / "kinds.jsonl").read_text(encoding="utf-8").splitlines()]
OPTIONS_OF_THE_JUDGE = {
    "--act": "buy", "--actor": "US:defence", "--place": "home", "--purpose": "research", "--product": "camera",
    "--acquired-on": "2020-01-01", "--fact": "waiver_granted=true",
}  # fmt: skip
BUYING = ("--on", "2024-05-01", "--act", "buy", "--actor", "US:national-agency", "--product", "camera")
GUARDING = (*BUYING, "--purpose", "physical-security-government", "--regime", "us-ndaa-889-a1A")
LISTED = [
    {"asset": "gate", "kind": "label", "data": {"brand": "Hikvision", "model": "DS-2CD2032-I"}},
    {"asset": "yard", "kind": "label", "data": {"brand": "Axis", "model": "P3245-V"}},
    {"asset": "hall", "kind": "label", "data": {"brand": "Nordvik"}},
    {"asset": "nook", "kind": "rtsp", "data": "RTSP/1.0 200 OK\r\nServer: Nothing Known 9\r\n\r\n"},
]
"""A maker that some rules name, one that none names, a brand nobody wrote about, a device of which nothing is known."""

SITE = [
    {"asset": "cam10", "kind": "label", "data": {"brand": "Nordvik", "model": "N-20", "made_on": "2021-05"}},
    {"asset": "cam9", "kind": "label", "data": {"brand": "Axis", "model": "P3245-V"}},
    {"asset": "cam9", "kind": "mac", "data": "ac:cc:8e:00:00:02", "at": "2026-11-01T08:00:00Z"},
    {"asset": "cam9", "kind": "dhcp", "data": "option 60: AXIS,Network Camera,P3245-V,10.12.0"},
    {"asset": "cam2", "kind": "rtsp", "data": "RTSP/1.0 200 OK\r\nServer: Nothing Known 9\r\n\r\n"},
    {"asset": "cam1", "kind": "label", "data": {"brand": "Nordvik", "serial": "N20-0001"}},
    {"asset": "cam3", "kind": "label", "data": {"brand": "Nordvik", "serial": "N20-0001"}},
    {"asset": "cam4", "kind": "label", "data": {"brand": "Axis", "mac": "00:00:5e:00:53:01"}},
    {"asset": "cam4", "kind": "http_headers", "data": "HTTP/1.1 200 OK\r\nServer: DVRDVS-Webs\r\n\r\n"},
]
"""Brands that nobody wrote about, an own brand, a shared serial, a device of which nothing is known, a disagreement."""


class Run(NamedTuple):
    status: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def devices(self) -> dict[str, dict[str, Any]]:
        return {line["asset"]["id"]: line for line in self.lines if "asset" in line}


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Run]:
    def call(*arguments: str | Path, stdin: bytes | None = None) -> Run:
        monkeypatch.setattr(sys, "argv", ["whomade", *map(str, arguments)])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stopped:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Run(int(stopped.value.code or 0), out, err.decode())

    return call


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "gatehouse" / "site.jsonl"
    path.parent.mkdir()
    path.write_bytes(lines(SITE))
    return path


def lines(records: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((DOCS / "reference" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.fixture(scope="module")
def output() -> jsonschema.Draft202012Validator:
    return validator("output.schema.json")


# Schemas


@pytest.mark.parametrize("record", KINDS, ids=lambda record: record["kind"])
def test_every_example_of_a_kind_is_valid_input(record: dict[str, Any]) -> None:
    validator("input.schema.json").validate(record)


@pytest.mark.parametrize(
    "wrong",
    [
        {"asset": "a", "kind": "mac"},
        {"asset": "a", "kind": "mac", "data": "x", "data_b64": "eA=="},
        {"asset": "", "kind": "mac", "data": "x"},
        {"asset": "a", "kind": "mac", "data": ["x"]},
        {"asset": "a", "kind": "banner", "data_b64": "no base64"},
        {"asset": "a", "kind": "label", "data": {"colour": "white"}},
        {"asset": "a", "kind": "mac", "data": "x", "colour": "white"},
    ],
)
def test_the_input_schema_refuses_what_is_no_observation(wrong: dict[str, Any]) -> None:
    assert not validator("input.schema.json").is_valid(wrong)


def test_every_line_of_output_is_valid(
    cli: Callable[..., Run], site: Path, tmp_path: Path, output: jsonschema.Draft202012Validator
) -> None:
    kinds = tmp_path / "kinds.jsonl"
    kinds.write_bytes(lines([{**record, "asset": f"kind-{n}"} for n, record in enumerate(KINDS)]))
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(b'{"asset": "b", "kind": "mac", "data": "none"}\nnot json\n')
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    found = cli("identify", site, kinds, broken, picture, "--jsonl")
    assert found.status == 5
    for line in found.lines:
        output.validate(line)
    assert [sorted(line) for line in found.lines[-1:]] == [["coverage"]]
    assert len(found.devices) == len(found.lines) - 1 == found.lines[-1]["coverage"]["devices"]


def test_the_output_schema_refuses_a_maker_without_probability_and_unknown_fields(
    cli: Callable[..., Run], site: Path, output: jsonschema.Draft202012Validator
) -> None:
    device = cli("identify", site, "--jsonl").devices["cam2"]
    assert output.is_valid(device)
    device["roles"]["manufacturer"]["probability"] = 0.5
    assert not output.is_valid(device)
    assert not output.is_valid({"coverage": {}, "more": 1})


def test_one_json_document_holds_the_same_objects(cli: Callable[..., Run], site: Path) -> None:
    by_line, whole = cli("identify", site, "--jsonl"), cli("identify", site, "--json")
    document = json.loads(whole.out)
    assert sorted(document) == ["coverage", "devices"]
    assert [*document["devices"], {"coverage": document["coverage"]}] == by_line.lines


# Bytes and numbers


def test_same_input_gives_the_same_bytes(cli: Callable[..., Run], site: Path) -> None:
    assert cli("identify", site, "--jsonl").out == cli("identify", site, "--jsonl").out


def test_lines_of_different_devices_may_come_in_any_order(cli: Callable[..., Run], site: Path) -> None:
    names = list(cli("identify", site, "--jsonl").devices)
    assert names == ["cam1", "cam2", "cam3", "cam4", "cam9", "cam10"]
    site.write_bytes(lines(SITE[::-1]))
    assert list(cli("identify", site, "--jsonl").devices) == names


def test_keys_are_sorted(cli: Callable[..., Run], site: Path) -> None:
    def hook(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert [key for key, _ in pairs] == sorted(key for key, _ in pairs)
        return dict(pairs)

    for line in cli("identify", site, "--jsonl").out.splitlines():
        json.loads(line, object_pairs_hook=hook)


def test_probabilities_have_six_places_and_posteriors_sum_to_one(cli: Callable[..., Run], site: Path) -> None:
    for device in cli("identify", site, "--jsonl").devices.values():
        for role in device["roles"].values():
            numbers = [role["probability"], *role["posterior"].values()]
            assert numbers == [round(number, 6) for number in numbers]
            assert sum(role["posterior"].values()) == pytest.approx(1, abs=1e-6)
            assert role["probability"] == (role["posterior"][role["maker"]] if role["maker"] else 0)


def test_evidence_stands_in_order_of_weight(cli: Callable[..., Run], site: Path) -> None:
    for device in cli("identify", site, "--jsonl").devices.values():
        for role in device["roles"].values():
            weights = [abs(evidence["log10_lr"]) for evidence in role["evidence"]]
            assert weights == sorted(weights, reverse=True)


def test_nothing_is_judged_unless_a_regime_is_named(cli: Callable[..., Run], site: Path) -> None:
    found = cli("identify", site, "--jsonl", "--on", "2026-11-01")
    assert found.status == 0
    assert all(device["verdicts"] == [] for device in found.devices.values())
    said = cli("identify", site, "--explain")
    assert not {"safe", "compliant"} & set((said.out.decode() + said.err).lower().replace(",", " ").split())


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "listed.jsonl"
    path.write_bytes(lines(LISTED))
    return path


def verdicts(run: Run) -> dict[str, list[str]]:
    """Give the statuses of each device in order."""
    return {name: [verdict["status"] for verdict in device["verdicts"]] for name, device in run.devices.items()}


def test_each_regime_asked_gives_one_verdict_a_device_in_the_order_asked(
    cli: Callable[..., Run], listed: Path, output: jsonschema.Draft202012Validator
) -> None:
    found = cli("identify", listed, "--jsonl", "--regime", "uk-wms-2022-11-24", *GUARDING)
    assert found.status == 0
    for line in found.lines:
        output.validate(line)
    assert verdicts(found) == {
        "gate": ["not_reached", "prohibited"],
        "hall": ["not_reached", "undetermined"],
        "nook": ["not_reached", "undetermined"],
        "yard": ["not_reached", "not_reached"],
    }
    asked = [verdict["regime"] for verdict in found.devices["gate"]["verdicts"]]
    assert asked == ["uk-wms-2022-11-24", "us-ndaa-889-a1A"]


def test_a_verdict_says_why_by_which_words_and_by_whose_word(cli: Callable[..., Run], listed: Path) -> None:
    device = cli("identify", listed, "--jsonl", *GUARDING).devices["gate"]
    (verdict,) = device["verdicts"]
    assert verdict["situation"]["actor"] == {"country": "US", "region": None, "kind": "national-agency"}
    assert (verdict["on"], verdict["maker"], verdict["needs"]) == ("2024-05-01", "hikvision", [])
    assert verdict["probability"] == device["roles"]["manufacturer"]["probability"]
    assert "889(a)(1)(A)" in verdict["provision"]
    assert verdict["path"][0]["kind"] == "manufacturer"
    assert verdict["path"][-1]["kind"] == "provision"
    assert all(source["id"] in whomade.identify(listed).knowledge.sources for source in verdict["sources"])


def test_a_missing_purpose_is_named_and_facts_are_read(cli: Callable[..., Run], listed: Path) -> None:
    asked = ("identify", listed, "--jsonl", "--regime", "us-ndaa-889-a1A", *BUYING)
    (verdict,) = cli(*asked).devices["gate"]["verdicts"]
    assert (verdict["status"], verdict["needs"]) == ("conditional", ["purpose"])
    (verdict,) = cli(*asked, "--fact", "waiver_granted=true", "--acquired-on", "2019").devices["gate"]["verdicts"]
    assert (verdict["status"], verdict["situation"]["facts"]) == ("not_reached", {"waiver_granted": True})


def test_same_situation_gives_the_same_bytes(cli: Callable[..., Run], listed: Path) -> None:
    asked = ("identify", listed, "--jsonl", *GUARDING, "--fact", "share=10", "--fact", "control=false")
    assert cli(*asked).out == cli(*asked).out


def test_the_text_counts_verdicts_by_regime_and_explains_each(cli: Callable[..., Run], listed: Path) -> None:
    bare, judged = cli("identify", listed).out.decode(), cli("identify", listed, *GUARDING).out.decode()
    said = "us-ndaa-889-a1A: 1 prohibited, 1 not reached, 2 undetermined"
    assert judged.splitlines()[1] == said
    rows = [line for line in judged.splitlines() if line != said and not line.startswith("  us-ndaa-889-a1A: ")]
    assert rows == bare.splitlines()
    assert judged.count("\n  us-ndaa-889-a1A: ") == len(LISTED)
    explained = " ".join(cli("identify", listed, *GUARDING, "--explain").out.decode().split())
    assert explained.count("us-ndaa-889-a1A on 2024-05-01") == len(LISTED)
    for words in ("prohibited: An executive agency", "Pub. L. 115-232", "(text copy)"):
        assert words in explained
    assert "  needs: purpose\n" in cli("identify", listed, *GUARDING[:8], *GUARDING[10:], "--explain").out.decode()
    assert not {"banned", "safe", "compliant"} & set(explained.lower().replace(",", " ").split())


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((*GUARDING, "--fail-on", "prohibited"), 3),
        ((*BUYING, "--regime", "us-ndaa-889-a1A", "--fail-on", "prohibited"), 0),
        ((*BUYING, "--regime", "us-ndaa-889-a1A", "--fail-on", "conditional"), 3),
        ((*GUARDING, "--fail-on", "conditional"), 0),
        ((*GUARDING, "--fail-on", "advised_against"), 0),
        ((*GUARDING, "--fail-on", "not_reached"), 3),
        ((*GUARDING, "--fail-on", "undetermined"), 3),
        ((*GUARDING, "--fail-on", "undetermined:50%"), 0),
    ],
    ids=lambda value: f"{value[-1]}" if isinstance(value, tuple) else "",
)
def test_fail_on_a_status_of_a_verdict(
    cli: Callable[..., Run], listed: Path, arguments: tuple[str, ...], status: int
) -> None:
    assert cli("identify", listed, *arguments).status == status


def test_fail_on_advice(cli: Callable[..., Run], listed: Path) -> None:
    asked = ("--regime", "uk-wms-2022-11-24", "--on", "2024-05-01", "--act", "keep-using", "--product", "camera")
    place = ("--actor", "GB:defence", "--place", "sensitive-site")
    assert cli("identify", listed, *asked, *place, "--fail-on", "advised_against").status == 3


def test_the_library_counts_verdicts(listed: Path) -> None:
    situation = Situation("buy", "2024-05-01", Actor("US", None, "defence"), purpose="public-safety")
    options = Options(regimes=("us-ndaa-889-a1A", "au-defence-2023"), situation=situation)
    run = whomade.identify(listed, options=options)
    assert [len(device.verdicts) for device in run] == [2, 2, 2, 2]
    assert run.verdicts == {"prohibited": 1, "undetermined": 2, "not_reached": 5}
    assert list(run.by_regime) == ["us-ndaa-889-a1A", "au-defence-2023"]
    assert sum(run.by_regime.values(), Counter()) == run.verdicts


@pytest.mark.parametrize(
    "options",
    [
        Options(regimes=("us-ndaa-889-a1A",)),
        Options(situation=Situation("buy", "2024-05-01")),
        Options(regimes=("no-such",), situation=Situation("buy", "2024-05-01")),
        Options(regimes=("us-ndaa-889-a1A",), situation=Situation("bye", "2024-05-01")),
    ],
)
def test_the_library_refuses_half_a_question(listed: Path, options: Options) -> None:
    with pytest.raises(InputError):
        whomade.identify(listed, options=options)


def test_the_library_gives_the_same_as_the_command(cli: Callable[..., Run], site: Path) -> None:
    run = whomade.identify(site)
    given = [jsonl.dumps(jsonl.device(device, run.knowledge)) for device in run]
    given.append(jsonl.dumps(jsonl.coverage(run.coverage)))
    assert b"\n".join(given) + b"\n" == cli("identify", site, "--jsonl").out


def test_the_library_takes_a_path_text_or_several(site: Path) -> None:
    one = [device.asset.id for device in whomade.identify(str(site))]
    assert one == [device.asset.id for device in whomade.identify([site], options=Options())]


# Devices


def test_two_keys_are_never_merged_and_a_shared_serial_is_reported(cli: Callable[..., Run], site: Path) -> None:
    devices = cli("identify", site, "--jsonl").devices
    assert devices["cam1"]["asset"]["same_device_as"] == [{"asset": "cam3", "reason": "same serial N20-0001"}]
    assert devices["cam2"]["asset"]["same_device_as"] == []


def test_asset_makes_all_inputs_one_device(cli: Callable[..., Run], site: Path) -> None:
    devices = cli("identify", site, "--asset", "the-one", "--jsonl").devices
    assert list(devices) == ["the-one"]
    assert any("one model for asset the-one" in p["expected"] for p in devices["the-one"]["problems"])


def test_a_printed_brand_nobody_wrote_about_names_itself(cli: Callable[..., Run], site: Path) -> None:
    role = cli("identify", site, "--jsonl").devices["cam10"]["roles"]["manufacturer"]
    assert (role["maker"], role["name"], role["level"]) == ("self", "Nordvik", "possible")


def test_nothing_known_is_undetermined_and_asks_for_more(cli: Callable[..., Run], site: Path) -> None:
    device = cli("identify", site, "--jsonl").devices["cam2"]
    assert device["roles"]["manufacturer"]["maker"] is None
    assert device["next_evidence"]


def test_a_printed_date_is_a_clock(cli: Callable[..., Run], site: Path) -> None:
    assert cli("identify", site, "--jsonl").devices["cam10"]["clocks"] == {"made_on": ["2021-05", "2021-05"]}


def test_site_is_named_by_option_or_folder(cli: Callable[..., Run], site: Path) -> None:
    def names(*options: str) -> set[str | None]:
        return {d["asset"]["site"] for d in cli("identify", site, "--jsonl", *options).devices.values()}

    assert names() == {None}
    assert names("--site", "North") == {"North"}
    assert names("--site-from-dir") == {"gatehouse"}


def test_standard_input_is_read_with_a_dash_or_without_paths(cli: Callable[..., Run], site: Path) -> None:
    named = cli("identify", site, "--jsonl")
    dash = cli("identify", "-", "--jsonl", stdin=lines(SITE))
    bare = cli("identify", "--jsonl", stdin=lines(SITE))
    assert dash.out == bare.out
    assert list(dash.devices) == list(named.devices)
    assert dash.lines[-1]["coverage"]["inputs"][0]["name"] == "-"


def test_several_files_and_folders_are_one_run(cli: Callable[..., Run], site: Path) -> None:
    (site.parent / "more.jsonl").write_bytes(lines([{"asset": "cam2", "kind": "label", "data": {"brand": "Axis"}}]))
    found = cli("identify", site.parent, "--jsonl")
    assert len(found.devices["cam2"]["asset"]["inputs"]) == 2
    assert found.devices["cam2"]["roles"]["manufacturer"]["maker"] == "axis"


# Exit statuses and streams


def test_done_is_0_and_only_data_stands_on_stdout(cli: Callable[..., Run], site: Path) -> None:
    found = cli("identify", site, "--jsonl")
    assert found.status == 0
    assert all(line.startswith(b"{") for line in found.out.splitlines())
    assert "read as observations" in found.err


def test_the_first_line_counts_devices_by_level(cli: Callable[..., Run], site: Path) -> None:
    first = cli("identify", site).out.decode().splitlines()[0]
    made = [d["roles"]["manufacturer"] for d in cli("identify", site, "--jsonl").devices.values()]
    alone = [role for role in made if role["maker"] == "self" and role["level"] != "undetermined"]
    levels = [role["level"] for role in made if role not in alone]
    counts = ", ".join(f"{levels.count(x)} {x}" for x in ("confirmed", "probable", "possible", "undetermined"))
    assert first == f"6 devices: {counts}; for {len(alone)} only the printed brand speaks"


def test_rejected_lines_give_5_and_are_listed_with_their_place(cli: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_bytes(lines(SITE[:1]) + b"not json\n" + lines(SITE[1:2]))
    found = cli("identify", path, "--jsonl")
    assert found.status == 5
    assert list(found.devices) == ["cam9", "cam10"]
    (problem,) = found.lines[-1]["coverage"]["problems"]
    assert (problem["place"], problem["lost"]) == ("line 2", True)
    assert "line 2" in found.err
    assert cli("identify", path).out.decode().splitlines()[0].endswith("; 1 file with rejected lines")


def test_one_refused_file_among_readable_ones_gives_5(cli: Callable[..., Run], site: Path) -> None:
    (site.parent / "page.pdf").write_bytes(b"%PDF-1.7\n")
    found = cli("identify", site.parent, "--jsonl")
    assert found.status == 5
    assert [bool(i["refused"]) for i in found.lines[-1]["coverage"]["inputs"]] == [True, False]


def test_unreadable_input_alone_gives_2(cli: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    found = cli("identify", path, "--jsonl")
    assert found.status == 2
    assert "PDF document" in found.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-file.xml"], "no such file or folder"),
        (["--no-such-option"], "No such option"),
        (["--json", "--jsonl"], "exclude each other"),
        (["--map", "model"], "expected FIELD=COLUMN"),
        (["--fail-on", "tomorrow"], "undetermined[:N%]"),
        (["--fail-on", "undetermined:half%"], "undetermined[:N%]"),
        (["--on", "tomorrow"], "YYYY-MM-DD"),
        (["--population", "no-such-file.yml"], "not a readable population file"),
        (["--regime", "some-rule"], "--regime needs --on"),
        (["--regime", "some-rule", "--on", "2026-11-01"], "--regime needs --act"),
        (["--regime", "us-fcc-22-48", *BUYING], "did you mean `us-fcc-22-84`?"),
        (["--regime", "some-rule", *BUYING], "known: au-commonwealth-audit-2023, au-defence-2023,"),
        ([*GUARDING, "--on", "2024-05"], "--on: expected a date YYYY-MM-DD, found `2024-05`"),
        ([*GUARDING, "--act", "bye"], "act: no code `bye` (did you mean `buy`?)"),
        ([*GUARDING, "--actor", "US"], "expected COUNTRY[-REGION]:KIND"),
        ([*GUARDING, "--fact", "waiver=true"], "did you mean `waiver_granted`?"),
        ([*GUARDING, "--fact", "waiver_granted=soon"], "expected true, false or unknown"),
        (["--fail-on", "prohibited"], "needs --regime"),
        *[([flag, value], f"{flag}: needs --regime") for flag, value in OPTIONS_OF_THE_JUDGE.items()],
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_wrong_use_gives_2_and_says_so(cli: Callable[..., Run], site: Path, arguments: list[str], said: str) -> None:
    found = cli("identify", site, *arguments)
    assert found.status == 2
    assert found.out == b""
    assert said in found.err


def test_an_unknown_format_gives_2_and_names_the_known_ones(cli: Callable[..., Run], site: Path) -> None:
    found = cli("identify", site, "--format", "tarot")
    assert found.status == 2
    assert "no format `tarot`; formats: firmware, inventory, nmap, observations" in found.err


def test_a_format_is_forced_and_never_guessed_then(cli: Callable[..., Run], site: Path) -> None:
    forced = cli("identify", site, "--format", "nmap", "--jsonl")
    assert forced.status in (2, 5)
    assert forced.devices == {}


def test_fail_on_undetermined_gives_3_from_the_share_asked(cli: Callable[..., Run], site: Path) -> None:
    levels = [d["roles"]["manufacturer"]["level"] for d in cli("identify", site, "--jsonl").devices.values()]
    percent = 100 * levels.count("undetermined") / len(levels)
    assert 0 < percent < 50
    assert cli("identify", site, "--fail-on", "undetermined").status == 3
    assert cli("identify", site, "--fail-on", f"undetermined:{percent - 1:.0f}%").status == 3
    assert cli("identify", site, "--fail-on", "undetermined:50%").status == 0


def test_fail_on_is_not_met_where_everything_is_determined(cli: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_bytes(lines(SITE[1:4]))
    assert cli("identify", path, "--fail-on", "undetermined").status == 0


def started(*arguments: str | Path, **streams: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from whomade.cli import main; main()", *map(str, arguments)]
    return subprocess.Popen(command, **streams)  # noqa: S603  our own program


def test_an_interrupt_gives_130() -> None:
    pipe = subprocess.PIPE
    with started("identify", "-", "--jsonl", stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        # More than a pipe holds: when it is taken, the program is reading and no longer starting.
        process.stdin.write(b"\n" * 1024 * 1024)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr is not None
        assert b"interrupted" in process.stderr.read()


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(lines([{"asset": f"cam{n}", "kind": "label", "data": {"brand": "Nordvik"}} for n in range(500)]))
    with started("identify", path, "--jsonl", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(timeout=30) in (0, -signal.SIGPIPE)


def on_a_terminal(*arguments: str, **environment: str) -> bytes:
    """Give what the command writes to a terminal of its own."""
    import pty

    master, slave = pty.openpty()
    here = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm-256color"} | environment
    with started(*arguments, stdin=slave, stdout=slave, stderr=subprocess.PIPE, env=here) as process:
        os.close(slave)
        written = b""
        try:
            while part := os.read(master, 65536):
                written += part
        except OSError:  # the end of a terminal whose program is gone
            pass
        assert process.stderr is not None
        assert not process.stderr.read().count(b"Traceback")
    os.close(master)
    return written


def test_colour_stands_on_a_terminal_and_no_color_is_honoured(site: Path) -> None:
    assert b"\x1b[" in on_a_terminal("identify", str(site))
    assert b"\x1b[" not in on_a_terminal("identify", str(site), NO_COLOR="1")


def test_no_colour_stands_in_a_pipe(cli: Callable[..., Run], site: Path) -> None:
    assert b"\x1b" not in cli("identify", site, "--explain").out


def test_help_and_version_give_0(cli: Callable[..., Run]) -> None:
    assert cli("--version").out.decode().strip() == f"whomade, version {whomade.__version__}"
    assert cli("identify", "--help").status == 0


def test_a_report_never_overwrites_evidence_and_says_so_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines([{"asset": "cam", "kind": "label", "data": {"brand": "Nordvik"}}]))
    before = path.read_bytes()
    with started("identify", path, "--html", path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        said, why = process.communicate(timeout=30)
    assert (process.returncode, said, path.read_bytes()) == (2, b"", before)
    assert b"never overwritten" in why

"""The pages hold what they promise: examples pass the checker, links lead somewhere, the contract is all there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from whomade import collect, signals
from whomade.cli.answers import STATUSES
from whomade.cli.identify import identify
from whomade.cli.main import Exit
from whomade.collect.headers import FIELDS
from whomade.knowledge import bundle
from whomade.knowledge.check import check
from whomade.knowledge.read import read_base
from whomade.model import Status
from whomade.testing import tiny_base

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
EXAMPLE = re.compile(r"```yaml\n# knowledge/(\S+)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
KINDS_OF_THE_CONTRACT = frozenset(
    """
label mac http_headers http_title http_body http_path favicon_md5 favicon_mmh3 tls rtsp stream_url mac+stream_url
onvif_scopes onvif_deviceinfo onvif_fault isapi_deviceinfo isapi_event sadp dhip dahua_cgi dahua_config dvrip mhed ssdp
mdns dhcp snmp snmp_mib ftp_banner telnet_banner banner sip nmap inventory firmware_listing firmware_url cloud_json
http_json issue_report cve_text doc_stream_url onvif_datetime onvif_capabilities onvif_services onvif_hostname
onvif_network onvif_media_profiles onvif_stream_uri onvif_events wsd_probematch rtsp_options rtsp_sdp rtsp_setup
rtsp_play isapi_other dahua_rpc axis_vapix tapo_discovery baichuan
""".split()  # noqa: SIM905  as the contract has them
)


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def test_the_examples_for_contributors_pass_the_check(tmp_path: Path) -> None:
    folder = tiny_base(tmp_path / "knowledge")
    examples = EXAMPLE.findall(text("CONTRIBUTING.md"))
    assert {name.split("/")[0] for name, _ in examples} == {"sources", "entities", "fingerprints", "devices", "brands"}
    for name, example in examples:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(example, encoding="utf-8")
    names = {name for name, _ in examples}
    assert [str(complaint) for complaint in check(read_base(folder)) if complaint.file in names] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    links = [found for found in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in found]
    broken = [found for found in links if not (page.parent / found.partition("#")[0]).exists()]
    assert not broken


def test_every_kind_of_the_contract_and_of_the_code_has_an_example() -> None:
    shown = set(re.findall(r"^## `([^`]+)`", text("docs/reference/kinds.md"), re.MULTILINE))
    assert shown >= KINDS_OF_THE_CONTRACT
    assert shown >= {kind for kind in signals.kinds() if not kind.endswith("*")}


def test_every_option_and_exit_status_is_in_the_reference() -> None:
    page = text("docs/reference/commands.md")
    options = {name for parameter in identify.params for name in parameter.opts if name.startswith("--")}
    assert not [option for option in options if option not in page]
    assert not [status for status in Exit if f"| {int(status)} |" not in page]


@pytest.mark.parametrize("command", ["", "scan", "knowledge show"])
def test_the_reference_shows_the_help_that_the_program_prints(command: str) -> None:
    call = [sys.executable, "-c", "from whomade.cli.main import main; main()", *command.split(), "-h"]
    width = {**os.environ, "COLUMNS": "100"}
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=width)  # noqa: S603  our own program
    _, _, body = done.stdout.rstrip().partition(" [OPTIONS]")
    assert "-h, --help" in body
    assert body in text("docs/reference/commands.md")


def test_the_help_names_what_an_option_takes() -> None:
    said = {parameter.name: getattr(parameter, "help", None) or "" for parameter in identify.params}
    assert not [name for name in collect.readers() if name not in said["format_"]]
    assert not [name for name in FIELDS if name not in said["mapping"]]
    assert set(STATUSES) == set(Status)
    assert not [name for name in STATUSES if name not in said["fail_on"]]


def test_every_regime_and_every_word_of_a_situation_is_in_the_reference() -> None:
    page, base = text("docs/reference/regimes.md"), bundle.load()
    assert not [regime for regime in base.regimes if f"## {regime}\n" not in page]
    words = [word for codes in base.situations.codes().values() for word in codes]
    assert not [word for word in (*words, *base.situations.facts) if f"| `{word}` |" not in page]


def test_every_status_is_explained() -> None:
    page = text("docs/concepts/verdicts.md")
    assert not [status for status in Status if f"| `{status}` |" not in page]


def test_every_field_of_the_vocabulary_is_in_the_reference() -> None:
    fields = yaml.safe_load(text("knowledge/vocabulary/fields.yml"))["fields"]
    page = text("docs/reference/fields.md")
    assert not [field["id"] for field in fields if f"| `{field['id']}` |" not in page]


def test_every_decision_says_why_and_what_follows() -> None:
    for page in ROOT.glob("docs/adr/*.md"):
        found = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert found == ["Context", "Decision", "Consequences"], page.name

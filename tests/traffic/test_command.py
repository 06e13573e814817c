"""The command: text, JSON, page and kit of one evening; hostile names stay harmless; nothing is applied."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from whomade.cli.main import Exit, cli
from whomade.pipeline import kit as kits
from whomade.report import kit

from . import made

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "prefix,country,asn,name\n34.240.0.0/12,IE,AS64500,Acme Hosting\n52.49.0.0/16,IE,AS64500,Acme Hosting\n"
HOSTILE = '"><script>alert(1)</script>.example.com'


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["traffic", *map(str, arguments)], standalone_mode=False)


@pytest.fixture
def evening(tmp_path: Path) -> Path:
    return made.written(tmp_path, "evening.pcap", made.pcap(made.evening()))


def test_the_text_says_the_claim_and_every_contact(evening: Path) -> None:
    done = run(evening)
    assert done.return_value == Exit.DONE
    text = " ".join(done.output.split())
    assert "this device contacted EZVIZ (Hikvision) (bootstrap, cloud, p2p, time)" in text
    assert "cloud operator: attributed to Hikvision" in text
    assert re.search(r"\| peer-to-peer relay \| EZVIZ \(Hikvision\) +\| - +\| 52\.49\.1\.3 +\| tcp/9020", done.output)


def test_the_json_keeps_operator_network_and_country_apart(evening: Path, tmp_path: Path) -> None:
    table = made.written(tmp_path, "networks.csv", TABLE)
    found = json.loads(run(evening, "--json", "--networks", table).stdout)
    (device,) = [one for one in found["devices"] if one["device"] == made.CAMERA_KEY]
    relay = next(one for one in device["contacts"] if one["port"] == "tcp/9020")
    assert relay["service"] == {
        "operator": "hikvision",
        "owner": "EZVIZ",
        "software": None,
        "words": "EZVIZ (Hikvision)",
    }
    assert relay["network"] == {"prefix": "52.49.0.0/16", "asn": "AS64500", "name": "Acme Hosting"}
    assert (relay["hosting_country"], relay["recognised_by"], relay["on_trial"]) == ("IE", "bootstrap", True)
    assert device["claim"]["answer"] == "contacted"
    assert device["roles"]["cloud_operator"]["maker"] == "hikvision"
    assert found["inputs"][0]["tells"] == "capture"


def test_a_broken_line_of_the_table_costs_itself(evening: Path, tmp_path: Path) -> None:
    table = made.written(tmp_path, "networks.csv", TABLE + "nonsense,,,\n")
    done = run(evening, "--json", "--networks", table)
    assert done.return_value == Exit.SOME_UNREADABLE
    assert "line 4" in done.stderr


def test_a_log_of_names_feeds_the_attribution_too(tmp_path: Path) -> None:
    log = "".join(
        f"Nov 23 10:11:{n:02} dnsmasq[7]: query[A] {host} from {made.HERE}\n"
        for n, host in enumerate(("litedev.ezvizlife.com", "time.ys7.com"))
    )
    found = json.loads(run(made.written(tmp_path, "dns.log", log), "--json").stdout)
    (device,) = found["devices"]
    assert (device["device"], device["claim"]["answer"]) == (made.HERE, "asked")
    assert device["roles"]["cloud_operator"]["maker"] == "hikvision"


def test_a_device_that_asks_for_everything_says_nothing_about_its_maker(tmp_path: Path) -> None:
    hosts = [
        "litedev.ezvizlife.com",
        *(f"www.site{n}.example.com" for n in range(3)),
        *(f"www.site-{n}.net" for n in range(60)),
    ]
    log = "".join(f"Nov 23 10:11:12 dnsmasq[7]: query[A] {host} from {made.HERE}\n" for host in hosts)
    (device,) = json.loads(run(made.written(tmp_path, "dns.log", log), "--json").stdout)["devices"]
    assert device["roles"] == {}


def test_only_shows_one_device_and_says_when_there_is_none(evening: Path) -> None:
    found = json.loads(run(evening, "--json", "--only", made.HERE).stdout)
    assert [one["device"] for one in found["devices"]] == [made.CAMERA_KEY]
    assert "no device 10.9.9.9" in str(run(evening, "--only", "10.9.9.9").exception)


def test_an_unreadable_input_is_refused(tmp_path: Path) -> None:
    assert "Zeek log" in str(run(made.written(tmp_path, "x.txt", "hello\n")).exception)
    assert "--local" in str(run(tmp_path / "x.txt", "--local", "everywhere").exception)


@pytest.fixture
def page(evening: Path, tmp_path: Path) -> str:
    assert run(evening, "--html", tmp_path / "page.html").return_value == Exit.DONE
    return (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_page_needs_nothing_from_outside(page: str) -> None:
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page)
    assert "default-src &#39;none&#39;" in page


def test_the_page_draws_when_and_where_to(page: str) -> None:
    images = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    for image in images:
        ET.fromstring(image)  # noqa: S314 - our own
    assert sum('class="flow' in image for image in images) == 2
    assert sum('class="strokes' in image for image in images) == 5
    assert "What this can and cannot show" in page


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    log = "#path\tconn\n#fields\tts\tid.orig_h\tid.resp_h\tid.resp_p\tproto\tservice\n"
    log += f"{made.BEGIN}\t{made.HERE}\t{made.EVENTS}\t443\ttcp{HOSTILE}\tssl{HOSTILE}\n"
    lease = json.dumps({"ts": made.BEGIN, "id.orig_h": made.HERE, "id.resp_h": made.GATE, "id.resp_p": 53,
                        "query": HOSTILE, "qtype_name": "A", "answers": [HOSTILE]})  # fmt: skip
    inputs = [made.written(tmp_path, "conn.log", log), made.written(tmp_path, "dns.log", lease + "\n")]
    table = made.written(tmp_path, "networks.csv", f'52.49.0.0/16,"{HOSTILE}",AS1,"{HOSTILE}"\n'.replace('"">', '"'))
    done = run(*inputs, "--networks", table, "--html", tmp_path / "page.html", "--kit", tmp_path / "kit")
    assert done.exception is None
    assert "<script>" not in (tmp_path / "page.html").read_text(encoding="utf-8")
    for path in (tmp_path / "kit").iterdir():
        assert "<script>" not in path.read_text(encoding="utf-8").split("comment")[0] or path.name == "README.txt"


@pytest.fixture
def folder(evening: Path, tmp_path: Path) -> Path:
    assert run(evening, "--kit", tmp_path / "kit").return_value == Exit.DONE
    return tmp_path / "kit"


def lines(path: Path, mark: str) -> list[str]:
    """Lines in force."""
    return [
        line for line in path.read_text(encoding="ascii").splitlines() if line and not line.lstrip().startswith(mark)
    ]


def test_known_services_are_in_force_and_the_rest_is_for_the_reader(folder: Path) -> None:
    assert lines(folder / "pihole.txt", "#") == ["litedev.ezvizlife.com"]
    assert lines(folder / "hosts.txt", "#") == ["0.0.0.0 litedev.ezvizlife.com"]
    assert "# time.ys7.com" in (folder / "pihole.txt").read_text()
    assert "# telemetry.example.net" in (folder / "pihole.txt").read_text()
    denied = [line.split()[-1] for line in lines(folder / "cisco-acl.txt", "!") if "deny" in line]
    assert denied == [made.START, made.EVENTS, made.RELAY]
    assert [line.split()[0] for line in lines(folder / "pfsense-alias.txt", "#")] == denied


def test_every_line_says_device_host_and_source(folder: Path) -> None:
    for name in kit.WRITERS:
        text = (folder / name).read_text(encoding="ascii")
        assert made.CAMERA_KEY in text
        assert "hikvision-ezviz-bootstrap" in text
        assert max(map(len, re.findall(r"^ remark (.*)$", text, re.MULTILINE)), default=0) <= 100
        assert max(map(len, re.findall(r'comment "([^"]*)"', text)), default=0) <= 128


def test_the_kit_says_what_lists_cannot_do(folder: Path) -> None:
    text = (folder / "README.txt").read_text(encoding="utf-8")
    assert "Nothing was applied" in text
    assert "litedev.ezvizlife.com" in text


def test_nothing_in_a_comment_can_end_it() -> None:
    assert kit.plain('a"b;c{d}\\e`f$g\nh\x85i') == "a b c d  e f g h i"


def checked(folder: Path, name: str, tool: str) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    return kits.check(folder / name)


def test_the_zone_is_read_by_its_own_tool(folder: Path) -> None:
    assert checked(folder, "rpz.zone", "named-checkzone") == "read without complaint by named-checkzone"


def test_the_rules_are_read_by_their_own_tool(folder: Path) -> None:
    said = checked(folder, "nftables.nft", "nft")
    if "namespace" in said:
        pytest.skip(said)
    assert said == "read without complaint by nft"


def test_a_complaint_of_a_tool_is_passed_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def complain(call: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(call, 1, "", "rpz.zone:4: bad name\n")

    monkeypatch.setattr(kits.shutil, "which", lambda tool: f"/usr/bin/{tool}")
    monkeypatch.setattr(kits.subprocess, "run", complain)
    assert kits.check(folder / "rpz.zone") == "named-checkzone complains: rpz.zone:4: bad name"
    monkeypatch.setattr(kits.shutil, "which", lambda _: None)
    assert "is not installed" in kits.check(folder / "nftables.nft")
    assert kits.check(folder / "hosts.txt").startswith("not checked: Debian has no tool")

"""Endpoints: what the check refuses, what the base holds, and what `knowledge show` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whomade.attribute.endpoints import Directory
from whomade.knowledge import bundle
from whomade.knowledge.check import check
from whomade.knowledge.compile import compile_base
from whomade.knowledge.measure import count, write_measured
from whomade.knowledge.read import read_base
from whomade.knowledge.show import describe, summary

if TYPE_CHECKING:
    from pathlib import Path

FILE = "endpoints/cumulus.yml"
FINGERPRINT = """- id: cumulus-host
  field: cloud.host
  pattern: '(?:^|\\.)cumulus\\.example$'
  role: cloud_operator
  makers: [cumulus]
  band: strong
  why: "its own domain"
  by: "tests"
  sources: [{id: survey, at: page 3}]
  examples: {match: ["a.cumulus.example"], no_match: ["cumulus.test"]}
  status: trial
"""
GOOD = """- id: cumulus-start
  host: '^start\\.cumulus\\.example$'
  purpose: bootstrap
  operator: cumulus
  why: "list of peers"
  by: "tests"
  sources: [{id: survey, at: page 1}, {id: prints, at: entry 3}]
  examples: {match: ["start.cumulus.example"], no_match: ["cumulus.example"]}
  status: stable

- id: cumulus-peers
  ports: [udp/7000]
  after: cumulus-start
  purpose: p2p
  operator: cumulus
  software: northlens
  why: "relay"
  by: "tests"
  sources: [{id: survey, at: page 2}]
  status: trial
"""


def written(base: Path, text: str = GOOD, name: str = FILE) -> Path:
    entity = 'id: cumulus\nname: "Cumulus"\ncountry: XX\nkinds: [cloud]\nsources: [{id: survey, at: page 1}]\n'
    fields = base / "vocabulary" / "fields.yml"
    if "cloud.host" not in fields.read_text(encoding="utf-8"):
        carrier = "  - {id: cloud, class: software, what: cloud}\n"
        carriers = base / "vocabulary" / "carriers.yml"
        if "id: cloud," not in carriers.read_text(encoding="utf-8"):
            carriers.write_text(carriers.read_text(encoding="utf-8") + carrier, encoding="utf-8")
        more = '  - {id: cloud.host, carrier: cloud, what: "host"}\n'
        fields.write_text(fields.read_text(encoding="utf-8") + more, encoding="utf-8")
    for path, content in (
        ("entities/cumulus.yml", entity), ("fingerprints/cumulus/cloud.host.yml", FINGERPRINT), (name, text),
    ):  # fmt: skip
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text(content, encoding="utf-8")
    (base / "measured.yml").write_text(write_measured(count(read_base(base))), encoding="utf-8")
    return base


def rules(base: Path) -> set[tuple[str, str]]:
    return {(c.id, c.rule) for c in check(read_base(base))}


def test_a_whole_endpoint_is_accepted(base: Path) -> None:
    assert rules(written(base)) == set()


CHANGES = {
    "no source": ("  sources: [{id: survey, at: page 2}]\n", "", ("cumulus-peers", "missing-source")),
    "unknown source": ("id: survey, at: page 2", "id: surveys, at: page 2", ("cumulus-peers", "unknown-source")),
    "unknown purpose": ("purpose: p2p", "purpose: spying", ("cumulus-peers", "shape")),
    "nothing to recognise it by": ("  after: cumulus-start\n", "", ("cumulus-peers", "endpoint")),
    "after what is no bootstrap": ("purpose: bootstrap", "purpose: cloud", ("cumulus-peers", "endpoint")),
    "after what is unknown": ("after: cumulus-start", "after: cumulus-begin", ("cumulus-peers", "endpoint")),
    "a host that goes on": ("example$'", "example'", ("cumulus-start", "endpoint")),
    "a host outside RE2": ("'^start", "'(?=x)^start", ("cumulus-start", "re2")),
    "an example that does not match": ('match: ["start.', 'match: ["begin.', ("cumulus-start", "examples")),
    "a counter-example that matches": (
        '["cumulus.example"]', '["start.cumulus.example"]', ("cumulus-start", "examples"),
    ),
    "no counter-example": (', no_match: ["cumulus.example"]', "", ("cumulus-start", "counter-example")),
    "an unknown operator": ("operator: cumulus\n  why", "operator: cumulu\n  why", ("cumulus-start", "unknown-maker")),
    "an operator of another kind": (
        "operator: cumulus\n  why", "operator: northlens\n  why", ("cumulus-start", "wrong-kind"),
    ),
    "software of no maker": ("software: northlens", "software: cumulus", ("cumulus-peers", "wrong-kind")),
    "stable on one voice": (", {id: prints, at: entry 3}", "", ("cumulus-start", "stable-sources")),
    "a host that its example does not have": ("start\\.cumulus\\.example$'", "x$'", ("cumulus-start", "examples")),
    "a port that is none": ("udp/7000", "udp/x", ("cumulus-peers", "shape")),
    "an id that stands twice": ("id: cumulus-peers", "id: cumulus-start", ("cumulus-start", "duplicate-id")),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_doubt_is_a_complaint(base: Path, name: str) -> None:
    old, new, expected = CHANGES[name]
    assert old in GOOD
    assert expected in rules(written(base, GOOD.replace(old, new, 1)))


def test_what_names_an_operator_must_speak_as_a_fingerprint(base: Path) -> None:
    text = GOOD.replace("start\\.cumulus\\.example$", "start\\.cumulus\\.test$").replace(
        'match: ["start.cumulus.example"]', 'match: ["start.cumulus.test"]'
    )
    assert ("cumulus-start", "endpoint-fingerprint") in rules(written(base, text))


def test_a_file_is_named_after_its_company(base: Path) -> None:
    assert ("cumulus-start", "file-name") in rules(written(base, name="endpoints/acme.yml"))


def test_show_says_how_it_is_recognised_and_who_says_so(base: Path) -> None:
    knowledge = compile_base(read_base(written(base)))
    text = describe(knowledge, "cumulus-peers") or ""
    for words in ("on trial", "ports: udp/7000", "also asked for: cumulus-start", "run by: Cumulus", "page 2"):
        assert words in text
    assert "cumulus-start: bootstrap" in (describe(knowledge, "Cumulus") or "")
    assert "cited for 2 endpoints" in (describe(knowledge, "survey") or "")
    assert "2 endpoints that devices call, 1 of them on trial" in summary(knowledge)


@pytest.mark.parametrize(
    ("host", "operator", "purpose"),
    [
        ("litedev.ezvizlife.com", "hikvision", "bootstrap"),
        ("apiieu.ezvizlife.com", "hikvision", "cloud"),
        ("www.easy4ipcloud.com", "dahua", "p2p"),
        ("openapi.imoulife.com", "", "cloud"),
        ("pub-cfg.secu100.net", "xiongmai", "bootstrap"),
        ("global.star4live.com", "uniview", "cloud"),
        ("c2.autonat.com", "tvt", "bootstrap"),
        ("p2p4.reolink.com", "reolink", "p2p"),
        ("2.openwrt.pool.ntp.org", "", "time"),
    ],
)
def test_the_shipped_base_knows_the_hosts_of_makers(host: str, operator: str, purpose: str) -> None:
    found = Directory(bundle.load().endpoints).of_name(host)
    assert found is not None
    assert (found.operator, found.purpose) == (operator, purpose)


@pytest.mark.parametrize(
    "host", ["www.example.com", "ezvizlife.com.example.org", "google.com", "time.example.com", "acme.net"]
)
def test_the_shipped_base_leaves_other_hosts_alone(host: str) -> None:
    assert Directory(bundle.load().endpoints).of_name(host) is None


def test_what_rests_on_leads_alone_is_on_trial() -> None:
    knowledge = bundle.load()
    leads = {"unnamed-index", "general-knowledge", "directory-copy"}
    for endpoint in knowledge.endpoints:
        if all(knowledge.sources[citation.id].kind in leads for citation in endpoint.sources):
            assert endpoint.trial

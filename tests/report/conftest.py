"""Invented devices of invented companies, in every state a report has to show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from whomade.model import (
    Actor,
    Assessment,
    Asset,
    Attribution,
    Calibration,
    Citation,
    CounterEvidence,
    Coverage,
    Entity,
    Evidence,
    InputSummary,
    Knowledge,
    Level,
    Lookalike,
    NextCheck,
    NextEvidence,
    Problem,
    Reply,
    Signal,
    Situation,
    Source,
    Status,
    Step,
    Where,
)

from .rules import build_replies, build_verdict, judged

MAKERS = {
    "northlens": "Northlens",
    "quartzeye": "Quartz Eye",
    "meridian": "Meridian Optics",
    "pelagic": "Pelagic Vision",
}


def build_source(id_: str, title: str, publisher: str, url: str | None) -> Source:
    return Source(id_, title, publisher, "code-repository", "2026-06", "MIT", id_, url)


def build_knowledge() -> Knowledge:
    sources = [
        build_source(
            "open-prints", "Open prints, signs of network devices", "Open Prints Project", "https://example.org/prints"
        ),
        build_source("registry", "Register of address blocks", "Example Registry", "https://example.org/registry"),
        build_source("finder", "Table of compatible cameras", "Acme Imports", None),
        build_source("video-act", "Act on the Purchase of Video Equipment", "Gazette", "https://example.org/act"),
        build_source("crooked", "Crooked link", "Nobody", "javascript:alert(1)"),
    ]
    return Knowledge(
        version="2026.11.1",
        digest="3f9a" * 16,
        sources={s.id: s for s in sources},
        fields={},
        carriers={},
        relations={},
        owning_relations=(),
        confidences={},
        copied_share=0.3,
        entities={i: Entity(i, n, ("maker",), ()) for i, n in MAKERS.items()},
        brands={},
        fingerprints=(),
        calibration=Calibration(brands=24),
    )


def build_evidence(fingerprint: str, field: str, value: str, log10_lr: float, carrier: str, **more: object) -> Evidence:
    defaults: dict[str, object] = {
        "role": "firmware_author",
        "makers": ("northlens",),
        "technique": "banner",
        "sources": (Citation("open-prints", f"prints/{carrier}.xml, entry {fingerprint}"),),
    }
    signal = Signal(field, value, Where("scan-hall-2.xml", "host 14, port 80"))
    return Evidence(fingerprint=fingerprint, signal=signal, log10_lr=log10_lr, carrier=carrier, **(defaults | more))  # type: ignore[arg-type]


def web() -> Evidence:
    return build_evidence("northlens-nvs-httpd", "http_header.server", "NVS-HTTPD/2.1", 3.0, "web")


def label() -> Evidence:
    shares = (("northlens", 0.77), ("self", 0.12), ("other", 0.11))
    note = "brand row: the whole line, likely"
    sources = (Citation("finder", "row 14"), Citation("crooked", "page 1"))
    return build_evidence(
        "brand-acme",
        "label.brand",
        "Acme",
        0.0,
        "label",
        role="manufacturer",
        shares=shares,
        note=note,
        sources=sources,
    )


def mac() -> Evidence:
    sources = (Citation("registry", "block 02-00-5E"),)
    return build_evidence(
        "mac-northlens", "mac", "00:53:11:a2:b3:c4", 2.2, "registry", role="manufacturer", sources=sources
    )


def absence() -> CounterEvidence:
    missing = build_evidence("northlens-realm", "rtsp_realm", "IP Camera(1234)", -0.9, "media", trial=True)
    return CounterEvidence(missing, "cameras of Northlens nearly always name themselves here")


def build_attribution(role: str, maker: str | None, probability: float, level: Level, **more: object) -> Attribution:
    name = MAKERS.get(maker or "", "Acme" if maker == "self" else None)
    rest = 1 - probability
    others = {m: rest / 8 for m in MAKERS if m != maker}
    posterior = {**others, "self": rest / 8, "other": rest - rest / 8 * (len(others) + 1)}
    if maker:
        posterior[maker] = probability + (posterior["self"] if maker == "self" else 0)
    return Attribution(role, maker, name, probability if maker else 0.0, level, posterior, **more)  # type: ignore[arg-type]


WATERFALL = (
    ("prior", -2.13),
    ("label", 0.52),
    ("web", 2.61),
    ("registry", 3.4),
    ("media", 2.5),
    ("after calibration", 1.36),
)


def confirmed() -> Assessment:
    counter = (absence(),)
    manufacturer = build_attribution(
        "manufacturer",
        "northlens",
        0.9584,
        Level.CONFIRMED,
        evidence=(web(), label(), mac()),
        counter_evidence=counter,
        waterfall=WATERFALL,
    )
    firmware = build_attribution(
        "firmware_author", "northlens", 0.9977, Level.PROBABLE, evidence=(web(),), counter_evidence=counter
    )
    chip = build_attribution("soc_maker", None, 0.3, Level.UNDETERMINED)
    keys = {"brand": "Acme", "model": "Guard 4", "serial": "AG4-0001", "mac": "00:53:11:a2:b3:c4"}
    return Assessment(
        asset=Asset(
            "hall-2-entrance", "town hall", keys, ("scan-hall-2.xml", "list.csv"), (Lookalike("row-17", "same MAC"),)
        ),
        roles={"firmware_author": firmware, "manufacturer": manufacturer, "soc_maker": chip},
        white_label="yes",
        next_evidence=(
            NextEvidence("photograph of the label on the main board", "a board number would settle the maker", 0.4),
        ),
        problems=(
            Problem(Where("list.csv", "row 9"), "one serial", "two serials: AG4-0001, AG4-0002", "both are kept"),
        ),
        clocks={"made_on": "2021-03"},
    )


def build_device(id_: str, brand: str, maker: str | None, probability: float, level: Level) -> Assessment:
    limits = (
        "one kind of evidence only: software signs can be copied",
        "a statement on trial is needed for this answer",
    )
    waterfall = (("prior", -2.13), ("web", 0.9), ("after calibration", 0.6))
    manufacturer = build_attribution(
        "manufacturer", maker, probability, level, evidence=(web(),), limits=limits, waterfall=waterfall
    )
    ask = NextEvidence("device description over ONVIF", "names the model that the maker gave it", 2.31)
    white_label = "undetermined" if level in (Level.UNDETERMINED, Level.POSSIBLE) else "yes"
    return Assessment(Asset(id_, keys={"brand": brand}), {"manufacturer": manufacturer}, white_label, (ask,))


def build_site() -> list[Assessment]:
    return [
        confirmed(),
        build_device("gate-north", "Brightwatch", "quartzeye", 0.93, Level.PROBABLE),
        build_device("监控-七号", "安视通", "northlens", 0.71, Level.POSSIBLE),
        build_device("car-park-3", "Acme", "self", 0.58, Level.POSSIBLE),
        build_device("192.0.2.77", "Nonesuch International Security Products", "meridian", 0.31, Level.UNDETERMINED),
        Assessment(Asset("stairs"), {}, "undetermined"),
    ]


HOSTILE = (
    '<script>alert(1)</script></script></style>\'; DROP TABLE cameras;-- =HYPERLINK("x") {{ 7*7 }}'
    "\x1b[2J\x1b]0;owned\x07\u202egnp.exe\u2066\u200b\x9b31m\"'><img src=http://192.0.2.1/x>" + "W" * 40
)


def build_judged() -> list[Assessment]:
    """The same devices with verdicts of two rules and the replies they gave."""
    prohibited, probable, possible, own, unknown, silent = build_site()
    return [
        judged(prohibited, Status.PROHIBITED),
        judged(probable, Status.NOT_REACHED, 0.93),
        judged(possible, Status.UNDETERMINED, 0.71),
        judged(own, Status.ADVISED_AGAINST, 0.58),
        judged(unknown, Status.UNDETERMINED, 0.31),
        judged(silent, Status.UNDETERMINED, None),
    ]


def build_hostile() -> Assessment:
    """A device, and knowledge about it, that attack the reader in every text they hold."""
    evidence = replace(build_evidence(HOSTILE, HOSTILE, HOSTILE * 40, 3.0, HOSTILE), note=HOSTILE)
    evidence = replace(evidence, role=HOSTILE, sources=(Citation(HOSTILE, HOSTILE), Citation("crooked", HOSTILE)))
    answer = Attribution(
        "manufacturer",
        "self",
        HOSTILE,
        0.95,
        Level.PROBABLE,
        {HOSTILE: 0.9, "self": 0.1},
        (evidence,),
        (CounterEvidence(evidence, HOSTILE),),
        (HOSTILE,),
        (("prior", -1.0), (HOSTILE, 2.0), ("after calibration", 1.5)),
    )
    keys = dict.fromkeys(("brand", "model", "serial", "mac", HOSTILE), HOSTILE)
    words = dict.fromkeys(("title", "on", "provision", "why", "maker", "consequence"), HOSTILE)
    case = Situation(HOSTILE, HOSTILE, Actor(HOSTILE, HOSTILE, HOSTILE), *[HOSTILE] * 4, facts={HOSTILE: HOSTILE})
    verdict = build_verdict(
        HOSTILE,
        Status.PROHIBITED,
        situation=case,
        needs=(HOSTILE,),
        path=(Step(HOSTILE, HOSTILE),),
        sources=evidence.sources,
        next_check=NextCheck(HOSTILE, HOSTILE, HOSTILE),
        **words,
    )
    place = Where(HOSTILE, HOSTILE)
    replies = (Reply(place, HOSTILE, HOSTILE * 2, 7, HOSTILE), *build_replies(HOSTILE))
    return Assessment(
        Asset(HOSTILE, HOSTILE, keys, (HOSTILE,), (Lookalike(HOSTILE, HOSTILE),)),
        {"manufacturer": answer, HOSTILE: replace(answer, role=HOSTILE)},
        HOSTILE,
        (NextEvidence(HOSTILE, HOSTILE, 1.0),),
        (Problem(Where(HOSTILE, HOSTILE), HOSTILE, HOSTILE, HOSTILE),),
        {HOSTILE: HOSTILE},
        (verdict, replace(verdict, role=HOSTILE)),
        replies,
    )


def build_coverage() -> Coverage:
    broken = Problem(Where("list.csv", "row 30"), "a MAC address", "`zz:00`", "the field is left out")
    columns = {"brand": "Gerätemarke", "serial": "Seriennr."}
    return Coverage(
        inputs=[
            InputSummary("scan-hall-2.xml", "nmap XML", 14),
            InputSummary("list.csv", "CSV inventory", 31, 1, columns, notes=["read as Windows-1252"]),
            InputSummary("plan.docx", "", refused="no reader knows this format"),
        ],
        problems=[broken],
        problems_dropped=3,
        devices=6,
    )


def count_levels(devices: list[Assessment]) -> Counter[Level]:
    answers = (d.roles.get("manufacturer") for d in devices)
    return Counter(a.level if a else Level.UNDETERMINED for a in answers)


@pytest.fixture
def knowledge() -> Knowledge:
    return build_knowledge()


@pytest.fixture
def site() -> list[Assessment]:
    return build_site()


@pytest.fixture
def rules() -> list[Assessment]:
    return build_judged()


@pytest.fixture
def coverage() -> Coverage:
    return build_coverage()


@pytest.fixture
def hostile() -> Assessment:
    return build_hostile()

"""Invented rules of an invented country, raw replies and a scan, for pages that show them."""

from __future__ import annotations

from dataclasses import replace

from whomade.model import (
    Actor,
    Assessment,
    Citation,
    Heard,
    NextCheck,
    Problem,
    Reply,
    Scan,
    Situation,
    Status,
    Step,
    Verdict,
    Where,
)

PLACE = Where("scan-hall-2.xml", "host 14, port 80")
"""Where `build_evidence` says that its signal was seen."""

SITUATION = Situation(
    "procure",
    "2026-11-02",
    Actor("XX", None, "public-body"),
    place="critical_infrastructure",
    product="camera",
    acquired_on="2023-11",
    facts={"federal_funds": True, "price_eur": 1200.0, "network": "video_surveillance"},
)


def build_verdict(regime: str, status: Status, **more: object) -> Verdict:
    defaults: dict[str, object] = {
        "title": "Act on the Purchase of Video Equipment",
        "on": SITUATION.on,
        "situation": SITUATION,
        "provision": "section 8, paragraph (2)",
        "why": "A public body may not procure equipment of a listed maker, under whatever brand it is sold.",
        "role": "manufacturer",
        "maker": "northlens",
        "probability": 0.9584,
        "path": (
            Step("device", "hall-2-entrance shows the brand Acme"),
            Step("made_by", "attributed to Northlens as manufacturer"),
            Step("listed", "Northlens is on the list of section 3 since 2022-05-01"),
            Step("reached", "the purchase falls under section 8"),
        ),
        "sources": (Citation("video-act", "section 8"), Citation("registry", "list of 2026-06")),
        "consequence": "the contract is void; section 12",
        "next_check": NextCheck("2027-03-31", "amendments", "2026-11-01"),
    }
    return Verdict(regime=regime, status=status, **(defaults | more))  # type: ignore[arg-type]


def build_verdicts(status: Status, probability: float | None = 0.9584) -> tuple[Verdict, ...]:
    """Two rules: one that hangs on the maker, and one that asks for nobody."""
    grant = build_verdict(
        "xx-grants",
        Status.CONDITIONAL,
        title="Rules for Federal Grants",
        needs=("purpose", "contract_date"),
        why="It hangs on the purpose, which is not established.",
        role=None,
        maker=None,
        probability=None,
        consequence="",
        path=(),
    )
    return build_verdict("xx-video-act-8", status, probability=probability), grant


def build_replies(hostile: str = "") -> tuple[Reply, ...]:
    head = 'HTTP/1.1 401 Unauthorized\r\nServer: NVS-HTTPD/2.1\r\nWWW-Authenticate: Digest realm="IP Camera"\r\n'
    data = bytes(range(40)) + b"MHED\x00\x01northlens"
    return (
        Reply(PLACE, "http", head + hostile, len(head + hostile), "2026-11-02T09:30:00Z"),
        Reply(Where("scan-hall-2.xml", "host 14, udp 37020"), "datagram", data.hex(), 9000, is_hex=True, is_cut=True),
    )


def judged(device: Assessment, status: Status, probability: float | None = 0.9584) -> Assessment:
    """The same device with verdicts and replies."""
    return replace(device, verdicts=build_verdicts(status, probability), replies=build_replies())


def build_scan() -> Scan:
    cut = Problem(
        Where("192.0.2.14", "tcp 80"), "at most 65536 bytes", "more", "the reply is cut off there", lost=False
    )
    return Scan(
        targets=["192.0.2.0/24"],
        ports=[80, 81, 82, 443, 554, 8000],
        planned=256,
        probed=240,
        answered=31,
        identified=22,
        services={80: 29, 554: 25, 8000: 4},
        discovery=[Heard("onvif-discovery", "eth1", 3, 18, 2), Heard("sadp", "eth1", 3, 7)],
        ended=[cut],
    )

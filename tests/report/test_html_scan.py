"""How far a scan reached, and in plain words what it did not reach."""

from __future__ import annotations

import pytest
from lxml import html as parser

from whomade.model import Scan
from whomade.report import reach

from .page import render, words
from .rules import build_scan


@pytest.fixture(name="section")
def _section(site, coverage, knowledge):
    coverage.scan = build_scan()
    return parser.document_fromstring(render(site, coverage, knowledge)).xpath(
        "//section[@aria-labelledby='coverage']"
    )[0]


def test_the_funnel_goes_from_planned_to_identified(section):
    stages = section.xpath(".//ol[@class='funnel']/li")
    assert [words(stage[0]) + " " + words(stage[1]) for stage in stages] == [
        "planned 256", "probed 240", "answered 31", "identified 22",
    ]  # fmt: skip
    widths = [float(w.rstrip("%")) for w in section.xpath(".//ol//rect[@class='plain']/@width")]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == 100


def test_what_was_not_reached_is_said_plainly(section):
    shown = words(section.xpath(".//div[@class='reach']")[0])
    for expected in (
        "16 addresses planned but never probed: nothing is known about them.",
        "209 addresses probed without an answer.",
        "9 addresses answered without giving enough to name a manufacturer.",
        "only those on the 6 ports listed",
        "2 answers from outside the allow-list dropped unread.",
        "1 reply cut off by a limit",
    ):
        assert expected in shown


def test_targets_ports_and_services_are_listed(section):
    shown = words(section)
    for expected in (
        "targets 192.0.2.0/24",
        "ports asked 80–82, 443, 554, 8000",
        "port 80: 29, port 554: 25, port 8000: 4",
        "192.0.2.14, tcp 80: expected at most 65536 bytes",
    ):
        assert expected in shown


def test_each_discovery_protocol_has_a_row(section):
    rows = section.xpath(".//tbody/tr[td[@data-label='Sent']]")
    assert [[words(cell) for cell in row] for row in rows] == [
        ["onvif-discovery", "eth1", "3", "18", "2"],
        ["sadp", "eth1", "3", "7", "0"],
    ]


def test_without_a_scan_there_is_no_funnel(site, coverage, knowledge):
    assert "How far the scan reached" not in render(site, coverage, knowledge)


def test_an_empty_scan_breaks_nothing(site, coverage, knowledge):
    coverage.scan = Scan()
    assert list(reach.not_reached(coverage.scan)) == []
    assert "none found" in render(site, coverage, knowledge)


def test_one_address_is_spoken_of_as_one():
    assert next(reach.not_reached(Scan(planned=2, probed=1))) == (
        "1 address planned but never probed: nothing is known about it."
    )


def test_cameras_behind_recorders_are_counted_and_said_to_be_unseen():
    shown = " ".join(reach.behind({"192.0.2.9": 16, "192.0.2.10": 8}))
    assert shown.startswith("2 recorders and 24 cameras behind")
    assert "192.0.2.9: 16" in shown
    assert "seen only where it answered itself" in shown
    assert list(reach.behind({})) == []

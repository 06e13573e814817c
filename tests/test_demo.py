"""The bundled, invented site as a table of promises, and the demo, which scans the lab."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import whomade
from whomade.model import Assessment, Level

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "demo" / "site"

# asset: maker, level at least, white label
EXPECTED = {
    "192.0.2.11": ("hikvision", "probable", "undetermined"),
    "192.0.2.12": ("dahua", "probable", "undetermined"),
    "192.0.2.13": ("axis", "probable", "undetermined"),
    "192.0.2.14": ("bosch", "probable", "no"),
    "192.0.2.15": ("xiongmai", "probable", "undetermined"),
    "192.0.2.16": ("hp", "undetermined", "undetermined"),
    "192.0.2.17": ("cisco", "undetermined", "no"),
    "192.0.2.18": ("vivotek", "probable", "undetermined"),
    "192.0.2.19": (None, "undetermined", "undetermined"),
    "192.0.2.20": (None, "undetermined", "undetermined"),
    "C-101": ("dahua", "probable", "yes"),
    "C-102": ("hikvision", "probable", "no"),
    "C-103": ("hanwha", "probable", "no"),
    "C-104": ("self", "possible", "undetermined"),
    "C-105": ("truen", "probable", "yes"),
    "C-106": ("axis", "probable", "no"),
    "C-107": ("dahua", "probable", "no"),
    "onvif/door.xml": ("hikvision", "probable", "undetermined"),
    "onvif/lift.xml": (None, "undetermined", "undetermined"),
    "pier-1": ("hikvision", "confirmed", "yes"),
    "pier-2": ("uniview", "probable", "yes"),
    "pier-3": ("tvt", "probable", "yes"),
    "shed-1": ("xiongmai", "probable", "yes"),
    "shed-2": ("dahua", "probable", "yes"),
}
TWO_MAKERS = "shed-3"
"""Address prefix of one maker, web server of another: nobody may be named loudly."""
LISTED = {"hikvision", "dahua", "xiongmai", "uniview", "tvt"}


@pytest.fixture(scope="module")
def run() -> whomade.pipeline.Identification:
    return whomade.identify(SITE)


@pytest.fixture(scope="module")
def devices(run: whomade.pipeline.Identification) -> dict[str, Assessment]:
    return {device.asset.id.removeprefix(f"{SITE}/"): device for device in run}


def test_the_site_has_25_devices(devices: dict[str, Assessment]) -> None:
    assert set(devices) == {*EXPECTED, TWO_MAKERS}
    assert len(devices) == 25


@pytest.mark.parametrize("asset", EXPECTED)
def test_each_device_is_answered_as_promised(devices: dict[str, Assessment], asset: str) -> None:
    maker, level, white_label = EXPECTED[asset]
    answer = devices[asset].roles["manufacturer"]
    assert answer.maker == maker
    assert answer.level.rank >= Level(level).rank
    assert devices[asset].white_label == white_label


def test_no_innocent_device_is_given_to_a_listed_maker(devices: dict[str, Assessment]) -> None:
    innocent = {asset for asset, (maker, _, _) in EXPECTED.items() if maker not in LISTED}
    named = {asset: devices[asset].roles["manufacturer"].maker for asset in innocent}
    assert not {asset: maker for asset, maker in named.items() if maker in LISTED}


def test_signs_of_two_makers_give_no_loud_answer(devices: dict[str, Assessment]) -> None:
    assert devices[TWO_MAKERS].roles["manufacturer"].level.rank <= Level.POSSIBLE.rank


def test_the_broken_line_is_reported_with_its_place(
    run: whomade.pipeline.Identification, devices: dict[str, Assessment]
) -> None:
    assert devices
    lost = [problem for problem in run.coverage.problems if problem.lost]
    assert [problem.where.place for problem in lost] == ["line 11"]
    assert not [summary for summary in run.coverage.inputs if summary.refused]


def test_the_demo_shows_table_waterfall_and_report_and_the_picture_is_of_today() -> None:
    report = ROOT / "demo" / "out" / "report.html"
    report.unlink(missing_ok=True)
    done = subprocess.run(  # noqa: S603  our own script
        [sys.executable, str(ROOT / "demo" / "run.py")], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    headline = next(line for line in done.stdout.splitlines() if " devices: " in line)
    assert "How the odds moved" in done.stdout
    assert "prohibited" in done.stdout
    assert done.stdout.rstrip().endswith("(one file, opens offline)")
    assert "</html>" in report.read_text(encoding="utf-8")
    picture = (ROOT / "docs" / "images" / "demo.svg").read_text(encoding="utf-8")
    assert headline in [re.sub(r"<[^>]+>", "", line) for line in picture.splitlines()], "run `make docs`"

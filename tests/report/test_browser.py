"""The page in a real browser: nothing overflows, axe finds no serious fault, the script works under the policy.

Runs with WHOMADE_SLOW=1 and Debian's `chromium`; no network. Pictures of each page go to a temporary folder.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import build_coverage, build_hostile, build_judged, build_knowledge
from .page import render
from .rules import build_scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WIDTHS = (320, 360, 920, 1024, 1440)
A4 = 794
"""Width of a sheet in CSS pixels."""

GRAVE = {"serious", "critical"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("WHOMADE_SLOW"), reason="a browser is slow: set WHOMADE_SLOW=1"),
    pytest.mark.skipif(CHROMIUM is None, reason="no `chromium` on the path: install Debian's package chromium"),
]


@pytest.fixture(scope="module", name="report")
def _report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Devices in every state, one of them hostile, with rules and a scan."""
    coverage = build_coverage()
    coverage.scan = build_scan()
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render([*build_judged(), build_hostile()], coverage, build_knowledge()), encoding="utf-8")
    return path


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(name="opened")
def _opened(browser: Any, report: Path) -> Iterator[Callable[..., Any]]:
    """Open the page at a width and in a scheme; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(width: int = 1440, scheme: str = "light", **more: Any) -> Any:
        viewport = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce", **more))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if request.url[:5] != "file:" else None)
        page.goto(report.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [text for text in complaints if text != "data:,"] == []


def open_all(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def shown_rows(page: Any) -> list[str]:
    return page.eval_on_selector_all(
        "#devices tbody tr:not([hidden]) th", "all => all.map(one => one.innerText.trim())"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(opened, tmp_path, width, scheme):
    page = opened(width, scheme)
    page.screenshot(path=tmp_path / f"first-{width}-{scheme}.png")
    open_all(page)
    page.screenshot(path=tmp_path / f"whole-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_grave_fault(opened, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(width, scheme, bypass_csp=True)
    open_all(page)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in GRAVE] == []


def test_words_and_choices_filter_the_table(opened):
    page = opened()
    every = shown_rows(page)
    page.select_option("#status", "not_reached")
    assert shown_rows(page) == ["gate-north"]
    page.select_option("#status", "")
    page.fill("#words", "brightwatch")
    assert shown_rows(page) == ["gate-north"]
    assert page.inner_text("#shown") == f"1 of {len(every)} shown"


def test_a_heading_sorts_the_table(opened):
    page = opened()
    page.get_by_role("button", name="Sort by How sure").click()
    assert shown_rows(page)[-1] == "hall-2-entrance"
    page.get_by_role("button", name="Sort by How sure").click()
    assert shown_rows(page)[0] == "hall-2-entrance"


def test_a_sign_leads_to_its_open_reply(opened):
    page = opened()
    page.click("a[href='#d1']")
    page.locator("a[href='#d1-r1']").first.click()
    assert page.locator("#d1-r1 pre").is_visible()


def test_the_reader_chooses_the_scheme(opened):
    page = opened(scheme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.check("#scheme-dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_the_page_is_readable_without_its_script(opened):
    page = opened(360, java_script_enabled=False)
    page.locator("#d1 > summary").click()
    assert page.locator("#d1 .verdict").first.is_visible()
    assert not page.locator("#tools").is_visible()


def test_paper_is_light_and_shows_all_but_replies(opened):
    page = opened(A4, "dark")
    page.check("#scheme-dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('#devices thead')).display") == "table-header-group"
    assert page.evaluate("getComputedStyle(document.querySelector('#devices tr')).display") == "table-row"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#d2 .evidence, #d2 table").first.is_visible()
    assert not page.locator("#d1 pre").first.is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")

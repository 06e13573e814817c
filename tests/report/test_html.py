"""The page: what it holds, that it reaches nothing outside, and that nothing from a device acts in it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tracemalloc
from dataclasses import replace

import pytest
from lxml import html as parser

from whomade.model import Asset, Attribution, Coverage, Level
from whomade.report import html, objections, text

from .conftest import build_device, build_evidence, build_knowledge, count_levels
from .page import hashed, render, words


@pytest.fixture(name="page")
def _page(site, coverage, knowledge):
    return render(site, coverage, knowledge)


@pytest.fixture(name="tree")
def _tree(page):
    return parser.document_fromstring(page)


def test_only_this_style_and_this_script_may_act(page, tree):
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style, script = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
    assert len(style) == len(script) == 1
    assert policy == (
        f"default-src 'none'; style-src '{hashed(style[0])}'; script-src '{hashed(script[0])}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_no_element_brings_style_or_acts_by_itself(tree):
    attributes = {name for element in tree.iter() if isinstance(element.tag, str) for name in element.attrib}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}


def test_nothing_is_loaded(tree, page):
    assert not tree.xpath("//script/@src | //img | //iframe | //object | //embed | //form | //base | //*[@action]")
    assert tree.xpath("//link/@href") == ["data:,"]
    assert not re.search(r"url\(|@import", page)


def test_links_leave_the_page_only_for_sources(tree):
    outside = {h for h in tree.xpath("//@href | //@src") if not h.startswith("#")}
    assert outside == {"data:,", "https://example.org/prints", "https://example.org/registry"}


def test_links_inside_lead_somewhere(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//@href") if h.startswith("#")} <= set(ids)


def test_the_head_gives_headline_and_knowledge(tree, site, coverage):
    assert words(tree.xpath("//*[@class='headline']")[0]) == text.headline(count_levels(site), coverage, 1)
    assert "2026.11.1" in words(tree.xpath("//header")[0])
    assert "3f9a" * 16 in words(tree.xpath("//header")[0])


def test_devices_can_pass_through_on_their_way(site, coverage, knowledge, page):
    out = io.StringIO()
    with html.Page(coverage, knowledge) as kept:
        assert list(kept.passing(iter(site))) == site
        kept.write(out)
    assert out.getvalue() == page


def test_a_given_headline_is_printed(site, coverage, knowledge):
    assert "said elsewhere" in render(site, coverage, knowledge, "said elsewhere")


def test_every_device_has_a_row_and_details(tree, site):
    assert len(tree.xpath("//table[@id='devices']/tbody/tr")) == len(site)
    assert len(tree.xpath("//details[@class='device']")) == len(site)


def test_a_row_says_what_was_found(tree):
    cells = [words(c) for c in tree.xpath("//table[@id='devices']/tbody/tr[1]/*")]
    assert cells == [
        "hall-2-entrance",
        "Acme",
        "≠ yes",
        "Northlens",
        "confirmed 95 %",
        'HTTP server name "NVS-HTTPD/2.1"',
    ]


def test_details_give_the_whole_reasoning(tree):
    shown = words(tree.get_element_by_id("d1"))
    for expected in (
        "On the box: Acme Model Guard 4 Made by: Northlens as attributed, 95 %",
        "Made by Northlens attributed with 95 %",
        "Open prints, signs of network devices, Open Prints Project (2026-06): prints/web.xml, entry northlens",
        "Table of compatible cameras, Acme Imports (2026-06): row 14",
        "cameras of Northlens nearly always name themselves here",
        "on trial",
        "a board number would settle the maker about 0.4 bits",
        "two serials: AG4-0001, AG4-0002",
        "row-17: same MAC",
        "firmware author Northlens with > 99 %",
    ):
        assert expected in shown
    assert "one kind of evidence only" in words(tree.get_element_by_id("d2"))


def test_the_waterfall_is_drawn_with_a_bar_for_each_step(tree):
    picture = tree.xpath("//details[@id='d1']//figure//svg")[0]
    kinds = list(picture.xpath(".//rect/@class"))
    assert kinds == ["f-prior", "f-gain", "f-gain", "f-gain", "f-loss", "f-end"]
    assert "prior < 1 %, label 76 %" in words(picture.find("desc"))
    assert picture.get("aria-labelledby") == "d1-wt d1-wd"


def test_pictures_fit_any_width(tree):
    places = tree.xpath("//svg[@width='100%']//*/@x | //svg[@width='100%']//rect/@width")
    assert all(p == "0" or p.endswith("%") for p in places)
    assert all(0 <= float(p.rstrip("%")) <= 100 for p in places)


def test_coverage_tells_what_was_not_read(tree):
    shown = words(tree.xpath("//section[@aria-labelledby='coverage']")[0])
    for expected in (
        "no reader knows this format",
        "Gerätemarke → brand",
        "row 30",
        "3 more of the kind",
        "Windows-1252",
    ):
        assert expected in shown


def test_an_undetermined_device_names_nobody_in_its_row(tree):
    row = words(tree.xpath("//table[@id='devices']/tbody/tr[5]")[0])
    assert "nobody named" in row
    assert "Meridian" not in row


@pytest.mark.parametrize("word", ["safe", "compliant", "secure", "spyware", "guilty"])
def test_the_page_never_judges(tree, word):
    assert not re.search(rf"\b{word}\b", tree.text_content().lower())


def test_the_page_says_how_to_object(tree):
    said = words(tree.xpath("//section[@aria-labelledby='objections']")[0])
    assert objections.WHERE in said
    assert all(point.replace("`", "") in said for point in objections.INCLUDE)
    assert "docs/corrections.md" in said


def test_what_to_get_next_comes_right_after_an_answer_that_is_not_settled(tree):
    settled, probable = words(tree.get_element_by_id("d1")), words(tree.get_element_by_id("d2"))
    assert probable.index("Made by Quartz Eye") < probable.index("What to get next")
    assert probable.index("What to get next") < probable.index("What speaks against it")
    assert settled.index("What to get next") > settled.index("What speaks for it")
    assert all(words(device).count("What to get next") <= 1 for device in tree.xpath("//details[@class='device']"))


@pytest.mark.parametrize(
    ("field", "said"),
    [("html_title", "It calls itself: Acme"), ("mac", "MAC prefix of: Acme"), ("", "On the box: not seen")],
)
def test_a_name_that_is_not_printed_says_where_it_comes_from(site, coverage, knowledge, field, said):
    roles = dict(site[0].roles)
    if field:
        evidence = (build_evidence("brand-acme", field, "Acme", 0.0, "label"),)
        roles["brand"] = Attribution("brand", "self", "Acme", 0.58, Level.POSSIBLE, evidence=evidence)
    bare = replace(site[0], asset=Asset("gate", keys={"model": "Guard 4"}), roles=roles)
    page = parser.document_fromstring(render([bare], coverage, knowledge))
    head = words(page.xpath("//details[@id='d1']/summary")[0])
    assert f"{said} Model Guard 4 Made by: Northlens" in head
    assert said in " ".join(text.waterfall(bare, knowledge, 100, color=False).split())


def test_tables_can_be_read_aloud(tree):
    for table in tree.xpath("//table"):
        assert table.xpath("./caption")
        assert all(h.get("scope") in ("col", "row") for h in table.xpath(".//th"))
    assert tree.get("lang") == "en"
    assert not tree.xpath("//svg[not(@aria-hidden) and not(@aria-label) and not(@aria-labelledby)]")
    assert [len(tree.xpath("//" + h)) for h in ("h1", "main")] == [1, 1]


def test_cells_carry_their_heading_for_narrow_screens(tree):
    assert not tree.xpath("//tbody//td[not(@data-label)]")


def test_many_devices_keep_details_of_the_named_only(site, knowledge):
    tree = parser.document_fromstring(render(site * 2, Coverage(), knowledge, details_limit=11))
    assert len(tree.xpath("//table[@id='devices']/tbody/tr")) == 12
    assert tree.xpath("//details[@class='device']/@id") == ["d1", "d2", "d3", "d4", "d7", "d8", "d9", "d10"]
    assert "more than 11 devices" in tree.text_content()
    assert {h[1:] for h in tree.xpath("//@href") if h.startswith("#")} <= set(tree.xpath("//@id"))


def test_an_empty_run_gives_a_page(knowledge):
    assert "No device was found" in render([], Coverage(), knowledge)


def test_the_same_devices_give_the_same_page(site, coverage, knowledge, page):
    assert render(site, coverage, knowledge) == page


def test_memory_does_not_grow_with_the_devices():
    class Nowhere(io.StringIO):
        def write(self, text):
            return len(text)

    def peak(number):
        one = build_device("x", "Acme", "northlens", 0.3, Level.UNDETERMINED)
        devices = (replace(one, asset=Asset(f"device-{n}")) for n in range(number))
        tracemalloc.start()
        html.render(devices, Coverage(), build_knowledge(), None, Nowhere(), details_limit=10)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(600) < peak(60) + 500_000


def test_jinja_is_not_imported_until_a_page_is_wanted():
    code = "import sys, whomade.report.html, whomade.report.text; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603

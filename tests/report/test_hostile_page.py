"""The page under attack: every text of a device, its replies, its verdicts and the account holds the same attack."""

from __future__ import annotations

import re

import pytest
from lxml import html as parser

from whomade.model import Heard, Scan

from .conftest import HOSTILE
from .page import hashed, render, words


@pytest.fixture(name="attacked")
def _attacked(hostile, coverage, knowledge):
    coverage.inputs[0].name = coverage.inputs[1].notes[0] = coverage.inputs[2].refused = HOSTILE
    coverage.inputs[1].columns[HOSTILE] = HOSTILE
    coverage.problems.append(hostile.problems[0])
    coverage.scan = Scan([HOSTILE], [80], 2, 1, 1, discovery=[Heard(HOSTILE, HOSTILE)], ended=[hostile.problems[0]])
    return render([hostile], coverage, knowledge, HOSTILE)


@pytest.fixture(name="tree")
def _tree(attacked):
    return parser.document_fromstring(attacked)


def test_hostile_text_is_only_text(attacked, tree):
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert not tree.xpath("//img | //@onerror | //@onload")
    assert "<script>alert" not in attacked
    assert "DROP TABLE" in tree.text_content()
    assert "{{ 7*7 }}" in tree.text_content()


def test_no_link_leads_where_a_device_wants(tree):
    assert not [h for h in tree.xpath("//@href") if "javascript" in h or "192.0.2.1" in h]


def test_no_text_of_a_device_enters_style_or_script(attacked, site, coverage, knowledge):
    quiet = render(site, coverage, knowledge)
    for tag in ("style", "script"):
        loud, calm = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[0] for page in (attacked, quiet))
        assert hashed(loud) == hashed(calm)


def test_nothing_invisible_is_left(attacked):
    assert {c for c in attacked if not c.isprintable()} == {"\n"}


def test_long_values_are_cut(attacked):
    assert f"({40 * len(HOSTILE)} characters)" in attacked


@pytest.mark.parametrize(
    "place",
    [
        "//section[@class='rules']//h3",
        "//*[@class='said']//dd",
        "//div[@class='verdict prohibited']/h5",
        "//div[@class='verdict prohibited']/p",
        "//ol[@class='path']/li",
        "//details[@class='reply']/summary",
        "//pre",
        "//section[@aria-labelledby='coverage']//dd",
        "//section[@aria-labelledby='coverage']//li",
        "//*[@class='headline']",
    ],
)
def test_the_attack_stands_in_every_part_as_text(tree, place):
    assert any("<script>alert(1)" in words(element) for element in tree.xpath(place))

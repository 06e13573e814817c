"""Evidence down to the bytes: each sign leads to the reply it was read from, and a reply shows what came."""

from __future__ import annotations

import pytest
from lxml import html as parser

from whomade.model import Reply, Signal, Where
from whomade.report import raw

from .page import render, words
from .rules import PLACE, build_replies


@pytest.fixture(name="device")
def _device(rules, coverage, knowledge):
    return parser.document_fromstring(render(rules, coverage, knowledge)).get_element_by_id("d1")


def test_a_sign_leads_to_the_reply_it_was_read_from(device):
    links = device.xpath(".//a[starts-with(@href, '#d1-r')]")
    assert {link.get("href") for link in links} == {"#d1-r1"}
    assert {words(link) for link in links} == {"raw reply 1"}


def test_a_reply_keeps_its_lines(device):
    shown = device.xpath(".//pre")[0].text_content()
    assert shown.splitlines() == [
        "HTTP/1.1 401 Unauthorized",
        "Server: NVS-HTTPD/2.1",
        'WWW-Authenticate: Digest realm="IP Camera"',
    ]


def test_a_reply_says_what_it_is_and_where_it_was_seen(device):
    first = words(device.xpath(".//details[@class='reply']/summary")[0])
    assert first == "1. http 94 bytes; scan-hall-2.xml, host 14, port 80; 2026-11-02T09:30:00Z"


def test_a_cut_reply_says_how_much_there_was(device):
    assert "Cut here: the whole had 9000 bytes." in words(device.xpath(".//details[@class='reply']")[1])
    assert not device.xpath("(.//details[@class='reply'])[1]//*[@class='cut']")


def test_bytes_are_shown_with_offset_digits_and_signs():
    lines = list(raw.lines(build_replies()[1]))
    assert lines[0] == "0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f  ................"
    assert lines[2] == "0020  20 21 22 23 24 25 26 27 4d 48 45 44 00 01 6e 6f   !\"#$%&'MHED..no"
    assert lines[3] == f"0030  {'72 74 68 6c 65 6e 73':<47}  rthlens"


def test_digits_that_are_none_are_shown_as_text():
    assert list(raw.lines(Reply(PLACE, "x", "zz\n\x1bz", 5, is_hex=True))) == ["zz", "\ufffdz"]


def test_a_very_long_reply_is_cut_and_says_so():
    long = Reply(PLACE, "http", "x" * 70_000, 70_000)
    assert sum(map(len, raw.lines(long))) == raw.MOST_CHARACTERS
    assert raw.is_cut(long)
    assert raw.size(long) == "70000 bytes, only the beginning is shown"


def test_the_reply_of_the_same_kind_comes_first(rules):
    replies = (Reply(PLACE, "http", "a", 1), Reply(PLACE, "tls", "b", 1), Reply(Where(), "http", "c", 1))
    known = raw.places(type(rules[0])(rules[0].asset, {}, "yes", replies=replies))
    numbers = [raw.number_of(Signal("mac", "x", *about), known) for about in ((PLACE, "tls"), (PLACE, "ssh"), ())]
    assert numbers == [2, 1, None]

"""Verdicts on the page: counted in the summary, explained at the device, beside the probability and never mixed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html as parser

from whomade.model import Actor, Situation, Status, Step
from whomade.report import text, verdicts

from .conftest import build_device, build_site
from .page import render, words
from .rules import SITUATION, build_verdict, judged


@pytest.fixture(name="tree")
def _tree(rules, coverage, knowledge):
    return parser.document_fromstring(render(rules, coverage, knowledge))


def test_no_rule_was_applied_because_none_was_named(site, coverage, knowledge):
    tree = parser.document_fromstring(render(site, coverage, knowledge))
    assert "No rule was applied, because none was named." in words(tree.xpath("//section[@class='rules']")[0])
    assert not tree.xpath("//*[@id='status'] | //div[starts-with(@class, 'verdict')]")


def test_each_rule_is_counted_by_status(tree):
    video, grants = tree.xpath("//div[@class='card rule']")
    assert [words(li) for li in video.xpath(".//ul[@class='counts']/li")] == [
        "prohibited 1",
        "conditional 0",
        "advised against 1",
        "not reached 1",
        "undetermined 3",
    ]
    assert video.xpath(".//svg/@aria-label")[0] == "1 prohibited, 1 advised against, 1 not reached, 3 undetermined"
    assert "conditional 6" in words(grants)


def test_each_rule_says_what_was_asked_and_for_when(tree):
    shown = words(tree.xpath("//div[@class='card rule']")[0])
    assert "Act on the Purchase of Video Equipment xx-video-act-8, asked for 2026-11-02" in shown
    assert "by public body, XX place critical infrastructure product camera acquired on 2023-11" in shown
    assert "federal funds yes network video surveillance price eur 1200.0 not established purpose" in shown


def test_a_case_that_differs_between_devices_is_said_to(coverage, knowledge):
    other = build_verdict("xx-video-act-8", Status.NOT_REACHED, situation=replace(SITUATION, acquired_on="2019"))
    devices = [judged(build_site()[0], Status.PROHIBITED), replace(build_site()[1], verdicts=(other,))]
    assert "The case differs between devices" in render(devices, coverage, knowledge)
    assert "The case differs" not in render(devices[:1], coverage, knowledge)


def test_a_row_has_a_chip_for_each_rule(tree):
    row = tree.xpath("//table[@id='devices']/tbody/tr")[0]
    assert [words(li) for li in row.xpath(".//ul[@class='chips']/li")] == [
        "xx-video-act-8 prohibited",
        "xx-grants conditional needs purpose, contract date",
    ]
    assert row.get("data-statuses") == "prohibited conditional"


def test_a_row_says_why_a_rule_does_not_reach_the_device(tree):
    row = tree.xpath("//table[@id='devices']/tbody/tr")[1]
    assert words(row.xpath(".//ul[@class='chips']/li")[0]) == "xx-video-act-8 not reached it does not name the maker"


@pytest.mark.parametrize("kind", verdicts.SHUT)
def test_each_gate_that_shuts_has_words(kind):
    shut = build_verdict("xx-rule", Status.NOT_REACHED, path=(Step("manufacturer", "Acme"), Step(kind, "so")))
    assert verdicts.in_short(shut) == f"not reached ({verdicts.SHUT[kind]})"
    assert verdicts.shut(replace(shut, status=Status.PROHIBITED)) == ""


def test_a_rule_that_would_reach_no_maker_at_all_says_so():
    nobody = build_verdict("xx-rule", Status.NOT_REACHED, path=(), maker=None)
    assert verdicts.in_short(nobody) == "not reached (no maker that it names would be reached)"


def test_a_verdict_says_how_fresh_its_rule_is(tree, rules, knowledge):
    said = "he rule was last checked on 2026-11-01, to be checked again by 2027-03-31."
    assert f"t{said} To look at then: amendments" in words(tree.get_element_by_id("d1"))
    assert f"T{said}" in words(tree.xpath("//div[@class='card rule']")[0])
    assert f"t{said[:-1]}" in " ".join(text.waterfall(rules[0], knowledge, 100, color=False).split())


def test_a_day_after_the_next_check_is_said_to_be():
    late = build_verdict("xx-rule", Status.PROHIBITED, on="2027-04-01")
    assert verdicts.checked(late).endswith("; the day asked about lies after that: look at the rule itself")
    assert verdicts.checked(replace(late, on="2027-03-31")).endswith("again by 2027-03-31")
    assert verdicts.checked(replace(late, next_check=None)) == ""


def test_the_table_has_as_many_cells_as_headings(tree):
    heads = len(tree.xpath("//table[@id='devices']/thead//th"))
    assert {len(row) for row in tree.xpath("//table[@id='devices']/tbody/tr")} == {heads}


def test_a_verdict_gives_all_its_reasons(tree):
    shown = words(tree.xpath("//details[@id='d1']//div[@class='verdict prohibited']")[0])
    for expected in (
        "Act on the Purchase of Video Equipment",
        "prohibited",
        "Northlens with 95 %",
        "section 8, paragraph (2)",
        "under whatever brand it is sold",
        "the contract is void; section 12",
        "listed: Northlens is on the list of section 3 since 2022-05-01",
        "Gazette (2026-06): section 8",
    ):
        assert expected in shown
    assert "hangs on purpose, contract date" in words(tree.get_element_by_id("d1"))


def test_status_and_probability_stand_side_by_side(tree):
    says, sure = tree.xpath("(//details[@id='d1']//dl[@class='beside'])[1]/div")
    assert words(says).startswith("What this rule says prohibited")
    assert words(sure) == "How sure the manufacturer is Northlens with 95 % confirmed"
    assert "%" not in words(says)


def test_a_verdict_without_a_maker_says_so(tree):
    assert "Maker not asked for" in words(tree.xpath("(//details[@id='d1']//dl[@class='beside'])[2]")[0])


def test_a_verdict_names_nobody_while_the_maker_is_undetermined(tree):
    shown = words(tree.xpath("(//details[@id='d5']//dl[@class='beside'])[1]")[0])
    assert "nobody can be named" in shown
    assert "31 %" not in shown


def test_relabelled_devices_are_marked_by_more_than_colour(tree):
    rows = tree.xpath("//table[@id='devices']/tbody/tr[@class='relabelled']")
    assert [words(row[2]) for row in rows] == ["≠ yes", "≠ yes"]
    faces = tree.xpath("//details[@id='d1']//dl[@class='faces relabelled']/div")
    assert words(faces[0]) == "On the box Acme Model Guard 4"
    assert "≠ white label as far as the evidence goes" in words(faces[1])
    assert "Made by Northlens attributed with 95 %, confirmed" in words(faces[2])


def test_counter_evidence_comes_before_evidence(tree):
    shown = words(tree.get_element_by_id("d1"))
    assert shown.index("What speaks against it") < shown.index("What speaks for it")


def test_sources_are_listed_once_with_their_links(tree):
    listed = tree.xpath("//section[@aria-labelledby='sources']//li")
    assert len(listed) == 5
    links = tree.xpath("//a[starts-with(@href, 'https:')]")
    assert all("noopener" in link.get("rel") for link in links)


def test_the_page_says_what_it_is_not(tree):
    shown = words(tree)
    assert "not legal advice" in shown.lower()
    assert "An answer is a probability, never proof." in shown


@pytest.mark.parametrize("word", ["safe", "compliant", "secure", "guilty"])
def test_no_device_is_called_harmless(tree, word):
    assert f" {word} " not in f" {words(tree).lower()} "


def test_headings_never_skip_a_rank(tree):
    ranks = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert ranks[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(ranks))


def test_links_inside_lead_somewhere(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = {h[1:] for h in tree.xpath("//@href") if h.startswith("#")}
    named = {i for names in tree.xpath("//@aria-labelledby | //@for") for i in names.split()}
    assert inside | named <= set(ids)


def test_an_empty_situation_names_what_is_not_established():
    said = verdicts.situation(Situation("buy", "2026-01-02"))
    assert [f"{s.about}: {s.words}" for s in said] == [
        "act: buy",
        "on: 2026-01-02",
        "not established: who does it, place, purpose, product, acquired on",
    ]


def test_a_region_says_more_than_its_country():
    assert verdicts.situation(replace(SITUATION, actor=Actor("XX", "XX-7", "school")))[2].words == "school, XX-7"


def test_the_gravest_status_sorts_last():
    grave = [build_verdict("x", status) for status in Status]
    assert verdicts.gravest(grave) > verdicts.gravest(grave[1:]) > verdicts.gravest([]) == 0


def test_every_status_has_a_meaning_without_a_judgement():
    assert set(verdicts.MEANINGS) == set(Status)


def test_a_verdict_about_a_role_nobody_spoke_of_rests_on_nobody():
    device = build_device("x", "Acme", None, 0.0, build_site()[5].white_label)
    assert verdicts.rests_on(build_verdict("x", Status.UNDETERMINED, role="cloud_operator"), device).maker is None

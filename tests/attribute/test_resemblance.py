"""The nearest known device by the shape of replies, over invented cards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.attribute.reason import Reasoner
from whomade.attribute.resemblance import LEAST, SIMILAR, Known, ResemblanceIndex, known_cards, likeness, pairs_of
from whomade.model import Card, Evidence, Field, Level, Resemblance, Signal
from whomade.testing import fingerprint, knowledge_of, vendor_of

CARRIERS = {"frame": "onvif", "headers": "web"}
NORTH = "Reply: a b c d e f g h i j k l"
QUARTZ = "Reply: a b m n o p q r s t u v"
CARDS = (
    Known("north-1", "northlens", (("frame", NORTH), ("serial", "NL1")), "survey"),
    Known("north-2", "northlens", (("frame", NORTH + " w"),), "survey"),
    Known("quartz-1", "quartzeye", (("frame", QUARTZ),), "prints"),
    Known("quartz-2", "quartzeye", (("headers", "A B C D E F G H I J K"),), "prints"),
)
WORTH = {c: Resemblance(c, 0.7) for c in ("onvif", "web")}
INDEX = ResemblanceIndex(CARDS, CARRIERS, WORTH)
words = st.text("abcdefghijklmnop", min_size=1, max_size=1)
shapes = st.lists(words, max_size=16).map(lambda parts: "Reply: " + " ".join(parts))


def evidence(*values: str, index: ResemblanceIndex = INDEX) -> list[Evidence]:
    return list(index.evidence([Signal("frame", value) for value in values]))


def test_a_reply_laid_out_like_a_known_device_names_its_author() -> None:
    (hit,) = evidence(NORTH)
    assert (hit.makers, hit.carrier, hit.technique, hit.role) == (
        ("northlens",), "onvif", "resemblance", "firmware_author",
    )  # fmt: skip
    assert hit.fingerprint == "resemblance:north-1"
    assert hit.sources[0].id == "survey"
    assert hit.trial


@pytest.mark.parametrize(
    "value",
    [
        "Reply: a b",
        "Reply: a b c d",
        "Reply: z y x w v u t s r q p o",
        "Other: " + NORTH.partition(": ")[2],
        "",
    ],
    ids=["what two authors share", "too little", "another order", "another reply", "nothing"],
)
def test_other_replies_name_nobody(value: str) -> None:
    assert evidence(value) == []


def test_what_was_seen_of_one_author_alone_is_not_compared() -> None:
    """A protocol that only one author's cards show may look so on everybody's devices."""
    assert INDEX.alike([("headers", "A B C D E F G H I J K")]) == ()
    assert INDEX.authors("web") == frozenset()


def test_cards_of_two_authors_that_are_both_alike_name_nobody() -> None:
    twin = Known("twin", "meridian", (("frame", NORTH.replace(" l", " x")),))
    assert evidence(NORTH, index=ResemblanceIndex((*CARDS, twin), CARRIERS, WORTH)) == []


def test_a_carrier_without_worth_says_nothing() -> None:
    assert evidence(NORTH, index=ResemblanceIndex(CARDS, CARRIERS, {})) == []


@given(shapes, shapes)
def test_likeness_is_symmetric_and_a_share(one: str, other: str) -> None:
    left, right = dict([pairs_of("frame", one)]), dict([pairs_of("frame", other)])
    share, common = likeness(left, right)
    assert (share, common) == likeness(right, left)
    assert 0.0 <= share <= 1.0
    assert likeness(left, left)[0] == 1.0


@given(st.lists(shapes, max_size=3))
def test_order_and_repetition_of_replies_do_not_matter(values: list[str]) -> None:
    found = INDEX.alike(("frame", value) for value in values)
    assert found == ResemblanceIndex(CARDS, CARRIERS).alike(("frame", value) for value in reversed(values + values))
    assert all(alike.similarity >= SIMILAR and alike.common >= LEAST for alike in found)


def test_emulated_cards_and_cards_without_an_author_are_not_compared() -> None:
    real = Card("x", "acme", "G1", "survey", {"manufacturer": "northlens"}, (("frame", NORTH, "survey"),))
    cards = (real, replace(real, id="y", emulated=True), replace(real, id="z", truth={"soc_maker": "silicore"}))
    assert [card.id for card in known_cards(cards)] == ["x"]


def reasoner(worth: Resemblance) -> Reasoner:
    cards = tuple(
        Card(k.id, k.id, "G", k.source, {"firmware_author": k.author}, tuple((f, v, "survey") for f, v in k.signals))
        for k in CARDS
    )
    base = knowledge_of(
        fingerprints=[
            fingerprint("northlens", "onvif.vendor_uri", "northlens", "strong"),
            fingerprint("northlens", "rtsp_realm", "^NL_", "strong"),
        ]
    )
    fields = {**base.fields, "frame": Field("frame", "onvif", "frame", shape=True)}
    return Reasoner(replace(base, cards=cards, fields=fields, resemblances=(worth,)), vendor_of)


def test_it_never_counts_beside_another_sign_of_its_carrier() -> None:
    said = reasoner(Resemblance("onvif", 0.7))
    frame, uri = Signal("frame", NORTH), Signal("onvif.vendor_uri", "http://northlens.example")
    alone, both = said.attribute([uri])["manufacturer"], said.attribute([uri, frame])["manufacturer"]
    assert both.posterior == alone.posterior
    assert len(both.evidence) == len(alone.evidence) + 1


def test_uncounted_it_helps_a_sign_of_another_carrier_and_lifts_no_level() -> None:
    said = reasoner(Resemblance("onvif", 0.7))
    frame, realm = Signal("frame", NORTH), Signal("rtsp_realm", "NL_1")
    assert said.attribute([frame])["manufacturer"].level is Level.UNDETERMINED
    alone, both = said.attribute([realm])["manufacturer"], said.attribute([realm, frame])["manufacturer"]
    assert both.probability >= alone.probability
    assert both.level.rank <= max(alone.level.rank, Level.POSSIBLE.rank)


def test_counted_it_is_firm() -> None:
    (hit,) = ResemblanceIndex(CARDS, CARRIERS, {"onvif": Resemblance("onvif", 1.1, True, "9 of 10")}).evidence(
        [Signal("frame", NORTH)]
    )
    assert not hit.trial
    assert "9 of 10" in hit.note

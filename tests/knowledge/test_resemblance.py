"""Counting whole shapes on the device cards, leaving brands out."""

from __future__ import annotations

from pathlib import Path

from whomade.attribute.resemblance import known_cards
from whomade.knowledge.bundle import load
from whomade.knowledge.compile import ALIKE_BAND, pair
from whomade.knowledge.folds import without
from whomade.knowledge.measure import count
from whomade.knowledge.read import read_base
from whomade.testing import BANDS

REPOSITORY = Path(__file__).parents[2] / "knowledge"
FRAME = "Reply: a b c d e f g h i j k l"
OTHER = "Reply: z y x w v u t s r q p o"


def card(name: str, brand: str, maker: str, frame: str, source: str) -> str:
    return (
        f"id: {name}\nbrand: {brand}\nmodel: G\nhow: invented\n"
        f"truth: {{manufacturer: {maker}, firmware_author: {maker}}}\n"
        "truth_sources: [{id: register, at: page 1}]\nsignals:\n"
        f'  - {{field: frame.order, value: "{frame}", sources: [{{id: {source}, at: page 2}}]}}\n'
    )


def with_frames(base: Path) -> Path:
    """The tiny base with a field that holds a shape, and three cards with shapes of two authors and three brands.

    Without the only brand of its author a card has nobody to be mistaken for: shapes of one author are not compared.
    """
    fields = base / "vocabulary" / "fields.yml"
    fields.write_text(fields.read_text() + '  - {id: frame.order, carrier: onvif, shape: true, what: "frame"}\n')
    for name, brand, maker, frame, source in (
        ("one", "acme", "northlens", FRAME, "prints"),
        ("two", "birch", "northlens", FRAME, "bench"),
        ("three", "quartz-eye", "quartzeye", OTHER, "notes"),
    ):
        (base / "devices" / f"{name}.yml").write_text(card(name, brand, maker, frame, source))
    return base


def test_a_card_is_judged_by_cards_of_other_brands_only(base: Path) -> None:
    counts = count(read_base(with_frames(base)))["resemblance-onvif"]
    assert counts == {"maker": [2, 2], "others": [0, 2], "groups": [2]}


def test_too_few_cards_leave_the_judged_worth(base: Path) -> None:
    compiled = without(read_base(with_frames(base)))
    (worth,) = compiled.resemblances
    band = BANDS[ALIKE_BAND]
    assert not worth.measured
    assert abs(10**worth.log10_lr - band.hit_if / band.hit_else) < 1e-6


def test_five_cards_of_three_groups_are_counted_and_a_false_one_weakens() -> None:
    judged = (0.3, 0.06)
    assert pair(judged, {"maker": [5, 6], "others": [0, 9], "groups": [3]})[:2] == (5.5 / 7, 0.06)
    assert pair(judged, {"maker": [5, 6], "others": [0, 9], "groups": [2]})[:2] == judged
    assert pair(judged, {"maker": [5, 6], "others": [2, 9], "groups": [3]})[1] == 0.25


def test_leaving_out_a_brand_or_a_group_drops_its_cards_from_the_comparison(base: Path) -> None:
    read = read_base(with_frames(base))
    ids = {card.id for card in known_cards(without(read).cards)}
    assert {"one", "two", "three"} <= ids
    assert "two" not in {card.id for card in known_cards(without(read, brand="birch").cards)}
    assert "two" not in {card.id for card in known_cards(without(read, groups=frozenset({"bench"})).cards)}


def test_no_card_of_the_shipped_base_resembles_another_makers() -> None:
    counts = {name: c for name, c in read_base(REPOSITORY).measured.items() if name.startswith("resemblance-")}
    assert counts
    assert all(c["others"][0] == 0 and c["others"][1] for c in counts.values())
    assert {worth.carrier for worth in load().resemblances} >= {"onvif"}

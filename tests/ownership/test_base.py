"""What the base says of the companies that matter, on the days that matter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from whomade.knowledge import bundle
from whomade.model import Range
from whomade.ownership import Ownership, caught_by, closure, controllers, holders
from whomade.ownership.answer import Owners

BASE = bundle.load()
KNOWN = Ownership.of(BASE.entities)
FACTS = Path(__file__).parents[2] / os.environ.get("WHOMADE_FACTS", "../shared/facts") / "ownership.yaml"
NO_MAKERS = {"company", "person", "state-body"}


def owners_of(company: str, day: str) -> dict[str, Range]:
    return {h.entity: h.integrated for h in holders(KNOWN.on(day), company) if h.is_known}


def in_control_of(company: str, day: str) -> set[str]:
    return {c.entity for c in controllers(KNOWN.on(day), company) if c.is_sure}


def in_doubt_over(company: str, day: str) -> set[str]:
    return {c.entity for c in controllers(KNOWN.on(day), company) if not c.is_sure}


def test_the_state_holds_hikvision_through_two_groups() -> None:
    found = owners_of("hikvision", "2023-10-16")
    assert found["sasac"] == found["cetc"] == found["cethik"] == Range(0.364808, 0.364808)
    later = owners_of("hikvision", "2024-05-01")["sasac"]
    assert later == Range(0.364808, 0.3655)


def test_the_cetc_group_controls_hikvision_without_half_of_it() -> None:
    assert {"cethik", "cetc", "sasac"} <= in_control_of("hikvision", "2024-05-01")
    day = KNOWN.on("2024-05-01")
    group = ["cethik", "cetc-52", "cetc-investment"]
    assert closure(day, ["cetc"]).entities == ("cethik",)
    assert not {"hikvision", "ezviz"} & set(closure(day, group).entities)


def test_a_total_held_in_concert_is_not_added_to_its_part() -> None:
    day = KNOWN.on("2023-10-16")
    (total,) = day.totals["hikvision"]
    assert total.share == Range(0.40908, 0.40908)
    assert sum(h.share.low for h in day.owners("hikvision").values()) == pytest.approx(0.364808 + 0.1057)


def test_ezviz_is_controlled_at_48_per_cent_and_not_caught() -> None:
    assert KNOWN.stake("hikvision", "ezviz", "2022-12-27") == Range(0.6, 0.6)
    assert caught_by(KNOWN.on("2022-12-27"), "ezviz") == ("hikvision",)
    assert KNOWN.stake("hikvision", "ezviz", "2022-12-28") == Range(0.48, 0.48)
    assert KNOWN.controls("hikvision", "ezviz", "2024-06-01") is True
    assert caught_by(KNOWN.on("2024-06-01"), "ezviz") == ()
    assert KNOWN.controls("sasac", "ezviz", "2024-06-01") is True


def test_imou_before_inside_and_after_its_sale() -> None:
    assert KNOWN.stake("dahua", "imou", "2024-06-01") == Range(0.327321, 0.327321)
    assert "imou" not in closure(KNOWN.on("2024-06-01"), ["dahua"]).entities
    assert "dahua" in in_control_of("imou", "2025-01-01")
    assert "dahua" in in_control_of("imou", "2025-03-02")
    assert in_control_of("imou", "2025-06-01") == set()
    assert {"dahua", "zhicheng"} <= in_doubt_over("imou", "2025-06-01")
    assert KNOWN.stake("dahua", "imou", "2025-06-01") is None
    assert in_control_of("imou", "2026-01-01") == {"zhicheng"}
    assert KNOWN.stake("dahua", "imou", "2026-01-01") == Range(0.0, 0.0)


def test_lorex_had_three_owners_and_a_window() -> None:
    assert set(owners_of("lorex", "2018-01-01")) == {"flir"}
    assert KNOWN.stake("flir", "lorex", "2012-11-01") is None
    assert owners_of("lorex", "2020-01-01")["dahua"] == Range(1.0, 1.0)
    assert caught_by(KNOWN.on("2020-01-01"), "lorex") == ("dahua-europe", "dahua")
    for day in ("2022-11-23", "2022-11-25", "2022-12-31"):
        assert in_control_of("lorex", day) == set()
        assert {"dahua", "skywatch"} <= in_doubt_over("lorex", day)
        assert caught_by(KNOWN.on(day), "lorex") == ()
    assert set(owners_of("lorex", "2023-01-01")) == {"skywatch"}
    assert KNOWN.controls("dahua", "lorex", "2023-01-01") is False


def test_dahua_usa_changed_hands_in_january_2024() -> None:
    assert KNOWN.controls("dahua", "dahua-usa", "2024-01-01") is True
    assert KNOWN.controls("dahua", "dahua-usa", "2024-01-15") is None
    assert KNOWN.controls("dahua", "dahua-usa", "2024-02-01") is False
    assert KNOWN.stake("central-motion-picture-usa", "dahua-usa", "2024-02-01") == Range(1.0, 1.0)
    assert [i.owners for i in KNOWN.on("2024-02-01").successors["dahua-usa"]] == [("luminys",)]


def test_huachuang_was_caught_until_the_sale_and_is_still_above_ten_per_cent() -> None:
    assert "huachuang" in closure(KNOWN.on("2022-10-28"), ["dahua"]).entities
    assert "huachuang" not in closure(KNOWN.on("2022-10-29"), ["dahua"]).entities
    stake = KNOWN.stake("dahua", "huachuang", "2024-01-01")
    assert stake is not None
    assert stake.low > 0.1


def test_general_knowledge_is_a_lead_and_carries_nothing() -> None:
    day = KNOWN.on("2024-01-01")
    assert owners_of("uniview", "2024-01-01") == {}
    assert [i.owners for i in day.leads["uniview"]] == [("jiaozhi",)]
    assert in_control_of("hikmicro", "2024-01-01") == set()


def test_no_maker_grew_out_of_the_owners() -> None:
    held = {e.id for e in BASE.entities.values() if NO_MAKERS & set(e.kinds)}
    assert not held & set(BASE.makers)
    assert not held & BASE.outsiders
    assert not held & {row.maker for brand in BASE.brands.values() for row in brand.rows}
    assert not any(BASE.entities[e].registrants for e in held)


def test_every_day_on_which_something_changes_can_be_reckoned() -> None:
    for entity in BASE.entities.values():
        days = {day for i in entity.held_by for w in (i.start, i.end) for day in w if len(day) == 10}
        for day in sorted(days):
            holders(KNOWN.on(day), entity.id)


def test_the_names_that_regimes_print_lead_to_their_makers() -> None:
    owners = Owners(BASE.entities)
    for regime in BASE.regimes.values():
        for listing in regime.named:
            if "state-body" in BASE.entities[listing.maker].kinds:
                continue  # a law that says "the Government of China" means the state, not a name in a register
            assert owners.match(listing.name_printed).entity == listing.maker


@pytest.mark.shared
@pytest.mark.skipif(not FACTS.exists(), reason="the shared facts are not beside the checkout")
def test_every_id_and_name_of_the_facts_leads_to_a_company() -> None:
    import yaml

    owners, seen = Owners(BASE.entities), {}
    for row in yaml.safe_load(FACTS.read_text(encoding="utf-8"))["entities"]:
        found = owners.match(row["id"])
        assert found.entity, row["id"]
        assert found.score == 1.0
        seen[row["id"]] = found.entity
        for key in ("name_zh", "name_zh_hant", "statute_name", "stock", "former_name"):
            if row.get(key):
                assert owners.match(row[key]).entity == found.entity, (key, row[key])
    assert len(set(seen.values())) == len(seen)

"""The draft under FAR 52.204-25(d): what is reported, which fields are asked, until when, and what is missing."""

from __future__ import annotations

import pytest

from whomade.errors import InputError
from whomade.report.filing import plain
from whomade.report.filing.document import Fields

from .papers import BUY, judged_site, paper_of

KIND = "far-52.204-25"
FIRST_PART = [  # in the order of paragraph (d)(2)(i)
    "supplier_name", "supplier_uei", "supplier_cage", "brand", "model_number", "oem_number", "item_description",
    "mitigation",
]  # fmt: skip
SECOND_PART = ["further_mitigation", "prevention_efforts", "additional_efforts"]
WHOLE = {
    "contract_number": "0047-X", "order_numbers": ["7", "8"], "supplier_name": "Example Supply", "supplier_uei": "E9",
    "supplier_cage": "1E234", "item_description": "dome camera", "oem_number": "NL-4", "mitigation": "taken out",
    "further_mitigation": "none yet", "prevention_efforts": "list checked", "additional_efforts": "training",
    "discovered_on": "2026-07-02", "submitted_on": "2026-07-02", "how_found": "network scan",
    "contracting_officer": "Office 4", "defence": "yes", "indefinite_delivery": "true", "filed_by": "Example Inc.",
    "prepared_by": "Records", "prepared_on": "2026-07-02", "clause": "52.204-25",
}  # fmt: skip


def test_devices_are_reported_by_their_verdict_and_others_kept_to_be_settled() -> None:
    data = paper_of(KIND, judged_site()).document()
    assert [d["device"] for d in data["devices"]] == ["hall-2-entrance", "192.0.2.77"]
    assert [d["device"] for d in data["to_settle"]] == ["监控-七号", "car-park-3"]


def test_the_fields_are_those_of_the_clause_in_its_order() -> None:
    data = paper_of(KIND, judged_site()).document()
    assert list(data["first_part"]) == ["contract_number", "order_numbers"]
    assert all(list(device["fields"]) == FIRST_PART for device in data["devices"])
    assert list(data["second_part"]) == SECOND_PART


def test_what_nobody_gave_is_missing_and_what_the_evidence_shows_is_not() -> None:
    paper = paper_of(KIND, judged_site())
    fields = paper.document()["devices"][0]["fields"]
    assert (fields["brand"]["value"], fields["model_number"]["value"]) == ("Acme", "Guard 4")
    assert all(fields[name]["value"] is None for name in FIRST_PART if name not in ("brand", "model_number"))
    missing = {row["field"]: row["devices"] for row in paper.document()["missing"]}
    assert missing["supplier_name"] == ["hall-2-entrance", "192.0.2.77"]
    assert missing["model_number"] == ["192.0.2.77"]
    assert {"contract_number", "discovered_on", "first_part_due", "defence", *SECOND_PART} <= set(missing)
    shown = [row for block in paper.blocks if isinstance(block, Fields) for row in block.missing]
    assert plain.render(paper).count("MISSING\n") == len(shown)


def test_a_case_that_gives_everything_leaves_nothing_missing() -> None:
    devices = judged_site()[:1]
    paper = paper_of(KIND, devices, WHOLE)
    assert paper.document()["missing"] == []
    text = plain.render(paper)
    assert all(part in text for part in ("0047-X", "7; 8", "1E234", "DIBNet", "each affected order"))


def test_the_periods_are_counted_in_business_days() -> None:
    periods = paper_of(KIND, judged_site(), {"discovered_on": "2026-07-02"}).document()["periods"]
    assert periods["first_part_due"]["value"] == "2026-07-06 (Monday)"
    assert periods["second_part_due"]["value"] == "2026-07-20 (Monday)"
    assert "at the latest" in periods["second_part_due"]["note"]
    sent = {"discovered_on": "2026-07-02", "submitted_on": "2026-07-02"}
    later = paper_of(KIND, judged_site(), sent).document()["periods"]
    assert later["second_part_due"]["value"] == "2026-07-17 (Friday)"


def test_the_days_that_were_not_counted_are_named() -> None:
    text = plain.render(paper_of(KIND, judged_site(), {"discovered_on": "2026-07-02"}), 400)
    assert "Fri 2026-07-03: Independence Day (observed); Sat 2026-07-04; Sun 2026-07-05" in text


def test_the_periods_of_another_clause_are_not_guessed() -> None:
    case = {"discovered_on": "2026-07-02", "clause": "52.240-91"}
    paper = paper_of(KIND, judged_site(), case)
    assert paper.document()["periods"]["first_part_due"]["value"] is None
    assert "52.240-91" in paper.title
    assert "(d)" not in paper.title
    stated = case | {"first_business_days": "3", "second_business_days": "10"}
    assert paper_of(KIND, [], stated).document()["periods"]["first_part_due"]["value"] == "2026-07-08 (Wednesday)"


def test_a_first_part_cannot_be_submitted_before_the_find() -> None:
    with pytest.raises(InputError, match="submitted_on: 2026-07-01 lies before"):
        paper_of(KIND, judged_site(), {"discovered_on": "2026-07-02", "submitted_on": "2026-07-01"})


def test_a_year_outside_the_statute_is_refused() -> None:
    with pytest.raises(InputError, match="federal holidays are known"):
        paper_of(KIND, judged_site(), {"discovered_on": "1901-07-02"})


def test_the_user_may_name_the_devices() -> None:
    data = paper_of(KIND, judged_site(), assets=["gate-north"]).document()
    assert [d["device"] for d in data["devices"]] == ["gate-north"]
    assert "hall-2-entrance" in [d["device"] for d in data["to_settle"]]


def test_a_named_device_that_is_not_there_is_an_error() -> None:
    with pytest.raises(InputError, match="no device with the key gate-south"):
        paper_of(KIND, judged_site(), assets=["gate-south"])


def test_a_device_may_have_a_supplier_of_its_own() -> None:
    case = {"supplier_name": "Example Supply", "devices": {"192.0.2.77": {"supplier_name": "Other Supply"}}}
    names = [d["fields"]["supplier_name"]["value"] for d in paper_of(KIND, judged_site(), case).document()["devices"]]
    assert names == ["Example Supply", "Other Supply"]


def test_every_verdict_cites_provision_and_source_and_every_evidence_its_place() -> None:
    data = paper_of(KIND, judged_site()).document()
    for device in (*data["devices"], *data["to_settle"]):
        assert all(verdict["provision"] and verdict["sources"] for verdict in device["verdicts"])
        assert all(piece["seen_at"] and piece["sources"] for piece in device["evidence"])
    text = plain.render(paper_of(KIND, judged_site()))
    assert "[1: prints/web.xml, entry northlens-nvs-httpd]" in text
    assert "Open prints, signs of network devices" in text


def test_the_maker_is_believed_with_probability_and_level() -> None:
    text = plain.render(paper_of(KIND, judged_site()), 400)
    assert "believed to be made by Northlens, probability 95 %, level confirmed" in text
    assert f"{BUY}, procure on 2026-11-02: prohibited, if the attribution holds, by section 8, paragraph (2)" in text


def test_devices_without_a_verdict_are_not_reported_and_the_paper_says_how_to_ask() -> None:
    text = plain.render(paper_of(KIND, [device for device in judged_site() if not device.verdicts]), 400)
    assert "Nothing in the input is reported here" in text
    assert "--regime us-ndaa-889-a1A" in text

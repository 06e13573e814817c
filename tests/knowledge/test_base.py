"""The shipped knowledge: it keeps its own rules, is as wide as promised, and accuses nobody wrongly on its cards."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec
import pytest

from whomade.attribute.brands import normalise
from whomade.attribute.decide import leader
from whomade.attribute.fuse import HARDWARE, temper
from whomade.attribute.reason import Reasoner
from whomade.knowledge import bundle
from whomade.knowledge.calibrate import answers, calibrate, write_calibration
from whomade.knowledge.check import check
from whomade.knowledge.compile import build, compile_base, digest, encode
from whomade.knowledge.measure import count, counted_cards, write_measured
from whomade.knowledge.read import Base, read_base
from whomade.model import LEADS, Card, Knowledge, Level, Signal

ROOT = Path(__file__).parents[2] / "knowledge"
LOUD = Level.PROBABLE.rank


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base(ROOT)


@pytest.fixture(scope="module")
def compiled(base: Base) -> Knowledge:
    return compile_base(base)


@pytest.fixture(scope="module")
def reasoner(compiled: Knowledge) -> Reasoner:
    return Reasoner(compiled, bundle.vendor_of)


def test_the_base_keeps_every_rule(base: Base) -> None:
    assert [str(complaint) for complaint in check(base)] == []


def test_makers_are_as_many_as_promised(compiled: Knowledge) -> None:
    assert len(compiled.makers) >= 25


def test_innocent_makers_are_as_many_as_listed_ones(compiled: Knowledge) -> None:
    listed = sum(compiled.entities[maker].listed for maker in compiled.makers)
    assert listed <= len(compiled.makers) - listed


def test_brands_are_as_many_as_promised(compiled: Knowledge) -> None:
    assert len(compiled.brands) >= 60


def test_fingerprints_are_as_many_as_promised(compiled: Knowledge) -> None:
    assert len(compiled.fingerprints) >= 150


def test_cards_are_as_many_and_of_as_many_brands_as_promised(compiled: Knowledge) -> None:
    assert len(compiled.cards) >= 24
    assert len({card.brand for card in compiled.cards}) >= 18


def test_enough_brands_are_left_out_for_every_level(compiled: Knowledge) -> None:
    assert compiled.calibration.brands >= 18


def test_counts_are_what_a_recount_gives(base: Base) -> None:
    assert (ROOT / "measured.yml").read_text(encoding="utf-8") == write_measured(count(base))


def test_the_calibration_is_what_the_fit_gives(base: Base) -> None:
    assert (ROOT / "calibration.yml").read_text(encoding="utf-8") == write_calibration(calibrate(base))


def test_two_compilations_give_the_same_bytes(compiled: Knowledge) -> None:
    assert encode(compile_base(read_base(ROOT))) == encode(compiled)


def test_the_digest_is_that_of_the_content(compiled: Knowledge) -> None:
    assert digest(dataclasses.replace(compiled, digest="")) == compiled.digest


def test_a_changed_statement_changes_the_digest(compiled: Knowledge) -> None:
    first = dataclasses.replace(compiled.fingerprints[0], hit_if=0.123)
    changed = dataclasses.replace(compiled, digest="", fingerprints=(first, *compiled.fingerprints[1:]))
    assert digest(changed) != compiled.digest


def test_the_bundle_decodes_to_what_was_compiled(compiled: Knowledge, tmp_path: Path) -> None:
    build(ROOT, tmp_path / "bundle.json")
    assert bundle.load(tmp_path / "bundle.json") == compiled


def test_no_bundle_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(bundle.KnowledgeError, match="knowledge build"):
        bundle.load(tmp_path / "bundle.json")


@pytest.mark.parametrize("content", [b"", b"{}", b'{"version": 1}', b"\xff\xfe"])
def test_a_bundle_of_another_form_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bundle.json").write_bytes(content)
    with pytest.raises(bundle.KnowledgeError, match="not a compiled knowledge base"):
        bundle.load(tmp_path / "bundle.json")


def test_nothing_in_the_bundle_is_outside_json(compiled: Knowledge) -> None:
    assert msgspec.json.decode(encode(compiled))["digest"] == compiled.digest


def seen(card: Card, *, label: bool) -> list[Signal]:
    return [Signal(field, value) for field, value, _ in card.signals if label or field != "label.brand"]


@pytest.mark.parametrize("label", [True, False])
def test_no_card_is_answered_loudly_with_a_wrong_maker(compiled: Knowledge, reasoner: Reasoner, label: bool) -> None:
    wrong = []
    for card in compiled.cards:
        said = reasoner.attribute(seen(card, label=label))["manufacturer"]
        if said.level.rank >= LOUD and said.maker != card.truth.get("manufacturer", said.maker):
            wrong.append((card.id, said.maker, said.level))
    assert wrong == []


@pytest.mark.parametrize("label", [True, False])
def test_no_innocent_card_is_answered_with_a_listed_maker(compiled: Knowledge, reasoner: Reasoner, label: bool) -> None:
    accused = []
    for card in compiled.cards:
        truth = compiled.entities.get(card.truth.get("manufacturer", ""))
        said = reasoner.attribute(seen(card, label=label))["manufacturer"]
        named = compiled.entities.get(said.maker or "")
        if truth and not truth.listed and named and named.listed and said.level.rank >= Level.POSSIBLE.rank:
            accused.append((card.id, said.maker, said.level))
    assert accused == []


def test_no_card_is_answered_loudly_with_a_wrong_maker_when_its_brand_is_left_out(base: Base) -> None:
    fitted = calibrate(base)
    wrong = []
    for card, posterior, truth in answers(base):
        maker, probability = leader(temper(posterior, fitted.temperature, fitted.cap))
        if maker not in (None, "self", truth) and probability >= 0.9:
            wrong.append((card.form.id, maker, probability))
    assert wrong == []


def test_most_cards_on_which_something_speaks_are_named(compiled: Knowledge, reasoner: Reasoner) -> None:
    known = [card for card in compiled.cards if "manufacturer" in card.truth]
    said = [(reasoner.attribute(seen(card, label=True))["manufacturer"], card.truth["manufacturer"]) for card in known]
    spoken = [(answer, truth) for answer, truth in said if answer.evidence]
    assert len(spoken) >= 0.8 * len(known)
    assert sum(answer.maker == truth for answer, truth in spoken) >= 0.85 * len(spoken)


def test_no_example_of_one_maker_is_a_sign_of_another(compiled: Knowledge, base: Base, reasoner: Reasoner) -> None:
    by_id = {f.id: f for f in compiled.fingerprints}
    shown = [
        (by_id[item.form.id], hit)
        for item in base.of("fingerprints")
        if item.form.id in by_id
        for example in item.form.examples.match
        for hit in reasoner.matcher.match(Signal(item.form.field, example))
    ]
    mistaken = [(own.id, hit.id) for own, hit in shown if hit.role == own.role and not {*hit.makers} & {*own.makers}]
    assert mistaken == []


def test_every_example_is_a_sign_in_the_compiled_set(compiled: Knowledge, base: Base, reasoner: Reasoner) -> None:
    compiled_ids = {f.id for f in compiled.fingerprints}
    missed = [
        item.form.id
        for item in base.of("fingerprints")
        if item.form.id in compiled_ids
        for example in item.form.examples.match
        if item.form.id not in {f.id for f in reasoner.matcher.match(Signal(item.form.field, example))}
    ]
    assert missed == []


ORDINARY = {
    "http_header.server": ("nginx", "Apache/2.4.41 (Ubuntu)", "lighttpd/1.4.35", "GoAhead-Webs", "Boa/0.94.14rc21"),
    "html_title": ("Login", "Web Client", "IP Camera", "Network Camera", "Welcome", "index"),
    "http_realm": ("Login", "IP Camera", "Protected", "DVR"),
    "rtsp_realm": ("RTSP SERVER", "IP Camera", "LIVE555 Streaming Media", "/"),
    "rtsp_header.server": ("Rtsp Server", "LIVE555", "GStreamer RTSP server"),
    "rtsp_path": ("/", "/live", "/stream1", "/video", "/media/video1"),
    "onvif.manufacturer": ("ONVIF", "IPCamera", "H264", "unknown"),
    "onvif.name": ("IPC", "Camera", "NVT"),
    "label.text": ("a white dome camera by the door",),
    "firmware.version": ("1.0.0", "V1.0.1"),
    "serial": ("123456789", "0000"),
    "label.model": ("Camera", "IPC", "Dome 2"),
    "dhcp.vendor_class": ("udhcp 1.20.2", "dhcpcd-5.5.6"),
    "x509.subject": ("CN=localhost", "CN=192.0.2.7", "CN=IPC"),
    "telnet_banner": ("login:", "localhost login:", "(none) login:"),
}
"""What devices of any maker show."""


@pytest.mark.parametrize("field", sorted(ORDINARY))
def test_ordinary_values_accuse_nobody(reasoner: Reasoner, field: str) -> None:
    for value in ORDINARY[field]:
        said = reasoner.attribute([Signal(field, value)])["manufacturer"]
        assert (value, said.level.rank < LOUD, said.maker if said.level.rank else None) == (value, True, None)


def test_no_word_of_a_brand_is_an_ordinary_word(compiled: Knowledge) -> None:
    ordinary = {"camera", "ip", "security", "general", "safe", "hd", "video", "network", "home", "view", "smart", "pro"}
    assert not ordinary & {normalise(word) for brand in compiled.brands.values() for word in brand.words}


def test_every_word_of_a_brand_is_one(compiled: Knowledge) -> None:
    assert all(normalise(word) for brand in compiled.brands.values() for word in (brand.name, *brand.words))


def test_every_field_of_a_piece_of_evidence_is_in_the_vocabulary(compiled: Knowledge) -> None:
    assert {field for c in compiled.collectables for field in c.fields} <= set(compiled.fields)


def test_every_field_belongs_to_a_carrier(compiled: Knowledge) -> None:
    assert {field.carrier for field in compiled.fields.values()} <= set(compiled.carriers)


def test_the_classes_of_carriers_are_those_of_the_arithmetic(compiled: Knowledge) -> None:
    assert {carrier for carrier, kind in compiled.carriers.items() if kind == "hardware"} == HARDWARE


def test_the_table_of_the_label_is_that_of_the_design(compiled: Knowledge) -> None:
    assert compiled.relations == {
        "own-brand": 0.97, "subsidiary": 0.95, "oem-full": 0.9, "oem-some-lines": 0.5, "former": 0.5,
    }  # fmt: skip
    assert compiled.confidences == {"sure": (1.0, 0.95), "likely": (0.85, 0.85), "claimed": (0.6, 0.5)}
    assert compiled.copied_share == 0.3


def test_statements_resting_on_leads_alone_are_on_trial(compiled: Knowledge) -> None:
    leads = {source.id for source in compiled.sources.values() if source.kind in LEADS}
    statements = [*compiled.fingerprints, *(row for b in compiled.brands.values() for row in (*b.rows, *b.models))]
    assert [s for s in statements if {c.id for c in s.sources} <= leads and not s.trial] == []


def test_counting_takes_no_emulated_card(base: Base) -> None:
    assert not any(card.form.emulated for card in counted_cards(base))

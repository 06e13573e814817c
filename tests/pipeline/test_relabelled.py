"""A camera on which every word was changed is still named by the frame of its replies, and innocent ones are not."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from whomade.attribute.reason import Reasoner
from whomade.knowledge.bundle import load, vendor_of
from whomade.knowledge.folds import without
from whomade.knowledge.read import Item, read_base
from whomade.model import Attribution, Level, Observation, Signal
from whomade.signals import extract

from .relabelled import HOSTNAME, INNOCENT, RELABELLED, envelope

if TYPE_CHECKING:
    from whomade.knowledge.read import Base

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
DUMPS = CORPUS / "inputs" / "onvif"
CARD = "trendnet-tv-ip320pi"
needs_corpus = pytest.mark.skipif(not DUMPS.is_dir(), reason="the shared corpus is not beside the checkout")


@cache
def base() -> Base:
    return read_base(ROOT / "knowledge")


def reduced(*, groups: tuple[str, ...] = (), card: str = "", models: str = "") -> Reasoner:
    """A reasoner without some source groups, without one card, without the model relations of one brand."""
    whole = base()
    items = dict(whole.items)
    items["devices"] = {name: item for name, item in items["devices"].items() if name != card}
    if models:
        entry = items["brands"][models]
        bare = Item(entry.entry, msgspec.structs.replace(entry.form, models=[]))
        items["brands"] = {**items["brands"], models: bare}
    return Reasoner(without(dataclasses.replace(whole, items=items), groups=frozenset(groups)), vendor_of)


def signals_of(replies: list[str], kind: str = "onvif_reply") -> list[Signal]:
    read = (extract(Observation("camera", kind, reply)) for reply in replies)
    return [found for results in read for found in results if isinstance(found, Signal)]


def made_by(replies: list[str], reasoner: Reasoner | None = None) -> Attribution:
    return (reasoner or Reasoner(load(), vendor_of)).attribute(signals_of(replies))["manufacturer"]


def dump(brand: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(DUMPS.glob(f"{brand}_*.xml"))]


def test_a_camera_whose_every_word_was_changed_is_named_by_the_frame_of_its_replies() -> None:
    answer = made_by(RELABELLED)
    assert (answer.maker, answer.level) == ("hikvision", Level.PROBABLE)
    assert {hit.signal.field for hit in answer.evidence} >= {"onvif.namespaces", "serial", "firmware.version"}
    assert any(hit.technique == "resemblance" for hit in answer.evidence)
    assert all(hit.note for hit in answer.evidence if hit.technique == "resemblance")


def test_one_reply_of_it_without_numbers_names_nobody() -> None:
    """What stands in one reply alone is one carrier, and a frame may have been copied."""
    assert {made_by([reply]).level for reply in RELABELLED[1:]} == {Level.UNDETERMINED}


@pytest.mark.parametrize("name", sorted(INNOCENT))
def test_nobody_is_accused_for_standard_replies(name: str) -> None:
    answer = made_by(INNOCENT[name])
    assert answer.maker in (None, "self") or answer.level is Level.UNDETERMINED


@needs_corpus
@pytest.mark.shared
@pytest.mark.parametrize(
    "left",
    [
        {},
        {"card": CARD},
        {"groups": ("onvif-nvt",)},
        {"groups": ("onvif-nvt",), "card": CARD, "models": "trendnet"},
    ],
    ids=["whole base", "without its card", "without its source group", "without anything about it"],
)
def test_a_relabelled_camera_is_named_whatever_is_known_of_it(left: dict[str, Any]) -> None:
    replies = dump("trendnet")
    assert len(replies) == 5
    answer = made_by(replies, reduced(**left))
    assert answer.maker == "hikvision"
    assert answer.level.rank >= Level.PROBABLE.rank
    reasons = {hit.signal.field for hit in answer.evidence if not hit.trial}
    assert reasons >= {"onvif.namespaces", "serial", "firmware.version"}
    alike = [hit for hit in answer.evidence if hit.technique == "resemblance"]
    assert len(alike) == 1
    assert not left or CARD not in alike[0].fingerprint


@needs_corpus
@pytest.mark.shared
def test_the_makers_own_camera_is_named_too() -> None:
    answer = made_by(dump("hikvision"))
    assert (answer.maker, answer.level) == ("hikvision", Level.PROBABLE)


def dumps_of(*, innocent: bool) -> dict[str, list[dict[str, Any]]]:
    """Rows of ONVIF replies by device; innocent ones are of makers that are no PRC maker of surveillance gear."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(CORPUS.glob("observations*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["kind"].startswith("onvif") and (row["negative"] or not innocent):
                found.setdefault(f"{row['source_group']} {row['brand_on_box']} {row['true_maker']}", []).append(row)
    return found


def of_rows(rows: list[dict[str, Any]]) -> list[Signal]:
    return [signal for row in rows for signal in signals_of([row["raw"]], row["kind"])]


@needs_corpus
@pytest.mark.shared
def test_no_innocent_dump_gets_a_prc_maker() -> None:
    """All replies of a device as one asset: the answer is its own maker, or nobody."""
    reasoner = Reasoner(load(), vendor_of)
    devices = dumps_of(innocent=True)
    assert len(devices) >= 3
    for name, rows in devices.items():
        answer = reasoner.attribute(of_rows(rows))["manufacturer"]
        entity = reasoner.knowledge.entities.get(answer.maker or "")
        assert entity is None or entity.country != "CN" or answer.level is Level.UNDETERMINED, name


@needs_corpus
@pytest.mark.shared
def test_no_dump_resembles_another_makers_device() -> None:
    """Whatever is left out: a source group's cards never make its dumps look like somebody else's."""
    whole = Reasoner(load(), vendor_of)
    for name, rows in dumps_of(innocent=False).items():
        alike = {maker for hit in whole.resemblance.evidence(of_rows(rows)) for maker in hit.makers}
        assert alike <= {(rows[0]["true_maker"] or "nobody").casefold()}, name


def test_foreign_firmware_on_known_hardware_comes_out_as_such() -> None:
    """The switch sees another maker's address: hardware of one, firmware of the other, and no loud answer."""
    hardware = signals_of(["00:40:8c:00:00:01"], "mac")
    roles = Reasoner(load(), vendor_of).attribute([*signals_of(RELABELLED), *hardware])
    assert roles["firmware_author"].maker == "hikvision"
    made = roles["manufacturer"]
    assert made.maker in (None, "axis", "hikvision")
    assert made.level.rank <= Level.POSSIBLE.rank


@pytest.mark.parametrize("replies", [1, 4])
def test_a_whole_head_that_somebody_copied_is_possible_at_most(replies: int) -> None:
    extension = "http://www.onvifext.com/onvif/ext/ver10"
    own = {
        "tnshik": "http://www.hikvision.com/2011/event/topics",
        "hikwsd": f"{extension}/wsdl",
        "hikxsd": f"{extension}/schema",
    }
    made = made_by([envelope(HOSTNAME, own=own)] * replies)
    assert made.level.rank <= Level.POSSIBLE.rank, (made.maker, made.probability)

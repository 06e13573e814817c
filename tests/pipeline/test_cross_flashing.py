"""Hardware of one maker, firmware of another: two roles, two answers, and nobody accused loudly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whomade.knowledge import bundle
from whomade.model import Assessment, Level
from whomade.pipeline import Options
from whomade.pipeline.identify import Identification
from whomade.report import text, wording

CASES = Path(__file__).parents[1] / "cases" / "collect" / "firmware"
HIKVISION_MAC = "44:19:b6:00:00:01"
XIONGMAI_VERSION = "V5.00.R02.000529B2.10010.040600.0020000"


def assessed(tmp_path: Path, image: str | None, *observations: tuple[str, object]) -> Assessment:
    """One device of these observations and, where named, the image of a case."""
    lines = (json.dumps({"asset": "gate-1", "kind": kind, "data": data}) for kind, data in observations)
    (tmp_path / "seen.jsonl").write_text("\n".join(lines), encoding="utf-8")
    paths = [tmp_path / "seen.jsonl", *([CASES / image] if image else [])]
    (device,) = Identification(paths, Options(asset="gate-1"), bundle.load())
    return device


def explained(device: Assessment) -> str:
    return " ".join(text.waterfall(device, bundle.load(), 100, color=False).split())


def row(device: Assessment) -> str:
    return "\n".join(text.table([device], 200, color=False))


@pytest.mark.parametrize(
    "more", [(), (("label", {"brand": "Hikvision", "model": "DS-2CD2143G0-I"}),), (("label", {"brand": "Acme"}),)]
)
def test_an_image_of_another_maker_does_not_make_it_the_manufacturer(tmp_path, more):
    device = assessed(tmp_path, "dh-zip/input.bin", ("mac", HIKVISION_MAC), *more)
    made, wrote = device.roles["manufacturer"], device.roles["firmware_author"]
    assert (made.maker, wrote.maker) == ("hikvision", "dahua")
    assert made.level is Level.POSSIBLE
    assert wrote.level is Level.PROBABLE
    percent = int(wrote.probability * 100)
    assert f"Firmware: attributed to Dahua with {percent} % (probable), not to the manufacturer" in explained(device)
    assert "firmware attributed to Dahua, not to the manufacturer" in row(device)


def test_a_firmware_version_of_another_maker_is_told_apart_from_the_hardware(tmp_path):
    device = assessed(tmp_path, None, ("mac", HIKVISION_MAC), ("label", {"firmware": XIONGMAI_VERSION}))
    assert device.roles["manufacturer"].level.rank <= Level.POSSIBLE.rank
    assert device.roles["manufacturer"].maker != "xiongmai"
    assert device.roles["firmware_author"].maker == "xiongmai"
    assert "but signs of hardware speak for another maker" in explained(device)


def test_what_an_image_says_of_its_hardware_is_no_hardware(tmp_path):
    alone = assessed(tmp_path, "installdesc/input.bin")
    carriers = {e.signal.field: e.carrier for e in alone.roles["manufacturer"].evidence}
    assert carriers["hardware_id"] == "firmware-file"
    assert alone.roles["manufacturer"].level.rank <= Level.PROBABLE.rank


def test_firmware_of_the_manufacturer_is_not_made_a_matter_of(tmp_path):
    device = assessed(tmp_path, "dav/input.dav", ("mac", HIKVISION_MAC))
    assert device.roles["manufacturer"].maker == "hikvision"
    assert wording.foreign_firmware(device) == ""


def test_texts_alone_give_possible_at_most_however_many(tmp_path):
    texts = b"\0".join(
        b"/mnt/mtd/ConfigSyncProc NVMS-9000 D79E94C5-70F0-46BD-965B-E17497CCB598 %d" % i for i in range(50)
    )
    (tmp_path / "image.img").write_bytes(bytes(range(32)) * 40 + texts)
    (device,) = Identification([tmp_path / "image.img"], Options(), bundle.load())
    assert device.roles["firmware_author"].maker == "tvt"
    assert {a.level for a in device.roles.values()} == {Level.POSSIBLE}


def test_texts_of_two_makers_name_neither(tmp_path):
    (tmp_path / "image.img").write_bytes(b"\0\1/mnt/mtd/ConfigSyncProc\0\1access-dss.secu100.net\0\1" + bytes(64))
    (device,) = Identification([tmp_path / "image.img"], Options(), bundle.load())
    assert device.roles["manufacturer"].level is Level.UNDETERMINED

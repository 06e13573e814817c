"""Firmware images: what is read, that it stays bounded, and that lies cost only what they touch."""

import io
import json
import struct
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whomade import collect, signals
from whomade.collect import Source, firmware
from whomade.collect.archive import Archive
from whomade.errors import InputError, UnknownFormat
from whomade.model import Observation, Problem, Signal

from . import images

SAMPLES = Path(__file__).parents[3] / "shared" / "facts" / "firmware_samples"
MEBI = 1024 * 1024


def read(tmp_path: Path, data: bytes, name: str = "image.bin") -> list[Observation | Problem]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(collect.read(Source(path, name), "firmware"))


def told(results: list[Observation | Problem]) -> list[Signal | Problem]:
    """Signals of all observations, and problems of either room."""
    extracted = [signals.extract(found) if isinstance(found, Observation) else [found] for found in results]
    return [one for some in extracted for one in some]


def values(results: list[Observation | Problem], field: str) -> list[str]:
    return [s.value for s in told(results) if isinstance(s, Signal) and s.field == field]


def flaws(results: list[Observation | Problem]) -> list[Problem]:
    return [one for one in told(results) if isinstance(one, Problem) and one.consequence != "no signal"]


@pytest.mark.parametrize("path", images.INPUTS)
def test_the_cases_hold_what_the_builder_builds(path):
    assert (images.CASES / path).read_bytes() == images.INPUTS[path]


def test_the_example_of_the_guide_is_the_builders():
    assert (Path(__file__).parents[2] / "docs/examples/update.bin").read_bytes() == images.INPUTS["dh-zip/input.bin"]


@pytest.mark.parametrize(
    ("data", "container"),
    [
        (images.dav(), "SWKH header with uImage, initrun.sh, app.tar.lzma"),
        (images.dav(length=0x40), "SWKH header"),
        (images.dav(mark=b"HK20"), "HK20 header, closed inside"),
        (images.dav({"": b"nameless"}), "SWKH header"),
        (images.pak(), "pak 0x32725913 with loader, kernel, rootfs, app"),
        (images.pak(wide=True), "pak 0x32725913 with loader, kernel, rootfs, app"),
        (images.pak(("one",)), "pak 0x32725913"),
        (
            images.archive(images.DAHUA, b"DH"),
            "DH zip with Install, hwid, kernel.img, romfs-x.squashfs.img, dhboot.bin.img",
        ),
        (images.archive({"letter.txt": "x"}, b"DH"), "DH zip"),
        (
            images.archive(images.XIONGMAI),
            "InstallDesc zip with UpgradeCommand, Hardware, DevID, CompatibleVersion, Vendor",
        ),
        (images.archive({"InstallDesc": '{"Hardware": "X1"'}), "InstallDesc zip"),
        (images.uimage(), "uImage"),
    ],
)
def test_a_container_is_named_by_its_mark_and_its_table(tmp_path, data, container):
    assert values(read(tmp_path, data), "firmware.container") == [container]


def test_a_plain_archive_is_no_container(tmp_path):
    results = read(tmp_path, images.archive({"a.txt": "x", "kernel.img": "y"}))
    assert values(results, "firmware.container") == []
    assert values(results, "firmware.string") == ["member=a.txt", "member=kernel.img"]


def test_parts_codes_and_hardware_are_told(tmp_path):
    header = values(read(tmp_path, images.dav(oem=7)), "firmware.string")
    assert {"member=uImage", "member=app.tar.lzma", "oem_code=7"} <= set(header)
    archive = read(tmp_path, images.archive(images.XIONGMAI, packed=True))
    assert values(archive, "hardware_id") == ["HI3516EV300_85H50AI"]
    assert "DevID=000529B21001000000000000" in values(archive, "firmware.string")
    assert values(archive, "shown.brand") == []


def test_a_vendor_in_the_description_is_a_word_shown(tmp_path):
    described = json.loads(images.XIONGMAI["InstallDesc"]) | {"Vendor": "Northlens"}
    assert values(read(tmp_path, images.archive({"InstallDesc": json.dumps(described)})), "shown.brand") == [
        "Northlens"
    ]


def test_an_image_inside_a_download_is_read_by_its_head(tmp_path):
    results = read(tmp_path, images.archive({"digicap.dav": images.dav()}, packed=True), "fw.zip")
    assert values(results, "firmware.container") == ["SWKH header with uImage, initrun.sh, app.tar.lzma"]
    assert "digicap.dav" in values(results, "firmware.file")


def test_a_cut_archive_is_read_by_its_local_headers(tmp_path):
    results = read(tmp_path, images.INPUTS["cut-short/input.bin"])
    assert values(results, "firmware.container") == [
        "DH zip with Install, hwid, kernel.img, romfs-x.squashfs.img, dhboot.bin.img"
    ]
    (flaw,) = flaws(results)
    assert flaw.where.place == "end of file"
    assert not flaw.lost


def test_a_directory_that_lies_about_its_place_costs_the_directory_only(tmp_path):
    data = images.archive(images.DAHUA, b"DH")
    lying = data[:-10] + struct.pack("<2IH", 0xFFFFFFF0, 0xFFFFFFF0, 0)
    results = read(tmp_path, lying)
    assert values(results, "firmware.container") == [
        "DH zip with Install, hwid, kernel.img, romfs-x.squashfs.img, dhboot.bin.img"
    ]
    assert "a directory inside" in flaws(results)[0].expected


def test_an_image_shorter_than_its_table_says_is_a_flaw(tmp_path):
    results = read(tmp_path, images.dav()[:-20], "digicap.dav")
    assert [(f.where.place, f.consequence) for f in flaws(results)] == [("byte 0", "the head is read alone")]


def test_a_bomb_in_a_steering_member_is_not_unpacked(tmp_path):
    bomb = images.archive({"Install": b"\0" * (200 * MEBI), "romfs-x.squashfs.img": "x"}, b"DH", packed=True)
    tracemalloc.start()
    results = read(tmp_path, bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * MEBI
    assert [f.where.place for f in flaws(results)] == ["member Install"]
    assert values(results, "firmware.container") == ["DH zip with Install, romfs-x.squashfs.img"]


def test_a_member_that_unpacks_to_more_than_it_says_is_not_used(tmp_path):
    honest = images.archive({"InstallDesc": b" " * 300_000}, packed=True)
    lying = honest.replace(struct.pack("<I", 300_000), struct.pack("<I", 300))
    results = read(tmp_path, lying)
    assert [f.consequence for f in flaws(results)] == ["the member is not unpacked"]


def test_names_of_members_are_never_paths(tmp_path):
    before = sorted(tmp_path.rglob("*"))
    results = read(tmp_path, images.archive({"../../evil/Install": "{}", "/etc/hwid": "x"}, b"DH"))
    assert values(results, "firmware.string") == ["member=Install", "member=hwid"]
    assert sorted(tmp_path.rglob("*")) == [*before, tmp_path / "image.bin"]


def test_a_huge_image_is_read_at_both_ends_only(tmp_path):
    path = tmp_path / "huge.bin"
    with path.open("wb") as file:
        file.write(images.dav())
        file.seek(3 * 1024 * MEBI)
        file.write(b"\0/mnt/mtd/ConfigSyncProc\0")
    tracemalloc.start()
    source = Source(path, "huge.bin")
    results = list(collect.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * MEBI
    assert "/mnt/mtd/ConfigSyncProc" in values(results, "firmware.text")
    assert "texts were looked for in the first and the last 4 MiB only" in source.summary.notes


def test_noise_gives_few_texts():
    import random

    noise = random.Random(7).randbytes(MEBI)  # noqa: S311 - the same noise each time
    assert len(signals.firmware_text.texts_in(noise)) < 100


def test_texts_are_capped_and_names_come_first():
    crowd = b"\0".join(b"word%07d" % i for i in range(5000)) + b"\0/var/lib/program\0"
    found = signals.firmware_text.texts_in(crowd)
    assert len(found) == signals.firmware_text.MAX_TEXTS
    assert found[0] == "/var/lib/program"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (images.archive({"a.txt": "x"}), "a.zip"),
        (images.archive({"xl/workbook.xml": "x"}), "a.bin"),
        (b"HK20,brand\n1,Acme\n", "list.txt"),
        (b"a text\n", "readme.bin"),
        (bytes(range(256)) * 40, "noise.dat"),
    ],
)
def test_what_is_no_image_is_left_to_others(data, name):
    assert not firmware.accepts(data, name)


def test_a_forced_empty_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="empty file"):
        read(tmp_path, b"")
    with pytest.raises(UnknownFormat, match="empty file"):
        list(collect.read(Source(tmp_path / "image.bin", "image.bin")))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(min_size=1, max_size=3000), mark=st.sampled_from([b"", b"DH\3\4", b"PK\3\4", images.dav()[:4], images.pak()[:4]]))  # fmt: skip  # noqa: E501
def test_any_bytes_give_results_or_a_problem(tmp_path, data, mark):
    assert told(read(tmp_path, mark + data))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(sorted(images.INPUTS)),
    changes=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 3000),
)
def test_mutated_images_are_read_in_bounds(tmp_path, path, changes, cut):
    data = bytearray(images.INPUTS[path])
    for place, value in changes:
        data[place % len(data)] = value
    data = data[: max(len(data) - cut, 1)] if cut % 2 else data
    results = told(read(tmp_path, bytes(data)))
    assert results
    assert all(len(one.value) <= 400 for one in results if isinstance(one, Signal))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_an_archive_of_what_can_be_read(data):
    archive = Archive(io.BytesIO(b"PK\3\4" + data), len(data) + 4)
    for member in archive.members:
        begin = archive.begin_of(member, 100)
        assert begin is None or len(begin) <= 100


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not beside the checkout")
@pytest.mark.parametrize(
    ("name", "container"),
    [
        ("synthetic_hikvision_hkws.dav", "SWKH header with uImage, "),
        ("synthetic_hikvision_hkws_oem7.dav", "SWKH header with uImage, "),
        ("synthetic_dahua_dh_zip.bin", "DH zip with Install, hwid, "),
        (
            "synthetic_xiongmai_installdesc.bin",
            "InstallDesc zip with UpgradeCommand, Hardware, DevID",
        ),
        ("synthetic_reolink.pak", "pak 0x32725913 with loader, "),
    ],
)
def test_shared_samples_are_read(name, container):
    results = list(collect.read(Source(SAMPLES / name, name)))
    (shown,) = values(results, "firmware.container")
    assert shown.startswith(container)
    assert flaws(results) == []

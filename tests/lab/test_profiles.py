"""Profiles: closed form, cited, and enough of every kind."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from whomade.errors import InputError
from whomade.lab import profiles
from whomade.lab.read import SHIPPED

SOURCES = {path.stem for path in (Path(__file__).parents[2] / "knowledge" / "sources").glob("*.yml")}
FILES = sorted(SHIPPED.glob("*.yml"))
RIGHT: dict[str, Any] = {
    "id": "one",
    "emulated": True,
    "kind": "innocent",
    "note": "invented",
    "expect": {"maker": None, "white_label": None},
    "sadp": {"source": {"id": "universalscanner", "at": "a self-test"}},
}


def read(folder: Path, changes: dict[str, Any]) -> None:
    (folder / "one.yml").write_text(yaml.safe_dump(RIGHT | changes), encoding="utf-8")
    profiles(folder)


def test_a_right_profile_is_read(tmp_path: Path) -> None:
    read(tmp_path, {})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, r"one\.yml: .*`colour`"),
        ({"sadp": {"source": {"id": "x", "at": "y"}, "colour": "red"}}, r"one\.yml: .*`colour` - at `\$\.sadp`"),
        ({"sadp": {"template": "sadp.xml"}}, r"missing required field `source` - at `\$\.sadp`"),
        ({"sadp": {"source": {"id": "x"}}}, r"`at` - at `\$\.sadp\.source`"),
        ({"emulated": False}, r"\$\.emulated"),
        ({"kind": "friendly"}, r"'friendly' - at `\$\.kind`"),
        ({"values": {"channels": 8}}, r"\$\.values"),
        ({"id": "two"}, r"`id` is two"),
    ],
)
def test_a_profile_that_is_not_right_is_refused_with_its_place(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, changes)


def test_a_folder_without_profiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no profile here"):
        profiles(tmp_path)


def test_there_are_enough_of_every_kind() -> None:
    found = Counter(profile.kind for profile in profiles())
    assert found["relabelled"] >= 8
    assert found["innocent"] >= 6
    assert found["hostile"] >= 6
    assert found["recorder"] >= 4
    assert found.total() >= 26


def test_the_relabelled_ones_hold_gear_of_four_makers_or_more() -> None:
    found = Counter(profile.expect.maker for profile in profiles() if profile.kind == "relabelled")
    assert len(found) >= 4
    assert found["hikvision"] >= 3
    assert found["dahua"] >= 2


def test_recorders_say_how_many_channels_they_have() -> None:
    assert all(int(p.values["channels"]) > 1 for p in profiles() if p.kind == "recorder")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_source_of_a_profile_is_in_the_base(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    cited = re.findall(r"source: \{id: ([a-z0-9-]+), at: \"[^\"]{5,}\"\}", text)
    assert cited
    assert len(cited) == text.count("source:")
    assert not set(cited) - SOURCES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_profile_is_short_and_says_what_is_invented(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert re.search(r"^note: .*(?:invented|Invented)", text, re.MULTILINE)

"""What the program says of the lab's devices, from what they answered over real sockets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whomade.lab import Profile, profiles
from whomade.model import Level

if TYPE_CHECKING:
    from whomade.model import Assessment

LOUD = {Level.PROBABLE, Level.CONFIRMED}


def of_kind(*kinds: str) -> list[Profile]:
    return [profile for profile in profiles() if profile.kind in kinds]


@pytest.mark.parametrize("profile", of_kind("relabelled"), ids=lambda profile: profile.id)
def test_a_relabelled_device_is_named_with_its_maker(profile: Profile, assessments: dict[str, Assessment]) -> None:
    found = assessments[profile.id]
    made = found.roles["manufacturer"]
    assert (made.maker, made.level in LOUD, found.white_label) == (profile.expect.maker, True, "yes")


@pytest.mark.parametrize("profile", of_kind("own-brand", "recorder"), ids=lambda profile: profile.id)
def test_gear_under_its_own_name_is_no_white_label(profile: Profile, assessments: dict[str, Assessment]) -> None:
    found = assessments[profile.id]
    assert (found.roles["manufacturer"].maker, found.white_label != "yes") == (profile.expect.maker, True)


@pytest.mark.parametrize("profile", of_kind("innocent"), ids=lambda profile: profile.id)
def test_an_innocent_device_is_its_own_or_nobodys(profile: Profile, assessments: dict[str, Assessment]) -> None:
    found = assessments[profile.id]
    assert found.roles["manufacturer"].maker in (profile.expect.maker, None)
    assert found.white_label != "yes"


@pytest.mark.parametrize("profile", of_kind("hostile"), ids=lambda profile: profile.id)
def test_a_hostile_device_is_attributed_to_nobody(profile: Profile, assessments: dict[str, Assessment]) -> None:
    assert assessments[profile.id].roles["manufacturer"].level == Level.UNDETERMINED


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.id)
def test_a_white_label_is_said_as_expected(profile: Profile, assessments: dict[str, Assessment]) -> None:
    expected = profile.expect.white_label
    assert expected in (None, assessments[profile.id].white_label)

"""Firmware packed as a zip archive: what its members and the small descriptions among them say.

`firmware_archive` is an object: `magic` (`DH` or `PK`), `members` (their names) and `texts` (name to text of the small
ones that steer an update: Install, InstallDesc, hwid). Dahua changes the first two letters of the archive and nothing
else; Xiongmai leaves them and puts a member InstallDesc in.

Source: binwalk, src/signatures/dahua_zip.rs; Dahua-Firmware-Mod-Kit, extract.py and configs/*.py (members of Dahua's);
python-dvr, telnet_opener.py, and xmupdates (members of Xiongmai's).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from whomade.signals import firmware, leaves, text
from whomade.signals.firmware_parts import container

if TYPE_CHECKING:
    from whomade.model import Observation, Problem, Signal

KINDS = ("firmware_archive",)

STEERING = frozenset({"Install", "Install.lua", "InstallDesc", "hwid"})
"""Small members that say how and on what an image is installed: the only ones that are unpacked."""
TEXT_BYTES = 64 * 1024
"""Largest such member, packed and unpacked. Real ones have some hundred bytes."""
MAX_NAMES = 500

Results = Iterator["Signal | Problem"]

_PARTITION = re.compile(r"(?:romfs|user|web|pd|custom|logo|partition|dhboot(?:-min)?|kernel|data|product)[\w.-]*\.img")
_TARGET = re.compile(r"[A-Za-z][\w.-]{3,60}")
_DESCRIBED = ("UpgradeCommand", "Hardware", "DevID", "CompatibleVersion", "Vendor")
"""Keys of InstallDesc; the first three stand in every one."""
_NEUTRAL = frozenset({"general", "customer", "default", "neutral", "oem"})
"""Words that stand for no brand where a brand is expected."""


def extract(observation: Observation) -> Results:
    """Read the account of an archive."""
    data = observation.data
    if not isinstance(data, dict):
        yield text.problem(observation, "an object with `members`", type(data).__name__)
        return
    names, texts = data.get("members"), data.get("texts")
    shown = [str(name) for name in names] if isinstance(names, list) else []
    steering = {str(k): str(v) for k, v in texts.items()} if isinstance(texts, dict) else {}
    yield from members(observation, shown, steering, is_dh=data.get("magic") == "DH")
    yield from text.ignored(observation, sorted(str(key) for key in data.keys() - {"magic", "members", "texts"}))


def members(observation: Observation, names: Sequence[str], texts: Mapping[str, str], *, is_dh: bool) -> Results:
    """Give what the names of the members, and the texts of those that steer, say."""
    bases = list(dict.fromkeys(name.rpartition("/")[2] for name in names))[:MAX_NAMES]
    if is_dh:
        steering = [name for name in bases if name in STEERING]
        images = [name for name in bases if _PARTITION.fullmatch(name)]
        fits = steering and images
        yield observation.signal("firmware.container", container("DH zip", steering + images) if fits else "DH zip")
    for name in bases:
        yield from firmware.member(observation, name)
    for name, content in texts.items():
        read = {"InstallDesc": _description, "hwid": _targets}.get(name, _install)
        yield from read(observation, content[:TEXT_BYTES])


def _description(observation: Observation, content: str) -> Results:
    """InstallDesc: hardware, device id and vendor of an update."""
    pairs, broken = leaves.read(content)
    said = dict(reversed(pairs))
    keys = [key for key in _DESCRIBED if any(path.partition(".")[0] == key for path, _ in pairs)]
    fits = not broken and set(_DESCRIBED[:3]) <= set(keys) and bool(said.get("Hardware")) and bool(said.get("DevID"))
    shown = container("InstallDesc zip", keys) if fits else "InstallDesc zip"
    yield observation.signal("firmware.container", shown)
    if broken:
        yield text.problem(observation, "one JSON object in InstallDesc", "broken JSON", "read as far as it goes")
    if hardware := said.get("Hardware"):
        yield observation.signal("hardware_id", hardware[:200])
    if number := said.get("DevID"):
        yield observation.signal("firmware.string", f"DevID={number[:80]}")
    yield from _vendor(observation, said.get("Vendor", ""))


def _install(observation: Observation, content: str) -> Results:
    """Install: a list of devices and vendors; its Lua form is a program, which is neither run nor read."""
    pairs, _ = leaves.read(content)
    for key, value in pairs:
        if key == "Devices" and _TARGET.fullmatch(value):
            yield observation.signal("hardware_id", value)
        elif key == "Vendor":
            yield from _vendor(observation, value)


def _targets(observation: Observation, content: str) -> Results:
    for word in re.split(r"[\s,;]+", content)[:200]:
        if _TARGET.fullmatch(word):
            yield observation.signal("hardware_id", word)


def _vendor(observation: Observation, value: str) -> Results:
    if value and value.casefold() not in _NEUTRAL:
        yield observation.signal("shown.brand", value[:80])

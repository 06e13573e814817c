"""One emulated device at its address: a profile with the values that its texts are filled from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from whomade.lab.fill import fill, template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.lab.profile import Profile
    from whomade.lab.record import Record

FIRST = "127.77.0.1"
"""Address of the first device: loopback, so nothing of the lab can be reached from another machine."""

DEFAULTS = {
    "brand": "",
    "channels": "1",
    "class": "IPC",
    "device_type": "24",
    "firmware": "",
    "mac": "00:00:5e:00:53:00",
    "model": "",
    "remote_channels": "0",
    "serial": "0",
    "title": "",
    "vendor": "Private",
}
"""What a text may name without the profile saying it. The MAC is one of the block for documentation (RFC 7042)."""

_LAST_DIGITS = re.compile(r"\d{3}(?=\D*$)")
"""Where a serial number counts; some makers put letters behind."""


@dataclass(frozen=True, eq=False)
class Device:
    """A profile at an address. `copy` counts the clones of a profile: 0 is the device itself."""

    profile: Profile
    address: str
    offset: int
    record: Record
    copy: int = 0

    @property
    def name(self) -> str:
        """Id of the profile, with the number of the clone."""
        return f"{self.profile.id}-{self.copy}" if self.copy else self.profile.id

    def port(self, nominal: int) -> int:
        """Port to listen at for a nominal one."""
        return nominal + self.offset

    @cached_property
    def values(self) -> dict[str, str]:
        """Everything a text of the profile may name."""
        given = DEFAULTS | {"host": self.name} | self.profile.values
        mac, serial = given["mac"], given["serial"]
        if self.copy:  # two devices with one address or number would be read as one device seen twice
            mac = f"{mac[:-5]}{0x80 | self.copy >> 8:02x}:{self.copy & 255:02x}"
            serial = _LAST_DIGITS.sub(f"{500 + self.copy % 500:03d}", serial)
        return given | {
            "address": self.address,
            "firmware_joined": given["firmware"].replace(" build", "build"),  # as SADP writes it
            "mac": mac,
            "mac_dashed": mac.replace(":", "-"),
            "mac_bare": mac.replace(":", "").upper(),
            "serial": serial,
            "host_hex": "0x" + bytes(reversed([int(part) for part in self.address.split(".")])).hex().upper(),
            "uuid": f"00000000-0000-4000-8000-{mac.replace(':', '')}",
        }

    def fill(self, text: str, form: str = "", **more: str) -> str:
        """Fill a text of the profile."""
        return fill(text, self.values | more, form)

    def template(self, name: str, **more: str) -> str:
        """Fill a file of `lab/templates`."""
        return template(name, self.values | more)

    def colon_port(self, nominal: int) -> str:
        """The port as a URL writes it: nothing for 80."""
        port = self.port(nominal)
        return "" if port == 80 else f":{port}"


def placed(
    chosen: Iterable[Profile], offset: int, record: Record, clones: int = 0, first: str = FIRST
) -> Iterator[Device]:
    """Give every profile its address: file order from `first` on, then the clones of those that are not hostile."""
    chosen = list(chosen)
    numbered = [(profile, 0) for profile in chosen]
    peaceful = [profile for profile in chosen if profile.kind != "hostile"]
    numbered += [(peaceful[n % len(peaceful)], n // len(peaceful) + 1) for n in range(clones) if peaceful]
    a, b, c, d = (int(part) for part in first.split("."))
    start = (a << 24) | (b << 16) | (c << 8) | d
    for number, (profile, copy) in enumerate(numbered):
        yield Device(profile, _address(start + number), offset, record, copy)


def _address(number: int) -> str:
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))

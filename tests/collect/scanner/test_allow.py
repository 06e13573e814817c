"""The allow-list: loopback alone by default, a line in a file for more, and a refusal that says which line."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv4Network
from typing import TYPE_CHECKING

import pytest

from whomade.collect.scanner.allow import LOOPBACK, AllowList, network, read_allow_list
from whomade.collect.scanner.interfaces import usable
from whomade.errors import InputError, NotAllowed

if TYPE_CHECKING:
    from pathlib import Path


def listed(*networks: str) -> AllowList:
    from pathlib import Path

    return AllowList((LOOPBACK, *map(IPv4Network, networks)), Path("whomade.toml"))


def test_without_a_file_only_loopback_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    assert read_allow_list().networks == (LOOPBACK,)


def test_a_line_in_the_file_allows_a_network(tmp_path: Path) -> None:
    config = tmp_path / "whomade.toml"
    config.write_text('[scan]\nallow = ["192.0.2.0/24"]\n')
    allowed = read_allow_list(config)
    allowed.check([IPv4Network("192.0.2.128/25")])
    assert "192.0.2.77" in allowed
    assert "192.0.3.1" not in allowed


def test_the_refusal_names_the_file_and_a_line_that_then_works(tmp_path: Path) -> None:
    config = tmp_path / "whomade.toml"
    config.write_text('[scan]\nallow = ["192.0.2.0/24"]\n')
    with pytest.raises(NotAllowed, match="nothing was sent") as refusal:
        read_allow_list(config).check([IPv4Network("198.51.100.0/24")])
    assert str(config) in str(refusal.value)
    config.write_text(str(refusal.value).partition("\n\n")[2])
    read_allow_list(config).check([IPv4Network("198.51.100.0/24"), IPv4Network("192.0.2.0/24")])


def test_half_of_a_target_outside_is_refused() -> None:
    with pytest.raises(NotAllowed):
        listed("192.0.2.0/25").check([IPv4Network("192.0.2.0/24")])


@pytest.mark.parametrize("wrong", ["192.0.2.1/24", "192.0.2.0/33", "camera.example", "2001:db8::/64", "", None, 7])
def test_what_is_no_ipv4_network_is_an_input_error(wrong: object) -> None:
    with pytest.raises(InputError):
        network(wrong, "target")


@pytest.mark.parametrize("text", ["[scan\n", 'scan = 3\nallow = ["192.0.2.0/24"]', '[scan]\nallow = "192.0.2.0/24"'])
def test_a_broken_configuration_stops_at_once(tmp_path: Path, text: str) -> None:
    config = tmp_path / "whomade.toml"
    config.write_text(text)
    with pytest.raises(InputError, match=r"whomade\.toml"):
        read_allow_list(config)


HOME = {
    "lo": [IPv4Interface("127.0.0.1/8")],
    "eth0": [IPv4Interface("192.0.2.9/24")],
    "eth1": [IPv4Interface("198.51.100.9/24")],
    "both": [IPv4Interface("192.0.2.10/24"), IPv4Interface("203.0.113.9/24")],
}


def names(allowed: AllowList, *targets: str) -> list[str]:
    return [i.name for i in usable(allowed, map(IPv4Network, targets), HOME, lambda _name: 1)]


def test_discovery_uses_an_interface_only_when_every_network_on_it_is_allowed() -> None:
    assert names(listed("192.0.2.0/24"), "192.0.2.0/24") == ["eth0"]
    assert names(listed("192.0.2.0/24", "203.0.113.0/24"), "192.0.2.0/24") == ["both", "eth0"]


def test_discovery_uses_no_interface_that_has_no_target() -> None:
    assert names(listed("192.0.2.0/24", "198.51.100.0/24"), "192.0.2.0/24") == ["eth0"]


def test_a_network_larger_than_the_allowed_part_is_not_called_into() -> None:
    assert names(listed("192.0.2.0/25"), "192.0.2.0/25") == []


def test_loopback_needs_no_line() -> None:
    assert names(listed(), "127.77.0.0/16") == ["lo"]

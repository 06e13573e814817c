"""Writes the block lists into a folder, and has each one read by the tool it is for. Nothing is ever applied."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from whomade.report import kit

if TYPE_CHECKING:
    from pathlib import Path

    from whomade.model.traffic import Watched

TIMEOUT_S = 20
NO_TOOL = {
    "hosts.txt": "not checked: Debian has no tool that reads a host list without using it",
    "pihole.txt": "not checked: Debian has no tool for Pi-hole lists",
    "cisco-acl.txt": "not checked: Debian has no tool for Cisco IOS",
    "pfsense-alias.txt": "not checked: Debian has no tool for pfSense",
}
"""Lists that no tool of Debian reads."""


class Checked(NamedTuple):
    """A file that was written, and what its tool said of it."""

    name: str
    said: str


def write_kit(watched: Watched, folder: Path) -> list[Checked]:
    """Write every list.

    Args:
        watched: the run.
        folder: where they go; it is made if it is not there, and files of the same names are replaced.

    Returns:
        The files with what their tools said.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lists = kit.gather(watched)
    checked = []
    for name, write in kit.WRITERS.items():
        (folder / name).write_text(write(lists), encoding="ascii")
        checked.append(Checked(name, check(folder / name)))
    (folder / "README.txt").write_text(kit.readme(lists, checked), encoding="utf-8")
    return checked


def check(path: Path) -> str:
    """Have a list read by its own tool, and say how that ended."""
    if path.name in NO_TOOL:
        return NO_TOOL[path.name]
    if path.name == "rpz.zone":
        return _said("named-checkzone", "bind9-utils", [kit.ZONE, str(path)])
    # nft asks the kernel even when it only checks: a network of its own, empty, is the one it may ask about.
    return _said("nft", "nftables", ["-c", "-f", str(path)], apart=True)


def _said(tool: str, package: str, arguments: list[str], *, apart: bool = False) -> str:
    found, unshare = shutil.which(tool), shutil.which("unshare")
    if found is None:
        return f"not checked: {tool} is not installed (Debian package {package})"
    if apart and unshare is None:
        return "not checked: unshare is not installed (Debian package util-linux)"
    call = [*([unshare, "-rn"] if apart and unshare else []), found, *arguments]
    try:
        done = subprocess.run(call, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"not checked: {tool} did not run: {error}"
    if done.returncode == 0:
        return f"read without complaint by {tool}"
    told = " ".join((done.stderr or done.stdout).split())[:200]
    if apart and "unshare" in told:
        return f"not checked: no network namespace can be made here: {told}"
    return f"{tool} complains: {told}"

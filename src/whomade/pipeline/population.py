"""A user's own shares of makers, instead of the flat prior."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from whomade.model import Knowledge


def read_population(path: Path) -> dict[str, float]:
    """Read maker shares: a mapping of maker id to share (0-1), optionally `other`; they may sum to 1 at most.

    Raises:
        InputError: the file is unreadable, a share is no number between 0 and 1, or they sum to more than 1.
    """
    import yaml

    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, RecursionError, yaml.YAMLError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{path}: not a readable population file: {why}") from error
    if not isinstance(found, dict) or not found:
        raise InputError(f"{path}: expected a mapping of maker id to share, such as `hikvision: 0.2`")
    shares: dict[str, float] = {}
    for maker, share in found.items():
        if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share <= 1:
            raise InputError(f"{path}: share of `{maker}`: expected a number from 0 to 1, found `{share}`")
        shares[str(maker)] = float(share)
    if sum(shares.values()) > 1 + 1e-9:
        raise InputError(f"{path}: the shares sum to {sum(shares.values()):.3f}, at most 1 is possible")
    return shares


def resolved(shares: Mapping[str, float] | None, knowledge: Knowledge) -> dict[str, float] | None:
    """Shares by the ids of the base, aliases resolved; `other` stays.

    Raises:
        InputError: a maker is unknown, or named twice.
    """
    if shares is None:
        return None
    ids = {alias: e.id for e in knowledge.entities.values() if "maker" in e.kinds for alias in (e.id, *e.aliases)}
    found: dict[str, float] = {}
    for name, share in shares.items():
        maker = "other" if name == "other" else ids.get(name)
        if maker is None:
            raise InputError(f"population: no maker `{name}`{did_you_mean(name, ids)}")
        if maker in found:
            raise InputError(f"population: `{maker}` stands twice")
        found[maker] = share
    return found

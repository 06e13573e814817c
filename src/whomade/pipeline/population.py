"""A user's own shares of makers, instead of the flat prior."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from whomade.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def read_population(path: Path) -> dict[str, float]:
    """Read maker shares: a mapping of maker id to share (0-1), optionally `other`; they may sum to 1 at most.

    Raises:
        InputError: the file is unreadable, a share is no number between 0 and 1, or they sum to more than 1.
    """
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: not a readable population file: {error}") from error
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

"""Profile files to profiles; a file that is not right is refused with its name and the field."""

from __future__ import annotations

from pathlib import Path

from whomade.errors import InputError
from whomade.lab.profile import Profile

SHIPPED = Path(__file__).parent / "profiles"
"""The profiles of the package."""


def profiles(folder: Path | None = None) -> list[Profile]:
    """Give the profiles of a folder in the order of their file names, which is the order of their addresses.

    Args:
        folder: where to read; the shipped profiles when None.

    Raises:
        InputError: no profile there, or one that is not right; the message names file and field.
    """
    chosen = folder or SHIPPED
    found = [read(path) for path in sorted(chosen.glob("*.yml"))]
    if not found:
        raise InputError(f"{chosen}: no profile here (*.yml)")
    return found


def read(path: Path) -> Profile:
    """Read one profile file."""
    import msgspec
    import yaml

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        profile = msgspec.convert(raw, Profile)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not readable as YAML: {error}") from None
    except msgspec.ValidationError as error:
        raise InputError(f"{path}: {error}") from None
    if profile.id != path.stem:
        raise InputError(f"{path}: `id` is {profile.id}, the file name says {path.stem} - at `$.id`")
    return profile

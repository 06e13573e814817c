"""Emulated devices with real protocol servers on loopback, one YAML profile each, for demonstrations and tests.

Every byte received is recorded, so that a scanner can be compared with what it may send. No device of the lab counts
as evidence or accuracy: profiles are made from cited replies, and their serial numbers are invented.
"""

from __future__ import annotations

from whomade.lab.lab import Lab
from whomade.lab.profile import Profile
from whomade.lab.read import profiles

__all__ = ["Lab", "Profile", "profiles"]

"""Build hook: compile the knowledge base into the wheel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes `src/whomade/knowledge/bundle.json` before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatch's signature
        """Compile."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from whomade.knowledge.compile import build

        build(root / "knowledge", root / "src" / "whomade" / "knowledge" / "bundle.json")

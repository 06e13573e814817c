"""One lab for the tests that only read what its devices answered."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from lab import asking
from whomade.knowledge import bundle
from whomade.lab import Lab, Profile, profiles
from whomade.pipeline.identify import Identification, Options

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from whomade.model import Assessment


@dataclass
class Asked:
    rows: list[dict[str, Any]]
    record: list[dict[str, Any]]

    def of(self, name: str, kind: str) -> str:
        return next(row["data"] for row in self.rows if (row["asset"], row["kind"]) == (name, kind))


def with_lab(chosen: list[Profile], do: Callable[[Lab], Awaitable[Any]], **how: Any) -> Any:
    """Run a coroutine while a lab is up, at ports of this worker."""

    async def run() -> Any:
        async with Lab(chosen, port_offset=asking.offset(), **how) as lab:
            return await do(lab)

    return asyncio.run(run())


def some(*names: str) -> list[Profile]:
    return [profile for profile in profiles() if profile.id in names]


@pytest.fixture(scope="session")
def asked() -> Asked:
    async def do(lab: Lab) -> Asked:
        return Asked(await asking.everything(lab), lab.record)

    found: Asked = with_lab(profiles(), do)
    return found


@pytest.fixture(scope="session")
def assessments(asked: Asked, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Assessment]:
    path = tmp_path_factory.mktemp("lab") / "replies.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in asked.rows), encoding="utf-8")
    run = Identification([path], Options(format="observations"), bundle.load())
    return {assessment.asset.id: assessment for assessment in run}

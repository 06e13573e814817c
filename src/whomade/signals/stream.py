"""Stream addresses that a person wrote down: of a working device, with or without its MAC address, or from a document.

`stream_url` is a URL or path per line; `mac+stream_url` is lines `mac:`, `model:`, `firmware:`, `stream:`, `http:`,
`description:`; `doc_stream_url` is the same from a manual, and then the path is only documented. User names and
passwords in front of the host are never kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.model import Observation, Problem, Signal
from whomade.signals import record, text

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("stream_url", "mac+stream_url", "doc_stream_url")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give path and query of each stream, and what else the record says."""
    if isinstance(observation.data, dict):
        return record.read(observation, rename=_rename(observation.kind))
    keyed = "\n".join(f"stream: {line}" if line.startswith("/") else line for line in text.lines(text.of(observation)))
    lines = Observation(observation.asset, observation.kind, keyed, observation.where)
    return record.read(lines, rename=_rename(observation.kind))


def _rename(kind: str) -> dict[str, str]:
    return {"rtsp_path": "rtsp_path.documented"} if kind == "doc_stream_url" else {}

"""What the lab received: every byte with its time, device and port, in memory and as JSON lines.

The record is what a test compares with the templates of a scanner: what is not in it was never sent.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from pathlib import Path


class Record:
    """Rows in the order of their arrival; `port` is the nominal one, without the lab's offset."""

    def __init__(self, path: Path | None = None) -> None:
        self.rows: list[dict[str, Any]] = []
        self._file: TextIO | None = path.open("w", encoding="utf-8") if path else None
        self._start = time.monotonic()

    def add(self, device: str, transport: str, port: int, sender: str, event: str, data: bytes = b"") -> None:
        """Write one event: `open`, `bytes` or `close`."""
        row = {
            "t": round(time.monotonic() - self._start, 6),
            "device": device,
            "transport": transport,
            "port": port,
            "from": sender,
            "event": event,
            "hex": data.hex(),
        }
        self.rows.append(row)
        if self._file is not None:
            self._write(self._file, row)

    def _write(self, file: TextIO, row: dict[str, Any]) -> None:
        import json

        file.write(json.dumps(row) + "\n")
        file.flush()

    def close(self) -> None:
        """Close the file; the rows stay."""
        if self._file is not None:
            self._file.close()
            self._file = None

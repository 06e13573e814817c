"""Lines of a stream, none longer than what is kept of one: a line without an end must not fill the memory."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BOM = b"\xef\xbb\xbf"


def bounded(stream: IO[bytes], cap: int) -> Iterator[bytes]:
    """Lines of at most `cap` bytes; of a longer one a beginning that is too long. A byte order mark is taken off."""
    is_first = True
    while line := stream.readline(cap + 1):
        if len(line) > cap and not line.endswith(b"\n"):
            while (more := stream.readline(cap)) and not more.endswith(b"\n"):
                pass
        yield line.removeprefix(BOM) if is_first else line
        is_first = False

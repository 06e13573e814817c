"""XML from strangers: streamed by expat, no entity may be defined, nothing is fetched, depth and size are bounded.

No tree is built: memory stays with what the caller keeps. The standard library's expat is used rather than a tree
parser because it names entity definitions before it expands any, and forgets each element as soon as it was told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

CHUNK_BYTES = 1024 * 1024
TOKEN_CAP = 16 * 1024 * 1024
"""Longest single tag or piece of text, in bytes; a longer one ends the reading."""
DEPTH_CAP = 256
_ENDS_EARLY = frozenset({"no element found", "unclosed token", "unclosed CDATA section"})
_NEXT_DOCUMENT = frozenset({"junk after document element", "XML or text declaration not at start of entity"})


class XmlError(Exception):
    """XML that ends here: the line, what is wrong, and the byte offset where another document may begin (or None).

    `hostile` says that the document is made to exhaust its reader, not merely broken.
    """

    def __init__(self, line: int, found: str, next_document: int | None = None, *, hostile: bool = False) -> None:
        super().__init__(f"line {line}: {found}")
        self.hostile = hostile
        self.line = line
        self.found = found
        self.next_document = next_document


class Reading:
    """One run of the parser over one document. Element names come without their prefix."""

    def __init__(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] = lambda _: None,
        text: Callable[[str], None] | None = None,
        encoding: str | None = None,
    ) -> None:
        self._start, self._end = start, end
        self._depth = 0
        self.prefix = ""
        self._fed = 0
        self._parser = expat.ParserCreate(encoding)
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.EntityDeclHandler = self._entity
        if text:
            self._parser.buffer_text = True
            self._parser.CharacterDataHandler = text

    @property
    def line(self) -> int:
        """Line of the element being told."""
        return self._parser.CurrentLineNumber

    @property
    def offset(self) -> int:
        """Byte offset of the element being told."""
        return self._parser.CurrentByteIndex

    def feed(self, data: bytes | memoryview, *, last: bool = False) -> None:
        """Parse on. Raises `XmlError`."""
        self._fed += len(data)
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise self._broken(error) from error
        if self._fed - self._parser.CurrentByteIndex > TOKEN_CAP:
            self._refuse("a tag or text of more than 16 MiB")

    def feed_file(self, file: IO[bytes]) -> Iterator[None]:
        """Parse a file piece by piece; pauses after each so that the caller can hand on what is complete."""
        while piece := file.read(CHUNK_BYTES):
            self.feed(piece)
            yield
        self.feed(b"", last=True)
        yield

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH_CAP:
            self._refuse(f"elements nested more than {DEPTH_CAP} deep")
        self.prefix = name.rpartition(":")[0]
        self._start(local(name), attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        self._end(local(name))

    def _entity(self, *_: object) -> None:
        self._refuse("an entity definition")

    def _refuse(self, found: str) -> NoReturn:
        raise XmlError(self._parser.CurrentLineNumber, found, hostile=True)

    def _broken(self, error: expat.ExpatError) -> XmlError:
        message = expat.ErrorString(error.code) or "not XML"
        if message in _ENDS_EARLY:
            return XmlError(error.lineno, "the file ends in the middle")
        offset = self._parser.ErrorByteIndex if message in _NEXT_DOCUMENT else None
        return XmlError(error.lineno, message, offset)


def local(name: str) -> str:
    """Element name without its prefix."""
    return name.rpartition(":")[2]

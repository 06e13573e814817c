"""A copy of OpenSanctions that the user downloaded: which of its entities bears the name of a company of the base.

`targets.simple.csv` or `entities.ftm.json`. The data is CC BY-NC 4.0 and the user's own: nothing of it is shipped, and
nothing is fetched. A match is one of names; the page that the link leads to says whom the entry means.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from whomade.errors import InputError
from whomade.pipeline.graphs.opensanctions import NEEDED, names_of
from whomade.pipeline.lists.entry import Entry, unreadable
from whomade.pipeline.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from whomade.model import Problem
    from whomade.pipeline.lists.entry import Asked

PAGE = "https://www.opensanctions.org/entities/"
COMPANIES = frozenset({"Company", "Organization", "LegalEntity", "PublicBody"})
"""Schemata that a maker may stand under."""
SAYS = "an entry of this name; what it says stands on its page"
MOST_LINE_BYTES = 1 << 24
"""Bytes of one entity that are read; the largest have some hundred thousand."""
LISTS = ("countries", "sanctions", "dataset", "program_ids")


def entries(path: Path, asked: Asked) -> Iterator[Entry | Problem]:
    """The entries that name a company of the base."""
    with _opened(path) as file:
        is_json = file.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    yield from _entities(path, asked) if is_json else _targets(path, asked)


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _targets(path: Path, asked: Asked) -> Iterator[Entry | Problem]:
    for row in rows(path, NEEDED):
        if row.fields is None:
            yield unreadable(path, row.line, "a row of targets.simple.csv", row.found)
            continue
        known = row.fields
        more: dict[str, Any] = {name: _split(known.get(name, "")) for name in LISTS}
        more |= {name: known.get(name) or None for name in ("first_seen", "last_seen", "last_change")}
        yield from _entry(row.line, known["id"], known["schema"], names_of(known), asked, more)


def _entities(path: Path, asked: Asked) -> Iterator[Entry | Problem]:
    with _opened(path) as file:
        number = 0
        while line := file.readline(MOST_LINE_BYTES):
            number += 1
            known = _entity(line)
            if known is None:
                yield unreadable(
                    path, number, "an entity with id, schema and properties", line[:80].decode("utf-8", "replace")
                )
                continue
            of = known["properties"]
            names = [n for key in ("name", "alias", "previousName") for n in _texts(of.get(key))]
            more: dict[str, Any] = {"countries": _texts(of.get("country")), "sanctions": _texts(of.get("program")),
                    "dataset": _texts(known.get("datasets")), "program_ids": _texts(of.get("programId"))}  # fmt: skip
            more |= {name: known.get(name) for name in ("first_seen", "last_seen", "last_change")}
            yield from _entry(number, known["id"], known["schema"], names, asked, more)


def _entity(line: bytes) -> dict[str, Any] | None:
    try:
        known = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(known, dict) or not isinstance(known.get("properties"), dict):
        return None
    return known if all(isinstance(known.get(name), str) and known[name] for name in ("id", "schema")) else None


def _entry(
    line: int, id_: str, schema: str, names: list[str], asked: Asked, more: Mapping[str, Any]
) -> Iterator[Entry]:
    if schema not in COMPANIES or not names:
        return
    match = asked.match(names)
    if asked.wants(match):
        by = match.candidates[0].name if match.candidates else names[0]
        fields = {"id": id_, "link": PAGE + quote(id_, safe=""), "schema": schema, "matched": by, **more}
        yield Entry(line, names[0], match, SAYS, fields)


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]

"""From the JSON lines that whomade wrote to a paper: `whomade report`.

Lines are read back as strictly as they were written; a line that is none costs itself only. A case file is read as text
throughout, so that a contract number keeps its zeros.
"""

from __future__ import annotations

import importlib
from typing import IO, TYPE_CHECKING, Any

import msgspec

from whomade.errors import InputError
from whomade.model import Problem, Where
from whomade.pipeline import reread
from whomade.pipeline.lines import bounded
from whomade.report.filing.run import Rest, Run, Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from whomade.model import Assessment, Knowledge
    from whomade.report.filing.case import Case
    from whomade.report.filing.document import Paper

KINDS = {
    "far-52.204-25": "far",
    "inquiry": "inquiry",
    "representations": "representations",
    "counts": "counts",
    "public": "public",
}
"""Papers and the module that builds each."""
MAX_LINE = 64 << 20
"""Bytes of a line; a device with thousands of signs has some megabytes."""
MOST_STATED = 10_000
"""Cases of `judge` kept; further ones are counted."""
MOST_KEYS = 2_000_000
"""Devices remembered, to tell one that comes again."""
MOST_PROBLEMS = 1000
MAX_CASE_BYTES = 1 << 20
LEFT_OUT = "the line is left out"


def file(
    kind: str,
    stream: IO[bytes],
    *,
    name: str,
    case: Case,
    knowledge: Knowledge,
    assets: Iterable[str] = (),
    program: str = "whomade",
) -> tuple[Paper, Rest]:
    """Build a paper out of JSON lines.

    Args:
        kind: one of `KINDS`.
        stream: what `identify`, `scan`, `who` or `judge` wrote with --jsonl, one after the other if several.
        name: how the input is called in problems.
        case: what only people know.
        knowledge: the base that names sources.
        assets: keys of the devices that the user names; for the FAR report only.
        program: name and version of the program, for the foot of a page.

    Returns:
        The paper, and what is known of the whole input; `problems` are its lines that could not be read.

    Raises:
        InputError: there is no line in it at all that could be read, or the case contradicts itself.
    """
    rest = Rest()
    builder = importlib.import_module(f"whomade.report.filing.{KINDS[kind]}")
    paper: Paper = builder.build(Run(_devices(stream, name, rest), rest, case, knowledge, frozenset(assets), program))
    return paper, rest


def _devices(stream: IO[bytes], name: str, rest: Rest) -> Iterator[Assessment]:
    """Devices as they come; all else goes where it belongs in `rest`."""
    read = 0
    seen: set[int] = set()
    for number, line in enumerate(bounded(stream, MAX_LINE), 1):
        if not line.strip():
            continue
        try:
            found = reread.line(line) if len(line) <= MAX_LINE else None
            wrong = f"more than {MAX_LINE:,} bytes"
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, ValueError) as error:
            found, wrong = None, str(error)
        if found is None:
            _note(Problem(Where(name, f"line {number}"), "a line of whomade's --jsonl", wrong, LEFT_OUT), rest)
            continue
        read += 1
        if found.device is not None:
            rest.devices += 1
            rest.versions.add(found.version)
            key = hash((found.device.asset.site, found.device.asset.id))
            rest.repeated += key in seen
            if len(seen) < MOST_KEYS:
                seen.add(key)
            yield found.device
        _take(found, rest)
    if rest.problems and not read:
        raise InputError(f"{name}: no line of it is one that whomade writes with --jsonl: {rest.problems[0].found}")


def _take(found: reread.Line, rest: Rest) -> None:
    if found.coverage is not None:
        rest.has_coverage = True
        reread.add(found.coverage, rest.coverage)
    if found.stated is not None:
        if len(rest.stated) < MOST_STATED:
            rest.stated.append(Stated(*found.stated))
        else:
            rest.problems_dropped += 1
    if found.error:
        _note(Problem(Where("judge", found.id), "a case", found.error, LEFT_OUT), rest)


def _note(problem: Problem, rest: Rest) -> None:
    if len(rest.problems) < MOST_PROBLEMS:
        rest.problems.append(problem)
    else:
        rest.problems_dropped += 1


def read_case(path: Path) -> Any:
    """The fields of a case file as names, texts and lists of texts.

    Raises:
        InputError: it cannot be read, is no YAML, uses references, or gives a field twice.
    """
    import yaml

    try:
        raw = path.read_bytes()
        if len(raw) > MAX_CASE_BYTES:
            raise InputError(f"{path}: expected at most {MAX_CASE_BYTES:,} bytes, found {len(raw):,}")
        text = raw.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise InputError(f"{path}: references (`*name`) are not read")
        return _value(yaml.compose(text, Loader=yaml.SafeLoader), path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, RecursionError, yaml.YAMLError) as error:
        raise InputError(f"{path}: no YAML: {' '.join(str(error).split())[:200]}") from error


def _value(node: Any, path: Path) -> Any:
    """A node as typed: no number, date or truth is made of a text."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(_value(key, path))
            if name in found:
                raise InputError(f"{path}:{key.start_mark.line + 1}: `{name[:60]}` stands twice")
            found[name] = _value(value, path)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, path) for part in node.value]
    if node is None or (node.style is None and node.value in ("", "~", "null")):
        return None
    return node.value

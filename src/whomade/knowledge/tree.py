"""The YAML files of the knowledge base with the line of every mapping, so that each complaint can name its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from whomade.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Located(dict[str, Any]):
    """A mapping that knows the line it starts on and the line of each key."""

    line: int = 0
    lines: dict[str, int]


class _Loader(yaml.CSafeLoader):
    """Safe YAML that keeps lines, refuses doubled keys, and reads dates as the text they are."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Located:
    found = Located()
    found.line = node.start_mark.line + 1
    found.lines = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)  # as it is written: `on` is a key, not a yes
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"key `{key}` stands twice", problem_mark=key_node.start_mark)
        found.lines[key] = key_node.start_mark.line + 1
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _text(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _text)


FOLDERS = ("sources", "entities", "brands", "fingerprints", "endpoints", "devices", "regimes")
"""The folders that hold entries; what they hold is their kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the base: its folder (`brands`, `fingerprints` ...), its file relative to the base, and its
    content.
    """

    kind: str
    file: str
    content: Located

    @property
    def line(self) -> int:
        """Line on which the entry starts."""
        return self.content.line

    def line_of(self, path: str) -> int:
        """Line of a dotted path such as `rows.0.maker`, as far as it exists."""
        here: Any = self.content
        line = self.line
        for part in path.split("."):
            if isinstance(here, Located) and part in here:
                line, here = here.lines[part], here[part]
            elif isinstance(here, list) and part.isdigit() and int(part) < len(here):
                here = here[int(part)]
            else:
                break
            if isinstance(here, Located):
                line = max(line, here.line)
        return line


def read_yaml(path: Path, base: Path) -> Any:
    """Parse one file.

    Raises:
        KnowledgeError: the file is not YAML, or a key stands twice; names file and line.
    """
    name = path.relative_to(base).as_posix()
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  a safe loader
    except FileNotFoundError as error:
        raise KnowledgeError(f"{name}:1: the file is missing (rule shape)") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(f"{name}:{line}: not readable as YAML: {error.problem} (rule yaml)") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise KnowledgeError(f"{name}:1: not readable as YAML: {error} (rule yaml)") from error


def entries(base: Path) -> Iterator[Entry]:
    """All entries of the folders of the base, in the order of file names."""
    for kind in FOLDERS:
        for path in sorted((base / kind).rglob("*.yml")):
            content = read_yaml(path, base)
            name = path.relative_to(base).as_posix()
            for item in content if isinstance(content, list) else [content]:
                if not isinstance(item, Located):
                    raise KnowledgeError(f"{name}:1: expected a mapping or a list of mappings (rule shape)")
                yield Entry(kind, name, item)

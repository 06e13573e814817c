"""Which lines of modules run: plain tracing, which leaves a function alone once all of it was seen."""

from __future__ import annotations

import dis
import sys
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Lines:
    """Lines inside the functions of modules, and those that were reached."""

    def __init__(self, modules: tuple[ModuleType, ...]) -> None:
        self._left: dict[tuple[str, int, str], set[int]] = {}
        self._files = {str(module.__file__): module.__name__.rpartition(".")[2] for module in modules}
        for module in modules:
            for code in _functions(module):
                self._left.setdefault(_key(str(module.__file__), code), set()).update(_lines(code))
        self._all = {(key[0], line) for key, lines in self._left.items() for line in lines}
        self._reached: set[tuple[str, int]] = set()

    @property
    def all(self) -> int:
        return len(self._all)

    @property
    def reached(self) -> int:
        return len(self._reached)

    def by_module(self) -> dict[str, tuple[int, int]]:
        """Lines reached and all lines of each module."""
        return {
            name: (sum(file == one for one, _ in self._reached), sum(file == one for one, _ in self._all))
            for file, name in self._files.items()
        }

    def missing(self) -> list[str]:
        """Places that were not reached."""
        return sorted(f"{self._files[file]}:{line}" for file, line in self._all - self._reached)

    def traced(self, call: Callable[[bytes], None], data: bytes) -> bool:
        """Call, and note what runs; whether any of it is new."""
        before = self.reached
        sys.settrace(self._trace)
        try:
            call(data)
        finally:
            sys.settrace(None)
        return self.reached > before

    def _trace(self, frame: FrameType, _: str, __: Any) -> Any:
        file = frame.f_code.co_filename
        if file not in self._files:
            return None
        left = self._left.get(_key(file, frame.f_code))
        if not left:
            return None

        def line(inner: FrameType, _: str, __: Any) -> Any:
            if inner.f_lineno in left:
                left.discard(inner.f_lineno)
                self._reached.add((file, inner.f_lineno))
            return line if left else None

        return line


def _key(file: str, code: CodeType) -> tuple[str, int, str]:
    return file, code.co_firstlineno, code.co_name


def _functions(module: ModuleType) -> list[CodeType]:
    """Code of functions, methods and generators; bodies of modules and classes run at import."""
    source = Path(str(module.__file__))
    left: list[CodeType] = [compile(source.read_bytes(), str(source), "exec")]
    found: list[CodeType] = []
    while left:
        code = left.pop()
        left += [c for c in code.co_consts if isinstance(c, CodeType)]
        if code.co_name != "<module>" and "__module__" not in code.co_names:
            found.append(code)
    return found


def _lines(code: CodeType) -> set[int]:
    inside = {line for _, line in dis.findlinestarts(code) if line}
    inside.discard(code.co_firstlineno)  # the line of `def`
    return inside or {code.co_firstlineno}

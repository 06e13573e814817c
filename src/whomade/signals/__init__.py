"""From raw evidence to signals: one file per protocol or format, bytes in, (field, value) out.

No socket, file, clock or judgement enters here. A module that reads kinds of observation says so in `KINDS` and offers
`extract(observation)`; modules without `KINDS` help the others. The folder is the register: nothing else lists the
modules. Hostile input gives a `Problem`, never an exception.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import islice

from whomade.model import Observation, Problem, Signal
from whomade.signals import plain, text

MAX_RESULTS = 4096
"""Results taken from one observation; a real reply of the largest kind (ONVIF event properties) gives some hundred."""

MAX_VALUE_CHARS = 64 * 1024
"""A value longer than this is cut; `http_body` is the longest field of the vocabulary."""

Reader = Callable[[Observation], Iterator[Signal | Problem]]


@cache
def kinds() -> dict[str, str]:
    """Give every kind that is read, with the name of its module (`onvif_*` stands for a prefix)."""
    modules = [import_module(f"{__name__}.{name}") for name in sorted(_modules())]
    return {kind: module.__name__ for module in modules for kind in getattr(module, "KINDS", ())}


def extract(observation: Observation) -> list[Signal | Problem]:
    """Give every signal in an observation once, in order, and a problem for whatever could not be read.

    A kind nobody reads is read as plain text and said so. There is always at least one result.
    """
    data: object = observation.data
    if not isinstance(data, str | bytes | dict):
        return [text.problem(observation, "text, bytes or an object", type(data).__name__)]
    found = dict.fromkeys(_tidied(_reader(observation.kind)(observation)))
    results = [*_oversize(observation), *islice(found, MAX_RESULTS)]
    return results or [
        text.problem(
            observation, f"something known in kind `{observation.kind}`", _summary(observation), text.NO_SIGNAL
        )
    ]


@cache
def _modules() -> frozenset[str]:
    return frozenset(found.name for found in pkgutil.iter_modules(__path__))


def _reader(kind: str) -> Reader:
    """Find the function that reads a kind: its own module, that of its prefix, or plain text.

    A module that is named like the kind or its beginning is asked first: one question about one device then imports
    one module and not all of them.
    """
    first = kind.partition("_")[0]
    if first in _modules():
        module = import_module(f"{__name__}.{first}")
        if kind in getattr(module, "KINDS", ()):
            own: Reader = module.extract
            return own
    name = kinds().get(kind) or kinds().get(first + "_*")
    reader: Reader = import_module(name).extract if name else plain.extract
    return reader


def _tidied(results: Iterator[Signal | Problem]) -> Iterator[Signal | Problem]:
    """Drop empty values, control characters and excess length; problems pass as they are."""
    for result in results:
        if isinstance(result, Problem):
            yield result
        elif value := text.printable(result.value[:MAX_VALUE_CHARS]).strip():
            yield Signal(result.field, value, result.where, result.kind)


def _oversize(observation: Observation) -> Iterator[Problem]:
    if not isinstance(observation.data, dict) and len(observation.data) > text.MAX_CHARS:
        yield text.problem(
            observation, f"at most {text.MAX_CHARS} characters", str(len(observation.data)), "the rest is not read"
        )


def _summary(observation: Observation) -> str:
    unit = {"str": "characters", "bytes": "bytes", "dict": "fields"}[type(observation.data).__name__]
    return f"{len(observation.data)} {unit}"

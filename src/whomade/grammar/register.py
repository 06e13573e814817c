"""The folder is the register: a module that offers `GRAMMARS` is a maker's, the others help."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import whomade.grammar as room

if TYPE_CHECKING:
    from whomade.grammar.form import Grammar


@cache
def grammars() -> tuple[Grammar, ...]:
    """Give every grammar, in the order of the modules' names."""
    modules = [import_module(f"{room.__name__}.{found.name}") for found in pkgutil.iter_modules(room.__path__)]
    return tuple(each for module in modules for each in getattr(module, "GRAMMARS", ()))

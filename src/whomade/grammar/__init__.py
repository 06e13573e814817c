"""How makers spell: model numbers, serials, firmware versions, hardware ids and realms, one file per maker.

A grammar takes a name apart into line, body, series and resolution and spells it back letter by letter; what it does
not hold it refuses. Pure functions over text: no likelihood table is read and nobody is accused here. The folder is the
register: a module that offers `GRAMMARS` is one, the others help.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from whomade.grammar.form import Grammar

@cache
def grammars() -> tuple[Grammar, ...]:
    """Give every grammar, in the order of the makers' names."""
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    return tuple(each for module in modules for each in getattr(module, "GRAMMARS", ()))

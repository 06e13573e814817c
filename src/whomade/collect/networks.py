"""The user's own table of networks: prefix, country, number of the autonomous system, name. None is shipped.

A CSV file with the columns `prefix,country,asn,name`, in this order or named in a first line. The narrowest prefix that
holds an address speaks for it.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from whomade.collect.flows.lines import lines
from whomade.model import Problem, Where
from whomade.model.traffic import Network

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("prefix", "country", "asn", "name")
MOST_NETWORKS = 2_000_000
MOST_PROBLEMS = 1000


class Networks:
    """A table that is asked for addresses; `problems` are the lines that could not be read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.rejected = 0
        self._by_length: dict[tuple[int, int], dict[int, Network]] = {}
        self._order: list[tuple[int, int]] = []
        self._count = 0
        self.of = lru_cache(maxsize=65_536)(self._of)

    def _of(self, address: str) -> Network | None:
        """The narrowest network of the table that holds an address."""
        try:
            found = ip_address(address)
        except ValueError:
            return None
        width = 32 if found.version == 4 else 128
        for version, length in self._order:
            if version == found.version:
                network = self._by_length[version, length].get(int(found) >> (width - length))
                if network is not None:
                    return network
        return None

    def add(self, values: list[str], where: Where) -> None:
        """Add a line of the table."""
        try:
            prefix = ip_network(values[0].strip(), strict=False)
            row = [value.strip()[:200] for value in (*values, "", "", "")[1:4]]
        except (ValueError, IndexError) as flaw:
            self.reject(where, str(flaw)[:120])
            return
        if self._count >= MOST_NETWORKS:
            self.reject(where, f"more than {MOST_NETWORKS} networks")
            return
        width = 32 if prefix.version == 4 else 128
        table = self._by_length.setdefault((prefix.version, prefix.prefixlen), {})
        table[int(prefix.network_address) >> (width - prefix.prefixlen)] = Network(str(prefix), *row)
        self._count += 1

    def reject(self, where: Where, found: str) -> None:
        """Note a line that is none."""
        self.rejected += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(where, "a line prefix,country,asn,name", found))

    def settle(self) -> None:
        """Put the narrowest networks first."""
        self._order = sorted(self._by_length, key=lambda key: -key[1])


def read_networks(path: Path) -> Networks:
    """Read a table. A broken line costs itself and is listed.

    Raises:
        OSError: the file cannot be read.
    """
    table = Networks()
    order = list(range(4))
    for line in lines(path):
        where = Where(str(path), f"line {line.number}")
        if line.text is None:
            table.reject(where, "a line that is too long")
            continue
        text = line.text.lstrip("\ufeff")
        if not text.strip() or text.startswith("#"):
            continue
        values = next(csv.reader([text]), [])
        names = [value.strip().lower() for value in values]
        if line.number == 1 and "prefix" in names:
            order = [names.index(name) if name in names else len(names) for name in COLUMNS]
            continue
        table.add([values[i] if i < len(values) else "" for i in order], where)
    table.settle()
    return table

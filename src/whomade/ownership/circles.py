"""Circles of companies that hold one another: strongly connected components, what is held before who holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def circles(members: Iterable[str], held_by: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """Groups of companies that hold one another, a company by itself among them; each after all that it holds.

    Args:
        members: every company to be grouped.
        held_by: the companies that a company holds.

    Source:
        Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), with a stack of its own in
        place of recursion: a chain may be longer than Python's.

    Example:
        >>> circles("abc", {"a": "b", "b": "ac", "c": ""}.__getitem__)
        [['c'], ['b', 'a']]
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    inside: set[str] = set()
    found: list[list[str]] = []
    for root in members:
        if root in number:
            continue
        work: list[tuple[str, Iterator[str]]] = [_open(root, number, lowest, waiting, inside, held_by)]
        while work:
            company, rest = work[-1]
            following = next((c for c in rest if c not in number or c in inside), None)
            if following is None:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[company])
                if lowest[company] == number[company]:
                    found.append(_close(company, waiting, inside))
            elif following in number:
                lowest[company] = min(lowest[company], number[following])
            else:
                work.append(_open(following, number, lowest, waiting, inside, held_by))
    return found


def _open(
    company: str,
    number: dict[str, int],
    lowest: dict[str, int],
    waiting: list[str],
    inside: set[str],
    held_by: Callable[[str], Iterable[str]],
) -> tuple[str, Iterator[str]]:
    number[company] = lowest[company] = len(number)
    waiting.append(company)
    inside.add(company)
    return company, iter(held_by(company))


def _close(company: str, waiting: list[str], inside: set[str]) -> list[str]:
    group: list[str] = []
    while True:
        member = waiting.pop()
        inside.discard(member)
        group.append(member)
        if member == company:
            return group[::-1]

"""The integrated share: what an owner holds in a company through all chains and circles together.

Y = A (I - A)^-1, where A[i, j] is the share of j that i holds directly (Brioschi, Buzzacchi and Colombo; as worked out
in http://math.stackexchange.com/questions/100929). For one company t its column is y = a + A y. Companies are solved
from t upwards, a circle of them at once; the sum is a series of products of shares, so the low ends give the low end.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from whomade.errors import ImpossibleHoldings
from whomade.model.interest import Range
from whomade.ownership.circles import circles
from whomade.ownership.graph import WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.ownership.graph import Graph

MOST_IN_CIRCLE = 300
"""Companies of one circle that are solved at once; a larger one is refused."""
TINY = 1e-9


class Holder(NamedTuple):
    """An owner, its integrated share, and the strongest chain from it to the company.

    `is_known` is False where a share on a chain was not seen, or a chain runs through a vague window.
    """

    entity: str
    integrated: Range
    path: tuple[str, ...]
    is_known: bool = True


def holders(graph: Graph, asset: str) -> list[Holder]:
    """All who hold a company, directly or not, the largest share first.

    Raises:
        ImpossibleHoldings: companies own one another wholly (`closed-circle`), so nobody outside owns them.
    """
    low = _column(graph, asset, "low")
    try:
        high = _column(graph, asset, "high")
    except ImpossibleHoldings:  # the high ends are guesses: a circle closes only where it must
        high = dict.fromkeys(low, WHOLE)
    doubtful = _doubtful(graph, asset)
    paths = _strongest(graph, asset)
    found = [
        Holder(owner, _bounded(low[owner], high[owner]), paths[owner], owner not in doubtful)
        for owner in low
        if owner != asset
    ]
    return sorted(found, key=lambda h: (-h.integrated.high, -h.integrated.low, len(h.path), h.entity))


def _bounded(low: float, high: float) -> Range:
    low = round(min(low, WHOLE), 9)
    return Range(low, round(min(max(low, high if high >= 0 else WHOLE), WHOLE), 9))


def _column(graph: Graph, asset: str, end: str) -> dict[str, float]:
    """Integrated share in the company of everybody above it, reckoned with one end of each range."""
    direct = {owner: getattr(h.share, end) for owner, h in graph.owners(asset).items()}
    members = graph.ancestors(asset)
    held: dict[str, dict[str, float]] = {member: {} for member in members}
    for company in members:
        for owner, holding in graph.owners(company).items():
            held[owner][company] = getattr(holding.share, end)
    found: dict[str, float] = {}
    for circle in circles(members, lambda owner: held[owner]):
        found.update(_solve(circle, held, direct, found))
    return found


def _solve(
    circle: list[str], held: Mapping[str, Mapping[str, float]], direct: Mapping[str, float], known: Mapping[str, float]
) -> dict[str, float]:
    """Shares of the members of one circle; everything that they hold outside it is known already."""
    right = [
        direct.get(m, 0.0) + sum(share * known[c] for c, share in held[m].items() if c not in circle) for m in circle
    ]
    if len(circle) == 1 and circle[0] not in held[circle[0]]:
        return {circle[0]: right[0]}
    if len(circle) > MOST_IN_CIRCLE:
        raise ImpossibleHoldings("closed-circle", f"a circle of {len(circle)} companies is more than is solved")
    rows = [[(1.0 if a == b else 0.0) - held[a].get(b, 0.0) for b in circle] for a in circle]
    solved = _gauss(rows, right)
    if solved is None:
        names = ", ".join(sorted(circle))
        raise ImpossibleHoldings("closed-circle", f"these own one another wholly, and nobody outside does: {names}")
    return dict(zip(circle, solved, strict=True))


def _gauss(rows: list[list[float]], right: list[float]) -> list[float] | None:
    """Solution of a system of linear equations by elimination with the largest pivot; None where there is none."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        if abs(rows[pivot][column]) < TINY:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        right[column], right[pivot] = right[pivot], right[column]
        for row in range(column + 1, size):
            factor = rows[row][column] / rows[column][column]
            if factor:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
                right[row] -= factor * right[column]
    found = [0.0] * size
    for row in reversed(range(size)):
        rest = sum(rows[row][k] * found[k] for k in range(row + 1, size))
        found[row] = (right[row] - rest) / rows[row][row]
    return found


def _doubtful(graph: Graph, asset: str) -> set[str]:
    """Owners above a holding that is in doubt: of an unseen share, or inside a vague window."""
    found: set[str] = set()
    for company in graph.ancestors(asset):
        for owner, holding in graph.owners(company).items():
            if not holding.is_seen or holding.is_held is None:
                found.update(graph.ancestors(owner))
    return found


def _strongest(graph: Graph, asset: str) -> dict[str, tuple[str, ...]]:
    """For each owner the chain down to the company with the largest product of shares, the shortest among equals."""
    best: dict[str, tuple[str, ...]] = {}
    queue: list[tuple[float, int, tuple[str, ...]]] = [(-WHOLE, 1, (asset,))]
    while queue:
        product, length, path = heapq.heappop(queue)
        if path[0] in best:
            continue
        best[path[0]] = path
        for owner, holding in graph.owners(path[0]).items():
            if owner not in best:
                heapq.heappush(queue, (product * holding.share.high, length + 1, (owner, *path)))
    return best

"""What devices called, as one page that opens offline, in the look of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from whomade.attribute.claim import size
from whomade.report import inline, traffic_svg, wording
from whomade.report import traffic_words as words
from whomade.report.environment import plain
from whomade.report.traffic_timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Endpoint
    from whomade.model.traffic import Account, Watched

STYLES = ("colours", "page", "table", "traffic")
MOST_DEVICES = 500
"""Devices with details; those that called out come first."""
MOST_ROWS = 1000


def write(watched: Watched, out: TextIO) -> None:
    """Write the page.

    Args:
        watched: the run.
        out: where it goes, as UTF-8 text.
    """
    from markupsafe import Markup

    templates = plain()
    begin, end = _span(watched)
    called = [account for account in watched.accounts if words.called_out(account)]
    template = templates.get_template("traffic.html")
    out.writelines(
        template.generate(
            watched=watched,
            called=called[:MOST_DEVICES],
            quiet=[account for account in watched.accounts if not words.called_out(account)][:MOST_DEVICES],
            left=max(0, len(called) - MOST_DEVICES),
            most_rows=MOST_ROWS,
            words=words,
            w=wording,
            size=size,
            line=lambda account: timeline(account, watched.knowledge, begin, end),
            flow=lambda account, form: Markup(_flow(account, form, watched)),  # noqa: S704  escaped where it is drawn
            raw=Markup,
            cited=_cited(watched),
            inlined=inline.load_plain(templates, STYLES, ""),
            knowledge=watched.knowledge,
        )
    )


def _flow(account: Account, form: str, watched: Watched) -> str:
    chosen = traffic_svg.WIDE if form == "wide" else traffic_svg.NARROW
    return traffic_svg.drawing(account, watched.knowledge, chosen, by_country=watched.has_networks)


def _span(watched: Watched) -> tuple[float, float]:
    """First and last moment of the inputs, or of the devices where the inputs have none."""
    firsts = [one.first for one in watched.stated if one.first] or [a.traffic.first for a in watched.accounts]
    lasts = [one.last for one in watched.stated if one.last] or [a.traffic.last for a in watched.accounts]
    return min(firsts, default=0.0), max(lasts, default=0.0)


def _cited(watched: Watched) -> list[tuple[Endpoint, list[str]]]:
    """Every statement that was used, with its sources in words."""
    used = {visit.endpoint for account in watched.accounts for visit in account.visits if visit.endpoint}
    found: Iterable[Endpoint] = (e for e in watched.knowledge.endpoints if e.id in used)
    return [(e, list(wording.citation_words(e.sources, watched.knowledge))) for e in found]

"""Words and figures for what devices called; shared by terminal, JSON and page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from whomade.model import Level
from whomade.report import wording

if TYPE_CHECKING:
    from whomade.model import Attribution, Knowledge
    from whomade.model.traffic import Account, Visit, Watched

PURPOSES = {
    "bootstrap": "list of peers",
    "cloud": "cloud",
    "p2p": "peer-to-peer relay",
    "push": "push messages",
    "update": "updates",
    "analytics": "analytics",
    "time": "time",
    "resolver": "name server",
    "unknown": "unknown",
}
"""Purposes in words, in the order of reports."""
BASES = {
    "name": "by its name",
    "bootstrap": "by its port, after the list of peers was fetched",
    "protocol": "by port and first bytes",
    "port": "by its port alone",
    "": "",
}
"""How a service was recognised, in words."""
ANSWERS = {
    "contacted": "contacted",
    "asked": "asked for names",
    "not-seen": "nothing seen",
    "cannot-tell": "cannot be told",
}
"""Answers to the claim in few words."""
NOBODY = "not known"
SORTS = {
    "capture": "packets",
    "connections": "connections",
    "tls": "names of connections",
    "names": "names asked for",
    "leases": "leases",
}
"""What an input tells, in words."""


def moment(at: float) -> str:
    """A time as text, in UTC; a dash where none was noted."""
    if not 0 < at < 253_402_300_800:
        return "-"
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")


def iso(at: float) -> str | None:
    """A time as RFC 3339 text; None where none was noted."""
    return f"{moment(at).replace(' ', 'T')}Z" if moment(at) != "-" else None


def party(visit: Visit, knowledge: Knowledge) -> str:
    """Who runs the service: the company, and its own company for it where there is one."""
    entity = knowledge.entities.get(visit.operator)
    name = entity.name if entity else visit.operator
    if visit.operator and visit.owner:
        return f"{visit.owner} ({name})"
    return name or visit.owner or NOBODY


def host(visit: Visit) -> str:
    """The first name of a peer, or its address."""
    return wording.visible(visit.contact.names[0] if visit.contact.names else visit.contact.peer)


def network(visit: Visit) -> str:
    """Country and announcing network by the user's table, or empty."""
    found = visit.network
    if found is None:
        return ""
    return wording.visible(" ".join(part for part in (found.country, found.asn, found.name) if part))


def called_out(account: Account) -> bool:
    """Whether a device contacted or asked for anybody outside."""
    return account.claim.answer in ("contacted", "asked")


def named(account: Account) -> list[Attribution]:
    """Roles of a device in which somebody is named."""
    roles = wording.roles(account.assessment) if account.assessment else []
    return [role for role in roles if role.maker is not None and role.level is not Level.UNDETERMINED]


def headline(watched: Watched) -> str:
    """The first line of every report."""
    out = [account for account in watched.accounts if called_out(account)]
    devices = wording.count(len(watched.accounts), "device")
    return f"{devices}, {len(out)} of which called out of the site"

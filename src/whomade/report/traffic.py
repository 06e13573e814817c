"""What devices called, in words for a terminal, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.report import jsonl, wording
from whomade.report import traffic_words as words
from whomade.report.tables import table
from whomade.report.terminal import cut, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Knowledge
    from whomade.model.traffic import Account, Contact, Visit, Watched

NAME_COLUMNS, PARTY_COLUMNS, NETWORK_COLUMNS = 38, 24, 26
MOST_ROWS = 60
"""Contacts of one device listed in the terminal; JSON and the page have all."""
WIDTH = 100


def as_text(watched: Watched) -> Iterator[str]:
    """Lines for a terminal: devices that called out in full, the others in one line each."""
    yield words.headline(watched)
    for account in filter(words.called_out, watched.accounts):
        yield ""
        yield from _device(account, watched)
    quiet = [account for account in watched.accounts if not words.called_out(account)]
    if quiet:
        yield ""
        yield "No call out of the site was seen of:"
    for account in quiet[:MOST_ROWS]:
        yield f"  {wording.visible(account.traffic.device)}: {words.ANSWERS[account.claim.answer]}"
    if len(quiet) > MOST_ROWS:
        yield f"  and {len(quiet) - MOST_ROWS} more: see --json"


def _device(account: Account, watched: Watched) -> Iterator[str]:
    traffic = account.traffic
    others = [address for address in traffic.addresses if address != traffic.device]
    yield " ".join([wording.visible(traffic.device), *([f"({', '.join(others[:3])})"] if others else [])])
    for attribution in words.named(account):
        yield f"  {wording.role_name(attribution.role)}: {wording.statement(attribution)}"
    yield wrapped(wording.visible(account.claim.said), WIDTH)
    for line in account.claim.shown:
        yield wrapped(wording.visible(line), WIDTH, "    ", "  + ")
    for line in account.claim.not_shown:
        yield wrapped(wording.visible(line), WIDTH, "    ", "  - ")
    if account.visits:
        yield ""
        yield _table(account, watched)
        if len(account.visits) > MOST_ROWS:
            yield f"  and {len(account.visits) - MOST_ROWS} more: see --json or --html"


def _table(account: Account, watched: Watched) -> str:
    heads = ["purpose", "who runs it", "host", "address", "port", "times", "sent", "received", "first", "last"]
    shows = watched.has_networks
    rows = [_row(visit, watched.knowledge, shows=shows) for visit in account.visits[:MOST_ROWS]]
    if shows:
        heads.insert(4, "country, network")
    return table(heads, rows)


def _row(visit: Visit, knowledge: Knowledge, *, shows: bool) -> list[str]:
    contact = visit.contact
    row = [
        ("in: " if contact.inbound else "") + words.PURPOSES[visit.purpose],
        cut(words.party(visit, knowledge), PARTY_COLUMNS),
        cut(wording.visible(contact.names[0]) if contact.names else "-", NAME_COLUMNS),
        contact.peer or "-",
        *([cut(words.network(visit) or "-", NETWORK_COLUMNS)] if shows else []),
        contact.port or "-",
        str(contact.count),
        _bytes(contact.sent),
        _bytes(contact.received),
        words.moment(contact.first),
        words.moment(contact.last),
    ]
    return [wording.visible(cell) for cell in row]


def _bytes(count: int | None) -> str:
    return "-" if count is None else str(count)


def as_json(watched: Watched) -> dict[str, Any]:
    """The whole run as an object; times are UTC, bytes those of IP packets where the input counts them so."""
    return {
        "devices": [_device_object(account, watched.knowledge) for account in watched.accounts],
        "inputs": [
            {"name": one.name, "tells": one.sort, "first": words.iso(one.first), "last": words.iso(one.last)}
            for one in watched.stated
        ],
        "devices_left_out": watched.left_out,
        **jsonl.coverage(watched.coverage),
        "knowledge": {"version": watched.knowledge.version, "digest": watched.knowledge.digest},
    }


def _device_object(account: Account, knowledge: Knowledge) -> dict[str, Any]:
    traffic, claim = account.traffic, account.claim
    assessed = account.assessment
    return {
        "device": traffic.device,
        "addresses": list(traffic.addresses),
        "first": words.iso(traffic.first),
        "last": words.iso(traffic.last),
        "joined": [{"at": words.iso(j.at), "how": j.how, "where": list(j.where)} for j in traffic.joined],
        "claim": {
            "tested": claim.tested,
            "answer": claim.answer,
            "said": claim.said,
            "shown": list(claim.shown),
            "not_shown": list(claim.not_shown),
        },
        "contacts": [_visit_object(visit, knowledge) for visit in account.visits],
        "names_asked_for": [
            {
                "name": one.name, "first": words.iso(one.first), "last": words.iso(one.last), "times": one.count,
                "addresses": list(one.addresses), "resolvers": list(one.resolvers), "where": list(one.where),
            }
            for one in traffic.lookups
        ],
        "bytes_inside_the_site": traffic.local_bytes,
        "left_out": traffic.dropped,
        "roles": jsonl.device(assessed, knowledge)["roles"] if assessed else {},
    }  # fmt: skip


def _visit_object(visit: Visit, knowledge: Knowledge) -> dict[str, Any]:
    found = visit.network
    return {
        "purpose": visit.purpose,
        "recognised_by": visit.basis or None,
        "endpoint": visit.endpoint or None,
        "on_trial": visit.trial,
        "service": {
            "operator": visit.operator or None,
            "owner": visit.owner or None,
            "software": visit.software or None,
            "words": words.party(visit, knowledge),
        },
        "network": {"prefix": found.prefix, "asn": found.asn, "name": found.name} if found else None,
        "hosting_country": (found.country or None) if found else None,
        "asked_only": visit.is_asked_only,
        **_contact_object(visit.contact),
    }


def _contact_object(contact: Contact) -> dict[str, Any]:
    return {
        "names": list(contact.names),
        "named_by": contact.named_by or None,
        "address": contact.peer or None,
        "port": contact.port or None,
        "opened_by": "peer" if contact.inbound else "device",
        "protocol": contact.protocol or None,
        "first": words.iso(contact.first),
        "last": words.iso(contact.last),
        "times": contact.count,
        "bytes_sent": contact.sent,
        "bytes_received": contact.received,
        "where": list(contact.where),
    }

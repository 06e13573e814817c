"""The maker's claim put to the test on one device, and what its traffic can and cannot show.

A contact shows that something was transmitted, never what: so the answer says whom the device contacted and how much
went each way, and stops there. Nothing seen is said to be nothing seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.model.endpoint import UNKNOWN
from whomade.model.traffic import Claim, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from whomade.model.traffic import Stated, Traffic, Visit

SAYS = "The claim “the maker cannot access or transmit users' data”"
"""What is put to the test, whoever said it of which goods."""
START = "SADP Hello"
"""How the one sign shows by which a device says itself that it has started."""
_IN_CLEAR = frozenset({"http", "rtsp", "mqtt", "xml", "json"})
_SILENT = frozenset({"time", "resolver"})
"""Purposes that by themselves send nothing but a question."""
_DAY_S = 86_400


def claim(traffic: Traffic, visits: Sequence[Visit], stated: Sequence[Stated], name: Callable[[str], str]) -> Claim:
    """Test the claim on one device.

    Args:
        traffic: what was seen of it.
        visits: its contacts with what is known of the other side.
        stated: the inputs and what each can tell.
        name: gives the name of a company.
    """
    out = [visit for visit in visits if not visit.contact.inbound]
    reached = [visit for visit in out if not visit.is_asked_only]
    answer = "contacted" if reached else "asked" if out else _silence(traffic)
    length = _length(traffic, stated)
    said = {
        "contacted": f"in these {length} this device contacted {_parties(reached, name)}. {_amount(reached)}",
        "asked": f"in these {length} this device asked for the names of {_parties(out, name)}. Whether it contacted "
        "them, these inputs do not show.",
        "not-seen": f"in these {length} this device was not seen to contact anybody outside the site.",
        "cannot-tell": "these inputs do not show what this device sends outside the site.",
    }
    return Claim(SAYS, answer, f"{SAYS}: {said[answer]}", tuple(_shown(traffic, out)),
                 tuple(_not_shown(traffic, out, stated)))  # fmt: skip


def _silence(traffic: Traffic) -> str:
    return "not-seen" if traffic.local_bytes else "cannot-tell"


def _length(traffic: Traffic, stated: Sequence[Stated]) -> str:
    """How long was watched, as words; time between two inputs was not."""
    spans = [(one.first, one.last) for one in stated if one.first] or [(traffic.first, traffic.last)]
    seconds = watched_s(spans)
    if seconds >= 2 * 3600:
        return f"{seconds / 3600:.1f} hours"
    return f"{seconds / 60:.1f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"


def watched_s(spans: Iterable[tuple[float, float]]) -> float:
    """Seconds that at least one of some spans covers.

    Example:
        >>> watched_s([(0, 10), (5, 12), (100, 101)])
        13.0
    """
    seconds, end = 0.0, float("-inf")
    for first, last in sorted(spans):
        seconds += max(0.0, last - max(first, end))
        end = max(end, last)
    return seconds


def _parties(visits: Iterable[Visit], name: Callable[[str], str]) -> str:
    """Who was contacted and what for; those of whom nobody knows are counted."""
    known: dict[str, dict[str, None]] = {}
    unknown: dict[str, str] = {}
    for visit in visits:
        if party := party_of(visit, name):
            known.setdefault(party, {})[visit.purpose] = None
        else:
            unknown[visit.contact.names[0] if visit.contact.names else visit.contact.peer] = visit.purpose
    parts = [f"{party} ({', '.join(purposes)})" for party, purposes in known.items()]
    if unknown:
        first = ", ".join(list(unknown)[:3]) + (" and others" if len(unknown) > 3 else "")
        hosts = "1 host" if len(unknown) == 1 else f"{len(unknown)} hosts"
        purposes = ", ".join(sorted(set(unknown.values()) - {UNKNOWN}))
        told = f"{purposes}: {first}" if purposes else first
        parts.append(f"{hosts} of unknown operator ({told})")
    return "; ".join(parts)


def party_of(visit: Visit, name: Callable[[str], str]) -> str:
    """Who runs the service, in words: the company, and its own company for it where there is one."""
    if visit.operator and visit.owner:
        return f"{visit.owner} ({name(visit.operator)})"
    if visit.operator:
        return name(visit.operator)
    return visit.owner


def _amount(visits: Iterable[Visit]) -> str:
    telling = [visit.contact for visit in visits if visit.purpose not in _SILENT]
    if not telling:
        return "These were questions for the time or for names alone."
    counted = [contact for contact in telling if contact.sent is not None]
    if not counted:
        return "How much was sent, these inputs do not show."
    sent, received = sum(c.sent or 0 for c in counted), sum(c.received or 0 for c in counted)
    amounts = f"It sent {size(sent)} and received {size(received)}"
    return f"{amounts}; whether users' data was in it cannot be seen from outside."


def size(count: int) -> str:
    """Bytes in words.

    Example:
        >>> size(76), size(7_495_959)
        ('76 bytes', '7.5 MB')
    """
    for unit, word in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if count >= unit:
            return f"{count / unit:.1f} {word}"
    return f"{count} {'byte' if count == 1 else 'bytes'}"


def _shown(traffic: Traffic, out: Sequence[Visit]) -> Iterator[str]:
    """What stands out in the traffic."""
    if any(visit.purpose == "bootstrap" for visit in out):
        names = ", ".join(dict.fromkeys(n for v in out if v.purpose == "bootstrap" for n in v.contact.names[:1]))
        yield f"It asks {names} for a list of peers and may call these by address: blocking names is not enough."
    by_address = [v for v in out if not v.contact.names and not v.is_asked_only]
    if by_address:
        yield f"{_contacts(by_address)} made by address, without a name."
    clear = [v for v in out if v.contact.protocol in _IN_CLEAR]
    if clear:
        kinds = ", ".join(sorted({v.contact.protocol for v in clear}))
        yield f"{_contacts(clear)} in clear ({kinds}): anybody on the way can read that, and so can you."
    unanswered = [v for v in out if v.contact.received == 0]
    if unanswered:
        yield f"{_contacts(unanswered)} not answered, as far as the place of recording shows."
    resolvers = sorted({v.contact.peer for v in out if v.purpose == "resolver"})
    if resolvers:
        yield f"It asks name servers outside the site ({', '.join(resolvers[:5])}), past the one of the site."
    if any(v.is_shared_space for v in out):
        yield "It called addresses of 100.64.0.0/10, the space between providers and customers."
    inbound = sum(1 for contact in traffic.contacts if contact.inbound)
    if inbound:
        yield f"Peers outside opened connections to it ({inbound} by address and port): it can be reached from there."


def _contacts(visits: Sequence[Visit]) -> str:
    return "1 contact was" if len(visits) == 1 else f"{len(visits)} contacts were"


def _not_shown(traffic: Traffic, out: Sequence[Visit], stated: Sequence[Stated]) -> Iterator[str]:
    """What these inputs cannot show."""
    sorts = {one.sort for one in stated}
    if any(joined.how == START for joined in traffic.joined):
        yield "A start of the device is inside: what it calls at start is here as far as the inputs can show it."
    elif traffic.joined:
        how = traffic.joined[0].how
        yield f"It joined the network in this time ({how}), as after power-on; that it started is likely, not shown."
    else:
        yield (
            "No start of the device is inside: what it calls only then is missing. Switch it off and on, and record "
            "again."
        )
    if Sort.CAPTURE in sorts:
        yield "A capture shows what passed the place where it was taken; what went another way is not in it."
    elif Sort.CONNECTIONS not in sorts:
        yield (
            "Logs of names show what was asked for: not whether a contact followed, not how much was sent, and no call "
            "by address."
        )
    elif not sorts & {Sort.NAMES, Sort.TLS}:
        yield "Logs of connections show addresses: give the logs of names (dns, ssl) beside them."
    if any(v.contact.protocol in ("tls", "quic") for v in out):
        yield "What is inside encrypted connections cannot be seen; amounts and times can."
    if watched_s((one.first, one.last) for one in stated if one.first) < _DAY_S:
        yield "It is less than a day: what happens nightly, weekly or on an alarm may be missing."
    if traffic.dropped:
        yield f"{traffic.dropped} further contacts or names were left out, because too many are kept already."

"""Block lists for what devices called: host list, RPZ, nftables, Cisco ACL, pfSense alias, Pi-hole. Texts only.

A line stands for one thing seen, and its comment says on which device and who says what it is. What is known to be a
maker's service is in force; time and what nobody knows stands there commented out, for the reader to decide. Lists of
names hold no peer that is called by address: those stand in the lists of addresses, each for its device alone, so that
nobody else at the same address is cut off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING

from whomade.report import traffic_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model.traffic import Account, Visit, Watched

_NAME = re.compile(r"(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,126}[a-z][a-z0-9-]{1,62}")
_MAC = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")
_UNSURE = frozenset({"time", "resolver", "unknown"})
"""Purposes that stay commented out: without the time a recording is worth less, and the unknown may be somebody's."""
MOST_REMARK, MOST_COMMENT = 96, 120
"""Letters of a remark of Cisco IOS (100 at most), and of a comment of nftables (128 at most)."""
ZONE = "rpz.whomade.invalid"


@dataclass(slots=True)
class Line:
    """A name or an address (with the device it is for), why it stands here, and whether it is in force."""

    value: str
    device: str = ""
    address: str = ""
    why: dict[str, None] = field(default_factory=dict)
    is_active: bool = False

    @property
    def comment(self) -> str:
        """Why, in plain letters on one line."""
        return plain(" / ".join(self.why))


@dataclass(frozen=True, slots=True)
class Lists:
    """Names and addresses, in the order in which they were called."""

    names: tuple[Line, ...]
    peers: tuple[Line, ...]
    bootstraps: tuple[str, ...]


def plain(text: str) -> str:
    """Text without anything that could end a comment or mean something in one of the formats."""
    return "".join(c if c.isascii() and c.isprintable() and c not in '"\\;{}$`' else " " for c in text)


def gather(watched: Watched) -> Lists:
    """Collect what is to be listed from the findings; names and addresses that are none are passed over."""
    names: dict[str, Line] = {}
    peers: dict[tuple[str, str], Line] = {}
    bootstraps: dict[str, None] = {}
    for account in watched.accounts:
        for visit in account.visits:
            if visit.contact.inbound:
                continue
            why = _why(account, visit, watched)
            for name in visit.contact.names[:1]:
                if _NAME.fullmatch(name):
                    _note(names.setdefault(name, Line(name)), visit, why)
                    bootstraps |= {name: None} if visit.purpose == "bootstrap" else {}
            if peer := _address(visit.contact.peer):
                key = (account.traffic.device, peer)
                line = peers.setdefault(key, Line(peer, account.traffic.device, _own(account, peer)))
                _note(line, visit, why)
    return Lists(tuple(names.values()), tuple(peers.values()), tuple(bootstraps))


def _note(line: Line, visit: Visit, why: str) -> None:
    line.why[why] = None
    line.is_active = line.is_active or visit.purpose not in _UNSURE


def _why(account: Account, visit: Visit, watched: Watched) -> str:
    """Device, host, purpose, who runs it, and the source: the statement of the knowledge, or the place seen."""
    knowledge = watched.knowledge
    source = next((e for e in knowledge.endpoints if e.id == visit.endpoint), None)
    cited = f"{source.id} by {source.sources[0].id}" if source else f"seen at {visit.contact.where.place}"
    purpose, party = words.PURPOSES[visit.purpose], words.party(visit, knowledge)
    called = f"{account.traffic.device} called {words.host(visit)} {visit.contact.port}"
    return f"{called} ({cited}): {purpose}, run by {party}"


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


def _own(account: Account, peer: str) -> str:
    """The address of the device of the same family, or empty."""
    version = ip_address(peer).version
    own = (a for a in account.traffic.addresses if _address(a) and ip_address(a).version == version)
    return next(own, "")


def _head(mark: str, what: str) -> list[str]:
    return [
        f"{mark} {what}, written by whomade traffic. Nothing was applied: read it, then load what you want.",
        f"{mark} Lines that are commented out are time, name servers and what nobody is known to run: yours to decide.",
    ]


def hosts(lists: Lists) -> str:
    """A host list: lines `0.0.0.0 name`."""
    lines = _head("#", "Host list")
    for line in lists.names:
        lines += [f"# {line.comment}", f"{'' if line.is_active else '# '}0.0.0.0 {line.value}"]
    return "\n".join(lines) + "\n"


def pihole(lists: Lists) -> str:
    """A list for Pi-hole: a name a line."""
    lines = _head("#", "Pi-hole list")
    for line in lists.names:
        lines += [f"# {line.comment}", f"{'' if line.is_active else '# '}{line.value}"]
    return "\n".join(lines) + "\n"


def rpz(lists: Lists) -> str:
    """A response policy zone: each name answers that it does not exist. Source: ISC, DNS Response Policy Zones."""
    lines = [
        *_head(";", "Response policy zone"),
        "$TTL 300",
        f"@ IN SOA localhost. nobody.{ZONE}. 1 3600 600 86400 300",
        "@ IN NS localhost.",
    ]
    for line in lists.names:
        lines += [f"; {line.comment}", f"{'' if line.is_active else '; '}{line.value} IN CNAME ."]
    return "\n".join(lines) + "\n"


def nftables(lists: Lists) -> str:
    """A table of nftables with one rule per device and peer, and a whole cut per device that is commented out."""
    lines = [*_head("#", "nftables"), "table inet whomade_block {", "  chain forward {",
             "    type filter hook forward priority filter; policy accept;"]  # fmt: skip
    for line in lists.peers:
        source = _nft_source(line)
        family = "ip6" if ":" in line.value else "ip"
        rule = f'{source} {family} daddr {line.value} counter drop comment "{line.comment[:MOST_COMMENT]}"'
        lines += [f"    # {line.comment}", f"    {'' if line.is_active else '# '}{rule}"]
    for device in dict.fromkeys(_nft_source(line) for line in lists.peers):
        lines += ["    # the whole device, if nothing of it shall leave the site:",
                  f"    # {device} counter drop"]  # fmt: skip
    return "\n".join([*lines, "  }", "}"]) + "\n"


def _nft_source(line: Line) -> str:
    if _MAC.fullmatch(line.device):
        return f"ether saddr {line.device}"
    return f"{'ip6' if ':' in line.device else 'ip'} saddr {_address(line.device)}"


def cisco(lists: Lists) -> str:
    """Access lists of Cisco IOS, for IPv4 and IPv6; the device is named by the address that it had."""
    lines = _head("!", "Cisco IOS access lists")
    lines += _acl(
        "ip access-list extended WHOMADE-BLOCK", "ip", [line for line in lists.peers if ":" not in line.value]
    )
    lines += _acl("ipv6 access-list WHOMADE-BLOCK6", "ipv6", [line for line in lists.peers if ":" in line.value])
    return "\n".join(lines) + "\n"


def _acl(head: str, protocol: str, peers: list[Line]) -> list[str]:
    lines = [head] if peers else []
    for line in peers:
        lines.append(f" remark {line.comment}"[:MOST_REMARK].rstrip())
        rule = f" deny {protocol} host {line.address} host {line.value}"
        if not line.address:
            rule = f" deny {protocol} any host {line.value}"
        lines.append(rule if line.is_active and line.address else f"!{rule}")
    return [*lines, f" permit {protocol} any any"] if peers else []


def pfsense(lists: Lists) -> str:
    """A table of addresses for an alias of pfSense (type URL table); use it in rules of the named devices alone."""
    use = "# An address may serve others as well: use the alias in a rule whose source is the device."
    lines = [*_head("#", "pfSense alias"), use]
    found: dict[str, Line] = {}
    for line in lists.peers:
        known = found.setdefault(line.value, Line(line.value))
        known.why |= line.why
        known.is_active = known.is_active or line.is_active
    lines += [f"{'' if line.is_active else '# '}{line.value} # {line.comment}" for line in found.values()]
    return "\n".join(lines) + "\n"


def readme(lists: Lists, checked: Iterable[tuple[str, str]]) -> str:
    """What the lists hold, what they cannot do, and how each was checked."""
    lines = [
        "Block lists, written by whomade traffic. Nothing was applied.",
        "",
        "The lists hold what was seen: a device may call others, at another hour or after an update. The surest way to",
        "keep a device inside is to let nothing of it out (the last lines of nftables.nft), not a list of names.",
    ]
    if lists.bootstraps:
        lines += [
            "",
            f"Lists of peers are fetched from {', '.join(lists.bootstraps)}.",
            "What such a list names is called by address, and a list of names alone does not stop it. Blocking",
            "the first name stops it at the next start only.",
        ]
    lines += ["", *(f"{name}: {said}" for name, said in checked)]
    return "\n".join(lines) + "\n"


WRITERS = {
    "hosts.txt": hosts,
    "pihole.txt": pihole,
    "rpz.zone": rpz,
    "nftables.nft": nftables,
    "cisco-acl.txt": cisco,
    "pfsense-alias.txt": pfsense,
}
"""Every list by the name of its file."""

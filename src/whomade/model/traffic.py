"""What a device called, and when: names it asked for, peers outside it spoke with, and moments at which it joined.

Times are seconds since 1970 (UTC). Bytes are those of whole IP packets where the input counts them so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from whomade.model.observation import NOWHERE, Where

if TYPE_CHECKING:
    from whomade.model.assessment import Assessment, Coverage
    from whomade.model.knowledge import Knowledge


class Stretch(NamedTuple):
    """Activity between two moments: how many packets, calls or questions."""

    start: float
    end: float
    times: int


@dataclass(frozen=True, slots=True)
class Lookup:
    """A name that a device asked for. `resolvers` are the addresses it asked, `addresses` what it was told."""

    name: str
    first: float
    last: float
    count: int
    addresses: tuple[str, ...] = ()
    resolvers: tuple[str, ...] = ()
    activity: tuple[Stretch, ...] = ()
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Contact:
    """A peer outside the site on one port. `sent` and `received` are None where the input counts no bytes.

    `names` are names of the peer, the surest first; `named_by` says how they are known: `tls` (server name), `http`
    (Host) or `dns` (an answer with this address). `inbound` contacts were opened by the peer. `protocol` is what the
    first bytes look like.
    """

    peer: str
    port: str
    first: float
    last: float
    count: int
    sent: int | None = None
    received: int | None = None
    names: tuple[str, ...] = ()
    named_by: str = ""
    inbound: bool = False
    protocol: str = ""
    activity: tuple[Stretch, ...] = ()
    where: Where = NOWHERE


class Joined(NamedTuple):
    """A moment at which a device came up or joined the network, and how it shows."""

    at: float
    how: str
    where: Where


@dataclass(frozen=True, slots=True)
class Traffic:
    """All that was seen of one device. `local_bytes` went to or came from peers inside the site.

    `dropped` counts contacts and names beyond what is kept.
    """

    device: str
    addresses: tuple[str, ...]
    first: float
    last: float
    lookups: tuple[Lookup, ...] = ()
    contacts: tuple[Contact, ...] = ()
    joined: tuple[Joined, ...] = ()
    local_bytes: int = 0
    dropped: int = 0


class Sort:
    """Sorts of input by what they tell: whole packets, connections, names with connections, or names alone."""

    CAPTURE, CONNECTIONS, TLS, NAMES, LEASES = "capture", "connections", "tls", "names", "leases"


class Stated(NamedTuple):
    """An input of traffic: its name, sort, and the span between its first and last record; 0 where none has a time."""

    name: str
    sort: str
    first: float
    last: float


class Network(NamedTuple):
    """Who announces an address and where it is said to be, by the table that the user gave."""

    prefix: str
    country: str
    asn: str
    name: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A contact or question with what is known of the other side; three answers that are kept apart.

    `operator` (a company of the base) and `owner` say who runs the service, `network` who announces the address and in
    which country. `basis` says how the service was recognised: `name`, `bootstrap` (a port, after the list of peers was
    fetched), `protocol`, `port` (what is usual there), or nothing. `endpoint` is the id of the statement. `software` is
    the company whose software answers there. `is_asked_only` marks a name after which no contact was seen.
    """

    contact: Contact
    purpose: str
    basis: str = ""
    endpoint: str = ""
    operator: str = ""
    owner: str = ""
    software: str = ""
    why: str = ""
    trial: bool = False
    network: Network | None = None
    is_asked_only: bool = False
    is_shared_space: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What was tested and how it came out, in one sentence each, and what the inputs cannot show.

    `answer` is `contacted`, `asked` (names alone), `not-seen` or `cannot-tell`.
    """

    tested: str
    answer: str
    said: str
    shown: tuple[str, ...] = ()
    not_shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A device with its traffic, the visits in it, the claim, and who made it as far as the same inputs tell.

    `assessment` is None where the inputs say nothing about who the device is.
    """

    traffic: Traffic
    visits: tuple[Visit, ...]
    claim: Claim
    assessment: Assessment | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """A whole run: devices in the order of keys, inputs, and the account of what was read.

    `has_networks` tells whether the user gave a table of networks; `left_out` counts devices beyond those kept.
    """

    accounts: tuple[Account, ...]
    stated: tuple[Stated, ...]
    coverage: Coverage
    knowledge: Knowledge
    has_networks: bool = False
    left_out: int = 0

"""Hosts and ports that devices call: who runs the service behind them, and what for."""

from __future__ import annotations

from dataclasses import dataclass

from whomade.model.citation import Citation  # noqa: TC001  read at run time, when the base is decoded

PURPOSES = ("bootstrap", "cloud", "p2p", "push", "update", "analytics", "time")
"""What a device wants there, in the order of reports; what nobody knows is `UNKNOWN`."""
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One statement about a service: how a call of it is recognised, its purpose, and who runs it.

    With `host` (an RE2 pattern on the whole name) the name tells and `ports` only say what is usual. Without, a call by
    address is recognised by its port (`tcp/31006`), on a device that also asked for the endpoint `after` (a list of
    peers is fetched there), or by the `protocol` of its first bytes, or by both. `operator` is a company of the base;
    `owner` names somebody who is none, or the operator's own company for it; both are empty where nobody knows.
    `software` is the company whose relay or cloud software answers there, where the service is another's.
    """

    id: str
    purpose: str
    why: str
    sources: tuple[Citation, ...]
    host: str = ""
    ports: tuple[str, ...] = ()
    after: str = ""
    protocol: str = ""
    operator: str = ""
    owner: str = ""
    software: str = ""
    trial: bool = False
    confounders: tuple[str, ...] = ()

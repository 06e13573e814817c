"""The form of an entry of knowledge/endpoints. Described for people in docs/reference/knowledge-format.md."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from whomade.knowledge.schema import Citations, ExamplesForm, Form, Id, Status, Text

Port = Annotated[str, msgspec.Meta(pattern=r"^(tcp|udp)/[1-9][0-9]{0,4}$")]


class EndpointForm(Form):
    """A service that devices call: how it is recognised, what for, and who runs it."""

    id: Id
    purpose: Literal["bootstrap", "cloud", "p2p", "push", "update", "analytics", "time"]
    why: Text
    by: Text
    sources: Citations
    status: Status
    host: Text | None = None
    ports: list[Port] = msgspec.field(default_factory=list)
    after: Id | None = None
    protocol: Literal["mqtt", "xml", "pppp", "stun"] | None = None
    operator: Id | None = None
    owner: Text | None = None
    software: Id | None = None
    examples: ExamplesForm | None = None
    confounders: list[Text] = msgspec.field(default_factory=list)

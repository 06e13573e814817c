"""All that a scan can send: messages filled from templates that are registered when a probe is imported.

A template is constant bytes with typed holes between them. A connection refuses a message that no registered template
gives, so reading the templates is reading everything that can leave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from whomade.errors import NotAllowed


class Hole(Enum):
    """A gap of a template: its name, and what may stand in it."""

    ADDRESS = ("address", rb"(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?")
    UUID = ("uuid", rb"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")

    @property
    def pattern(self) -> bytes:
        """Regular expression of what may stand here."""
        return self.value[1]


@dataclass(frozen=True, eq=False)
class Template:
    """Constant parts and holes of one message. Compared by identity: one that looks like a registered one is not it."""

    id: str
    parts: tuple[bytes | Hole, ...]

    @cached_property
    def pattern(self) -> bytes:
        """Regular expression of every message of this template, without anchors."""
        return b"".join(p.pattern if isinstance(p, Hole) else re.escape(p) for p in self.parts)

    def fill(self, *, address: str = "", uuid: str = "") -> Message:
        """Give the message with its holes filled.

        Raises:
            NotAllowed: a value does not fit its hole.
        """
        values = {Hole.ADDRESS: address.encode(), Hole.UUID: uuid.upper().encode()}
        for hole in (part for part in self.parts if isinstance(part, Hole)):
            if not re.fullmatch(hole.pattern, values[hole]):
                raise NotAllowed(f"template {self.id}: `{values[hole].decode()}` is no {hole.value[0]}")
        return Message(self, b"".join(values[p] if isinstance(p, Hole) else p for p in self.parts))


@dataclass(frozen=True, slots=True)
class Message:
    """A filled template."""

    template: Template
    data: bytes


REGISTERED: dict[str, Template] = {}
"""Every template by its id; filled by the probes when they are imported, never later."""


def template(id_: str, *parts: bytes | Hole) -> Template:
    """Register a template.

    Raises:
        ValueError: the id is taken: two templates of one name could not be told apart in the log.
    """
    if id_ in REGISTERED:
        raise ValueError(f"template {id_} is registered already")
    REGISTERED[id_] = Template(id_, parts)
    return REGISTERED[id_]


def verify(message: Message) -> bytes:
    """Give the bytes of a message that a registered template allows.

    Raises:
        NotAllowed: it was not filled from a registered template, or was changed afterwards.
    """
    registered = REGISTERED.get(message.template.id)
    if registered is not message.template or not re.fullmatch(registered.pattern, message.data, re.DOTALL):
        raise NotAllowed(f"{message.template.id}: not a message of a registered template; nothing was sent")
    return message.data


def explains(data: bytes) -> bool:
    """Whether bytes are nothing but messages of registered templates, one after the other."""
    one = b"|".join(b"(?:" + t.pattern + b")" for t in REGISTERED.values())
    return re.fullmatch(b"(?:" + one + b")*", data, re.DOTALL) is not None

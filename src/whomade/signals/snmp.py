"""SNMP system group, and enterprise numbers that a MIB file declares.

Source: RFC 3418 section 2 (sysDescr 1.3.6.1.2.1.1.1, sysObjectID 1.3.6.1.2.1.1.2); enterprise numbers stand under
1.3.6.1.4.1 (IANA).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("snmp", "snmp_mib")

ENTERPRISES = "1.3.6.1.4.1"
_DESCRIPTION = re.compile(r"sysdescr|1\.3\.6\.1\.2\.1\.1\.1(?:\.0)?$|description", re.IGNORECASE)
_OBJECT = re.compile(r"sysobjectid|1\.3\.6\.1\.2\.1\.1\.2(?:\.0)?$", re.IGNORECASE)
_TYPE = re.compile(r"(?:STRING|OID|Hex-STRING|OBJECT IDENTIFIER)\s{0,4}:\s{0,4}", re.IGNORECASE)
_OID = re.compile(r"(?:\.?1\.3\.6\.1\.4\.1|iso\.3\.6\.1\.4\.1|enterprises)((?:\.\d{1,10}){1,40})", re.IGNORECASE)
_DECLARED = re.compile(r"\{\s{0,20}enterprises\s{1,20}(?:[\w-]{1,60}\()?(\d{1,10})", re.IGNORECASE)
_KEYED = re.compile(r"([\w:.-]{1,80})\s{0,8}[=:]\s{0,8}(.{0,4000})")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give sysDescr and sysObjectID; of a MIB the enterprise numbers it stands under."""
    value = text.of(observation)
    if observation.kind == "snmp_mib":
        numbers = [*(f".{n}" for n in _DECLARED.findall(value)), *_OID.findall(value)]
        yield from (observation.signal("snmp.sys_object_id", ENTERPRISES + number) for number in numbers)
        return
    keyed = [(hit[1], hit[2]) for line in text.lines(value) if (hit := _KEYED.fullmatch(line))]
    for key, inner in keyed:
        yield from _variable(observation, key, _TYPE.sub("", inner, count=1).strip(' "'))
    if not keyed:
        yield observation.signal("snmp.sys_description", value[:4000])


def _variable(observation: Observation, key: str, value: str) -> Iterator[Signal | Problem]:
    if _DESCRIPTION.search(key):
        yield observation.signal("snmp.sys_description", value)
    elif _OBJECT.search(key):
        found = _OID.search(value)
        if found:
            yield observation.signal("snmp.sys_object_id", ENTERPRISES + found[1])
        else:
            yield text.problem(observation, "an object identifier under enterprises", value)

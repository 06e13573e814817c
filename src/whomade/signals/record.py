"""Records written by people or exported from lists: `key: value` pairs with many names for one thing.

Helper without kinds. One converter per field turns what people write into the form the vocabulary asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from whomade.model import Observation, Problem, Signal
from whomade.signals import keys, leaves, mac, text, works_with

Results = Iterator[Signal | Problem]

_REST = re.compile(r"\s+\(|[,;]\s")
_DEVICE_WORDS = re.compile(
    r"[ndxh]vr|ipc|cams?|cameras?|recorders?|doorbell|intercom|cctv|kameras?|kamery|camaras?|caméras?|câmeras?|rejestrator"
)
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)(?:[-/.年 ]?(\d\d?)(?:[-/.月 ]?(\d\d?))?)?[月日]?(?!\d)")
_DAY_ENDS = re.compile(r"[.,]?(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?\s*(?:Z|[+-]\d\d:?\d\d)?\s*$")
"""What may stand behind a date: a time of day. Other words (`or later`, `+`) make it no date."""
_YEAR_LAST = re.compile(r"(?:(\d\d?)[-/. ])?(\d\d?)[-/. ]((?:19|20)\d\d)(?!\d)")


def brand(observation: Observation, value: str) -> Results:
    """Read a brand; words that only name the sort of device after it are dropped (`Acme NVR` is brand Acme)."""
    words = value.split()[:12]
    while len(words) > 1 and _DEVICE_WORDS.fullmatch(words[-1].casefold().strip(".,")):
        words.pop()
    yield observation.signal("label.brand", " ".join(words))


def model(observation: Observation, value: str) -> Results:
    """Read a model number; a remark behind it (`X1 (outdoor), works with ...`) becomes free text."""
    found = _REST.search(value, 1) if value else None
    yield observation.signal("label.model", value[: found.start()] if found else value)
    if found:
        yield from remark(observation, value)


def remark(observation: Observation, value: str) -> Results:
    """Read free text: kept as it is, with what it says the device works with."""
    yield observation.signal("label.text", value)
    yield from works_with.in_text(observation, value)


def fcc_id(observation: Observation, value: str) -> Results:
    """Read an FCC ID: capitals, no blanks, without the words in front of it. Source: 47 CFR 2.925 and 2.926."""
    bare = re.sub(r"\s", "", value[:60].upper())
    yield observation.signal("label.fcc_id", re.sub(r"^FCCID:?", "", bare))


def made_on(observation: Observation, value: str) -> Results:
    """Read a production date as far as it is certain: `2021`, `2021-05` or `2021-05-17`."""
    found = iso_date(value)
    if found:
        yield observation.signal("made_on", found)
    else:
        yield text.problem(observation, "a production date", value)


def iso_date(value: str) -> str | None:
    """Give a date in ISO order, cut to what is certain.

    Example:
        >>> iso_date("2021年5月"), iso_date("05/2021"), iso_date("17.05.2021"), iso_date("03/04/2021")
        ('2021-05', '2021-05', '2021-05-17', '2021')
    """
    written = value.strip()[:40]
    if (first := _YEAR_FIRST.match(written)) and _DAY_ENDS.match(written, first.end()):
        return _iso(first[1], first[2], first[3])
    if (last := _YEAR_LAST.match(written)) and _DAY_ENDS.match(written, last.end()):
        day, month = last[1], last[2]
        if day and int(day) <= 12 and int(month) <= 12 and "." not in value:
            return last[3]
        return _iso(last[3], day, month) if day and int(month) > 12 else _iso(last[3], month, day)
    return None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole[: 10 if day else 7 if month else 4]


def serial(observation: Observation, value: str) -> Results:
    """Read a serial number; zeros alone are none."""
    if not text.is_placeholder(value):
        yield observation.signal("serial", value)


def each(field: str) -> Callable[[Observation, str], Results]:
    """Make a converter that gives one signal for each part of a comma list."""

    def read_list(observation: Observation, value: str) -> Results:
        return (observation.signal(field, part) for part in value.split(",")[:200] if part.strip())

    return read_list


def path(field: str) -> Callable[[Observation, str], Results]:
    """Make a converter that gives path and query of a URL under this field; an HTTP stream is an HTTP path."""

    def read_path(observation: Observation, value: str) -> Results:
        found = text.path(value)
        if found is None:
            yield text.problem(observation, "a URL or a path", value)
        elif field == "rtsp_path" and value.lower().startswith("http"):
            yield observation.signal("http_path", found)
        else:
            yield observation.signal(field, found)

    return read_path


CONVERTERS: dict[str, Callable[[Observation, str], Results]] = {
    "label.brand": brand,
    "label.model": model,
    "label.fcc_id": fcc_id,
    "label.text": remark,
    "works_with": works_with.in_field,
    "made_on": made_on,
    "serial": serial,
    "mac": mac.signals,
    "hardware_id": each("hardware_id"),
    "rtsp_path": path("rtsp_path"),
    "http_path": path("http_path"),
    "rtsp_path.documented": path("rtsp_path.documented"),
}


def convert(observation: Observation, field: str, value: str) -> Results:
    """Give what a value under a field says; values that only say `unknown` give nothing."""
    if value.strip().casefold() in text.PLACEHOLDERS:
        return iter(())
    converter = CONVERTERS.get(field)
    return converter(observation, value.strip()) if converter else iter([observation.signal(field, value)])


MOST_CHANNELS = 1024


def channels(observation: Observation, counts: Iterable[str]) -> Results:
    """Give how many cameras a recorder says it serves, as the sum of its counts; a camera alone counts one."""
    total = sum(int(count) for count in counts if count.isdecimal() and len(count) < 5)
    if 1 < total <= MOST_CHANNELS:
        yield observation.signal("channels", str(total))


def read(observation: Observation, others: str = "label.text", rename: dict[str, str] | None = None) -> Results:
    """Read a record given as an object or as lines.

    Args:
        observation: The record.
        others: Field for lines whose key is unknown or that have none; unknown fields of an object are ignored and
        said so. rename: Fields to give out under another name, e.g. a documented stream path for a working one.
    """
    unknown = []
    for key, value, line in _rows(observation):
        field = keys.field_of(key)
        if field:
            yield from convert(observation, (rename or {}).get(field, field), value)
        elif field is None and line is None:
            unknown.append(key)
        elif field is None and line:
            yield from convert(observation, others, line)
    yield from text.ignored(observation, unknown)


def _rows(observation: Observation) -> Iterator[tuple[str, str, str | None]]:
    """Give key, value and, for text, the whole line; a bare URL counts as a stream."""
    if isinstance(observation.data, dict):
        yield from ((key, value, None) for key, value in leaves.of(observation.data))
        return
    for line in text.lines(text.of(observation)):
        bare_url = "://" in line[:12]
        key, value = ("stream", line) if bare_url else text.pair(line) or ("", "")
        yield key, value, line

"""`whomade listen` as a library call: frames of an open interface in, one assessment per device out."""

from __future__ import annotations

import dataclasses
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from whomade.collect import pcap
from whomade.collect.capture import kept_file
from whomade.collect.capture.hearing import Hearing
from whomade.collect.capture.sift import Sift
from whomade.collect.capture.split import Heard
from whomade.knowledge import bundle
from whomade.pipeline.identify import Identification, Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect import Source
    from whomade.collect.capture.live import Live
    from whomade.model import Knowledge, Observation, Problem


def listen(
    live: Live,
    name: str,
    *,
    record: BinaryIO | None = None,
    options: Options | None = None,
    knowledge: Knowledge | None = None,
) -> Identification:
    """Say who made the devices that are heard on an open interface.

    Args:
        live: the interface; it is read when the answer is iterated, and closed then.
        name: of the interface, as it stands in the answer.
        record: where the frames that said something go, as pcap.
        options: as for `identify`; how to read is settled here.
        knowledge: a compiled base; the shipped one if not given.
    """

    def reader(source: Source) -> Iterator[Observation | Problem]:
        source.name = source.summary.name = name
        source.summary.format = "live"
        yield from pcap.told(source, _heard(live, record))

    how = dataclasses.replace(options or Options(), reader=reader, stdin=BytesIO(b""))
    return Identification(["-"], how, knowledge or bundle.load())


def _heard(live: Live, record: BinaryIO | None) -> Heard:
    sift = Sift()
    hearing = Hearing(sift)
    hearing.take(kept_file.written(sift.kept(live), record, live.link))
    ledger = hearing.finish()
    return Heard(ledger, sift.number, hearing.bad, hearing.bad_more, sift.other_links)

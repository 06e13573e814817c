"""`whomade listen`: hears what the devices on a wire say by themselves, and identifies them. Sends nothing."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whomade.cli import answers, judging

if TYPE_CHECKING:
    from whomade.collect.capture.live import Live


@click.command()
@click.argument("interface", metavar="IFACE")
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Listen so long; else until you interrupt (Ctrl-C).")
@click.option("--promiscuous", is_flag=True, help="Take frames for other stations too, as on a mirror port.")
@click.option(
    "--record",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write the frames that said something into a new pcap file.",
)
@judging.options
@answers.options
def listen(interface: str, **options: Any) -> int:
    """Hear what the devices on a wire say by themselves, and say who made them.

    IFACE is an interface of this computer, best one behind a mirror port. Sends nothing. Needs the right to open packet
    sockets (run it with sudo), and gives up every right before the first frame is read.
    """
    answers.check(options)
    from whomade.collect.capture.live import Live, heard_on
    from whomade.pipeline.listen import listen as hear

    knowledge, how = answers.asked(options)
    live = heard_on(lambda: Live(interface, options["seconds"], promiscuous=options["promiscuous"]))
    with ExitStack() as stack:
        record = stack.enter_context(Path(options["record"]).open("xb")) if options["record"] else None
        _until_interrupted(live, stack)
        _say(interface, options["seconds"])
        return answers.tell(hear(live, interface, record=record, options=how, knowledge=knowledge), options)


def _until_interrupted(live: Live, stack: ExitStack) -> None:
    """The first Ctrl-C ends the listening and gives the answer; a second one ends the program."""
    before = signal.getsignal(signal.SIGINT)

    def stop(*_: object) -> None:
        live.stop()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    stack.callback(signal.signal, signal.SIGINT, before)


def _say(interface: str, seconds: float | None) -> None:
    until = f"for {seconds:g} s" if seconds else "until you interrupt (Ctrl-C)"
    click.echo(f"listening on {interface} {until}; nothing is sent", err=True)
    sys.stderr.flush()

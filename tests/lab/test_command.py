"""`whomade lab`: lists, runs a command while the lab is up, and ends in order."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from lab import asking

if TYPE_CHECKING:
    from pathlib import Path

RUN = [sys.executable, "-W", "error", "-c", "from whomade.cli import main; main()", "lab"]
ASK = (
    "import os, socket; port = 80 + int(os.environ['WHOMADE_PORT_OFFSET']);"
    "own = socket.create_connection(('127.77.0.1', port)); own.sendall(b'GET / HTTP/1.0\\r\\n\\r\\n');"
    "print(own.recv(15).decode()); raise SystemExit(7)"
)


def lab(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


def at_own_ports(*arguments: str) -> list[str]:
    return ["--port-offset", str(asking.offset()), "--only", "annke-c800", *arguments]


def test_the_list_names_addresses_and_starts_nothing() -> None:
    done = lab("--list", "--clones", "2")
    assert done.stdout.splitlines()[0] == "127.77.0.1     relabelled  allnet-camera"
    assert done.stdout.splitlines()[-1].split()[-1].endswith("-1")


def test_a_command_runs_while_the_lab_is_up_and_gives_its_status(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    done = lab(*at_own_ports("--record", str(record), "--", sys.executable, "-c", ASK))
    assert (done.returncode, done.stdout.strip()) == (7, "HTTP/1.1 200 OK")
    events = [json.loads(line)["event"] for line in record.read_text().splitlines()]
    assert events == ["open", "bytes", "close"]


def test_errors_of_the_user_are_said_in_one_line(tmp_path: Path) -> None:
    for arguments, said in (
        (("--only", "nobody"), "no profile `nobody`"),
        (("--profiles", str(tmp_path)), "no profile here"),
        (at_own_ports("--", "no-such-command-here"), "cannot run `no-such-command-here`"),
    ):
        done = lab(*arguments)
        assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_a_second_lab_at_the_same_ports_is_refused() -> None:
    done = lab(*at_own_ports("--", *RUN, *at_own_ports("--", "true")))
    assert (done.returncode, "another lab may run" in done.stderr) == (2, True)


def test_it_ends_in_order_when_told_to() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        with subprocess.Popen([*RUN, *at_own_ports()], stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
            assert process.stderr
            up = process.stderr.readline()
            process.send_signal(number)
            rest = process.stderr.read()
        assert (process.returncode, "emulated devices" in up, rest) == (0, True, "")


def test_a_command_is_ended_with_the_lab() -> None:
    sleeper = f"import os, time; print(os.getpid(), flush=True); time.sleep({3600})"
    arguments = [*RUN, *at_own_ports("--", sys.executable, "-c", sleeper)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603
        assert process.stdout
        number = int(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 128 + signal.SIGTERM
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return
    raise AssertionError("the command still runs")


def test_an_asker_that_goes_away_in_the_middle_of_a_stream_does_not_end_the_lab() -> None:
    play = (
        "import os, socket, time; port = 554 + int(os.environ['WHOMADE_PORT_OFFSET'])\n"
        "for _ in range(3):\n"
        "    own = socket.create_connection(('127.77.0.1', port))\n"
        "    own.sendall(b'PLAY x RTSP/1.0\\r\\n\\r\\n'); own.recv(9); own.close(); time.sleep(0.3)"
    )
    done = lab("--port-offset", str(asking.offset()), "--only", "axis-p3225-lv", "--", sys.executable, "-c", play)
    assert done.returncode == 0

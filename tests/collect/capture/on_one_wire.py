"""Run inside a network namespace of its own: one wire, `whomade listen` at one end, a camera's messages at the other.

Prints the answer, the rights that the listening process had while it listened, and what it sent: all as JSON.
"""

# ruff: noqa: S603, S607  our own programs and tshark
from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ALL_FRAMES = 3


def main(frames: list[bytes], folder: Path) -> None:
    """Listen, speak, and tell."""
    Path("/proc/sys/net/ipv6/conf/all/disable_ipv6").write_text("1")  # the kernel's own neighbour noise
    ip("link", "add", "ear", "type", "veth", "peer", "name", "mouth")
    for end in ("ear", "mouth"):
        ip("link", "set", end, "up")
    ear = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_FRAMES))
    ear.bind(("mouth", 0))
    ear.settimeout(0.2)
    heard: list[bytes] = []
    is_over = threading.Event()
    listener = threading.Thread(target=listen, args=(ear, heard, is_over))
    listener.start()
    command = [
        sys.executable,
        "-c",
        "from whomade.cli import main; main()",
        "listen",
        "ear",
        "--jsonl",
        "--seconds",
        "4",
    ]
    command += ["--record", str(folder / "heard.pcap")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr
        said = child.stderr.readline()
        rights = Path(f"/proc/{child.pid}/status").read_text()
        for _ in range(3):
            for frame in frames:
                ear.send(frame)
            time.sleep(0.3)
        answer, rest = child.communicate(timeout=60)
    is_over.set()
    listener.join()
    sent = [frame.hex() for frame in heard if frame not in frames]
    print(
        json.dumps({"said": said + rest, "rights": rights, "answer": answer, "sent": sent, "status": child.returncode})
    )


def listen(ear: socket.socket, heard: list[bytes], is_over: threading.Event) -> None:
    while not is_over.is_set():
        try:
            frame, sender = ear.recvfrom(65535)
        except TimeoutError:
            continue
        if sender[2] != socket.PACKET_OUTGOING:
            heard.append(frame)


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


main([bytes.fromhex(line) for line in Path(sys.argv[1]).read_text().splitlines()], Path(sys.argv[2]))

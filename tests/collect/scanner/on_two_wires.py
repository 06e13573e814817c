"""Run inside a network namespace of its own: two wires, one allowed. Prints what was seen on the far end of each."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from ipaddress import IPv4Network
from pathlib import Path

from whomade.collect import probes
from whomade.collect.scanner import record
from whomade.collect.scanner.allow import read_allow_list
from whomade.collect.scanner.engine import Scan
from whomade.errors import NotAllowed

WIRES = {"allowed": "198.51.100.1/24", "forbidden": "203.0.113.1/24"}
ALL_FRAMES = 3  # ETH_P_ALL


def main(target: str, folder: Path) -> None:
    """Scan a target with one wire allowed, listening on the far end of both."""
    Path("/proc/sys/net/ipv6/conf/all/disable_ipv6").write_text("1")  # the kernel's own neighbour noise
    for name, address in WIRES.items():
        ip("link", "add", name, "type", "veth", "peer", "name", f"{name}-far")
        ip("addr", "add", address, "dev", name)
        for end in (name, f"{name}-far"):
            ip("link", "set", end, "up")
    heard: dict[str, list[bytes]] = {name: [] for name in WIRES}
    ears = {name: ear(f"{name}-far") for name in WIRES}
    threads = [threading.Thread(target=listen, args=(ears[name], heard[name])) for name in WIRES]
    for thread in threads:
        thread.start()
    refused = scanned(target, folder)
    for thread in threads:
        thread.join()
    print(json.dumps({"refused": refused, **{name: [f.hex() for f in frames] for name, frames in heard.items()}}))


def scanned(target: str, folder: Path) -> str:
    config = folder / "whomade.toml"
    config.write_text('[scan]\nallow = ["198.51.100.0/24"]\n')
    header = record.Header((str(IPv4Network(target)),), probes.ports())
    try:
        with record.created(folder / "scan.jsonl", header) as out:
            Scan(header, read_allow_list(config), out).run()
    except NotAllowed as error:
        return str(error)
    return ""


def ear(name: str) -> socket.socket:
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_FRAMES))
    sock.bind((name, 0))
    sock.settimeout(1.0)
    return sock


def listen(sock: socket.socket, heard: list[bytes]) -> None:
    """Take frames until a long silence: connecting to 14 addresses that do not exist takes no longer."""
    quiet = 0
    while quiet < 4:
        try:
            heard.append(sock.recv(65535))
            quiet = 0
        except TimeoutError:
            quiet += 1


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)  # noqa: S603, S607


def in_an_own_namespace() -> bool:
    """Whether nothing but loopback is here: wires laid on a real machine would take its routes."""
    return [name for _, name in socket.if_nameindex()] == ["lo"]


if not in_an_own_namespace():
    sys.exit("lays wires and routes: the test runs this in a network namespace of its own, never on the machine itself")
main(sys.argv[1], Path(sys.argv[2]))

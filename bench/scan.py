"""64 live hosts of the lab: whomade against `nmap -sV -T4` on the same TCP ports, in one run on one machine.

    python bench/scan.py [--write]

nmap takes minutes, since it waits for services that speak only when spoken to in their own tongue. Prints seconds, the
ratio, and how many hosts each of the two gives to the right maker; ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import child

RESULTS = Path(__file__).with_name("scan.json")
HOSTS = 64
TCP_BAR, WHOLE_BAR_S = 100.0, 3.0
FAST = "20000"
"""Messages a second where the services themselves are timed; the whole identification keeps the polite default."""


class Host(NamedTuple):
    """An address of the lab and the company that really made what it emulates."""

    address: str
    maker: str


def main() -> int:
    """Start the lab around the inner run; inside it, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/scan.json")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return measure(write=asked.write)
    if shutil.which("nmap") is None:
        print("scan: needs nmap (Debian: apt install nmap); left out")
        return 0
    again = [sys.executable, __file__, "--inside", *(["--write"] if asked.write else [])]
    return subprocess.run([child.WHOMADE, "lab", "--clones", str(HOSTS), "--", *again], check=False).returncode


def measure(*, write: bool) -> int:
    """Time each program on the same hosts and ports, and count makers."""
    from whomade.collect import probes

    hosts = live_hosts()
    ports = ",".join(map(str, probes.ports()))
    with tempfile.TemporaryDirectory(prefix="whomade-bench-") as folder:
        out = Path(folder)
        whole_s = timed(scan(hosts, out / "whole"), out / "whole.jsonl")
        tcp_s = timed([*scan(hosts, out / "tcp"), "--no-discovery", "--rate", FAST], out / "tcp.jsonl")
        addresses = [host.address for host in hosts]
        nmap = ["nmap", "-sV", "-T4", "-Pn", "-n", "-p", ports, "-oX", str(out / "nmap.xml"), *addresses]
        nmap_s = timed(nmap, out / "nmap.out")
        named = named_by_whomade(out / "whole.jsonl", hosts)
        by_nmap = named_by_nmap(out / "nmap.xml", hosts)
    figures = {
        "hosts": len(hosts), "tcp_s": round(tcp_s, 2), "nmap_s": round(nmap_s, 1),
        "times_faster": round(nmap_s / tcp_s), "whole_s": round(whole_s, 2),
        "named_by_whomade": len(named), "named_by_nmap": len(by_nmap), "named_by_whomade_alone": len(named - by_nmap),
    }  # fmt: skip
    print(json.dumps(figures, indent=2))
    if write:
        RESULTS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    is_alone = bool(named - by_nmap)
    kept = nmap_s / tcp_s >= TCP_BAR and whole_s <= WHOLE_BAR_S and is_alone
    said = "kept" if kept else "NOT kept"
    print(f"bars: TCP >= {TCP_BAR:g} x faster, whole <= {WHOLE_BAR_S:g} s, a maker named where nmap names none: {said}")
    return 0 if kept else 1


def live_hosts() -> list[Host]:
    """The first 64 hosts that are not hostile, with the maker that their profile expects."""
    from whomade.lab import Lab, profiles

    lab = Lab(profiles(), clones=HOSTS)
    alive = [device for device in lab.devices if device.profile.kind != "hostile"]
    return [Host(device.address, device.profile.expect.maker or "") for device in alive[:HOSTS]]


def scan(hosts: list[Host], record: Path) -> list[str]:
    return [child.WHOMADE, "scan", *(h.address for h in hosts), "--record", f"{record}.record", "--jsonl"]


def timed(command: list[str], out: Path) -> float:
    """Seconds from start to end, start of the program included."""
    with out.open("wb") as file:
        began = time.perf_counter()
        status = subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, check=False).returncode
        took = time.perf_counter() - began
    assert status in (0, 5), command[:2]
    return took


def named_by_whomade(path: Path, hosts: list[Host]) -> set[str]:
    """Hosts whose maker was named rightly at `probable` or better."""
    expected = dict(hosts)
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    devices = {line["asset"]["id"]: line["roles"]["manufacturer"] for line in lines if "asset" in line}
    return {a for a, m in devices.items() if m["level"] in ("probable", "confirmed") and m["maker"] == expected.get(a)}


def named_by_nmap(path: Path, hosts: list[Host]) -> set[str]:
    """Hosts for which nmap writes the name of the right maker anywhere into a service."""
    expected = dict(hosts)
    found = set()
    for host in ET.parse(path).iter("host"):  # noqa: S314  written by nmap a moment ago
        address = next(a.get("addr", "") for a in host.iter("address"))
        said = " ".join(v for service in host.iter("service") for v in service.attrib.values()).lower()
        if expected.get(address) and expected[address] in said:
            found.add(address)
    return found


if __name__ == "__main__":
    sys.exit(main())

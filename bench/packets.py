"""`make bench-packets`: evidence from a large capture, beside tshark and dpkt on the same file in the same run.

    python bench/packets.py CAPTURE [--runs N] [--write]        # times and ratios, and whether the evidence is the same
    python bench/packets.py --memory SMALL LARGE                # peak memory of two files of different size

The capture has to hold the traffic of cameras with pictures (most of it); dpkt is compared where it is installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RESULTS = Path(__file__).with_name("packets.json")
TSHARK_BAR, DPKT_BAR, JOBS_BAR, MEMORY_BAR = 15.0, 5.0, 1.7, 1.2
FIELDS = (
    "http.server",
    "rtsp.response",
    "dns.qry.name",
    "tls.handshake.extensions_server_name",
    "dhcp.option.hostname",
)
Evidence = set[tuple[str, str]]

OURS = """
import json, sys
from pathlib import Path
from whomade.collect import Source, pcap
from whomade.signals import extract
source = Source(Path(sys.argv[1]), jobs=int(sys.argv[2]))
seen = [one for one in pcap.collect(source) if hasattr(one, "asset")]
found = {(s.field, s.value) for one in seen for s in extract(one) if hasattr(s, "field")}
print(json.dumps(sorted(found)))
"""
READ = """
import sys, time
from pathlib import Path
from whomade.collect.capture import ports, split
ports.table()
began = time.perf_counter()
split.heard(Path(sys.argv[1]), int(sys.argv[2]))
print(time.perf_counter() - began)
"""
DPKT = """
import json, socket, sys
import dpkt
names, hosts = set(), set()
with open(sys.argv[1], "rb") as file:
    for _, data in dpkt.pcap.Reader(file):
        try:
            ip = dpkt.ethernet.Ethernet(data).data
            if not isinstance(ip, dpkt.ip.IP):
                continue
            part = ip.data
            if isinstance(part, dpkt.udp.UDP) and part.dport == 53:
                names |= {q.name for q in dpkt.dns.DNS(part.data).qd}
            elif isinstance(part, dpkt.tcp.TCP) and part.data[:5] in (b"HTTP/", b"RTSP/"):
                head = part.data.partition(b"\\r\\n\\r\\n")[0]
                hosts |= {line[8:].decode() for line in head.split(b"\\r\\n") if line[:8].lower() == b"server: "}
        except (dpkt.UnpackError, IndexError):
            continue
print(json.dumps({"names": sorted(names), "servers": sorted(hosts)}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("captures", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the figures in bench/packets.json")
    asked = parser.parse_args()
    figures = memory(*asked.captures) if asked.memory else speed(asked.captures[0], asked.runs)
    print(json.dumps(figures, indent=2))
    if asked.write:
        before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps({**before, **figures}, indent=2) + "\n", encoding="utf-8")
    return 0 if kept(figures) else 1


def kept(figures: dict[str, float]) -> bool:
    """Whether every bar that was measured is kept."""
    least = {"times_tshark": TSHARK_BAR, "times_dpkt": DPKT_BAR, "times_one_process": JOBS_BAR}
    fine = [figures[name] >= bar for name, bar in least.items() if name in figures]
    fine += [figures["memory_ratio"] <= MEMORY_BAR] if "memory_ratio" in figures else []
    print("bars:", {**least, "memory_ratio": MEMORY_BAR}, "kept" if all(fine) else "NOT kept")
    return all(fine)


def speed(capture: Path, runs: int) -> dict[str, float]:
    """Median seconds of each way; they take turns, so that a busy moment hits all of them."""
    ways: dict[str, Callable[[], str]] = {
        "one": lambda: out([sys.executable, "-c", OURS, str(capture), "1"]),
        "two": lambda: out([sys.executable, "-c", OURS, str(capture), "2"]),
    }
    if shutil.which("tshark"):
        fields = [word for field in FIELDS for word in ("-e", field)]
        ways["tshark"] = lambda: out(["tshark", "-r", str(capture), "-T", "fields", *fields])
    if importlib.util.find_spec("dpkt"):
        ways["dpkt"] = lambda: out([sys.executable, "-c", DPKT, str(capture)])
    taken: dict[str, list[float]] = {name: [] for name in ways}
    said: dict[str, str] = {}
    for _ in range(runs):
        for name, way in ways.items():
            began = time.perf_counter()
            said[name] = way()
            taken[name].append(time.perf_counter() - began)
    figures = compared({name: median(seconds) for name, seconds in taken.items()}, said, capture)
    return {**figures, "times_one_process": together(capture, runs)}


def together(capture: Path, runs: int) -> float:
    """How much faster two processes read a capture than one, start of the interpreter left out."""
    times = [
        [float(out([sys.executable, "-c", READ, str(capture), str(jobs)])) for jobs in (1, 2)] for _ in range(runs)
    ]
    return round(median(one for one, _ in times) / median(two for _, two in times), 2)


def compared(seconds: dict[str, float], said: dict[str, str], capture: Path) -> dict[str, float]:
    """Ratios, once the evidence is the same."""
    assert said["one"] == said["two"], "two processes give other evidence than one"
    found = [(field, value) for field, value in json.loads(said["one"])]
    figures = {"megabytes": round(capture.stat().st_size / 1e6)}
    figures |= {f"{name}_s": round(value, 2) for name, value in seconds.items()}
    best = min(seconds["one"], seconds["two"])
    if "tshark" in seconds:
        same_as_tshark(found, said["tshark"])
        figures["times_tshark"] = round(seconds["tshark"] / best, 1)
        figures["times_tshark_one_process"] = round(seconds["tshark"] / seconds["one"], 1)
    if "dpkt" in seconds:
        theirs = json.loads(said["dpkt"])
        assert hosts_of(found) >= set(theirs["names"]) - {n for n in theirs["names"] if n.endswith(".local")}
        assert servers_of(found) == set(theirs["servers"])
        figures["times_dpkt"] = round(seconds["dpkt"] / best, 1)
    return figures


def same_as_tshark(found: Iterable[tuple[str, str]], said: str) -> None:
    rows = [line.split("\t") for line in said.splitlines()]
    found = list(found)
    http = {value for field, value in found if field == "http_header.server"}
    names = {row[3] for row in rows if row[3]} | {n for row in rows for n in row[2].split(",") if n}
    assert http == {row[0] for row in rows if row[0]} - {v for v in http if "UPnP" in v} - ssdp_servers(found)
    assert hosts_of(found) == {n for n in names if not n.endswith(".local")}
    assert {v for f, v in found if f == "dhcp.hostname"} == {row[4] for row in rows if len(row) > 4 and row[4]}


def ssdp_servers(found: Iterable[tuple[str, str]]) -> set[str]:
    return {
        value.partition(": ")[2] for field, value in found if field == "ssdp" and value.lower().startswith("server: ")
    }


def hosts_of(found: Iterable[tuple[str, str]]) -> set[str]:
    return {value for field, value in found if field == "cloud.host"}


def servers_of(found: Iterable[tuple[str, str]]) -> set[str]:
    return {value for field, value in found if field in ("http_header.server", "rtsp_header.server")}


def memory(small: Path, large: Path) -> dict[str, float]:
    """Peak memory of the whole program on two files; the larger child of several counts."""
    peaks = [
        child.measure([child.WHOMADE, "identify", "--jobs", "1", str(path), "--jsonl"]).peak_bytes
        for path in (small, large)
    ]
    megabytes = [round(path.stat().st_size / 1e6) for path in (small, large)]
    return {
        "memory_small_mb": megabytes[0], "memory_large_mb": megabytes[1],
        "memory_small_peak_mb": round(peaks[0] / 1e6), "memory_large_peak_mb": round(peaks[1] / 1e6),
        "memory_ratio": round(peaks[1] / peaks[0], 2),
    }  # fmt: skip


def out(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())

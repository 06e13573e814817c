"""What tshark reads in a capture beside what the decoders read, field by field and frame by frame.

    python -m tests.collect.capture.oracle FILE... [--write RESULTS]    how many values of each field were compared

Datagrams and frames go to the decoders one by one, so that neither sieve nor ledger hides a difference. Connections are
compared by direction: what we read of their first bytes is how tshark's reading of them begins.
"""

# ruff: noqa: S603, S607  tshark
from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections import Counter, defaultdict
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade import signals
from whomade.collect.capture import container, frames, stretch, talk, web
from whomade.collect.capture.ledger import Place
from whomade.collect.capture.streams import Start, Streams, segment
from whomade.model import Observation, Signal
from whomade.signals import dhcp_packet, dns, handshake, lldp, packed, ssdp, xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPLIT = "\x1f"
OWN = "and not icmp and not icmpv6"
"""An error of ICMP carries a packet of somebody else."""
QUIET = (
    "-o",
    "ip.defragment:FALSE",
    "-o",
    "ipv6.defragment:FALSE",
    "-o",
    "tcp.relative_sequence_numbers:FALSE",
    "-o",
    "tcp.reassemble_out_of_order:TRUE",
)
ONE_BY_ONE = ("-o", "tcp.desegment_tcp_streams:FALSE", "--enable-heuristic", "xml_udp")
Values = dict[str, list[str]]


class Unit(NamedTuple):
    """A frame as we read it: its number, what it carries, and the payload of a datagram with its ports."""

    number: int
    inner: frames.Inner
    data: bytes
    packet: frames.Datagram | None = None
    here: int = 0
    there: int = 0
    said: bytes = b""


def units(path: Path) -> Iterator[Unit]:
    """Read the frames of a capture; those that contradict themselves are left out."""
    with container.opened(path) as file:
        head = stretch.head_of(file)
        for number, (block, at, size, link, _) in enumerate(stretch.opened_at(file, head, stretch.whole(head)), 1):
            try:
                found = frames.inner(block, at, size, link)
                if found:
                    yield _unit(number, found, block[at : at + size], block)
            except frames.Malformed:
                continue


def _unit(number: int, found: frames.Inner, data: bytes, block: bytes) -> Unit:
    if found.kind not in (frames.IPV4, frames.IPV6):
        return Unit(number, found, block[found.at : found.end])
    packet = frames.datagram(block, found.kind, found.at, found.end)
    said = block[packet.at : packet.end]
    has_ports = packet.protocol in (frames.TCP, frames.UDP) and not packet.fragment and len(said) >= 8
    here, there = (int.from_bytes(said[:2]), int.from_bytes(said[2:4])) if has_ports else (0, 0)
    return Unit(number, found, data, packet, here, there, said)


def payload(unit: Unit) -> bytes:
    """Bytes of a UDP datagram without its header."""
    return unit.said[8 : int.from_bytes(unit.said[4:6]) or None]


# What we read of one frame. Each function gives values under the names of tshark's fields.


def of_headers(unit: Unit) -> Values:
    packet = unit.packet
    if packet is None:
        return _arp(unit) if unit.inner.kind == frames.ARP else {}
    version = "ip" if unit.inner.kind == frames.IPV4 else "ipv6"
    found = {
        f"{version}.src": [str(ip_address(packet.source))],
        f"{version}.dst": [str(ip_address(packet.target))],
        "ip.ttl" if version == "ip" else "ipv6.hlim": [str(packet.ttl)],
    }
    if unit.here or unit.there:
        name = "udp" if packet.protocol == frames.UDP else "tcp"
        found |= {f"{name}.srcport": [str(unit.here)], f"{name}.dstport": [str(unit.there)]}
    if packet.protocol == frames.TCP and (part := segment(unit.said, 0, len(unit.said))) and not packet.fragment:
        found |= {"tcp.seq_raw": [str(part.sequence)], "tcp.flags": [f"0x{part.flags:04x}"]}
    return found


def _arp(unit: Unit) -> Values:
    data = unit.data
    if len(data) < 28:
        return {}
    return {"arp.src.hw_mac": [data[8:14].hex(":")], "arp.src.proto_ipv4": [packed.ip_at(data, 14)]}


def of_link(unit: Unit) -> Values:
    return {} if unit.inner.mac == frames.NO_MAC else {"eth.src|sll.src.eth": [unit.inner.mac.hex(":")]}


def of_dhcp(unit: Unit) -> Values:
    data = payload(unit)
    operations = (dhcp_packet.REQUEST, dhcp_packet.REPLY)
    if 67 not in (unit.here, unit.there) or not any(dhcp_packet.is_message(data, one) for one in operations):
        return {}
    options = dict(dhcp_packet.options(data))
    found = {
        "dhcp.hw.mac_addr": [dhcp_packet.client(data).hex(":")],
        "dhcp.option.type": [str(number) for number in options],
        "dhcp.option.request_list_item": [str(n) for n in options.get(dhcp_packet.ASKED, b"")],
    }
    for number, name in ((dhcp_packet.HOST_NAME, "hostname"), (dhcp_packet.VENDOR_CLASS, "vendor_class_id")):
        found[f"dhcp.option.{name}"] = [options[number].decode("utf-8", "replace")] if number in options else []
    if lease := dhcp_packet.lease(data):
        found["dhcp.ip.your"] = [packed.ip_at(lease[1], 0)]
    return found


def of_names(unit: Unit) -> Values:
    data = payload(unit)
    if not {53, 5353} & {unit.here, unit.there}:
        return {}
    asked = [name.lower() for name in dns.asked(data)] if 53 in (unit.here, unit.there) else []
    found: Values = {"hosts asked for": asked}
    if not dns.is_message(data):
        return found
    records = dns.records(data)
    kinds = {dns.PTR: "dns.ptr.domain_name", dns.SRV: "dns.srv.target", dns.TXT: "dns.txt"}
    found["dns.resp.name"] = [one.name for one in records if one.type != dns.SRV]  # tshark takes its name apart
    for kind, name in kinds.items():
        found[name] = [item for one in records if one.type == kind for item in one.items]
    for kind, name in ((dns.A, "dns.a"), (dns.AAAA, "dns.aaaa")):
        found[name] = [one.address for one in records if one.type == kind]
    return found


def of_ssdp(unit: Unit) -> Values:
    data = payload(unit)
    if 1900 not in (unit.here, unit.there) or ssdp.says(data) is None:
        return {}
    return {"http headers": _lines(r.value for r in read("ssdp", data) if r.field == "ssdp")}


def of_lldp(unit: Unit) -> Values:
    if unit.inner.kind != frames.LLDP:
        return {}
    fields = lldp.fields(unit.data)
    found = {
        "lldp.chassis.id.mac": [packed.mac_at(v, 1) for k, v in fields if k == lldp.CHASSIS and v[0] == lldp.BY_MAC],
        "lldp.tlv.system.desc": [r.value for r in read("lldp", unit.data) if r.field == "lldp.description"],
        "lldp.tlv.system.name": [packed.text_at(v, 0, len(v)) for k, v in fields if k == lldp.NAME],
    }
    inventory = {5: "hardware", 6: "firmware", 7: "software", 8: "sn", 9: "manufacturer", 10: "model"}
    for number, name in inventory.items():
        mine = [
            v[4:].decode("utf-8", "replace")
            for k, v in fields
            if k == lldp.ORGANISATION and v[:4] == lldp.MED + bytes([number])
        ]
        found[f"lldp.media.{name}"] = mine
    return found


def of_xml(unit: Unit) -> Values:
    """Documents in datagrams: SADP and WS-Discovery."""
    data = payload(unit)
    if not data.startswith(b"<") or not {3702, 37020} & {unit.here, unit.there}:
        return {}
    elements = xml.read(data.decode("utf-8", "replace")).elements
    return {
        "xml texts": [element.text for element in elements if element.text],
        "xml names": [e.name for e in elements],
    }


def read(kind: str, data: bytes) -> list[Signal]:
    return [r for r in signals.extract(Observation("oracle", kind, data)) if isinstance(r, Signal)]


UNNAMED = {*ssdp._NOISE, "content-length", "content-type", "connection", "user-agent"}
"""Headers for which tshark has other fields; what is left are server, place, and headers unknown to it."""


def _lines(values: Iterator[str] | list[str]) -> list[str]:
    """Header lines, named in small letters, without those that say nothing about a device."""
    pairs = [(name.strip().lower(), value.strip()) for name, _, value in (one.strip().partition(":") for one in values)]
    return sorted(f"{name}: {value}" for name, value in pairs if value and name not in UNNAMED)


# What tshark reads of the same.

RECORDS = ("dns.resp.name", "dns.a", "dns.aaaa", "dns.ptr.domain_name", "dns.srv.target", "dns.txt")
FRAMES: dict[str, tuple[Callable[[Unit], Values], tuple[str, ...], str]] = {
    "link": (of_link, ("eth.src", "sll.src.eth"), "eth or sll"),
    "headers": (
        of_headers,
        ("ip.src", "ip.dst", "ip.ttl", "ipv6.src", "ipv6.dst", "ipv6.hlim", "udp.srcport", "udp.dstport",
         "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.flags", "arp.src.hw_mac", "arp.src.proto_ipv4",
         "icmp.type", "icmpv6.type"),
        "ip or ipv6 or arp",
    ),
    "dhcp": (
        of_dhcp,
        ("dhcp.hw.mac_addr", "dhcp.option.type", "dhcp.option.request_list_item", "dhcp.option.hostname",
         "dhcp.option.vendor_class_id", "dhcp.ip.your", "dhcp.option.dhcp", "_ws.malformed"),
        "dhcp",
    ),
    "dns": (
        of_names,
        ("dns.flags.response", "dns.flags.opcode", "udp.port", "dns.qry.name", "dns.qry.type", *RECORDS),
        "dns or mdns",
    ),
    "ssdp": (of_ssdp, ("http.request.method", "http.server", "http.location", "http.unknown_header"), "ssdp"),
    "lldp": (
        of_lldp,
        ("lldp.chassis.id.mac", "lldp.tlv.system.name", "lldp.tlv.system.desc", "lldp.media.hardware",
         "lldp.media.firmware", "lldp.media.software", "lldp.media.sn", "lldp.media.manufacturer", "lldp.media.model"),
        "lldp",
    ),
    "xml": (of_xml, ("xml.cdata", "xml.tag"), "xml and udp.port in {3702, 37020}"),
}  # fmt: skip


def tshark(path: Path, only: str, fields: tuple[str, ...], *options: str) -> list[dict[str, list[str]]]:
    """Every value of each field, frame by frame."""
    command = [
        "tshark",
        "-n",
        "-r",
        str(path),
        *QUIET,
        *options,
        "-Y",
        only,
        "-T",
        "fields",
        "-E",
        f"aggregator={SPLIT}",
    ]
    command += [part for field in fields for part in ("-e", field)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, errors="replace")
    rows = (line.split("\t") for line in done.stdout.split("\n") if line)
    return [{f: c.split(SPLIT) if c else [] for f, c in zip(fields, row, strict=False)} for row in rows]


def _first(given: Values) -> Values:
    """Of headers the outermost; an error of ICMP carries those of another packet."""
    is_error = [*given.pop("icmp.type"), *given.pop("icmpv6.type")]
    return {name: values[:1] for name, values in given.items() if not (is_error and name.startswith(("udp", "tcp")))}


def _link(given: Values) -> Values:
    return {"eth.src|sll.src.eth": (given["eth.src"] or given["sll.src.eth"])[:1]}


def _dhcp(given: Values) -> Values:
    """Without padding and end, and without an option that is cut off: it ends our list."""
    shown = given["dhcp.option.type"][:-1] if given.pop("_ws.malformed") else given["dhcp.option.type"]
    options = [option for option in dict.fromkeys(shown) if option not in ("0", "255")]
    is_lease = given["dhcp.option.dhcp"] == ["5"] and given["dhcp.ip.your"] != ["0.0.0.0"]  # noqa: S104
    given["dhcp.hw.mac_addr"] = given["dhcp.hw.mac_addr"][:1]  # the option that identifies a client has one, too
    return {
        **given,
        "dhcp.option.type": options,
        "dhcp.option.dhcp": [],
        "dhcp.ip.your": given["dhcp.ip.your"] if is_lease else [],
    }


def _names(given: Values) -> Values:
    """Hosts that a plain question asks for; records of answers alone, since questions of mDNS carry some, too."""
    is_answer = given["dns.flags.response"][:1] in (["True"], ["1"])
    if not is_answer:
        is_plain = given["dns.flags.opcode"][:1] == ["0"] and "53" in given["udp.port"]
        asked = zip(given["dns.qry.name"], given["dns.qry.type"], strict=False)
        return {"hosts asked for": [name.lower() for name, kind in asked if is_plain and kind in ("1", "28", "65")]}
    found = {name: values for name, values in given.items() if name in RECORDS}
    found["dns.resp.name"] = ["" if name == "<Root>" else name for name in found["dns.resp.name"]]
    found["dns.txt"] = [text for text in found["dns.txt"] if text]  # an empty text says that there is none
    return found


def _ssdp(given: Values) -> Values:
    if given["http.request.method"] == ["M-SEARCH"]:
        return {}
    lines = [f"{name}: {value}" for name in ("server", "location") for value in given[f"http.{name}"]]
    return {"http headers": _lines([*lines, *(line.replace("\\r\\n", "") for line in given["http.unknown_header"])])}


def _xml(given: Values) -> Values:
    names = [re.match(r"<(?:[\w.-]+:)?([\w.-]+)", tag) for tag in given["xml.tag"]]
    return {
        "xml texts": [text.strip() for text in given["xml.cdata"] if text.strip()],
        "xml names": [n[1] for n in names if n],
    }


THEIRS: dict[str, Callable[[Values], Values]] = {
    "link": _link, "headers": _first, "dhcp": _dhcp, "dns": _names, "ssdp": _ssdp, "xml": _xml,
}  # fmt: skip


class Account:
    """How many values were compared, and where they differ."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.differences: list[str] = []

    def compare(self, where: str, name: str, mine: list[str], other: list[str]) -> None:
        self.counts[name] += max(len(mine), len(other))
        if [one.strip() for one in mine] != [one.strip() for one in other]:
            self.differences.append(f"{where}: {name}: {mine} is {other} for tshark")


def compared(path: Path, decoder: str) -> Account:
    """Compare one decoder of frames over one capture."""
    read_ours, fields, only = FRAMES[decoder]
    theirs = {
        row["frame.number"][0]: row
        for row in tshark(
            path, f"({only}) {'' if decoder in ('link', 'headers') else OWN}", ("frame.number", *fields), *ONE_BY_ONE
        )
    }
    account = Account()
    tidy = THEIRS.get(decoder, dict)
    for unit in units(path):
        mine = {name: values for name, values in read_ours(unit).items() if values}
        row = theirs.pop(str(unit.number), None)
        given = tidy({name: values for name, values in row.items() if name != "frame.number"}) if row else {}
        for name in sorted({*mine, *(name for name, values in given.items() if values)}):
            account.compare(f"{path.name} frame {unit.number}", name, mine.get(name, []), given.get(name, []))
    return account


def directions(path: Path) -> dict[tuple[str, int, str, int], list[Start]]:
    """The first bytes of every direction of every connection, whoever speaks."""
    held, found = Streams(), defaultdict(list)
    starts: list[Start] = []
    for unit in units(path):
        packet = unit.packet
        if (
            packet
            and packet.protocol == frames.TCP
            and not packet.fragment
            and (part := segment(unit.said, 0, len(unit.said)))
        ):
            who = (packet.target, packet.source)
            starts += held.add(who, packet.target, part, Place(unit.number, 0, ""))
    for start in [*starts, *held.rest()]:
        target, source = start.who
        key = (str(ip_address(source)), start.here, str(ip_address(target)), start.there)
        found[key].append(start)
    return found


def said(start: Start) -> Iterator[tuple[str, bytes]]:
    return talk.read(bytes(start.data), start.here, start.there, is_server=start.is_server)


def http_lines(start: Start) -> list[str]:
    """Header lines of the answers, and the host that is asked for."""
    replies = web.parted(bytes(start.data), b"HTTP/1.")
    return [line for reply in replies for line in _headers(reply.head)]


def _headers(head: bytes) -> list[str]:
    return [line.strip() for line in head.decode("utf-8", "replace").split("\n")[1:] if line.strip()]


def rtsp_statuses(start: Start) -> list[str]:
    return re.findall(r"(?:\A|\n)RTSP/1\.0 (\d{3})", web.dialogue(bytes(start.data)).decode("utf-8", "replace"))


def hosts(start: Start) -> list[str]:
    return [
        data.decode() for kind, data in said(start) if kind == talk.HOST and not handshake.is_record(bytes(start.data))
    ][:1]


def server_names(start: Start) -> list[str]:
    return [name] if (name := handshake.server_name(bytes(start.data))) else []


def certificates(start: Start) -> list[str]:
    return [data.hex() for kind, data in said(start) if kind == "certificate"]


CONNECTIONS: dict[str, tuple[Callable[[Start], list[str]], str, str]] = {
    "http header lines": (http_lines, "http.response and tcp", "http.response.line"),
    "http host": (hosts, "http.request and tcp", "http.host"),
    "rtsp status": (rtsp_statuses, "rtsp.response", "rtsp.status"),
    "tls server name": (server_names, "tls.handshake.type==1", "tls.handshake.extensions_server_name"),
    "certificate": (certificates, "tls.handshake.type==11", "tls.handshake.certificate"),
}
ENDS = ("ip.src", "ipv6.src", "tcp.srcport", "ip.dst", "ipv6.dst", "tcp.dstport")


def compared_connections(path: Path, name: str) -> Account:
    """Compare what connections say: ours is the beginning of theirs, and nothing where theirs is nothing."""
    read_ours, only, field = CONNECTIONS[name]
    theirs: dict[Any, list[str]] = defaultdict(list)
    for row in tshark(path, only, (*ENDS, field)):
        source, target = row["ip.src"] or row["ipv6.src"], row["ip.dst"] or row["ipv6.dst"]
        key = (source[0], int(row["tcp.srcport"][0]), target[0], int(row["tcp.dstport"][0]))
        theirs[key] += [value for v in row[field] if (value := _tidied(name, v))]
    account = Account()
    for key, starts in directions(path).items():
        mine, other = [value for start in starts for value in read_ours(start)], theirs.pop(key, [])
        # A connection is read at its start; one certificate is the server's own, those behind it are its issuers.
        shown = other[: len(mine)] if mine else other[:1]
        account.compare(f"{path.name} {key}", name, mine, shown)
    for key, other in theirs.items():
        account.compare(f"{path.name} {key}", name, [], other[:1])
    return account


def _tidied(name: str, value: str) -> str:
    """A line without its end, and a host without its port."""
    value = value.replace("\\r\\n", "").strip()
    return re.sub(r":\d{1,5}$", "", value) if name == "http host" else value


def both(path: Path) -> Iterator[Account]:
    """Every comparison over one capture."""
    yield from (compared(path, one) for one in FRAMES)
    yield from (compared_connections(path, one) for one in CONNECTIONS)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("captures", nargs="+", type=Path)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    differences = 0
    for account in (account for path in asked.captures for account in both(path)):
        total += account.counts
        differences += len(account.differences)
        print(*(line[:400] for line in account.differences[:20]), sep="\n", end="")
    print("\n".join(f"{count:>8}  {name}" for name, count in sorted(total.items())))
    print(f"{total.total():>8}  values, {differences} differ")
    if asked.write:
        version = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True).stdout
        found = {
            "on": f"{datetime.now(UTC):%Y-%m-%d}",
            "tshark": re.sub(r"[( ]+Git.*", "", version.splitlines()[0]).rstrip("."),
            "captures": len(asked.captures),
            "differences": differences,
            "fields": dict(sorted(total.items())),
        }
        asked.write.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

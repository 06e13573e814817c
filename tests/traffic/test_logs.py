"""Logs of Zeek and of name servers: the same contacts and questions, and a broken line costs itself."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whomade.collect import Source
from whomade.collect.flows.book import Book
from whomade.collect.flows.read import read
from whomade.errors import UnknownFormat
from whomade.model import Problem

from . import made

if TYPE_CHECKING:
    from pathlib import Path

    from whomade.model.traffic import Traffic

HEAD = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t{path}\n#fields\t{fields}\n"
ENDS = "ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\t"
CONN = HEAD.format(
    path="conn", fields=f"{ENDS}proto\tservice\tduration\torig_bytes\tresp_bytes\torig_ip_bytes\tresp_ip_bytes"
)
DNS = HEAD.format(path="dns", fields=f"{ENDS}proto\tquery\tqtype_name\tanswers")
SSL = HEAD.format(path="ssl", fields=f"{ENDS}server_name")
ROW = f"{made.BEGIN}.5\tC1\t{made.HERE}\t40000\t{made.EVENTS}\t443\ttcp\tssl\t7.5\t100\t200\t140\t260\n"
ANSWERS = f"edge.example.net,{made.EVENTS}"
QUERY = f"{made.BEGIN}.1\tC0\t{made.HERE}\t40001\t{made.GATE}\t53\tudp\tapi.example.com\tA\t{ANSWERS}\n"
NAMED = f"{made.BEGIN}.6\tC1\t{made.HERE}\t40000\t{made.EVENTS}\t443\tp2p.example.com\n"


def devices(tmp_path: Path, *texts: str | bytes) -> tuple[list[Traffic], list[Problem]]:
    book, problems = Book(), []
    for number, text in enumerate(texts):
        source = Source(made.written(tmp_path, f"{number}.log", text))
        problems += [found for found in read(source, book) if isinstance(found, Problem)]
    return list(book.devices()), problems


def test_connections_have_moments_bytes_and_the_names_of_other_logs(tmp_path: Path) -> None:
    (found,), problems = devices(tmp_path, CONN + ROW, DNS + QUERY, SSL + NAMED)
    (contact,) = found.contacts
    assert not problems
    assert (contact.peer, contact.port, contact.count, contact.sent, contact.received) == (
        made.EVENTS,
        "tcp/443",
        1,
        140,
        260,
    )
    assert (contact.names, contact.named_by) == (("p2p.example.com", "api.example.com"), "tls")
    assert (contact.first, contact.last) == (made.BEGIN + 0.5, made.BEGIN + 8)
    assert [(asked.name, asked.addresses) for asked in found.lookups] == [("api.example.com", (made.EVENTS,))]


def test_names_of_connections_alone_count_contacts_without_bytes(tmp_path: Path) -> None:
    (found,), _ = devices(tmp_path, SSL + NAMED + NAMED)
    assert [(c.count, c.sent, c.names) for c in found.contacts] == [(2, None, ("p2p.example.com",))]


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    row = {
        "ts": made.BEGIN + 0.5, "id.orig_h": made.HERE, "id.orig_p": 40000, "id.resp_h": made.EVENTS, "id.resp_p": 443,
        "proto": "tcp", "service": "ssl", "duration": 7.5, "orig_ip_bytes": 140, "resp_ip_bytes": 260,
        "conn_state": "SF",
    }  # fmt: skip
    tabbed, _ = devices(tmp_path, CONN + ROW)
    lines, _ = devices(tmp_path, json.dumps(row) + "\n")
    told = [(c.peer, c.port, c.sent, c.received, c.first, c.last, c.protocol) for one in tabbed for c in one.contacts]
    assert told == [
        (c.peer, c.port, c.sent, c.received, c.first, c.last, c.protocol) for one in lines for c in one.contacts
    ]


def test_packed_logs_are_read(tmp_path: Path) -> None:
    found, _ = devices(tmp_path, gzip.compress((CONN + ROW).encode()))
    assert len(found[0].contacts) == 1


def test_leases_give_a_device_its_station_and_its_start(tmp_path: Path) -> None:
    lease = {"ts": made.BEGIN, "mac": "00:18:AE:00:00:24", "assigned_addr": made.HERE, "msg_types": ["DISCOVER", "ACK"]}
    found, _ = devices(tmp_path, CONN + ROW, json.dumps(lease) + "\n")
    assert [(one.device, len(one.contacts), [j.how for j in one.joined]) for one in found] == [
        (made.CAMERA_KEY, 1, ["DHCP DISCOVER"])
    ]


def test_an_address_leased_to_two_stations_stays_an_address(tmp_path: Path) -> None:
    leases = "".join(
        json.dumps({"ts": made.BEGIN, "mac": f"00:18:ae:00:00:{n}", "assigned_addr": made.HERE, "msg_types": ["ACK"]})
        + "\n"
        for n in (24, 25)
    )
    found, _ = devices(tmp_path, leases, CONN + ROW)
    assert [one.device for one in found] == [made.HERE]


BROKEN = ["a\tb", ROW.replace("140", "many"), ROW.replace(str(made.BEGIN), "soon"), ROW.replace("7.5", "-7"), "\0\0"]


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_row_costs_itself(tmp_path: Path, line: str) -> None:
    found, problems = devices(tmp_path, CONN + ROW + line.rstrip("\n") + "\n" + ROW)
    assert [p.where.place for p in problems] == ["line 8"]
    assert found[0].contacts[0].count == 2


def test_a_connection_from_outside_is_told_from_a_call(tmp_path: Path) -> None:
    row = ROW.replace(made.HERE, "x").replace(made.EVENTS, made.HERE).replace("x", made.EVENTS, 1).replace("443", "554")
    (found,), _ = devices(tmp_path, CONN + row)
    assert [(c.peer, c.inbound, c.sent, c.received) for c in found.contacts] == [(made.EVENTS, True, 260, 140)]


DNSMASQ = f"""Nov 23 10:11:12 dnsmasq[7]: query[A] api.example.com from {made.HERE}
Nov 23 10:11:12 dnsmasq[7]: forwarded api.example.com to 9.9.9.9
Nov 23 10:11:12 dnsmasq[7]: reply api.example.com is <CNAME>
Nov 23 10:11:12 dnsmasq[7]: reply edge.example.net is {made.START}
Nov 23 10:11:12 dnsmasq[7]: reply edge.example.net is {made.EVENTS}
Nov 23 10:11:13 dnsmasq[7]: 12 {made.HERE}/4000 query[AAAA] api.example.com from {made.HERE}
Nov 23 10:11:14 dnsmasq[7]: query[PTR] 7.2.0.192.in-addr.arpa from {made.HERE}
Nov 23 10:11:15 dnsmasq-dhcp[7]: DHCPDISCOVER(br0) 00:18:ae:00:00:24
Nov 23 10:11:16 dnsmasq-dhcp[7]: DHCPACK(br0) {made.HERE} 00:18:ae:00:00:24 gate
Nov 23 10:11:17 dnsmasq[7]: gravity blocked bad.example.com is 0.0.0.0
"""
BIND = (
    f"23-Nov-2026 10:11:12.123 queries: info: client @0x7f5c {made.HERE}#4567 (api.example.com): "
    f"query: api.example.com IN A +E(0)K ({made.GATE})\n"
    f"2026-11-23T10:11:14.000+00:00 ns1 named[9]: client {made.HERE}#4567 (b.example.com): view in: "
    "query: b.example.com IN A +\n"
)


def test_a_log_of_dnsmasq_gives_questions_answers_and_leases(tmp_path: Path) -> None:
    path = made.written(tmp_path, "dnsmasq.log", DNSMASQ)
    os.utime(path, (0, datetime(2026, 11, 25, tzinfo=UTC).timestamp()))
    book, source = Book(), Source(path)
    assert list(read(source, book)) == []
    (found,) = book.devices()
    (asked,) = found.lookups
    assert (found.device, asked.name, asked.count) == (made.CAMERA_KEY, "api.example.com", 2)
    assert asked.addresses == (made.START, made.EVENTS)
    assert datetime.fromtimestamp(asked.first, UTC).isoformat() == "2026-11-23T10:11:12+00:00"
    assert [j.how for j in found.joined] == ["DHCP DISCOVER"]
    assert any("zone" in note for note in source.summary.notes)


def test_a_log_of_last_december_belongs_to_last_year(tmp_path: Path) -> None:
    path = made.written(tmp_path, "dnsmasq.log", DNSMASQ.replace("Nov 23", "Dec 30"))
    os.utime(path, (0, datetime(2027, 1, 2, tzinfo=UTC).timestamp()))
    book = Book()
    list(read(Source(path), book))
    assert datetime.fromtimestamp(next(iter(book.devices())).first, UTC).year == 2026


def test_a_query_log_of_bind_is_read_in_both_forms(tmp_path: Path) -> None:
    (found,), problems = devices(tmp_path, BIND)
    assert not problems
    assert [(asked.name, datetime.fromtimestamp(asked.first, UTC).second) for asked in found.lookups] == [
        ("api.example.com", 12), ("b.example.com", 14),
    ]  # fmt: skip


def test_a_broken_line_of_a_resolver_costs_itself(tmp_path: Path) -> None:
    found, problems = devices(
        tmp_path, DNSMASQ + "no time here\nFeb 31 10:11:12 dnsmasq[7]: query[A] x.example.com from 10.0.0.9\n"
    )
    assert [p.where.place for p in problems] == ["line 11", "line 12"]
    assert [one.device for one in found] == [made.CAMERA_KEY]


def test_another_file_is_refused_with_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="Zeek log"):
        devices(tmp_path, "hello\nworld\n")


def test_a_line_without_end_is_skipped_in_pieces(tmp_path: Path) -> None:
    found, problems = devices(tmp_path, CONN + ROW + "x" * 600_000 + "\n" + ROW)
    assert [p.where.place for p in problems] == ["line 8"]
    assert found[0].contacts[0].count == 2


HEADS = [CONN, DNS, SSL, DNSMASQ, '{"id.orig_h": "10.0.0.9"}\n']
FIELDS = "ts id.orig_h id.resp_h id.resp_p query proto duration answers mac msg_types orig_bytes".split()  # noqa: SIM905
VALUES = st.one_of(
    st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=3), st.just(made.HERE), st.just(made.START),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6), st.sampled_from(HEADS))
def test_no_line_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, rubbish: list[str], head: str) -> None:
    text = head + "\n".join(rubbish) + "\n" + "\t".join(rubbish) + "\n"
    devices(tmp_path_factory.mktemp("rubbish"), text.encode("utf-8", "replace"))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_no_object_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, row: dict[str, object]) -> None:
    devices(tmp_path_factory.mktemp("rows"), '{"id.orig_h": "10.0.0.9"}\n' + json.dumps(row) + "\n")

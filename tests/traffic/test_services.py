"""From contacts to services and to the claim: who runs what, how that is known, and what cannot be said."""

from __future__ import annotations

import pytest

from whomade.attribute.claim import claim, size
from whomade.attribute.endpoints import Directory, visits
from whomade.collect.networks import Networks
from whomade.model import Citation, Endpoint, Where
from whomade.model.traffic import Claim, Contact, Joined, Lookup, Sort, Stated, Traffic, Visit

SOURCES = (Citation("survey", "page 1"),)
START = Endpoint("acme-start", "bootstrap", "list of peers", SOURCES, host=r"^start\.acme\.example$", operator="acme")
PEERS = Endpoint("acme-peers", "p2p", "relay", SOURCES, ports=("udp/7000",), after="acme-start", operator="acme")
EVENTS = Endpoint("acme-events", "cloud", "events", SOURCES, ports=("tcp/7001",), after="acme-start", protocol="mqtt")
CLOUD = Endpoint(
    "acme-cloud", "cloud", "accounts", SOURCES, host=r"(?:^|\.)acme\.example$", operator="acme", owner="Acme Home"
)
ANYBODY = Endpoint("shared-p2p", "p2p", "servers of many", SOURCES, ports=("udp/32100",), protocol="pppp")
DIRECTORY = Directory([CLOUD, PEERS, START, EVENTS, ANYBODY])


def contact(peer: str = "192.0.2.9", port: str = "tcp/443", *names: str, **more: object) -> Contact:
    return Contact(peer, port, 100.0, 200.0, 1, names=names, **{"sent": 10, "received": 20, **more})  # type: ignore[arg-type]


def seen(*contacts: Contact, asked: tuple[str, ...] = (), **more: object) -> Traffic:
    lookups = tuple(Lookup(name, 50.0, 50.0, 1) for name in asked)
    return Traffic("cam", ("192.168.7.20",), 50.0, 200.0, lookups, contacts, **more)  # type: ignore[arg-type]


def visited(traffic: Traffic) -> tuple[Visit, ...]:
    return visits(traffic, DIRECTORY, lambda _: None, lambda address: address.startswith("100.64."))


def told_of(traffic: Traffic, *sorts: str) -> Claim:
    stated = [Stated("site", sort, 1.0, 7201.0) for sort in sorts or (Sort.CAPTURE,)]
    return claim(traffic, visited(traffic), stated, str.title)


def test_a_narrow_name_comes_before_its_domain() -> None:
    found = visited(
        seen(contact("192.0.2.1", "tcp/1", "start.acme.example"), contact("192.0.2.2", "tcp/2", "a.acme.example"))
    )
    assert [(v.endpoint, v.basis) for v in found] == [("acme-start", "name"), ("acme-cloud", "name")]


def test_a_call_by_address_tells_only_after_the_bootstrap() -> None:
    call = contact("192.0.2.5", "udp/7000")
    assert [v.endpoint for v in visited(seen(call))] == [""]
    (_, found) = visited(seen(call, asked=("start.acme.example",)))
    assert (found.endpoint, found.basis, found.operator) == ("acme-peers", "bootstrap", "acme")


@pytest.mark.parametrize(("protocol", "endpoint"), [("mqtt", "acme-events"), ("", "acme-events"), ("tls", "")])
def test_first_bytes_may_contradict_a_port(protocol: str, endpoint: str) -> None:
    call = contact("192.0.2.5", "tcp/7001", protocol=protocol)
    assert visited(seen(call, asked=("start.acme.example",)))[-1].endpoint == endpoint


def test_without_a_bootstrap_the_first_bytes_must_be_seen() -> None:
    assert [v.endpoint for v in visited(seen(contact("192.0.2.5", "udp/32100")))] == [""]
    found = visited(seen(contact("192.0.2.5", "udp/32100", protocol="pppp")))
    assert [(v.endpoint, v.operator) for v in found] == [("shared-p2p", "")]


def test_a_named_peer_is_not_judged_by_its_port() -> None:
    found = visited(seen(contact("192.0.2.5", "udp/7000", "cdn.example.com"), asked=("start.acme.example",)))
    assert [v.endpoint for v in found] == ["acme-start", ""]


def test_who_opens_from_outside_is_nobody_that_was_called() -> None:
    (found,) = visited(seen(contact("192.0.2.5", "tcp/1", "a.acme.example", inbound=True)))
    assert (found.purpose, found.operator) == ("unknown", "")


def test_name_servers_and_time_outside_are_told_by_their_ports() -> None:
    found = visited(
        seen(contact("192.0.2.5", "udp/53"), contact("192.0.2.6", "udp/123"), contact("192.0.2.7", "tcp/853"))
    )
    assert [(v.purpose, v.basis) for v in found] == [("time", "port"), ("resolver", "port"), ("resolver", "port")]


def test_a_question_with_a_contact_behind_it_stands_once() -> None:
    found = visited(seen(contact("192.0.2.1", "tcp/1", "a.acme.example"), asked=("a.acme.example", "b.acme.example")))
    assert [(v.contact.names, v.is_asked_only) for v in found] == [
        (("b.acme.example",), True),
        (("a.acme.example",), False),
    ]


def test_the_claim_names_who_was_contacted_and_does_not_say_what_was_in_it() -> None:
    found = told_of(seen(contact("192.0.2.2", "tcp/2", "a.acme.example"), contact("192.0.2.3", "tcp/3")))
    assert found.answer == "contacted"
    assert found.said == (
        "The claim “the maker cannot access or transmit users' data”: in these 2.0 hours this device contacted "
        "Acme Home (Acme) (cloud); 1 host of unknown operator (192.0.2.3). It sent 20 bytes and received "
        "40 bytes; whether users' data was in it cannot be seen from outside."
    )


def test_asking_for_the_time_sends_nothing_else() -> None:
    assert told_of(seen(contact("192.0.2.6", "udp/123"))).said.endswith("questions for the time or for names alone.")


def test_time_between_two_inputs_was_not_watched() -> None:
    stated = [Stated("one", Sort.CAPTURE, 1000.0, 1060.0), Stated("two", Sort.CAPTURE, 900_000.0, 900_030.0)]
    traffic = seen(contact())
    found = claim(traffic, visited(traffic), stated, str.title)
    assert "in these 90 seconds" in found.said
    assert any("less than a day" in text for text in found.not_shown)


def test_a_call_without_an_answer_is_said_to_be_one() -> None:
    assert any("1 contact was not answered" in text for text in told_of(seen(contact(received=0))).shown)


def test_names_alone_are_questions() -> None:
    found = told_of(seen(asked=("a.acme.example",)), Sort.NAMES)
    assert found.answer == "asked"
    assert "Whether it contacted them, these inputs do not show." in found.said
    assert any("not whether a contact followed" in text for text in found.not_shown)


@pytest.mark.parametrize(("local", "answer"), [(5000, "not-seen"), (0, "cannot-tell")])
def test_silence_is_told_from_not_having_looked(local: int, answer: str) -> None:
    assert told_of(seen(local_bytes=local)).answer == answer


@pytest.mark.parametrize(
    ("joined", "words"),
    [
        ((), "No start of the device is inside"),
        ((Joined(50.0, "DHCP DISCOVER", Where()),), "that it started is likely, not shown"),
        ((Joined(50.0, "SADP Hello", Where()),), "A start of the device is inside"),
    ],
)
def test_a_start_is_inside_likely_or_missing(joined: tuple[Joined, ...], words: str) -> None:
    assert any(words in text for text in told_of(seen(joined=joined)).not_shown)


def test_what_stands_out_is_said() -> None:
    calls = [
        contact("100.64.1.1", "udp/7000"),
        contact("192.0.2.5", "udp/53"),
        contact("192.0.2.6", "tcp/80", protocol="http"),
    ]
    shown = " ".join(told_of(seen(*calls, asked=("start.acme.example",))).shown)
    for words in ("start.acme.example for a list of peers", "100.64.0.0/10", "name servers outside", "in clear (http)"):
        assert words in shown


def test_no_answer_says_safe() -> None:
    for traffic in (seen(), seen(local_bytes=9), seen(contact())):
        said = told_of(traffic)
        words = " ".join((said.said, *said.shown, *said.not_shown)).lower()
        assert not {"safe", "compliant", "spyware", "secure"} & set(words.replace(".", " ").split())


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 byte"), (999, "999 bytes"), (1_500, "1.5 kB"), (3 * 10**9, "3.0 GB")]
)
def test_bytes_are_said_in_words(count: int, words: str) -> None:
    assert size(count) == words


def test_the_narrowest_network_speaks() -> None:
    table = Networks()
    wide, narrow, six = ["192.0.2.0/24", "AA", "AS1", "wide"], ["192.0.2.128/25", "BB"], ["2001:db8::/32", "CC", "", ""]
    for row in (wide, narrow, six):
        table.add(row, Where())
    table.settle()
    found = [table.of(address) for address in ("192.0.2.1", "192.0.2.200", "2001:db8::1", "198.51.100.1", "x")]
    assert [network and network.country for network in found] == ["AA", "BB", "CC", None, None]

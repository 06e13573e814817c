"""What can be sent: only what a registered template gives, and no template holds a user, a password or a change."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.collect import probes
from whomade.collect.probes import template
from whomade.collect.probes.template import REGISTERED, Hole, Message, Template
from whomade.errors import NotAllowed

probes.tcp_probes()
probes.discoveries()
SEVEN = "3F2504E0-4F89-11D3-9A0C-0305E82C3301"
WORDS_OF_LOG_IN = re.compile(
    rb"(?i)authorization|password|passwd|user(name)?=|login\b(?!\.asp)|admin|\A\xa0[\x00\x05]|wsse|security|session",
    re.DOTALL,
)
WORDS_OF_CHANGE = re.compile(
    rb"(?i)update|activate(?!Status)|reboot|setconfig|reset|getcode|exchangecode|<Set|PUT |DELETE |DevInit|PasswdFind"
)


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_no_template_logs_in_or_changes_anything(name: str) -> None:
    data = REGISTERED[name].fill(address="192.0.2.7", uuid=SEVEN).data
    assert not WORDS_OF_LOG_IN.search(data)
    assert not WORDS_OF_CHANGE.search(data)


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_a_filled_template_is_explained_and_sent_as_it_is(name: str) -> None:
    message = REGISTERED[name].fill(address="192.0.2.7:8080", uuid=SEVEN)
    assert template.verify(message) == message.data
    assert template.explains(message.data)


def test_web_templates_only_ask_and_post_one_harmless_question() -> None:
    posts = [t.id for t in REGISTERED.values() if any(isinstance(p, bytes) and p.startswith(b"POST") for p in t.parts)]
    assert posts == ["onvif-get-system-date-and-time"]


def test_a_message_of_an_unregistered_template_is_refused() -> None:
    made_up = Template("http-get", (b"GET /reboot HTTP/1.1\r\n\r\n",))
    with pytest.raises(NotAllowed, match="nothing was sent"):
        template.verify(made_up.fill())


def test_a_message_changed_after_it_was_filled_is_refused() -> None:
    honest = REGISTERED["sadp-inquiry"]
    with pytest.raises(NotAllowed):
        template.verify(Message(honest, honest.fill(uuid=SEVEN).data.replace(b"inquiry", b"update ")))


@given(st.text(max_size=60))
def test_a_hole_takes_nothing_but_its_type(text: str) -> None:
    fits = re.fullmatch(Hole.ADDRESS.pattern, text.encode()) is not None
    try:
        REGISTERED["rtsp-options"].fill(address=text)
    except NotAllowed:
        assert not fits
    else:
        assert fits


def test_a_template_id_stands_once() -> None:
    with pytest.raises(ValueError, match="registered already"):
        template.template("sadp-inquiry", b"x")


@pytest.mark.parametrize("data", [b"GET /x HTTP/1.1\r\n\r\n", b"\xa0\x00\x00\x00", b"MHED\x09"])
def test_other_bytes_are_not_explained(data: bytes) -> None:
    assert not template.explains(data)


def test_no_discovery_goes_to_the_limited_broadcast() -> None:
    searches = [probe.SEARCH for probe in probes.discoveries().values()]
    assert all(search.group != "255.255.255.255" and search.ttl == 1 for search in searches)


def test_every_probe_of_the_folder_says_what_it_does() -> None:
    for module in [*probes.tcp_probes().values(), *probes.discoveries().values()]:
        assert (module.__doc__ or "").strip()


def test_a_template_that_looks_like_a_registered_one_is_not_it() -> None:
    honest = REGISTERED["sadp-inquiry"]
    assert Template(honest.id, honest.parts) != honest
    with pytest.raises(NotAllowed):
        template.verify(Template(honest.id, honest.parts).fill(uuid=SEVEN))

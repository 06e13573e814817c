"""Raw replies in nmap's fingerprints: unescaped, each to its own reader, bounded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whomade.collect import nmap_replies
from whomade.collect.nmap_replies import Reply


def test_a_reply_is_unescaped_and_wrapped_lines_are_joined() -> None:
    text = 'SF-Port80-TCP:V=7%r(Get\nSF:Request,9,"a\\x20\\.\\"\\\\\\r\\n\\0");'
    assert nmap_replies.replies(text) == [Reply("GetRequest", b'a ."\\\r\n\0')]


def test_of_http_one_plain_request_is_read_and_complaints_are_not() -> None:
    found = [Reply("RTSPRequest", b"HTTP/1.1 400 no"), Reply("HTTPOptions", b"HTTP/1.1 200 b"),
             Reply("GetRequest", b"HTTP/1.1 200 a")]  # fmt: skip
    assert list(nmap_replies.read(found, "http")) == [("GetRequest", "http_headers", b"HTTP/1.1 200 a")]


def test_a_greeting_goes_to_the_reader_of_its_service() -> None:
    given_ = [Reply("NULL", b"220 hi")]
    assert [kind for _, kind, _ in nmap_replies.read(given_, "ftp")] == ["ftp_banner"]
    assert [kind for _, kind, _ in nmap_replies.read(given_, "telnet")] == ["telnet_banner"]
    assert [kind for _, kind, _ in nmap_replies.read(given_, "")] == ["banner"]


def test_no_more_is_kept_than_the_caps_allow() -> None:
    text = "%r(NULL,1," + '"' + "a" * 100_000 + '")'
    found = nmap_replies.replies(text * 3 + '%r(X,1,"b")' * 1000)
    assert len(found) == nmap_replies.MOST_REPLIES
    assert max(len(reply.data) for reply in found) == nmap_replies.REPLY_CAP


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    for reply in nmap_replies.replies(f'%r(NULL,1,"{text}")' + text):
        assert isinstance(reply.data, bytes)
    list(nmap_replies.read(nmap_replies.heads([(text, text)]), text))

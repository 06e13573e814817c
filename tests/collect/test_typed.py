"""Typed words become fields only where their shape, a word before them or a name in the table says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.collect import typed
from whomade.collect.typed import Piece

BRANDS = {"nordvik", "sable touch", "old mary's security", "9gate"}
MODELS = {"kestrel", "n-20"}
MAC = "00:00:5e:00:53:01"


class Table:
    """An invented table of names."""

    def is_brand(self, text: str) -> bool:
        return text.casefold() in BRANDS

    def is_nearly_brand(self, text: str) -> bool:
        return text.casefold() == "nordvick"

    def is_known(self, field: str, text: str) -> bool:
        if field == "serial":
            return text.startswith("NV") and len(text) == 10
        return field == "label.model" and text.casefold() in MODELS

    def is_of_another(self, text: str) -> bool:
        return bool({"with", "like", "compatible", "not"} & set(text.casefold().split()))

    def house(self, brand: str) -> str:
        return brand.casefold()

    def fits(self, brand: str, model: str) -> bool:
        return (brand.casefold(), model.casefold()) == ("sable touch", "n-20")


def pieces(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in typed.read(text, Table()).pieces:
        found.setdefault(name, []).append(value)
    return found


def unread(text: str) -> tuple[str, ...]:
    return typed.read(text, Table()).unread


@pytest.mark.parametrize(
    "text", ["Nordvik N861", "N861 Nordvik", "my Nordvik 4MP PoE dome camera, N861", "n861 nordvik"]
)
def test_brand_and_model_are_read_in_any_order(text: str) -> None:
    assert {name: [v.casefold() for v in values] for name, values in pieces(text).items()} == {
        "label.brand": ["nordvik"],
        "label.model": ["n861"],
    }
    assert unread(text) == ()


def test_a_brand_may_have_several_words_and_begin_with_a_digit() -> None:
    assert pieces("Sable Touch") == {"label.brand": ["Sable Touch"]}
    assert pieces("Old Mary's Security OM-DB2") == {"label.brand": ["Old Mary's Security"], "label.model": ["OM-DB2"]}
    assert pieces("9gate") == {"label.brand": ["9gate"]}


@pytest.mark.parametrize(
    "text", [MAC, "00-00-5E-00-53-01", "0000.5e00.5301", "00005e005301", "0000-5e00-5301", f"MAC: {MAC}", f"mac {MAC}"]
)
def test_every_spelling_of_a_mac_is_read(text: str) -> None:
    assert list(pieces(text)) == ["mac"]
    assert unread(text) == ()


def test_twelve_decimal_digits_are_no_mac_unless_somebody_says_so() -> None:
    assert "mac" not in pieces("123456789012")
    assert pieces("MAC 123456789012") == {"mac": ["123456789012"]}


@pytest.mark.parametrize(
    "text",
    [
        "FCC ID: 2ABCD-IPC-9",
        "FCC 2ABCD-IPC-9",
        "FCCID:2ABCD-IPC-9",
        "fcc-id 2ABCD-IPC-9",
        "FCC ID 2ABCD -IPC-9",
        "2ABCD-IPC-9",
    ],
)
def test_an_fcc_id_is_read_with_and_without_its_prefix(text: str) -> None:
    assert pieces(text) == {"label.fcc_id": ["2ABCD-IPC-9"]}


def test_an_fcc_id_with_blanks_takes_no_word_that_is_none() -> None:
    assert pieces("FCC ID: XYZ CAM9 Nordvik") == {"label.fcc_id": ["XYZCAM9"], "label.brand": ["Nordvik"]}
    assert pieces("FCC ID 2ABCD NORDVIK") == {"label.fcc_id": ["2ABCD"], "label.brand": ["NORDVIK"]}


@pytest.mark.parametrize("text", ["S/N 0123456789", "SN:0123456789", "serial 0123456789", "Serial Number: 0123456789"])
def test_a_serial_number_is_read_behind_its_prefix(text: str) -> None:
    assert pieces(text) == {"serial": ["0123456789"]}


def test_without_a_prefix_a_known_grammar_makes_a_serial_number() -> None:
    assert pieces("NV12345678") == {"serial": ["NV12345678"]}
    assert pieces("0123456789") == {}


def test_firmware_is_read_by_extension_version_and_grammar() -> None:
    assert pieces("Nord_IPC-HX2_Eng_N_V2.800.00.R.bin") == {"firmware.file": ["Nord_IPC-HX2_Eng_N_V2.800.00.R.bin"]}
    assert pieces("V5.4.5 build 170123") == {"firmware.version": ["V5.4.5 build 170123"]}
    assert pieces("fw 2.1.0") == {"firmware.version": ["2.1.0"]}


def test_hosts_and_stream_addresses_are_read_without_the_login_in_them() -> None:
    assert pieces("p2p.nordvik.example") == {"cloud.host": ["p2p.nordvik.example"]}
    assert pieces("rtsp://me:word@192.0.2.7/live") == {"url": ["rtsp://192.0.2.7/live"]}
    assert unread("192.0.2.7") == ("192.0.2.7",)


def test_keys_with_a_colon_say_what_follows() -> None:
    assert pieces("brand: Nordvik model: Kestrel made on: 2021-05") == {
        "label.brand": ["Nordvik"],
        "label.model": ["Kestrel"],
        "made_on": ["2021-05"],
    }


def test_a_series_and_its_number_are_one_model() -> None:
    assert pieces("Nordvik NC 932L") == {"label.model": ["NC 932L"], "label.brand": ["Nordvik"]}


def test_a_model_that_is_a_word_is_read_where_a_statement_knows_it() -> None:
    assert pieces("Nordvik Kestrel") == {"label.model": ["Kestrel"], "label.brand": ["Nordvik"]}
    assert unread("Kestrel") == ("Kestrel",)


def test_words_that_say_nothing_known_are_told_and_not_guessed_at() -> None:
    assert pieces("hello world") == {}
    assert unread("hello world") == ("hello", "world")
    assert unread("Nordvik, found by Ann in May") == ("found", "Ann", "in", "May")


def test_a_brand_among_unread_words_keeps_them_beside_it_so_that_it_is_doubted() -> None:
    assert pieces("Acme Nordvik")["label.brand"] == ["Acme Nordvik"]
    assert pieces("Nordvik Fusion")["label.brand"] == ["Nordvik Fusion"]


@pytest.mark.parametrize(
    "text", ["works with Nordvik N-20", "Nordvik N-20 compatible", "not Nordvik", "N-20 like Nordvik"]
)
def test_what_goes_with_a_brand_or_is_not_of_it_names_neither_brand_nor_model(text: str) -> None:
    assert pieces(text) == {}
    assert "Nordvik" in unread(text)


def test_an_unknown_brand_is_read_where_it_stands_before_its_model() -> None:
    assert pieces("Acme Works N123") == {"label.model": ["N123"], "label.brand": ["Acme Works"]}
    assert pieces("Nordvick") == {"label.brand": ["Nordvick"]}
    assert pieces("N123 Acme") == {"label.model": ["N123"]}


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","Nordvik")', "@SUM(1)", "+1 Nordvik"]
)
def test_a_formula_is_not_read(text: str) -> None:
    assert typed.read(text, Table())[:2] == ((), (text,))


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    reading = typed.read("Nordvik " + "x" * 1_000_000, Table())
    assert sum(map(len, reading.unread)) <= typed.MAX_TYPED_CHARS


def test_control_characters_are_dropped() -> None:
    assert pieces("\x1b\x00Nordvik\x07 N861") == {"label.model": ["N861"], "label.brand": ["Nordvik"]}


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    reading = typed.read(text, Table())
    assert all(isinstance(piece, Piece) and piece.value for piece in reading.pieces)


@given(
    st.lists(
        st.sampled_from(["Nordvik", "SN", "FCC", "ID:", "2ABCD", "mac", ":", "N-20", "build", "§", "model:", "9", MAC])
    )
)
def test_any_order_of_words_is_read_without_an_error(words: list[str]) -> None:
    typed.read(" ".join(words), Table())


@pytest.mark.parametrize(
    ("text", "brand", "claims"),
    [
        ("Nordvik camera made by Sable Touch", "Nordvik", ("Sable Touch",)),
        ("Nordvik (Sable Touch) N861", "Nordvik", ("Sable Touch",)),
        ("(Sable Touch) N861 Nordvik", "Nordvik", ("Sable Touch",)),
        ("Nordvik N861 manufacturer: 9gate", "Nordvik", ("9gate",)),
        ("Nordvik Sable Touch N861", "Nordvik", ("Sable Touch",)),
        ("Nordvik Sable Touch N-20", "Sable Touch", ("Nordvik",)),
        ("(Nordvik) N861", "Nordvik", ()),
        ("manufacturer: Nordvik", "Nordvik", ()),
    ],
)
def test_who_is_said_to_have_made_it_is_a_claim_and_no_label(text: str, brand: str, claims: tuple[str, ...]) -> None:
    found = typed.read(text, Table())
    assert [piece.value for piece in found.pieces if piece.field == "label.brand"] == [brand]
    assert found.claims == claims


@pytest.mark.parametrize("text", ["Nordvik N861, Sable Touch ST-100", "N861 Nordvik; ST-100 Sable Touch"])
def test_two_brands_with_a_model_each_are_two_devices_and_none_is_read(text: str) -> None:
    found = typed.read(text, Table())
    assert found.devices
    assert found.pieces == ()


def test_a_claim_that_is_denied_is_none() -> None:
    found = typed.read("Nordvik not made by Sable Touch", Table())
    assert not found.claims
    assert "Sable Touch" in found.unread

"""A shape keeps the order of parts and nothing that a relabeller edits."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from whomade.model import Observation, Signal
from whomade.signals import extract, shape
from whomade.signals.xml import Element

anything = st.text(max_size=300)
word = st.text("abcdefghij", min_size=1, max_size=8)


def found(kind: str, data: str) -> dict[str, str]:
    return {s.field: s.value for s in extract(Observation("x", kind, data)) if isinstance(s, Signal)}


@given(word, word, word)
def test_names_models_and_places_leave_the_order_of_scopes_as_it_is(name: str, model: str, place: str) -> None:
    scopes = ["type/ptz", f"name/{name}", f"hardware/{model}", f"location/{place}", f"{place}/{name}"]
    order = shape.scope_order([f"onvif://www.onvif.org/{scope}" for scope in scopes])
    assert order in ("type/ptz name hardware location *", "type/ptz name hardware location/city *")


@given(word, word)
def test_a_vendors_own_prefix_and_host_leave_the_frame_as_it_is(prefix: str, host: str) -> None:
    reply = (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="http://www.onvif.org/ver10/schema" '
        f'xmlns:own{prefix}="http://www.{host}.example/2011/topics"><s:Body><tt:TopicSet>'
        f"<own{prefix}:Alarm{prefix}/><tt:Message/></tt:TopicSet></s:Body></s:Envelope>"
    )
    signals = found("onvif_events", reply)
    assert signals["onvif.prefix_order"] == "s tt *"
    assert signals["onvif.element_order"] == "TopicSet: * Message"


@given(word, word)
def test_values_leave_the_order_of_fields_as_it_is(model: str, serial: str) -> None:
    inner = f"<DeviceDescription>{model}</DeviceDescription><DeviceSN>{serial}</DeviceSN>"
    sadp = f"<ProbeMatch><Uuid>1</Uuid>{inner}</ProbeMatch>"
    assert found("sadp", sadp)["sadp.fields"] == "ProbeMatch Uuid DeviceDescription DeviceSN"
    info = {"DeviceType": model, "SerialNo": serial}
    dhip = json.dumps({"mac": "a4:00:01:00:00:01", "params": {"deviceInfo": info}})
    assert found("dhip", dhip)["dhip.fields"] == "mac DeviceType SerialNo"


def test_a_namespace_without_its_host_is_the_same_for_every_brand() -> None:
    tails = {
        found(
            "isapi_deviceinfo", f'<DeviceInfo xmlns="http://www.{host}/ver10/XMLSchema"><model>X</model></DeviceInfo>'
        )["isapi.namespace_tail"]
        for host in ("acme.example", "std-cgi.com", "isapi.org")
    }
    assert tails == {"ver10/XMLSchema"}


def test_habits_of_a_refusal_show_the_form_and_not_the_words() -> None:
    refusal = (
        "RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nDate: Mon, Jul 25 2022 14:38:32 GMT\r\n"
        'WWW-Authenticate: Digest realm="Acme", nonce="{}", stale="FALSE"\r\nX-Acme: 1\r\n\r\n'
    )
    same = {found("rtsp", refusal.format(nonce))["rtsp.habits"] for nonce in ("0a1b", "ffff")}
    assert same == {'CSeq Date=month-first WWW-Authenticate=Digest:realm,nonce=hex4,stale="FALSE" X-*'}


def test_forms_of_dates_and_nonces() -> None:
    assert shape.date_form("Mon, 25 Jul 2022 14:38:32 GMT") == "day-first"
    assert shape.date_form("Mon Jul 25 14:38:32 2022") == "asctime"
    assert shape.date_form("yesterday") == "other"
    assert shape.challenge('Digest realm="x", nonce="QUJD=", qop="auth"') == 'Digest:realm,nonce=base645,qop="auth"'
    assert shape.challenge("Negotiate") == ""


@given(anything)
def test_hostile_text_is_bounded(text: str) -> None:
    for value in (
        shape.scope_order(text.split()),
        shape.reply_habits(text.splitlines()),
        shape.assets(text),
        shape.challenge(text),
        shape.key_order([(part, "") for part in text.split()]),
    ):
        assert len(value.split()) <= shape.MOST_PARTS


def test_a_long_reply_is_cut() -> None:
    elements = [Element("Root", "", "", {}, 0, ""), *(Element(f"E{n}", "", "", {}, 1, "Root") for n in range(5000))]
    assert len(shape.element_order(elements, "Root").split()) <= shape.MOST_PARTS + 1
    assert shape.element_order(elements, "Nothing") == ""

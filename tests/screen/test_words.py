"""What texts are about."""

from hypothesis import given
from hypothesis import strategies as st

from whomade.screen import words


def test_a_negation_is_told():
    assert words.about("Site without CCTV").negated == "without cctv"


def test_another_trade_is_told():
    assert words.about("digital camera").other == "digital camera"


def test_one_negated_thing_leaves_the_other():
    assert words.about("NVR 8ch, cameras not included").product == "recorder"


def test_equivalents_are_seen_in_several_languages():
    for text in (
        "or equivalent",
        "oder gleichwertig",
        "ou équivalent",
        "o equivalente",
        "lub równoważny",
        "или аналог",
    ):
        assert words.EQUIVALENT.search(words.plain(text)), text


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    assert words.about(text).product in {"", "camera", "recorder", "intercom", "telecom"}

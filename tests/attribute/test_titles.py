"""Model numbers in titles: found through other people's spelling, never where another product is meant."""

import pytest

from whomade.attribute.titles import Model, TitleIndex, key_of

ACME = Model("Acme", "AC-2KD2143G0-I")
INDEX = TitleIndex(
    [ACME, Model("Acme", "AC-2KD2143G0-IS"), Model("Bolt", "B40"), Model("Cord", "QX8008N"), Model("Dyn", "QX8008N")]
)


@pytest.mark.parametrize(
    "title",
    [
        "Acme AC-2KD2143G0-I 4MP dome",
        "ac 2kd2143 g0 i",
        "AC2KD2143G0I",
        "kamera AC/2KD2143G0/I, aussen",
        "ＡＣ-2KD2143G0-I 摄像机",
        "AC-2KD2143GO-I",
        "AC-2KDD2143G0-I dome",
        "AC-2DK2143G0-I dome",
        "AC-2KD2143G0-I-4mm",
    ],
)
def test_spelling_and_a_slip_leave_the_model_the_same(title):
    found = INDEX.find(title)
    assert found is not None
    assert found.found == ACME


@pytest.mark.parametrize(
    "title",
    [
        "",
        "dome camera 4MP",
        "AC-2KD2144G0-I",
        "AC-2KD2134G0-I",
        "AC-2KD2143G0-I5",
        "AC-2KD2143G0-IX",
        "AC-2KD2143G0-I/AC-2KD2143G0-IS",
        "Bolt AC-2KD2143G0-I",
        "QX8008N recorder",
    ],
)
def test_a_digit_an_option_or_another_brand_is_another_product(title):
    assert INDEX.find(title) is None


def test_a_short_number_needs_its_brand():
    assert INDEX.find("box B40 grey") is None
    assert INDEX.find("Bolt B40 grey").found == Model("Bolt", "B40")


def test_a_number_of_two_brands_is_told_apart_by_the_brand_beside_it():
    assert INDEX.find("Dyn QX8008N recorder").found.brand == "Dyn"


def test_the_longest_number_wins():
    assert INDEX.find("Acme AC-2KD2143G0-IS").found.model == "AC-2KD2143G0-IS"


def test_an_exact_find_says_so():
    assert INDEX.find("AC-2KD2143G0-I").exact
    assert not INDEX.find("AC-2KDD2143G0-I").exact


def test_keys_know_no_separators():
    assert key_of("A.B-1/2 (3)") == "ab123"


def test_a_long_title_is_read_to_a_limit():
    assert INDEX.find("x" * 5000 + " AC-2KD2143G0-I") is None

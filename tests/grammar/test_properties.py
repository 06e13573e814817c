"""What holds for every text: parse and spell are inverse, and nothing crashes or takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.grammar import grammars
from whomade.grammar.read import MOST_CHARS

from .names import READ

HEADS = sorted({each.name[:cut] for each in READ for cut in (3, 5, 7, 9, 12)})
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/()._ #+,×°ßı"


def changed() -> st.SearchStrategy[str]:
    """A known name with one letter exchanged, or its head with a random end."""
    exchanged = st.builds(
        lambda each, at, letter: each.name[: at % len(each.name)] + letter + each.name[at % len(each.name) + 1 :],
        st.sampled_from(READ),
        st.integers(0, 99),
        st.sampled_from(LETTERS),
    )
    return exchanged | st.builds(str.__add__, st.sampled_from(HEADS), st.text(LETTERS, max_size=30))


@given(st.text(max_size=MOST_CHARS + 10) | changed())
def test_spell_undoes_parse(text: str) -> None:
    for each in grammars():
        parts = each.parse(text)
        if parts is not None:
            assert each.spell(parts) == text
            assert each.parse(each.spell(parts)) == parts


HOSTILE = ["-" * MOST_CHARS, "DS-2CD2386G2-" + "A" * 100, "DS-2CD2386G2-" + "IS/" * 30, "DS-7608" + "N" * 110]
HOSTILE += ["IPC-HFW5442E" + "-S" * 50, "IPC-HFW5442E-" + "ZAS" * 30, "DH_IPC" + "-A" * 40 + "_ENG" + "_A" * 10]
HOSTILE += ["A" * 10**6, "DS-" + "0" * 110 + "AAWR", "AMCREST_IPC" + "(" * 100, "FLEXIDOME " + "AAAA " * 20, "\0" * 50]
HOSTILE += ["DS-2CD2386G2-" + "HIKHIKSTDO" * 10, "IPC_XM530_50X20-" + "_ACAC" * 20, "Login to " + "A" * 100, "ſ" * 100]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_takes_no_time(text: str) -> None:
    for each in grammars():
        each.parse("warm")
    started = time.process_time()
    for each in grammars():
        each.parse(text)
    assert time.process_time() - started < 5  # a pattern that can be made to hang takes minutes


def test_a_text_that_is_too_long_is_refused_unread() -> None:
    long = "DS-2CD2386G2-ISU" + "/SL" * MOST_CHARS
    assert all(each.parse(long) is None for each in grammars())

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.library.columns import plain

ANY_TEXT = st.text(st.characters())


@given(ANY_TEXT)
def test_any_text_becomes_text_that_utf8_can_hold(text: str) -> None:
    assert plain(text).encode().decode() == plain(text)


@given(st.text())
def test_sound_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_a_name_that_is_no_utf8_is_shown_with_a_mark() -> None:
    assert plain("caf\udce9.jpg") == "caf\ufffd.jpg"

"""Model packs in the language of the window: their titles, and the line that says under which licence."""

from __future__ import annotations

from dataclasses import replace

from core.services.packs import PackState
from ridfr_desktop.problem_words import message_words


def pack_words(state: PackState) -> PackState:
    """The same pack with its title and licence translated; the text of the licence stays as it is."""
    return replace(
        state,
        title=message_words(state.title),
        licence=message_words(state.licence),
        missing=tuple(map(message_words, state.missing)),
    )

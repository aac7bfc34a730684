"""How names of people and albums are kept and compared."""

from __future__ import annotations

import unicodedata

from core.errors import LibraryError


def clean_name(name: str) -> str:
    """`name` composed (NFC), without outer, double or control white space.

    Raises:
        LibraryError: nothing is left of it.
    """
    text = _tidy(name)
    if not text:
        raise LibraryError("A name needs at least one letter; type another one.")
    return text


def name_key(name: str) -> str:
    """What two names are compared by: case does not count, nor how accents are encoded."""
    return unicodedata.normalize("NFC", _tidy(name).casefold())


def _tidy(name: str) -> str:
    shown = "".join(letter for letter in name if letter.isspace() or letter.isprintable())
    return unicodedata.normalize("NFC", " ".join(shown.split()))

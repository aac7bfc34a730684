"""How names of people and albums are kept and compared."""

from __future__ import annotations

import unicodedata

from core.errors import LibraryError


def clean_name(name: str) -> str:
    """`name` composed (NFC), without outer, double or control white space.

    Raises:
        LibraryError: nothing is left of it.
    """
    words = unicodedata.normalize("NFC", name).split()
    text = " ".join("".join(letter for letter in word if letter.isprintable()) for word in words).strip()
    if not text:
        raise LibraryError("A name needs at least one letter; type another one.")
    return text


def name_key(name: str) -> str:
    """What two names are compared by: case does not count, nor how accents are encoded."""
    return unicodedata.normalize("NFC", clean_name(name).casefold())

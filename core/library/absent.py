"""Errors about what the library does not have, said in one way wherever it is found out."""

from __future__ import annotations

from core.errors import LibraryError


def absent_face(number: int) -> LibraryError:
    """To be raised where there is no face of this number."""
    return LibraryError("The library has no face number {number}.", number=number)


def absent_photo(number: int) -> LibraryError:
    """To be raised where there is no photo of this number."""
    return LibraryError("The library has no photo number {number}.", number=number)


def absent_restoration(number: int) -> LibraryError:
    """To be raised where there is no restoration of this number."""
    return LibraryError("The library has no restoration number {number}.", number=number)

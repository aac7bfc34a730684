"""What the user named on the command line -> photos and people of the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.domain.photo import Photo
from core.errors import LibraryError
from core.library.library import Library
from core.paths import with_home
from core.services.albums import album_photos
from core.services.people import find_person


def photo_of(library: Library, named: str) -> Photo:
    """The photo with this number, or at this path.

    Raises:
        LibraryError: the library has no such photo.
    """
    with library.snapshot() as tx:
        if named.isdecimal():
            return tx.photos.get(int(named))
        path = with_home(Path(named)).resolve()
        for photo in tx.photos.with_ids(tx.photos.under(path)):
            if any(location.path == path for location in photo.locations):
                return photo
    raise LibraryError("The library has no such photo; index its folder first.", path=named)


def photos_of(
    library: Library, *, people: Sequence[str] = (), photos: Sequence[str] = (), albums: Sequence[str] = ()
) -> list[int]:
    """Ids of all photos that a person, a photo or an album of the selection brings, in order.

    Raises:
        LibraryError: one of them is not in the library.
    """
    found: list[int] = []
    for name in people:
        person = find_person(library, name)
        with library.snapshot() as tx:
            found += tx.photos.of_person(person.id)
    for album in albums:
        found += [photo.id for photo in album_photos(library, album)]
    found += [photo_of(library, photo).id for photo in photos]
    return _once(found)


def all_photos(library: Library) -> list[int]:
    """Ids of all photos of the library."""
    with library.snapshot() as tx:
        return [photo.id for photo in tx.photos.all()]


def _once(ids: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(ids))

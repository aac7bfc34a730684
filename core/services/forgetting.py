"""Forgetting a person, or every face: rows, vectors, results, copies and logs of the library folder.

It cannot be undone, and whoever offers it says so first. What is in the user's own files (names in
metadata, in sidecars, in file names) is theirs: the report lists such photos, nothing touches them.
The faces of somebody who is forgotten are unknown to the library from then on; a later full scan
may find them again, as nobody's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.person import Person
from core.domain.photo import Photo
from core.errors import UnreadablePhoto
from core.imaging.decoder import Decoder
from core.library.forgetting import Forgotten, NameInText
from core.library.library import Library
from core.services.finding_people import PersonName, person_in
from core.services.photo_files import name_of
from core.services.versions import compose_version


@dataclass(frozen=True)
class ForgetReport:
    """What went."""

    faces: int
    restorations: int
    versions: int
    files: int
    """Pictures of the library folder that were deleted."""
    backups: int
    """Older copies of the library that were deleted; one without the person was made instead."""
    originals: tuple[str, ...]
    """The user's own photos that name the person in their metadata, as it was last read, or in their path."""
    recomposed: tuple[int, ...] = ()
    """Photos whose other restored faces were put together again."""


def forget_person(library: Library, person: PersonName, *, decoder: Decoder | None = None) -> ForgetReport:
    """Forget a person for good.

    Args:
        decoder: to put photos together again in which other people's restorations are kept; without
            it these photos show their original until they are next composed.

    Raises:
        LibraryError: there is no such person; something reads the library all the while, or the
            drive is full: then the rows are gone, and the files go when the library is next opened.
    """
    with library.snapshot() as tx:
        known = person_in(tx, person)
        names = tx.forgetting.past_names(known.id)
        originals = _naming(tx.photos.all(), names)
    with library.transaction() as tx:
        gone = tx.forgetting.person(known.id)
        tx.people.delete_empty_groups()
        tx.forgetting.names(names)
    return _clear(library, gone, originals, decoder)


def forget_all_faces(library: Library) -> ForgetReport:
    """Forget every face and every person for good; photos, folders and albums made by hand stay.

    Raises:
        LibraryError: see `forget_person`.
    """
    with library.snapshot() as tx:
        everybody = [*tx.people.all(hidden=True), *tx.people.all(hidden=True, strangers=True)]
        names = {name for person in everybody for name in _names_of(person)}
        originals = _naming(tx.photos.all(), names)
    with library.transaction() as tx:
        gone = tx.forgetting.all_faces()
        tx.forgetting.names(names)
    return _clear(library, gone, originals, None)


def _names_of(person: Person) -> list[str]:
    return [person.name] if person.name else []


def _naming(photos: Iterable[Photo], names: set[str]) -> tuple[str, ...]:
    """Photos whose own metadata or path has one of the names."""
    wanted = [NameInText(name) for name in names if name.strip()]

    def names_somebody(photo: Photo) -> bool:
        said = [region.name for region in photo.facts.regions]
        said += [photo.facts.camera.description, *(str(place.path) for place in photo.locations)]
        return any(sought.is_in(text) for text in said for sought in wanted)

    return tuple(sorted(name_of(photo) for photo in photos if names_somebody(photo)))


def _clear(
    library: Library, gone: Forgotten, originals: tuple[str, ...], decoder: Decoder | None
) -> ForgetReport:
    """Let the files follow the rows; what can be put together of the rest is."""
    cleared = library.finish_forgetting()
    return ForgetReport(
        faces=gone.faces,
        restorations=gone.restorations,
        versions=gone.versions,
        files=cleared.results,
        backups=cleared.backups,
        originals=originals,
        recomposed=_recomposed(library, gone.photo_ids, decoder),
    )


def _recomposed(library: Library, photo_ids: Iterable[int], decoder: Decoder | None) -> tuple[int, ...]:
    done = []
    for photo_id in photo_ids if decoder is not None else ():
        with contextlib.suppress(UnreadablePhoto):  # offline: put together when it is next shown
            assert decoder is not None, "asked above"
            if compose_version(library, photo_id, None, decoder) is not None:
                done.append(photo_id)
    return tuple(done)

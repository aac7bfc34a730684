"""What the sidebar and the inspector say: counts of every place, and all that is known of one photo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.face_tile import FaceTile
from core.domain.person import Album
from core.domain.photo import Folder
from core.domain.reports import Problem
from core.domain.restoration import Decision, RestorationState
from core.library.library import Library
from core.services.browsing import PhotoDetails, photo_details
from core.services.people_browsing import PeopleCards, people_cards


@dataclass(frozen=True)
class PlaceCounts:
    """Every place there is, and how much it holds."""

    photos: int
    restorable: int
    restored: int
    offline: int
    held: int
    """Restorations that wait for the user's eye."""
    people: PeopleCards
    folders: tuple[tuple[Folder, int], ...]
    albums: tuple[Album, ...]


def place_counts(library: Library) -> PlaceCounts:
    """Counts for the sidebar."""
    people, folders = people_cards(library), tuple(folder_sizes(library))
    with library.snapshot() as tx:
        held = tx.restorations.in_state(RestorationState.HELD)
        return PlaceCounts(
            photos=tx.photos.count(),
            restorable=tx.restorable.photo_count(),
            restored=len(tx.grid.restored() - tx.grid.without_place()),
            offline=len(tx.grid.offline()),
            held=sum(each.decision is Decision.NONE for each in held),
            people=people,
            folders=folders,
            albums=tuple(tx.albums.all()),
        )


def photo_files(library: Library, photo_ids: Iterable[int]) -> list[str]:
    """Where these photos lie, those that cannot be reached now left out."""
    with library.snapshot() as tx:
        return [str(photo.path) for photo in tx.photos.with_ids(photo_ids) if photo.online]


@dataclass(frozen=True)
class InspectedPhoto:
    """All that is known of one photo."""

    details: PhotoDetails
    tiles: dict[int, FaceTile]
    """Its faces as pictures, by number."""
    names: dict[int, str]
    """Of the people in it, by number; those without one are not among them."""


def inspect_photo(library: Library, photo_id: int) -> InspectedPhoto:
    """Facts, faces, restorations and versions of a photo.

    Raises:
        LibraryError: there is no such photo.
    """
    details = photo_details(library, photo_id)
    with library.snapshot() as tx:
        tiles = tx.tiles.with_ids([face.id for face, _ in details.faces])
        people = {face.person_id for face, _ in details.faces} - {None}
        names = {number: tx.people.get(number).name for number in people if number is not None}
    return InspectedPhoto(details, tiles, {number: name for number, name in names.items() if name})


def folder_sizes(library: Library) -> list[tuple[Folder, int]]:
    """Every folder with the number of its photos."""
    with library.snapshot() as tx:
        sizes = tx.grid.folder_sizes()
        return [(folder, sizes.get(folder.id, 0)) for folder in tx.folders.all()]


def folder_problems(library: Library) -> list[Problem]:
    """Files of the folders that could not be read, with the reason."""
    with library.snapshot() as tx:
        return tx.photos.problems()

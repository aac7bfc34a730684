"""Albums: lists of photos made by hand, or kept by a rule (a person, a folder, a span of days)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from core.domain.edit_summary import EditCode, EditSummary
from core.domain.person import Album
from core.domain.photo import Photo
from core.errors import LibraryError
from core.library.library import Library, Transaction
from core.paths import with_home
from core.services.edits import (
    AddAlbum,
    EmptyAlbum,
    FillAlbum,
    RemoveAlbum,
    RenameAlbum,
    Step,
    perform,
)
from core.services.people import person_in

RULES = "person:NAME, folder:PATH or dates:FROM..TO with days such as 1999-12-31"


def create_album(library: Library, name: str, rule: str = "") -> Album:
    """Make an album; one with a rule fills itself.

    `rule` is "", "person:NAME-OR-NUMBER", "folder:PATH" or "dates:FROM..TO" (days, both included).

    Raises:
        LibraryError: the name is empty or taken, or the rule cannot be understood.
    """
    title = name.strip()
    if not title:
        raise LibraryError("An album needs a name.")
    with library.transaction() as tx:
        if tx.albums.find(title) is not None:
            raise LibraryError("There is an album “{title}” already; choose another name.", title=title)
        checked = checked_rule(tx, rule)
        number = tx.albums.create(title, checked)
        forward, inverse = AddAlbum(number, title, checked), RemoveAlbum(number)
        perform(tx, "album", EditSummary(EditCode.ALBUM_MAKE, [title]), [forward], [inverse], done=1)
        return _found(tx, title)


def list_albums(library: Library) -> list[Album]:
    """All albums with the number of their photos."""
    with library.snapshot() as tx:
        return tx.albums.all()


def add_to_album(library: Library, name: str, photo_ids: Sequence[int]) -> Album:
    """Put photos into an album made by hand.

    Raises:
        LibraryError: there is no such album or photo, or the album is kept by a rule.
    """
    with library.transaction() as tx:
        album = _by_hand(tx, name)
        held = tx.albums.positions(album.id)
        last = max(held.values(), default=0)
        new = [photo for photo in _known_photos(tx, photo_ids) if photo not in held]
        if new:
            places = tuple((photo, place) for place, photo in enumerate(new, last + 1))
            forward, inverse = FillAlbum(album.id, places), EmptyAlbum(album.id, tuple(new))
            perform(
                tx,
                "album",
                EditSummary(EditCode.ALBUM_ADD, [album.name], number=len(new)),
                [forward],
                [inverse],
            )
        return _found(tx, name)


def remove_from_album(library: Library, name: str, photo_ids: Sequence[int]) -> Album:
    """Take photos out of an album made by hand; the photos stay in the library.

    Raises:
        LibraryError: there is no such album, or it is kept by a rule.
    """
    with library.transaction() as tx:
        album = _by_hand(tx, name)
        held = tx.albums.positions(album.id)
        going = [photo for photo in dict.fromkeys(photo_ids) if photo in held]
        if going:
            places = tuple((photo, held[photo]) for photo in going)
            forward, inverse = EmptyAlbum(album.id, tuple(going)), FillAlbum(album.id, places)
            perform(
                tx,
                "album",
                EditSummary(EditCode.ALBUM_TAKE_OUT, [album.name], number=len(going)),
                [forward],
                [inverse],
            )
        return _found(tx, name)


def rename_album(library: Library, name: str, new_name: str) -> Album:
    """Give an album another name.

    Raises:
        LibraryError: there is no such album, the name is empty, or another album has it.
    """
    with library.transaction() as tx:
        album = _found(tx, name)
        forward, inverse = RenameAlbum(album.id, new_name), RenameAlbum(album.id, album.name)
        perform(
            tx,
            "album",
            EditSummary(EditCode.ALBUM_RENAME, [album.name, new_name.strip()]),
            [forward],
            [inverse],
        )
        return tx.albums.get(album.id)


def remove_album(library: Library, name: str) -> None:
    """Remove an album; its photos stay in the library.

    Raises:
        LibraryError: there is no such album.
    """
    with library.transaction() as tx:
        album = _found(tx, name)
        inverse: list[Step] = [AddAlbum(album.id, album.name, album.rule)]
        if held := tx.albums.positions(album.id):
            inverse.append(FillAlbum(album.id, tuple(held.items())))
        perform(
            tx, "album", EditSummary(EditCode.ALBUM_REMOVE, [album.name]), [RemoveAlbum(album.id)], inverse
        )


def album_photos(library: Library, name: str) -> list[Photo]:
    """The photos of an album, those that its rule finds now included.

    Raises:
        LibraryError: there is no such album.
    """
    with library.snapshot() as tx:
        return tx.photos.with_ids(tx.albums.photo_ids(_found(tx, name).id))


def checked_rule(tx: Transaction, rule: str) -> str:
    """The rule in the form the library keeps: people by number, absolute folders, whole days.

    Raises:
        LibraryError: the rule cannot be understood, or its person is unknown.
    """
    kind, _, value = rule.strip().partition(":")
    if not kind:
        return ""
    if kind == "person" and value:
        return f"person:{person_in(tx, value).id}"
    if kind == "folder" and value:
        return f"folder:{with_home(Path(value)).absolute()}"
    if kind == "dates":
        return f"dates:{_days(value)}"
    raise LibraryError("“{rule}” is no album rule; use {known}.", rule=rule, known=RULES)


def _days(value: str) -> str:
    start, separator, end = value.partition("..")
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError as error:
        raise LibraryError("“{value}” is no span of days; use {known}.", value=value, known=RULES) from error
    if not separator or last < first:
        raise LibraryError("“{value}” ends before it begins; use {known}.", value=value, known=RULES)
    return f"{first.isoformat()}..{last.isoformat()}"


def _found(tx: Transaction, name: str) -> Album:
    album = tx.albums.find(name.strip())
    if album is None:
        raise LibraryError("There is no album “{name}”; `ridfr albums` lists them.", name=name)
    return album


def _by_hand(tx: Transaction, name: str) -> Album:
    album = _found(tx, name)
    if album.rule:
        raise LibraryError(
            "The album “{name}” fills itself by its rule ({rule}).", name=album.name, rule=album.rule
        )
    return album


def _known_photos(tx: Transaction, photo_ids: Sequence[int]) -> list[int]:
    known = {photo.id for photo in tx.photos.with_ids(list(photo_ids))}
    unknown = [photo_id for photo_id in photo_ids if photo_id not in known]
    if unknown:
        raise LibraryError("There is no photo number {number} in the library.", number=unknown[0])
    return list(dict.fromkeys(photo_ids))

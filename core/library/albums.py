"""Albums: photos chosen by hand, or kept by a rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.domain.person import Album
from core.errors import LibraryError
from core.library.batches import batches
from core.library.naming import clean_name, name_key
from core.library.photos import Photos
from core.library.tables import AlbumPhotoRow, AlbumRow


class Albums:
    """Albums by number or name.

    Rules: "person:ID", "folder:PATH" (all that lies below) and "dates:FROM..TO" (ISO days, both
    included). An album with a rule holds what the rule finds now.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def create(self, name: str, rule: str = "") -> int:
        """A new album.

        Raises:
            LibraryError: an album has this name already, or the rule cannot be read.
        """
        self._resolve(rule)
        if (holder := self.find(name)) is not None:
            raise LibraryError(f"There is already an album called {holder.name}; choose another name.")
        values = {"name": clean_name(name), "name_key": name_key(name), "rule": rule}
        return self._session.scalars(insert(AlbumRow).values(**values).returning(AlbumRow.id)).one()

    def find(self, name: str) -> Album | None:
        """The album of this name; case and spaces do not count."""
        row = self._session.scalar(select(AlbumRow).where(AlbumRow.name_key == name_key(name)))
        return None if row is None else self._album(row)

    def get(self, album_id: int) -> Album:
        """One album.

        Raises:
            LibraryError: there is no such album.
        """
        return self._album(self._row(album_id))

    def all(self) -> list[Album]:
        """Albums by name."""
        return [
            self._album(row) for row in self._session.scalars(select(AlbumRow).order_by(AlbumRow.name_key))
        ]

    def add_photos(self, album_id: int, photo_ids: Iterable[int]) -> None:
        """Put photos at the end of an album, in this order; those it has already stay in place.

        Raises:
            LibraryError: a rule fills this album, or there is no such album or photo.
        """
        self._by_hand(album_id)
        held = AlbumPhotoRow.album_id == album_id
        last = self._session.scalar(select(func.max(AlbumPhotoRow.position)).where(held)) or 0
        for position, photo_id in enumerate(photo_ids, start=last + 1):
            self._session.execute(
                insert(AlbumPhotoRow)
                .values(album_id=album_id, photo_id=photo_id, position=position)
                .on_conflict_do_nothing()
            )

    def remove_photos(self, album_id: int, photo_ids: Iterable[int]) -> None:
        """Take photos out of an album; they stay in the library.

        Raises:
            LibraryError: a rule fills this album, or there is no such album.
        """
        self._by_hand(album_id)
        for ids in batches(photo_ids):
            self._session.execute(
                delete(AlbumPhotoRow).where(
                    AlbumPhotoRow.album_id == album_id, AlbumPhotoRow.photo_id.in_(ids)
                )
            )

    def photo_ids(self, album_id: int) -> list[int]:
        """Photos of an album: in the order they were added, or as its rule finds them.

        Raises:
            LibraryError: there is no such album.
        """
        return self._photo_ids(self._row(album_id))

    def with_rule(self, rule: str) -> list[int]:
        """Numbers of the albums kept by this rule, ascending."""
        return list(
            self._session.scalars(select(AlbumRow.id).where(AlbumRow.rule == rule).order_by(AlbumRow.id))
        )

    def set_rule(self, album_id: int, rule: str) -> None:
        """Have an album kept by another rule; nothing happens to one that is gone."""
        self._resolve(rule)
        self._session.execute(update(AlbumRow).where(AlbumRow.id == album_id).values(rule=rule))

    def remove(self, album_id: int) -> None:
        """Remove an album; its photos stay in the library."""
        self._session.execute(delete(AlbumRow).where(AlbumRow.id == album_id))

    def _row(self, album_id: int) -> AlbumRow:
        row = self._session.scalar(select(AlbumRow).where(AlbumRow.id == album_id))
        if row is None:
            raise LibraryError(f"The library has no album number {album_id}; `ridfr albums` lists them.")
        return row

    def _by_hand(self, album_id: int) -> None:
        row = self._row(album_id)
        if row.rule:
            raise LibraryError(
                f"The album {row.name} is filled by its rule; make another one to choose by hand."
            )

    def _album(self, row: AlbumRow) -> Album:
        return Album(row.id, row.name, row.rule, len(self._photo_ids(row)))

    def _photo_ids(self, row: AlbumRow) -> list[int]:
        if row.rule:
            return self._resolve(row.rule)
        return list(
            self._session.scalars(
                select(AlbumPhotoRow.photo_id)
                .where(AlbumPhotoRow.album_id == row.id)
                .order_by(AlbumPhotoRow.position, AlbumPhotoRow.photo_id)
            )
        )

    def _resolve(self, rule: str) -> list[int]:
        """What a rule finds now; nothing for the empty one."""
        kind, _, value = rule.partition(":")
        photos = Photos(self._session)
        try:
            match kind:
                case "":
                    return []
                case "person":
                    return photos.of_person(int(value))
                case "folder" if value:
                    return photos.under(Path(value))
                case "dates":
                    first, _, last = value.partition("..")
                    return photos.between(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError as error:
            raise LibraryError(_BAD_RULE.format(rule=rule)) from error
        raise LibraryError(_BAD_RULE.format(rule=rule))


_BAD_RULE = "“{rule}” is no album rule; write person:ID, folder:PATH or dates:2001-01-31..2001-12-31."

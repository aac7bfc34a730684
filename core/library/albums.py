"""Albums: photos chosen by hand, or kept by a rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlalchemy import delete, select, update
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

    def create(self, name: str, rule: str = "", *, album_id: int | None = None) -> int:
        """A new album; `album_id` brings one back that was removed.

        Raises:
            LibraryError: an album has this name already, or the rule cannot be read.
        """
        self._resolve(rule)
        if (holder := self.find(name)) is not None:
            raise _name_taken(holder)
        values: dict[str, object] = {"name": clean_name(name), "name_key": name_key(name), "rule": rule}
        if album_id is not None:
            values["id"] = album_id
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
        last = max(self.positions(album_id).values(), default=0)
        self.place_photos(album_id, [(photo, place) for place, photo in enumerate(photo_ids, last + 1)])

    def place_photos(self, album_id: int, photos: Iterable[tuple[int, int]]) -> None:
        """Put photos (number, position) into an album; those it has already stay in place.

        Raises:
            LibraryError: a rule fills this album, or there is no such album or photo.
        """
        self._by_hand(album_id)
        rows = [{"album_id": album_id, "photo_id": photo, "position": place} for photo, place in photos]
        if rows:
            self._session.execute(insert(AlbumPhotoRow).on_conflict_do_nothing(), rows)

    def positions(self, album_id: int) -> dict[int, int]:
        """Photo -> position in an album made by hand."""
        held = select(AlbumPhotoRow.photo_id, AlbumPhotoRow.position).where(
            AlbumPhotoRow.album_id == album_id
        )
        return dict(self._session.execute(held).all())

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

    def change(self, album_id: int, *, name: str | None = None, rule: str | None = None) -> None:
        """Give an album another name, or have it kept by another rule; None leaves what there is.

        Raises:
            LibraryError: another album has this name, or the rule cannot be read.
        """
        values: dict[str, object] = {}
        if name is not None:
            holder = self.find(name)
            if holder is not None and holder.id != album_id:
                raise _name_taken(holder)
            values |= {"name": clean_name(name), "name_key": name_key(name)}
        if rule is not None:
            self._resolve(rule)
            values["rule"] = rule
        self._session.execute(update(AlbumRow).where(AlbumRow.id == album_id).values(**values))

    def remove(self, album_id: int) -> None:
        """Remove an album; its photos stay in the library."""
        self._session.execute(delete(AlbumRow).where(AlbumRow.id == album_id))

    def _row(self, album_id: int) -> AlbumRow:
        row = self._session.scalar(select(AlbumRow).where(AlbumRow.id == album_id))
        if row is None:
            raise LibraryError(
                "The library has no album number {number}; `ridfr albums` lists them.", number=album_id
            )
        return row

    def _by_hand(self, album_id: int) -> None:
        row = self._row(album_id)
        if row.rule:
            raise LibraryError(
                "The album {name} is filled by its rule; make another one to choose by hand.", name=row.name
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
            raise _bad_rule(rule) from error
        raise _bad_rule(rule)


def _name_taken(holder: Album) -> LibraryError:
    return LibraryError("There is already an album called {name}; choose another name.", name=holder.name)


def _bad_rule(rule: str) -> LibraryError:
    return LibraryError(
        "“{rule}” is no album rule; write person:ID, folder:PATH or dates:2001-01-31..2001-12-31.", rule=rule
    )

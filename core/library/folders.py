"""The folders that the user asked to index."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.domain.photo import Folder
from core.errors import LibraryError
from core.library.tables import FolderRow


class Folders:
    """Folders of the library.

    A folder that is offline takes its photos offline with it; each file keeps its own mark, so
    that files which were missing before are still missing when the drive is back.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, path: Path, *, volume: str, watched: bool = False) -> Folder:
        """Add a folder (absolute path), or renew the volume of one that is there; it is online."""
        values = {"volume": volume, "online": True, "watched": watched}
        self._session.execute(
            insert(FolderRow)
            .values(path=str(path), **values)
            .on_conflict_do_update(index_elements=["path"], set_=values)
        )
        found = self.find(path)
        assert found is not None, "the row was written just now"
        return found

    def all(self) -> list[Folder]:
        """Every folder, in the order they were added."""
        return [_folder(row) for row in self._session.scalars(select(FolderRow).order_by(FolderRow.id))]

    def get(self, folder_id: int) -> Folder:
        """One folder.

        Raises:
            LibraryError: there is no such folder.
        """
        row = self._session.scalar(select(FolderRow).where(FolderRow.id == folder_id))
        if row is None:
            raise LibraryError(
                "The library has no folder number {number}; `ridfr folders` lists them.", number=folder_id
            )
        return _folder(row)

    def find(self, path: Path) -> Folder | None:
        """The folder of exactly this path."""
        row = self._session.scalar(select(FolderRow).where(FolderRow.path == str(path)))
        return None if row is None else _folder(row)

    def remove(self, folder_id: int) -> None:
        """Forget a folder and its files; photos, faces and names wait for it to come back."""
        self._session.execute(delete(FolderRow).where(FolderRow.id == folder_id))

    def set_online(self, folder_id: int, online: bool) -> None:
        self._session.execute(update(FolderRow).where(FolderRow.id == folder_id).values(online=online))

    def set_watched(self, folder_id: int, watched: bool) -> None:
        self._session.execute(update(FolderRow).where(FolderRow.id == folder_id).values(watched=watched))


def _folder(row: FolderRow) -> Folder:
    return Folder(row.id, Path(row.path), row.volume, row.online, row.watched)

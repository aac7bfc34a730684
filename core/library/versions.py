"""Versions: composites of a photo, each made of chosen restorations and originals."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Select, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from core.domain.restoration import Version
from core.errors import LibraryError
from core.library.tables import VersionFaceRow, VersionRow


class Versions:
    """Versions by number or photo; the last of a photo is the one in use."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        photo_id: int,
        faces: Iterable[tuple[int, int | None]],
        *,
        file: str,
        digest: str,
        scale: float,
    ) -> int:
        """Note a composite, and use it from now on; its number.

        The same composition of a photo is one version: its file, digest and scale are renewed.
        """
        composition = tuple(sorted(faces))
        values = {"file": file, "digest": digest, "scale": scale, "turn": self._next_turn()}
        version_id = self._session.scalars(
            upsert(VersionRow)
            .values(photo_id=photo_id, composition=json.dumps(composition), **values)
            .on_conflict_do_update(index_elements=["photo_id", "composition"], set_=values)
            .returning(VersionRow.id)
        ).one()
        for face_id, restoration_id in composition:
            self._session.execute(
                upsert(VersionFaceRow)
                .values(version_id=version_id, face_id=face_id, restoration_id=restoration_id)
                .on_conflict_do_nothing()
            )
        return version_id

    def get(self, version_id: int) -> Version:
        """One version.

        Raises:
            LibraryError: there is no such version.
        """
        found = self._read(select(VersionRow).where(VersionRow.id == version_id))
        if not found:
            raise LibraryError("The library has no version number {number}.", number=version_id)
        return found[0]

    def of_photo(self, photo_id: int) -> list[Version]:
        """Versions of a photo; the one in use is the last."""
        return self._read(select(VersionRow).where(VersionRow.photo_id == photo_id).order_by(VersionRow.turn))

    def use(self, photo_id: int, faces: Iterable[tuple[int, int | None]]) -> bool:
        """Use the version of this composition from now on; False when there is none yet."""
        composition = json.dumps(tuple(sorted(faces)))
        used = self._session.scalars(
            update(VersionRow)
            .where(VersionRow.photo_id == photo_id, VersionRow.composition == composition)
            .values(turn=self._next_turn())
            .returning(VersionRow.id)
            .execution_options(synchronize_session=False)
        ).first()
        return used is not None

    def _next_turn(self) -> int:
        return self._session.scalars(select(func.coalesce(func.max(VersionRow.turn), 0) + 1)).one()

    def _read(self, query: Select[VersionRow]) -> list[Version]:
        return [
            Version(
                id=row.id,
                photo_id=row.photo_id,
                faces=tuple((face, restoration) for face, restoration in json.loads(row.composition)),
                file=row.file,
                digest=row.digest,
                scale=row.scale,
            )
            for row in self._session.scalars(query)
        ]

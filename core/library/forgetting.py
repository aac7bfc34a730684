"""Forgetting people: every row that tells of them goes, and what is left tells nothing of them.

Deleting rows is the half of it: `Library.compact` then takes the freed pages out of the file.
Files of the library folder are the business of `core.services.forgetting`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Mapped, Session

from core.library.batches import batches
from core.library.naming import name_key
from core.library.recovery import mark_forgetting
from core.library.tables import (
    AlbumRow,
    Base,
    FaceRow,
    JournalRow,
    PersonRow,
    PhotoRow,
    RelationRow,
    RestorationReferenceRow,
    RestorationRow,
    VersionFaceRow,
    VersionRow,
)


@dataclass(frozen=True)
class Forgotten:
    """What went."""

    faces: int
    restorations: int
    versions: int
    photo_ids: tuple[int, ...]
    """Photos that lost a version: they are to be put together again."""


class Forgetting:
    """Removes what is known of people; nothing of it can be undone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def person(self, person_id: int) -> Forgotten:
        """Forget a person: faces, vectors, tokens, restorations, versions, words and notes about them."""
        faces = select(FaceRow.id).where(FaceRow.person_id == person_id)
        restorations = list(
            self._session.scalars(
                select(RestorationRow.id).where(
                    or_(RestorationRow.person_id == person_id, RestorationRow.face_id.in_(faces))
                )
            )
        )
        restorations += self._guided_by(list(self._session.scalars(faces)))
        mark_forgetting(self._session)
        gone = self._made(restorations, list(self._session.scalars(faces)))
        self._session.execute(delete(AlbumRow).where(AlbumRow.rule == f"person:{person_id}"))
        self._session.execute(delete(PersonRow).where(PersonRow.id == person_id))
        self._session.execute(delete(JournalRow))
        return gone

    def all_faces(self) -> Forgotten:
        """Forget every face and every person; photos, folders and albums made by hand stay."""
        restorations = list(self._session.scalars(select(RestorationRow.id)))
        mark_forgetting(self._session)
        gone = self._made(restorations, list(self._session.scalars(select(FaceRow.id))))
        kept = {"meta", "folders", "photos", "photo_locations", "file_problems", "albums", "album_photos"}
        self._session.execute(delete(AlbumRow).where(AlbumRow.rule >= "person:", AlbumRow.rule < "person;"))
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in kept:
                self._session.execute(delete(table))
        self._session.execute(update(PhotoRow).where(PhotoRow.regions != "[]").values(regions="[]"))
        return gone

    def names(self, names: Iterable[str]) -> int:
        """Take names out of what was read from photos, notes and albums; the number of photos they stood in.

        The photos' own metadata, and with it their file names, is the user's: a new full scan
        would read it again.
        """
        wanted = [name for name in names if name.strip()]
        photos = {photo for name in wanted for photo in self._forget_regions(name)}
        for name in wanted:
            sought = NameInText(name)
            for photo_id, text in self._texts(PhotoRow.id, PhotoRow.description):
                if sought.is_in(text):
                    photos.add(photo_id)
                    values = {"description": sought.taken_out_of(text)}
                    self._session.execute(update(PhotoRow).where(PhotoRow.id == photo_id).values(**values))
            for note in set(self._session.scalars(select(RelationRow.note))):
                if sought.is_in(note):
                    self._session.execute(delete(RelationRow).where(RelationRow.note == note))
            for album_id, title in self._texts(AlbumRow.id, AlbumRow.name):
                if sought.is_in(title):
                    left = f"{sought.taken_out_of(title) or 'Album'} {album_id}"
                    values = {"name": left, "name_key": name_key(left)}
                    self._session.execute(update(AlbumRow).where(AlbumRow.id == album_id).values(**values))
        return len(photos)

    def _texts(self, number: Mapped[int], text: Mapped[str]) -> list[tuple[int, str]]:
        """Rows that say something. SQLite knows the capitals of ASCII only, so nothing is filtered there."""
        rows = self._session.execute(select(number, text).where(text != ""))
        return [(row[0], row[1]) for row in rows]

    def past_names(self, person_id: int) -> set[str]:
        """Names that the journal knows somebody by, the present one included."""
        found = {
            step["name"]
            for row in self._session.execute(select(JournalRow.forward, JournalRow.inverse))
            for text in row
            for step in json.loads(text)
            if step.get("person_id") == person_id and step.get("name")
        }
        present = self._session.scalar(select(PersonRow.name).where(PersonRow.id == person_id))
        return found | ({present} if present else set())

    def _guided_by(self, face_ids: Sequence[int]) -> list[int]:
        """Restorations of other faces that these faces were references of: they hold their looks."""
        return [
            number
            for ids in batches(face_ids)
            for number in self._session.scalars(
                select(RestorationReferenceRow.restoration_id)
                .where(RestorationReferenceRow.face_id.in_(ids))
                .distinct()
            )
        ]

    def _made(self, restoration_ids: Iterable[int], face_ids: Iterable[int]) -> Forgotten:
        """Remove restorations, the versions they are in, and faces; their files are nobody's then."""
        photos: list[int] = []
        numbers, faces = sorted(set(restoration_ids)), sorted(set(face_ids))
        for column, chosen in ((VersionFaceRow.restoration_id, numbers), (VersionFaceRow.face_id, faces)):
            for ids in batches(chosen):
                shown = select(VersionFaceRow.version_id).where(column.in_(ids))
                photos += self._session.scalars(
                    delete(VersionRow)
                    .where(VersionRow.id.in_(shown))
                    .returning(VersionRow.photo_id)
                    .execution_options(synchronize_session=False)
                )
        for table, chosen in ((RestorationRow, numbers), (FaceRow, faces)):
            for ids in batches(chosen):
                self._session.execute(delete(table).where(table.id.in_(ids)))
        return Forgotten(len(faces), len(numbers), len(photos), tuple(sorted(set(photos))))

    def _forget_regions(self, name: str) -> list[int]:
        key, changed = name_key(name), []
        named = select(PhotoRow.id, PhotoRow.regions).where(PhotoRow.regions != "[]")
        for photo_id, text in self._session.execute(named).all():
            regions = json.loads(text)
            left = [region for region in regions if name_key(region[0]) != key]
            if len(left) < len(regions):
                changed.append(photo_id)
                values = {"regions": json.dumps(left)}
                self._session.execute(update(PhotoRow).where(PhotoRow.id == photo_id).values(**values))
        return changed


class NameInText:
    """Finds a name as a word of its own, whatever its capitals or encoding, also with a genitive s.

    "Ann" is in "Ann's" and "ANNS" and not in "annual" or "Joanna", "José" also in "Jose" with an accent
    of its own, as macOS writes file names. Scripts without capitals put no spaces between words: there
    a name is found wherever it stands.
    """

    def __init__(self, name: str) -> None:
        """`name` has at least one letter."""
        words = _composed(name).split()
        cased = [letter.lower() != letter.upper() for letter in (words[0][0], words[-1][-1])]
        before = r"(?<![^\W\d_])" if cased[0] else ""
        after = r"s?(?![^\W\d_])" if cased[1] else ""
        said = re.sub("ss|ß", "(?:ss|ß)", r"\s+".join(map(re.escape, words)), flags=re.IGNORECASE)
        self._pattern = re.compile(before + said + after, re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        return self._pattern.search(_composed(text)) is not None

    def taken_out_of(self, text: str) -> str:
        """The text without the name."""
        return " ".join(self._pattern.sub("", _composed(text)).split())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)

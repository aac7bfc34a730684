"""What is exported of one photo: its version in use, who is in it, and their names' boxes."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.face import Face, FaceState
from core.domain.photo import NamedRegion, Photo
from core.domain.restoration import Restoration, Version
from core.library.library import Transaction
from core.services.photo_files import name_of
from core.services.versions import current_version


@dataclass(frozen=True)
class Subject:
    """One photo as it is to be exported."""

    photo: Photo
    version: Version | None
    """The version in use; None when no face of it is restored."""
    restorations: tuple[Restoration, ...]
    """Those in the version."""
    people: tuple[str, ...]
    """Confirmed names from left to right, each once."""
    person: str
    """The name of the restored person, else the first one; "" when nobody has a name."""
    regions: tuple[NamedRegion, ...]
    """Boxes of the confirmed names, in pixels of the upright original."""

    @property
    def source(self) -> str:
        return name_of(self.photo)


def read_subject(tx: Transaction, photo_id: int) -> Subject:
    """Read what an export of a photo needs.

    Raises:
        LibraryError: there is no such photo.
    """
    photo = tx.photos.get(photo_id)
    version = current_version(tx, photo_id)
    chosen = [each for _, each in version.faces if each is not None] if version else []
    restorations = tx.restorations.with_ids(chosen)
    faces = sorted(tx.faces.of_photo(photo_id), key=lambda face: (face.box.x, face.id))
    named = [(face, name) for face in faces if (name := _confirmed_name(tx, face))]
    restored = {each.face_id for each in restorations}
    first = sorted(named, key=lambda pair: pair[0].id not in restored)
    return Subject(
        photo=photo,
        version=version,
        restorations=tuple(restorations),
        people=tuple(dict.fromkeys(name for _, name in named)),
        person=first[0][1] if first else "",
        regions=tuple(
            NamedRegion(name, face.box.x, face.box.y, face.box.width, face.box.height) for face, name in named
        ),
    )


def _confirmed_name(tx: Transaction, face: Face) -> str:
    if face.state is not FaceState.CONFIRMED or face.person_id is None:
        return ""
    return tx.people.get(face.person_id).name or ""

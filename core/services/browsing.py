"""Reading the library for a screen: light values, a picture on demand, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.domain.face import Face, FaceState
from core.domain.photo import Photo
from core.domain.restoration import Restoration, Version
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library


@dataclass(frozen=True)
class FaceCell:
    """One face of a grid; the box is given in shares of the photo's sides."""

    face: Face
    digest: str
    left: float
    top: float
    width: float
    height: float
    photo_name: str
    taken_at: datetime | None


@dataclass(frozen=True)
class PhotoDetails:
    photo: Photo
    faces: tuple[tuple[Face, str], ...]
    """With the person's label, "" for nobody."""
    versions: tuple[Version, ...]
    restorations: tuple[Restoration, ...]


def person_faces(library: Library, person_id: int) -> list[FaceCell]:
    """Faces of a person, confirmed first, each group by date."""
    with library.snapshot() as tx:
        faces = tx.faces.of_person(person_id)
        photos = {photo.id: photo for photo in tx.photos.with_ids({face.photo_id for face in faces})}
    cells = [_cell(face, photos[face.photo_id]) for face in faces if face.photo_id in photos]
    return sorted(
        cells,
        key=lambda cell: (
            cell.face.state is not FaceState.CONFIRMED,
            _by_clock(cell.taken_at),
            cell.face.id,
        ),
    )


def photo_details(library: Library, photo_id: int) -> PhotoDetails:
    """A photo with its faces, restorations and versions."""
    with library.snapshot() as tx:
        photo = tx.photos.get(photo_id)
        faces = tx.faces.of_photo(photo_id)
        labels = {key: tx.people.get(key).label for key in {face.person_id for face in faces} if key}
        versions = tx.versions.of_photo(photo_id)
        restorations = tx.restorations.of_photos(photo_id)
    named = tuple((face, labels.get(face.person_id or 0, "")) for face in faces)
    return PhotoDetails(photo, named, tuple(versions), tuple(restorations))


def thumbnail_bytes(store: ThumbnailStore, digest: str) -> bytes | None:
    """The stored JPEG thumbnail of a photo, or None when there is none yet."""
    return _read(store.path(digest))


def _cell(face: Face, photo: Photo) -> FaceCell:
    width, height = max(photo.facts.width, 1), max(photo.facts.height, 1)
    return FaceCell(
        face,
        photo.digest,
        face.box.x / width,
        face.box.y / height,
        face.box.width / width,
        face.box.height / height,
        photo.name,
        photo.facts.taken_at,
    )


def _by_clock(moment: datetime | None) -> datetime:
    """What dates are ordered by: cameras without a time zone and phones with one meet in one library."""
    return datetime.min if moment is None else moment.replace(tzinfo=None)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None

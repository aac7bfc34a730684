"""Reading the library for a screen: light values, a picture on demand, nothing written."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.domain.face import Face, FaceState
from core.domain.person import Person
from core.domain.photo import Photo
from core.domain.restoration import Restoration, Version
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library

VISIBLE_FACES = (FaceState.CONFIRMED, FaceState.SUGGESTED)
CROP_MARGIN = 0.35
"""Share of the face box that a face picture shows around it."""


@dataclass(frozen=True)
class GridPhoto:
    """One photo of a grid."""

    id: int
    digest: str
    name: str
    taken_at: datetime | None
    online: bool


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
class Overview:
    """What the sidebar says."""

    photos: int
    restored: int
    people: tuple[Person, ...]
    """Named people first, by name; then groups by size."""


@dataclass(frozen=True)
class PhotoDetails:
    photo: Photo
    faces: tuple[tuple[Face, str], ...]
    """With the person's label, "" for nobody."""
    versions: tuple[Version, ...]
    restorations: tuple[Restoration, ...]


def grid_photos(library: Library, photo_ids: Iterable[int] | None = None) -> list[GridPhoto]:
    """All photos that have a place, or those of them given, by the date they were taken, undated last."""
    with library.snapshot() as tx:
        photos = tx.photos.all() if photo_ids is None else tx.photos.with_ids(list(photo_ids))
    cells = [GridPhoto(p.id, p.digest, p.name, p.facts.taken_at, p.online) for p in photos if p.locations]
    return sorted(cells, key=lambda cell: (cell.taken_at is None, _by_clock(cell.taken_at), cell.id))


def overview(library: Library) -> Overview:
    """Counts and people of the whole library."""
    with library.snapshot() as tx:
        photos = tx.photos.count()
        versions = {version.photo_id for version in tx.versions.all()}
        restored = sum(bool(photo.locations) for photo in tx.photos.with_ids(versions))
        people = sorted(tx.people.all(), key=_named_first)
    return Overview(photos=photos, restored=restored, people=tuple(people))


def person_faces(library: Library, person_id: int) -> list[FaceCell]:
    """Faces of a person, confirmed first, each group by date."""
    with library.snapshot() as tx:
        faces = [face for face in tx.faces.of_person(person_id) if face.state in VISIBLE_FACES]
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
        restorations = tx.restorations.of_photo(photo_id)
    named = tuple((face, labels.get(face.person_id or 0, "")) for face in faces)
    return PhotoDetails(photo, named, tuple(versions), tuple(restorations))


def thumbnail_bytes(store: ThumbnailStore, digest: str) -> bytes | None:
    """The stored JPEG thumbnail of a photo, or None when there is none yet."""
    return _read(store.path(digest))


def face_picture(store: ThumbnailStore, cell: FaceCell) -> bytes | None:
    """JPEG of one face with a margin, cut from the photo's thumbnail."""
    if not store.path(cell.digest).is_file():
        return None
    image = store.open(cell.digest)
    width, height = image.size
    margin_x, margin_y = cell.width * CROP_MARGIN, cell.height * CROP_MARGIN
    box = (
        max(round((cell.left - margin_x) * width), 0),
        max(round((cell.top - margin_y) * height), 0),
        min(round((cell.left + cell.width + margin_x) * width), width),
        min(round((cell.top + cell.height + margin_y) * height), height),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        return None
    encoded = io.BytesIO()
    image.crop(box).save(encoded, "JPEG", quality=88)
    return encoded.getvalue()


def _named_first(person: Person) -> tuple[bool, str, int, int]:
    faces = person.confirmed + person.suggested
    return person.name is None, (person.name or "").casefold(), -faces, person.id


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

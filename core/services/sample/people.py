"""Who is who on the sample album: introduces its people to a library, and checks the grouping.

The album knows the truth. The demo uses it in two places only: to confirm the faces on the
undamaged originals, as a user would, and to say afterwards whether the prints were grouped
with the right people.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from core.domain.face import Face, FaceState
from core.domain.photo import Photo
from core.library.library import Library
from core.services.people import confirm, name_person
from core.services.reports.results import GroupingLine
from core.services.sample.album import AlbumPhoto, AlbumPlan, Sighting
from core.services.sample.entries import Kind


def album_photos(library: Library, album: AlbumPlan) -> dict[AlbumPhoto, Photo]:
    """The library's photo of each file of the album; files it could not read are left out."""
    with library.snapshot() as tx:
        known = {_key(place.path): photo for photo in tx.photos.all() for place in photo.locations}
    return {photo: known[_key(photo.path)] for photo in album.photos if _key(photo.path) in known}


def _key(path: Path) -> str:
    """File systems may give back umlauts in another form than they were written."""
    return unicodedata.normalize("NFC", str(path))


def introduce_people(library: Library, album: AlbumPlan) -> int:
    """Name the people of the album and confirm their faces on its originals.

    Returns how many faces were newly confirmed; a second call finds nothing to do.
    """
    seen = _faces_by_name(library, album, Kind.ORIGINAL)
    confirmed = 0
    for name in album.people:
        open_faces = [face for face in seen.get(name, ()) if face.state is not FaceState.CONFIRMED]
        if not open_faces:
            continue
        group = _unnamed_group(library, name, open_faces)
        if group is not None:
            name_person(library, group, name)
        confirm(library, [face.id for face in open_faces], name)
        confirmed += len(open_faces)
    return confirmed


def _unnamed_group(library: Library, name: str, faces: Sequence[Face]) -> int | None:
    """The unnamed group that most of `faces` are in, unless somebody has the name already."""
    with library.snapshot() as tx:
        if tx.people.find(name) is not None:
            return None
        unnamed = {person.id for person in tx.people.all(hidden=True) if person.name is None}
    votes = Counter(face.person_id for face in faces if face.person_id in unnamed)
    return votes.most_common(1)[0][0] if votes else None


def check_grouping(library: Library, album: AlbumPlan) -> tuple[GroupingLine, ...]:
    """For every person: where the faces on damaged prints were placed."""
    originals = _faces_by_name(library, album, Kind.ORIGINAL)
    prints = _faces_by_name(library, album, Kind.PRINT)
    expected = _expected(album, Kind.PRINT)
    with library.snapshot() as tx:
        people = {person.name: person.id for person in tx.people.all(hidden=True)}
    return tuple(
        _grouping_line(name, people.get(name), originals.get(name, ()), prints.get(name, ()), expected[name])
        for name in album.people
    )


def _grouping_line(
    name: str, person_id: int | None, originals: Sequence[Face], prints: Sequence[Face], expected: int
) -> GroupingLine:
    unknown = sum(face.person_id is None for face in prints)
    right = sum(face.person_id is not None and face.person_id == person_id for face in prints)
    return GroupingLine(
        person=name,
        confirmed=sum(face.state is FaceState.CONFIRMED for face in originals),
        right=right,
        unknown=unknown,
        wrong=len(prints) - right - unknown,
        missed=expected - len(prints),
    )


def _expected(album: AlbumPlan, kind: Kind) -> Counter[str]:
    return Counter(seen.name for photo in album.photos if photo.kind is kind for seen in photo.sightings)


def _faces_by_name(library: Library, album: AlbumPlan, kind: Kind) -> dict[str, list[Face]]:
    """The library's faces on photos of `kind`, by the name that the album gives them."""
    found: dict[str, dict[int, Face]] = {}
    photos: Mapping[AlbumPhoto, Photo] = album_photos(library, album)
    with library.snapshot() as tx:
        for photo, known in photos.items():
            if photo.kind is not kind:
                continue
            faces = tx.faces.of_photo(known.id)
            for sighting in photo.sightings:
                face = face_at(sighting, faces)
                if face is not None:
                    # A copy of a photo is the same photo: its faces count once.
                    found.setdefault(sighting.name, {})[face.id] = face
    return {name: list(faces.values()) for name, faces in found.items()}


def face_at(sighting: Sighting, faces: Iterable[Face]) -> Face | None:
    """The face whose box holds the nose of the sighting; the nearest if there are several."""
    x, y = sighting.at
    around = [
        face
        for face in faces
        if face.box.x <= x <= face.box.x + face.box.width and face.box.y <= y <= face.box.y + face.box.height
    ]
    return min(
        around,
        key=lambda face: (face.box.centre[0] - x) ** 2 + (face.box.centre[1] - y) ** 2,
        default=None,
    )

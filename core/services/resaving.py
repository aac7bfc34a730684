"""A photo saved again by another program keeps what users said of its faces.

New bytes are a new photo. When the file lies at the same place and shows the same picture (a
caption was added, the quality changed), names, boxes and choices go over to it; the old photo
keeps its own, for it may come back from a copy.
"""

from __future__ import annotations

import numpy as np

from core.domain.face import Face, FaceSource, FaceState, match_boxes
from core.errors import UnreadablePhoto
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Transaction

COMPARED_SIDE = 32
SAME_PICTURE = 4.0
"""Mean difference of the two small grey pictures, of 255, under which they show the same."""
SAME_SHAPE = 0.02
"""Sides of one picture saved twice agree this well."""

SAME_FACE = 0.5
"""Overlap from which two boxes are one face."""

SAID = frozenset({FaceState.CONFIRMED, FaceState.IGNORED, FaceState.REJECTED})


def shows_the_same(thumbnails: ThumbnailStore, digest: str, other: str) -> bool:
    """Whether the thumbnails of two photos show one picture; False when one of them is gone."""
    try:
        first, second = thumbnails.open(digest), thumbnails.open(other)
    except UnreadablePhoto:
        return False
    if abs((first.width / first.height) / (second.width / second.height) - 1) > SAME_SHAPE:
        return False
    small = (
        np.asarray(picture.convert("L").resize((COMPARED_SIDE, COMPARED_SIDE)), dtype=np.float64)
        for picture in (first, second)
    )
    return bool(np.abs(np.subtract(*small)).mean() < SAME_PICTURE)


def carry_over(tx: Transaction, old_id: int, new_id: int) -> None:
    """Give the faces of photo `new_id` what users said of those of `old_id`."""
    old, new = tx.photos.get(old_id), tx.photos.get(new_id)
    scale = new.facts.width / old.facts.width
    known, found = tx.faces.of_photo(old_id), tx.faces.of_photo(new_id)
    boxes = [face.box.scaled(scale) for face in known]
    same = match_boxes(boxes, [face.box for face in found], above=SAME_FACE)
    for index, (face, box) in enumerate(zip(known, boxes, strict=True)):
        if index in same:
            _copy_words(tx, face, found[same[index]].id)
        elif face.source is not FaceSource.MODEL:
            _copy_words(tx, face, tx.faces.add_manual(new_id, box, None, source=face.source))
    _copy_albums(tx, old_id, new_id)


def _copy_words(tx: Transaction, face: Face, face_id: int) -> None:
    """State, rejections and reference choices of `face` for the face `face_id`."""
    for _, person_id in sorted(tx.people.rejections([face.id])):
        tx.people.reject(face_id, person_id)
    if face.state in SAID:
        tx.people.assign(face_id, face.person_id, face.state)
    if face.person_id is None:
        return
    chosen = tx.references.of(face.person_id)
    if face.id in chosen.pinned and not tx.faces.get(face_id).restored_photo:
        tx.references.pin(face.person_id, face_id)
    if face.id in chosen.banned:
        tx.references.ban(face.person_id, face_id)
    if tx.people.get(face.person_id).cover_face_id == face.id:
        tx.people.set_cover(face.person_id, face_id)


def _copy_albums(tx: Transaction, old_id: int, new_id: int) -> None:
    for album in tx.albums.all():
        if not album.rule and old_id in tx.albums.photo_ids(album.id):
            tx.albums.add_photos(album.id, [new_id])

"""Faces drawn by hand, and their five points: analysis fills in the rest and never removes them."""

from __future__ import annotations

from core.analysis.analyzer import Detection, FaceAnalyzer
from core.analysis.quality import face_quality
from core.domain.edit_summary import EditCode, EditSummary
from core.domain.face import Box, Face, FaceState, Landmarks, match_boxes
from core.errors import LibraryError
from core.imaging.decoder import Decoder
from core.library.library import Library, Transaction
from core.services.edits import (
    AddFace,
    AddPerson,
    PlaceFace,
    RemoveFace,
    RemovePerson,
    SetLandmarks,
    Step,
    perform,
)
from core.services.finding_people import PersonName, known_or_new
from core.services.measurements import measured
from core.services.photo_files import read_original

SMALLEST = 4.0
"""Pixels of the shorter side of a box that somebody draws."""
SAME_FACE = 0.5
DRAWN = 1.0
"""Detector score of a face that a person saw."""


def add_face(
    library: Library,
    photo_id: int,
    box: Box,
    landmarks: Landmarks | None = None,
    person: PersonName | None = None,
) -> int:
    """Draw a face that no model found; its number. `measure_face` then makes it comparable.

    Args:
        box: pixels of the upright photo; cut to the photo.
        landmarks: the five points, if the user set them.
        person: who it is; a new name makes a new person.

    Raises:
        LibraryError: there is no such photo or person, or the box is not in the photo.
    """
    with library.transaction() as tx:
        placed = _inside(tx, photo_id, box)
        face_id = tx.faces.add_manual(photo_id, placed, landmarks)
        points = None if landmarks is None else landmarks.points
        corners = (placed.x, placed.y, placed.width, placed.height)
        forward: list[Step] = [AddFace(face_id, photo_id, corners, points)]
        inverse: list[Step] = [RemoveFace(face_id)]
        summary = EditSummary(EditCode.DRAW)
        done = 1
        if person is not None:
            known, is_new = known_or_new(tx, person)
            if is_new:
                forward.append(AddPerson(known.id, known.name))
                inverse.append(RemovePerson(known.id))
                done = 2
            forward.append(PlaceFace(face_id, known.id, FaceState.CONFIRMED))
            summary = EditSummary(EditCode.DRAW_OF, [known.label])
        perform(tx, "draw", summary, forward, inverse, done=done)
        return face_id


def _inside(tx: Transaction, photo_id: int, box: Box) -> Box:
    facts = tx.photos.get(photo_id).facts
    left, top = max(box.x, 0.0), max(box.y, 0.0)
    right = min(box.x + box.width, float(facts.width))
    bottom = min(box.y + box.height, float(facts.height))
    if right - left < SMALLEST or bottom - top < SMALLEST:
        raise LibraryError("The box is too small or outside the photo; draw it around the face.")
    return Box(left, top, right - left, bottom - top)


def set_landmarks(library: Library, face_id: int, landmarks: Landmarks | None) -> Face:
    """Set the five points of a face (eyes, nose, corners of the mouth); None leaves them to analysis.

    What was measured on the old points is forgotten; `measure_face` measures anew.

    Raises:
        LibraryError: there is no such face.
    """
    with library.transaction() as tx:
        before = tx.faces.get(face_id)
        points, old = (None if each is None else each.points for each in (landmarks, before.landmarks))
        if points != old:
            inverse: list[Step] = [SetLandmarks(face_id, old)]
            if (known := measured(tx, face_id)) is not None:
                inverse.append(known)
            summary = EditSummary(EditCode.POINTS, [str(face_id)])
            perform(tx, "points", summary, [SetLandmarks(face_id, points)], inverse)
        return tx.faces.get(face_id)


def measure_face(library: Library, face_id: int, analyzer: FaceAnalyzer, decoder: Decoder) -> bool:
    """Measure quality and vector of a face that was drawn or whose points were set.

    Without points those of the detection that lies at the face are taken. False when nothing
    could be measured: no model sees a face there.

    Raises:
        LibraryError: there is no such face.
        UnreadablePhoto: the photo is not there, or is another picture by now.
    """
    with library.snapshot() as tx:
        face = tx.faces.get(face_id)
        photo = tx.photos.get(face.photo_id)
    pixels = read_original(decoder, photo)
    landmarks = face.landmarks
    if landmarks is None:
        found = analyzer.detector.detect(pixels)
        at = match_boxes([face.box], [each.box for each in found], above=SAME_FACE).get(0)
        if at is None:
            return False
        landmarks = found[at].landmarks
    try:
        quality = face_quality(pixels, Detection(face.box, landmarks, DRAWN))
    except ValueError:
        return False  # the points coincide
    vector = None if face.restored_photo else analyzer.embedder.embed(pixels, [landmarks])[0]
    with library.transaction() as tx:
        if face.landmarks is None:
            tx.faces.set_landmarks(face_id, landmarks)
        tx.faces.describe(face_id, quality, analyzer.embedder.name, vector)
    return True

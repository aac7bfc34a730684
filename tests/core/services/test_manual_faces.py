"""Faces drawn by hand become as comparable as found ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from core.domain.face import Box, Landmarks
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.indexing import IndexOptions, index_folders
from core.services.people import add_face, measure_face, set_landmarks
from core.services.undoing import undo
from tests.fakes import FakeAnalyzer, landmarks_in, unit_vector

MIDDLE = Box(125.0, 75.0, 150.0, 150.0)
"""Where the fake detector finds a face in a picture of 400 x 300."""


@pytest.fixture
def indexed(library: Library, decoder: Decoder, photos: Path) -> Library:
    """One photo in which nobody looked for faces."""
    Image.new("RGB", (400, 300), (200, 30, 30)).save(photos / "a.png")
    index_folders(library, decoder, None, [photos], Progress(), options=IndexOptions(faces=False))
    return library


def test_a_drawn_face_gets_the_points_quality_and_vector_of_the_model(
    indexed: Library, decoder: Decoder
) -> None:
    face_id = add_face(indexed, 1, Box(120.0, 70.0, 160.0, 160.0), person="Ann")
    assert measure_face(indexed, face_id, FakeAnalyzer(), decoder)
    with indexed.snapshot() as tx:
        face, vector = tx.faces.get(face_id), tx.faces.vectors_of(face_id).get("fake-embedder-1")
    assert face.landmarks == landmarks_in(MIDDLE)
    assert face.quality is not None
    assert vector is not None
    assert float(vector @ unit_vector((25, 3, 3))) == pytest.approx(1.0, abs=0.2)


def test_a_face_where_no_model_sees_one_waits_for_points(indexed: Library, decoder: Decoder) -> None:
    face_id = add_face(indexed, 1, Box(5.0, 5.0, 40.0, 40.0))
    assert not measure_face(indexed, face_id, FakeAnalyzer(), decoder)
    set_landmarks(indexed, face_id, landmarks_in(Box(5.0, 5.0, 40.0, 40.0)))
    assert measure_face(indexed, face_id, FakeAnalyzer(), decoder)


def test_new_points_forget_what_the_old_ones_measured(indexed: Library, decoder: Decoder) -> None:
    face_id = add_face(indexed, 1, MIDDLE, landmarks_in(MIDDLE))
    measure_face(indexed, face_id, FakeAnalyzer(), decoder)
    moved = Landmarks(tuple((x + 3, y) for x, y in landmarks_in(MIDDLE).points))
    assert set_landmarks(indexed, face_id, moved).quality is None
    with indexed.snapshot() as tx:
        assert tx.faces.vectors_of(face_id).get("fake-embedder-1") is None
    undo(indexed)
    with indexed.snapshot() as tx:
        assert tx.faces.get(face_id).landmarks == landmarks_in(MIDDLE)
        assert tx.faces.vectors_of(face_id).get("fake-embedder-1") is not None

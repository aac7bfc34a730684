"""Names in the photos' own metadata: suggestions that never outweigh the user."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.domain.face import Box, Face, FaceSource, FaceState
from core.domain.photo import NamedRegion
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.indexing import IndexOptions, index_folders
from core.services.named_regions import add_named_regions
from core.services.people import confirm, ignore, reject
from tests.core.imaging.conftest import packet, region_item
from tests.core.services.faces import add_photo, detected, near
from tests.core.services.test_forgetting import restore
from tests.fakes import FakeAnalyzer

ON_FACE = NamedRegion("Ann", 90.0, 90.0, 130.0, 130.0)
ELSEWHERE = NamedRegion("Bob", 600.0, 90.0, 130.0, 130.0)


@pytest.fixture
def face_id(library: Library) -> int:
    """A face at (100, 100), 100 pixels wide, in photo 1."""
    with library.transaction() as tx:
        return add_photo(tx, "1.jpg", [detected(near("ann", 0))])[0]


def name(library: Library, *regions: NamedRegion, trusted: bool = False) -> list[Face]:
    """The faces of photo 1 after its regions were read."""
    with library.transaction() as tx:
        add_named_regions(tx, 1, regions, trusted=trusted)
        return tx.faces.of_photo(1)


def names(library: Library, faces: list[Face]) -> list[str | None]:
    with library.snapshot() as tx:
        return [tx.people.get(face.person_id).name if face.person_id else None for face in faces]


def test_a_region_on_a_face_suggests_its_name(library: Library, face_id: int) -> None:
    [face] = name(library, ON_FACE)
    assert (face.id, face.state, face.probability) == (face_id, FaceState.SUGGESTED, None)
    assert names(library, [face]) == ["Ann"]


def test_a_region_without_a_face_becomes_one(library: Library, face_id: int) -> None:
    _, face = name(library, ELSEWHERE)
    assert (face.source, face.state, face.box.x) == (FaceSource.METADATA, FaceState.SUGGESTED, 600.0)


def test_reading_the_regions_again_changes_nothing(library: Library, face_id: int) -> None:
    assert name(library, ON_FACE, ELSEWHERE) == name(library, ON_FACE, ELSEWHERE)


def test_trusted_names_are_confirmed(library: Library, face_id: int) -> None:
    [face] = name(library, ON_FACE, trusted=True)
    assert face.state is FaceState.CONFIRMED


def test_what_the_user_said_outweighs_the_file(library: Library, face_id: int) -> None:
    confirm(library, [face_id], "Carol")
    assert names(library, name(library, ON_FACE)) == ["Carol"]


def test_a_rejected_name_does_not_come_back(library: Library, face_id: int) -> None:
    name(library, ON_FACE)
    reject(library, [face_id], "Ann")
    [face] = name(library, ON_FACE)
    assert (face.state, face.person_id) == (FaceState.UNKNOWN, None)


def test_one_name_is_not_given_to_two_faces_of_a_photo(library: Library, face_id: int) -> None:
    faces = name(library, ON_FACE, NamedRegion("ann", 600.0, 90.0, 130.0, 130.0))
    assert names(library, faces) == ["Ann", None]


def test_a_face_found_later_takes_over_the_region_it_was_named_by(library: Library) -> None:
    with library.transaction() as tx:
        add_photo(tx, "1.jpg", [])
    [drawn] = name(library, ON_FACE)
    ignore(library, [drawn.id])
    with library.transaction() as tx:
        [found] = add_photo(tx, "1.jpg", [detected(near("ann", 0), x=110.0, eyes=30.0)])
    [face] = name(library, ON_FACE)
    assert (face.id, face.state) == (found, FaceState.IGNORED)


@pytest.mark.parametrize("odd", ["", "  ", "\u200b\u200e", "\x00"])
def test_names_without_letters_are_passed_over(library: Library, face_id: int, odd: str) -> None:
    assert names(library, name(library, NamedRegion(odd, 90.0, 90.0, 130.0, 130.0))) == [None]


def test_names_in_a_real_file_reach_its_faces(library: Library, decoder: Decoder, photos: Path) -> None:
    xmp = packet(region_item("Ann", (0.5, 0.5), (0.5, 0.6)), region_item("Bob", (0.1, 0.1), (0.1, 0.1)))
    Image.new("RGB", (400, 300), (200, 30, 30)).save(photos / "a.jpg", xmp=xmp)
    index_folders(
        library, decoder, FakeAnalyzer(), [photos], Progress(), options=IndexOptions(trust_names=True)
    )
    with library.snapshot() as tx:
        faces = tx.faces.of_photo(1)
    assert names(library, faces) == ["Ann", "Bob"]
    assert [face.source for face in faces] == [FaceSource.MODEL, FaceSource.METADATA]
    assert {face.state for face in faces} == {FaceState.CONFIRMED}


def test_a_face_made_of_a_region_stays_when_it_was_restored(library: Library) -> None:
    with library.transaction() as tx:
        add_photo(tx, "1.jpg", [])
        add_photo(tx, "2.jpg", [detected(near("ann", 1))])
    [made] = name(library, ON_FACE)
    number = restore(library, made.id, [])
    with library.transaction() as tx:  # a detector finds it, and frames it much tighter
        found = detected(near("ann", 0))
        tx.faces.reconcile(
            made.photo_id,
            [replace(found, box=Box(90.0, 90.0, 78.0, 78.0))],
            detector="another",
            embedder="another",
        )
    name(library, ON_FACE)
    with library.snapshot() as tx:
        assert [each.id for each in tx.restorations.of_faces(made.id)] == [number]

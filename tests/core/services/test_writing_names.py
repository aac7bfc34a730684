"""Names beside photos: every orientation leads back to the same face, and nobody else's words are lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from core.domain.face import Box, FaceSource, FaceState
from core.domain.reports import IndexReport
from core.imaging.files import digest_of
from core.library.library import Library
from core.progress import Progress
from core.services.people import add_face, confirm
from core.services.writing_names import write_names
from tests.core.imaging.conftest import packet, region_item

Index = Callable[..., IndexReport]
ANN = Box(30.0, 20.0, 60.0, 40.0)


def picture(path: Path, orientation: int = 1, xmp: bytes | None = None) -> None:
    """400 x 300 pixels as stored."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (400, 300), (90, 120, 30)).save(path, exif=exif, xmp=xmp or b"")


def names_in(library: Library, photo_id: int = 1) -> dict[str, tuple[float, ...]]:
    """What the library last read of the photo's own names."""
    with library.snapshot() as tx:
        regions = tx.photos.get(photo_id).facts.regions
    return {each.name: tuple(round(v) for v in (each.x, each.y, each.width, each.height)) for each in regions}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_name_written_beside_a_photo_comes_back_at_the_same_place(
    library: Library, index: Index, photos: Path, orientation: int
) -> None:
    picture(photos / "a.jpg", orientation)
    before = digest_of(photos / "a.jpg")
    index(faces=False)
    add_face(library, 1, ANN, None, "Ann")
    report = write_names(library, [1], Progress())
    assert (report.written, report.problems) == (1, ())
    assert index(faces=False).updated == 1
    assert names_in(library) == {"Ann": (30, 20, 60, 40)}
    assert digest_of(photos / "a.jpg") == before


@pytest.mark.parametrize("orientation", range(1, 9))
def test_names_of_other_programs_stay_where_they_are(
    library: Library, index: Index, photos: Path, orientation: int
) -> None:
    picture(photos / "a.jpg", orientation)
    (photos / "a.xmp").write_bytes(packet(region_item("Bob", (0.8, 0.7), (0.1, 0.2))))
    index(faces=False)
    before = names_in(library)
    add_face(library, 1, ANN, None, "Ann")
    write_names(library, [1], Progress())
    index(faces=False)
    assert names_in(library) == before | {"Ann": (30, 20, 60, 40)}
    assert not (photos / "a.jpg.xmp").exists()


def test_names_inside_the_photo_are_taken_along(library: Library, index: Index, photos: Path) -> None:
    picture(photos / "a.jpg", xmp=packet(region_item("Bob", (0.8, 0.7), (0.1, 0.2))))
    index(faces=False)
    add_face(library, 1, ANN, None, "Ann")
    write_names(library, [1], Progress())
    index(faces=False)
    assert set(names_in(library)) == {"Ann", "Bob"}


def test_writing_again_changes_nothing(library: Library, index: Index, photos: Path) -> None:
    picture(photos / "a.jpg")
    index(faces=False)
    add_face(library, 1, ANN, None, "Ann")
    write_names(library, [1], Progress())
    written = (photos / "a.jpg.xmp").read_bytes()
    assert write_names(library, [1], Progress()).unchanged == 1
    assert (photos / "a.jpg.xmp").read_bytes() == written


def test_a_damaged_sidecar_is_left_as_it_is(library: Library, index: Index, photos: Path) -> None:
    picture(photos / "a.jpg")
    (photos / "a.jpg.xmp").write_bytes(b"<broken")
    index(faces=False)
    add_face(library, 1, ANN, None, "Ann")
    [problem] = write_names(library, [1], Progress()).problems
    assert "damaged" in problem.message
    assert (photos / "a.jpg.xmp").read_bytes() == b"<broken"


def test_a_name_written_beside_a_known_photo_is_seen_without_reading_its_faces_again(
    library: Library, index: Index, photos: Path, analyzer: object
) -> None:
    picture(photos / "a.jpg")
    index()
    calls = analyzer.calls  # type: ignore[attr-defined]
    (photos / "a.jpg.xmp").write_bytes(packet(region_item("Ann", (0.5, 0.5), (0.4, 0.5))))
    assert (index().updated, index().updated) == (1, 0)
    with library.snapshot() as tx:
        [face] = tx.faces.of_photo(1)
        assert tx.people.get(face.person_id or 0).name == "Ann"
    assert (face.state, face.source) == (FaceState.SUGGESTED, FaceSource.MODEL)
    assert analyzer.calls == calls  # type: ignore[attr-defined]


def test_a_confirmed_face_outweighs_the_sidecar(library: Library, index: Index, photos: Path) -> None:
    picture(photos / "a.jpg")
    index()
    confirm(library, [1], "Carol")
    (photos / "a.jpg.xmp").write_bytes(packet(region_item("Ann", (0.5, 0.5), (0.4, 0.5))))
    index()
    with library.snapshot() as tx:
        assert tx.people.get(tx.faces.get(1).person_id or 0).name == "Carol"


@pytest.mark.parametrize("other", ["a.png", "a.CR2"])
def test_two_photos_of_one_stem_do_not_write_into_one_file(
    library: Library, index: Index, photos: Path, other: str
) -> None:
    picture(photos / "a.jpg")
    index(faces=False)
    shared = packet(region_item("Bob", (0.8, 0.7), (0.1, 0.2)))
    (photos / "a.xmp").write_bytes(shared)
    (photos / other).write_bytes(b"another picture of this stem")
    index(faces=False)
    add_face(library, 1, ANN, None, "Ann")
    assert write_names(library, [1], Progress()).written == 1
    assert (photos / "a.xmp").read_bytes() == shared
    index(faces=False)
    assert set(names_in(library)) == {"Ann", "Bob"}


def test_a_sidecar_that_is_a_link_is_left_as_it_is(
    library: Library, index: Index, photos: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.xmp"
    elsewhere.write_bytes(packet(region_item("Bob", (0.8, 0.7), (0.1, 0.2))))
    picture(photos / "a.jpg")
    (photos / "a.jpg.xmp").symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    index(faces=False)
    add_face(library, 1, ANN, None, "Ann")
    [problem] = write_names(library, [1], Progress()).problems
    assert "link" in problem.message
    assert (photos / "a.jpg.xmp").is_symlink()
    assert elsewhere.read_bytes() == before

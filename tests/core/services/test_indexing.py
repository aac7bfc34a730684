"""Indexing real files into a real library; only the face models are stand-ins."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.domain.face import Box, FaceState
from core.domain.reports import IndexReport
from core.errors import LibraryError
from core.events import PhotosChanged
from core.imaging.decoder import Decoder
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library
from core.library.photos import KnownFile, Photos
from core.progress import CancelToken, Progress
from core.services.indexing import IndexOptions, index_folders
from tests.core.imaging.conftest import packet
from tests.core.services.faces import all_photos
from tests.core.services.pictures import (
    BLUE,
    GREEN,
    RED,
    write_album,
    write_picture,
)
from tests.fakes import FakeAnalyzer

Index = Callable[..., IndexReport]


def test_photos_get_rows_thumbnails_and_faces(library: Library, photos: Path, index: Index) -> None:
    path = write_picture(photos / "a.png", side=600)
    report = index()
    assert (report.seen, report.added, report.faces, report.problems) == (1, 1, 1, ())
    [photo] = all_photos(library)
    assert photo.path == path
    assert max(ThumbnailStore(library.paths.thumbnails).open(photo.digest).size) == 512
    with library.snapshot() as tx:
        [face] = tx.faces.of_photo(photo.id)
        assert face.state is FaceState.UNKNOWN
        assert tx.faces.vectors_of(face.id).get("fake-embedder-1") is not None


def test_boxes_are_in_pixels_of_the_full_photo(library: Library, photos: Path, index: Index) -> None:
    write_picture(photos / "a.png", side=400)
    index(detect_side=100)
    with library.snapshot() as tx:
        [face] = tx.faces.of_photo(1)
    assert face.box == Box(100, 100, 200, 200)


def test_a_second_run_opens_nothing(photos: Path, index: Index, analyzer: FakeAnalyzer) -> None:
    write_album(photos, 6)
    first, second = index(), index()
    assert (first.added, first.seen) == (6, 8)
    assert (second.seen, second.unchanged, second.added, second.updated) == (8, 8, 0, 0)
    assert analyzer.calls == 6


def test_more_is_read_only_of_files_that_may_have_changed(
    photos: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.png", "b.png", "c.png", "d.png"):
        write_picture(photos / name, mark=ord(name[0]))
    index()
    asked: list[list[bytes]] = []
    known_files = Photos.known_files

    def noted(self: Photos, folder_id: int, names: list[bytes]) -> dict[bytes, KnownFile]:
        asked.append(names)
        return known_files(self, folder_id, names)

    monkeypatch.setattr(Photos, "known_files", noted)
    index()
    (photos / "d.png").touch()
    (photos / "b.png.xmp").touch()
    (photos / "a.png").unlink()
    index()
    assert asked[:2] == [[], [b"b.png", b"d.png", b"a.png"]]


def test_copies_are_one_photo_and_are_decoded_once(library: Library, photos: Path, index: Index) -> None:
    write_album(photos, 3)
    index()
    assert sorted(len(photo.locations) for photo in all_photos(library)) == [1, 2, 2]


def test_a_renamed_file_is_the_same_photo(
    library: Library, photos: Path, index: Index, analyzer: FakeAnalyzer
) -> None:
    path = write_picture(photos / "old.png")
    index()
    path.rename(photos / "new.png")
    report = index()
    assert (report.moved, report.added, report.offline) == (1, 0, 0)
    [photo] = all_photos(library)
    assert [place.path.name for place in photo.locations] == ["new.png"]
    assert analyzer.calls == 1


def test_a_missing_file_goes_offline_and_comes_back(library: Library, photos: Path, index: Index) -> None:
    path = write_picture(photos / "a.png")
    index()
    kept = photos.parent / "kept.png"
    path.rename(kept)
    assert index().offline == 1
    assert not all_photos(library)[0].online
    kept.rename(path)
    assert index().offline == 0
    assert all_photos(library)[0].online


def test_deleting_one_copy_keeps_the_other(library: Library, photos: Path, index: Index) -> None:
    first = write_picture(photos / "a.png")
    shutil.copy(first, photos / "b.png")
    index()
    first.unlink()
    index()
    [photo] = all_photos(library)
    assert photo.online
    assert photo.path.name == "b.png"


def test_a_missing_folder_goes_offline_and_nothing_is_deleted(
    library: Library, photos: Path, index: Index
) -> None:
    write_album(photos, 4)
    index()
    photos.rename(photos.parent / "unplugged")
    report = index()
    assert (report.offline, report.seen) == (6, 0)
    assert [problem.title for problem in report.problems] == ["Folder offline"]
    assert [photo.online for photo in all_photos(library)] == [False] * 4
    (photos.parent / "unplugged").rename(photos)
    assert index().unchanged == 6
    assert all(photo.online for photo in all_photos(library))


def test_copies_on_a_drive_that_is_away_are_not_forgotten(
    library: Library, photos: Path, index: Index, tmp_path: Path
) -> None:
    write_album(photos, 3)
    shutil.copytree(photos, tmp_path / "backup")
    index(photos, tmp_path / "backup")
    (tmp_path / "backup").rename(tmp_path / "unplugged")
    report = index(photos, tmp_path / "backup")
    assert (report.offline, report.moved, report.unchanged) == (5, 0, 5)
    (tmp_path / "unplugged").rename(tmp_path / "backup")
    index(photos, tmp_path / "backup")
    places = [place for photo in all_photos(library) for place in photo.locations]
    assert [place.online for place in places] == [True] * 10


def test_a_folder_and_a_part_of_it_are_read_once(photos: Path, index: Index, analyzer: FakeAnalyzer) -> None:
    write_album(photos, 4)
    assert index(photos / "year 0", photos, photos / "year 1", photos).seen == 6
    assert analyzer.calls == 4


def test_another_drive_at_the_same_place_leaves_the_photos_offline(
    library: Library, photos: Path, index: Index
) -> None:
    write_picture(photos / "a.png").rename(photos / "b.png")
    index()
    with library.transaction() as tx:
        tx.folders.add(photos, volume="uuid:of-another-drive")
    (photos / "b.png").unlink()
    write_picture(photos / "stranger.png", GREEN)
    report = index()
    assert (report.seen, report.offline) == (0, 1)
    assert "Another drive" in report.problems[0].message


def test_a_copied_drive_with_the_same_files_is_accepted(library: Library, photos: Path, index: Index) -> None:
    write_album(photos, 4)
    index()
    with library.transaction() as tx:
        tx.folders.add(photos, volume="uuid:of-the-old-drive")
    assert index().unchanged == 6


def test_a_changed_file_is_read_again(library: Library, photos: Path, index: Index) -> None:
    path = write_picture(photos / "a.png", RED)
    index()
    write_picture(path, BLUE)
    report = index()
    assert (report.added, report.updated, report.unchanged) == (0, 1, 0)
    assert len(all_photos(library)) == 1


def test_a_cancel_keeps_what_was_finished_and_the_next_run_goes_on(
    library: Library, photos: Path, index: Index, analyzer: FakeAnalyzer
) -> None:
    write_album(photos, 6)
    token = CancelToken()

    def stop_in_the_middle(fraction: float, message: str) -> None:
        if message.startswith("Photo 4"):
            token.cancel()

    report = index(progress=Progress(stop_in_the_middle, token=token), batch_size=2)
    assert report.cancelled
    assert report.added == len(all_photos(library)) == analyzer.calls > 0
    assert index().added + report.added == 6
    assert analyzer.calls == 6


def test_batches_are_told_as_they_are_written(
    library: Library, decoder: Decoder, photos: Path, analyzer: FakeAnalyzer
) -> None:
    write_album(photos, 5)
    told: list[PhotosChanged] = []
    index_folders(
        library,
        decoder,
        analyzer,
        [photos],
        Progress(),
        options=IndexOptions(batch_size=2),
        on_change=told.append,
    )
    assert len(told) >= 3
    assert frozenset().union(*(notice.photo_ids for notice in told)) == {1, 2, 3, 4, 5}


def test_no_transaction_is_open_while_the_analyzer_works(
    library: Library, decoder: Decoder, photos: Path
) -> None:
    def find(image: np.ndarray) -> list[Box]:
        with library.transaction() as tx:  # would be refused inside another one
            tx.people.create(None)
        return []

    write_album(photos, 3)
    report = index_folders(library, decoder, FakeAnalyzer(find), [photos], Progress())
    assert report.added == 3


def test_photos_indexed_without_faces_get_them_later(photos: Path, index: Index) -> None:
    write_album(photos, 3)
    assert index(faces=False).faces == 0
    report = index()
    assert (report.faces, report.updated, report.added) == (3, 3, 0)


def test_analysing_again_keeps_the_faces_numbers_and_names(
    library: Library, photos: Path, index: Index
) -> None:
    write_picture(photos / "a.png")
    index()
    with library.transaction() as tx:
        tx.people.assign(1, tx.people.create("Ada"), FaceState.CONFIRMED)
    assert index(reanalyze=True).updated == 1
    with library.snapshot() as tx:
        assert [(face.id, face.state) for face in tx.faces.of_photo(1)] == [(1, FaceState.CONFIRMED)]


def test_nested_folders_give_no_file_two_places(library: Library, photos: Path, index: Index) -> None:
    write_album(photos, 4)
    index(photos / "year 0")
    index(photos)
    places = [place.path for photo in all_photos(library) for place in photo.locations]
    assert len(places) == len(set(places)) == 6


def test_a_part_of_a_known_folder_is_indexed_without_touching_the_rest(
    library: Library, photos: Path, index: Index
) -> None:
    write_album(photos, 4)
    index()
    shutil.rmtree(photos / "year 1")
    report = index(photos / "year 0")
    assert (report.offline, report.seen) == (0, 2)
    with library.snapshot() as tx:
        assert len(tx.folders.all()) == 1


def test_no_folders_stand_for_all_of_the_library(library: Library, photos: Path, decoder: Decoder) -> None:
    write_album(photos, 3)
    index_folders(library, decoder, None, [photos], Progress())
    assert index_folders(library, decoder, None, [], Progress()).unchanged == 5


def test_a_folder_that_never_was_is_refused(index: Index, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no such folder"):
        index(tmp_path / "nowhere")


def test_the_library_does_not_index_itself(library: Library, index: Index) -> None:
    with pytest.raises(LibraryError, match="library's own folder"):
        index(library.paths.thumbnails)


def test_ai_restored_photos_are_indexed_but_never_embedded(
    library: Library, photos: Path, index: Index
) -> None:
    source = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    label = (
        '<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"{source}</Iptc4xmpExt:DigitalSourceType>"
    )
    Image.new("RGB", (400, 300), RED).save(photos / "restored.jpg", xmp=packet(more=label))
    report = index()
    assert (report.added, report.faces, index().unchanged) == (1, 1, 1)
    with library.snapshot() as tx:
        [face] = tx.faces.of_photo(1)
        assert face.restored_photo
        assert len(tx.faces.vectors("fake-embedder-1").ids) == 0

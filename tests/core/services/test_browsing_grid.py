"""The grid's one read: order, sections, marks and filters at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.benchmarks.synthetic_library import build_library
from core.errors import LibraryError
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library
from core.paths import LibraryPaths
from core.services.browsing_grid import GridRequest, Mark, PhotoFilter, Sort, grid_thumbnail, open_grid
from core.services.browsing_places import folder_sizes, inspect_photo, photo_files, place_counts

PHOTOS = 40


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> LibraryPaths:
    return build_library(tmp_path_factory.mktemp("synthetic"), PHOTOS, undated=0.2)


@pytest.fixture
def library(synthetic: LibraryPaths) -> object:
    with Library.open(synthetic) as opened:
        yield opened


@pytest.fixture
def changed(tmp_path: Path) -> object:
    """A library of its own, for tests that write."""
    with Library.open(build_library(tmp_path, PHOTOS)) as opened:
        yield opened


def test_the_newest_come_first_and_those_without_a_date_last(library: Library) -> None:
    photos = open_grid(library, GridRequest("all"))
    dated = [day for day in photos.taken if day]
    assert len(photos.ids) == PHOTOS
    assert dated == sorted(dated, reverse=True)
    assert 0 < len(dated) < PHOTOS
    assert photos.taken[len(dated) :] == (None,) * (PHOTOS - len(dated))


def test_the_oldest_first_is_the_same_the_other_way_round(library: Library) -> None:
    newest = [day for day in open_grid(library, GridRequest("all")).taken if day]
    oldest = [day for day in open_grid(library, GridRequest("all", sort=Sort.OLDEST)).taken if day]
    assert oldest == newest[::-1]


def test_sections_cover_all_photos_by_year_where_months_would_be_sparse(library: Library) -> None:
    photos = open_grid(library, GridRequest("all"))
    assert sum(section.count for section in photos.sections) == PHOTOS
    assert {len(section.period) for section in photos.sections} == {4, 0}
    assert photos.sections[-1].period == ""


def test_photos_of_one_moment_follow_each_other_by_number(changed: Library) -> None:
    with changed.transaction() as tx:
        execute = tx.grid._session.connection().exec_driver_sql
        execute("UPDATE photos SET taken_at = '1961-07-0' || (1 + id % 3) || 'T10:00:00' WHERE id % 5")
        execute("UPDATE photos SET taken_at = NULL WHERE id % 5 = 0")
    shown = open_grid(changed, GridRequest("all"))
    wanted = sorted((n for n in range(1, PHOTOS + 1) if n % 5), key=lambda n: (n % 3, n), reverse=True)
    assert shown.ids == (*wanted, *range(5, PHOTOS + 1, 5))
    assert [(each.period, each.count) for each in shown.sections] == [("1961-07", 32), ("", 8)]


def test_photos_without_a_place_are_not_shown(changed: Library) -> None:
    with changed.transaction() as tx:
        tx.grid._session.connection().exec_driver_sql("DELETE FROM photo_locations WHERE photo_id IN (3, 7)")
    shown = open_grid(changed, GridRequest("all"))
    assert set(range(1, PHOTOS + 1)) - set(shown.ids) == {3, 7}
    assert len(shown.taken) == len(shown.marks) == len(shown.ids) == PHOTOS - 2


def test_photos_know_their_row(library: Library) -> None:
    photos = open_grid(library, GridRequest("all", sort=Sort.ADDED))
    assert photos.ids == tuple(range(PHOTOS, 0, -1))
    assert all(photos.ids[photos.rows[number]] == number for number in photos.ids)
    assert photos.sections == ()


def test_names_order_photos_by_their_file(library: Library) -> None:
    assert open_grid(library, GridRequest("all", sort=Sort.NAME)).ids == tuple(range(1, PHOTOS + 1))


def test_a_filter_by_years_keeps_only_those_years(library: Library) -> None:
    chosen = PhotoFilter(since=1990, until=2010)
    photos = open_grid(library, GridRequest("all", filter=chosen))
    assert photos.ids
    assert all("1990" <= (day or "") < "2011" for day in photos.taken)
    assert open_grid(library, GridRequest("search", text="1990-2010")).ids == photos.ids


def test_an_unplugged_drive_marks_its_photos_and_lists_them_as_offline(library: Library) -> None:
    with library.transaction() as tx:
        tx.folders.set_online(1, False)
    photos = open_grid(library, GridRequest("all"))
    assert set(photos.marks) == {Mark.OFFLINE}
    assert len(open_grid(library, GridRequest("offline")).ids) == PHOTOS
    assert place_counts(library).offline == PHOTOS
    assert photo_files(library, [1, 2]) == []
    with library.transaction() as tx:
        tx.folders.set_online(1, True)
    assert set(open_grid(library, GridRequest("all")).marks) == {0}
    assert len(photo_files(library, [1, 2])) == 2


def test_a_folder_that_is_gone_is_said(library: Library) -> None:
    with pytest.raises(LibraryError, match="no folder number 9"):
        open_grid(library, GridRequest("folder", 9))


def test_an_album_by_hand_says_so_and_holds_its_photos(library: Library) -> None:
    with library.transaction() as tx:
        album = tx.albums.create("Berlin")
        tx.albums.add_photos(album, [3, 1])
    photos = open_grid(library, GridRequest("album", album))
    assert (photos.name, photos.by_hand, set(photos.ids)) == ("Berlin", True, {1, 3})


def test_thumbnails_are_found_by_the_number_of_the_photo(library: Library) -> None:
    store = ThumbnailStore(library.paths.thumbnails)
    data = grid_thumbnail(library, store, 1)
    assert data is not None
    assert data.startswith(b"\xff\xd8")
    assert grid_thumbnail(library, store, 10_000) is None


def test_counts_and_details_for_sidebar_and_inspector(library: Library) -> None:
    counts = place_counts(library)
    assert (counts.photos, counts.restored, counts.restorable, counts.held) == (PHOTOS, 0, 0, 0)
    assert [size for _, size in folder_sizes(library)] == [PHOTOS]
    inspected = inspect_photo(library, 1)
    assert inspected.details.photo.path.name == "000000.jpg"
    assert inspected.names == {}


def test_opening_everything_reads_each_table_a_fixed_number_of_times(
    library: Library, tmp_path: Path
) -> None:
    """Statements do not grow with the library: the grid opens a hundred thousand as it opens forty."""
    from sqlalchemy import event

    statements: list[str] = []
    event.listen(library._engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    open_grid(library, GridRequest("all"))
    assert len([each for each in statements if each.lstrip().upper().startswith("SELECT")]) <= 8

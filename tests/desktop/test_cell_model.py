"""The model behind every grid: roles, pictures on demand, nothing decoded twice."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ridfr_desktop.models.cell_model import Cell, CellModel, CellRole
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache


def picture(side: int = 32) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (side, side), (200, 120, 40)).save(encoded, "JPEG")
    return encoded.getvalue()


@pytest.fixture
def cache() -> Iterator[ThumbnailCache]:
    made = ThumbnailCache(limit_bytes=3 * 32 * 32 * 4)
    yield made
    made.close()


def test_a_cell_gives_its_caption_note_and_words_for_a_screen_reader(cache: ThumbnailCache) -> None:
    model = CellModel(cache)
    model.show_cells([Cell(7, "k", picture, "IMG_1.jpg", "1958")])
    index = model.index(0)
    assert index.data(CellRole.ID) == 7
    assert index.data(CellRole.CAPTION) == "IMG_1.jpg"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "IMG_1.jpg, 1958"


def test_a_picture_comes_later_and_only_its_own_rows_are_refreshed(
    cache: ThumbnailCache, qtbot: QtBot
) -> None:
    model = CellModel(cache)
    model.show_cells([Cell(1, "a", picture, "a"), Cell(2, "b", picture, "b")])
    with qtbot.waitSignal(model.dataChanged) as changed:
        assert model.index(1).data(CellRole.PICTURE) is None
    assert changed.args is not None
    assert changed.args[0].row() == 1
    assert model.index(1).data(CellRole.PICTURE).width() == 32


def test_a_picture_that_is_not_there_is_asked_for_once(cache: ThumbnailCache, qtbot: QtBot) -> None:
    asked: list[str] = []

    def nothing() -> None:
        asked.append("x")

    assert cache.request("gone", nothing) is None
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(50)
    assert cache.request("gone", nothing) is None
    qtbot.wait(50)
    assert asked == ["x"]


def test_the_cache_drops_the_oldest_pictures_when_it_is_full(cache: ThumbnailCache, qtbot: QtBot) -> None:
    for key in "abcd":
        with qtbot.waitSignal(cache.ready):
            cache.request(key, picture)
    reads: list[str] = []

    def again() -> bytes:
        reads.append("a")
        return picture()

    with qtbot.waitSignal(cache.ready):
        assert cache.request("a", again) is None
    assert cache.request("d", again) is not None
    assert reads == ["a"]

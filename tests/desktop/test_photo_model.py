"""Photos of a grid as a screen reader hears of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from core.services.browsing_grid import GridPhotos, Mark
from ridfr_desktop.models.photo_model import PhotoModel
from ridfr_desktop.models.thumbnail_cache import ThumbnailCache


@pytest.mark.parametrize("language", ["en_US", "de_DE"])
def test_a_photo_of_1956_is_not_one_of_2056(language: str, qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    cache = ThumbnailCache()
    try:
        model = PhotoModel(cache, lambda _: None)
        taken = ("1956-11-19T08:30:00", None)
        model.show_photos(GridPhotos("", (1, 2), taken, bytes([Mark.RESTORED, 0]), (), {1: 0, 2: 1}))
        spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
        assert "1956" in spoken[0]
        assert spoken[0].endswith("restored")
        assert spoken[1] == "Photo without a date"
    finally:
        cache.close()
        QLocale.setDefault(before)

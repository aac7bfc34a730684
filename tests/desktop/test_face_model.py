"""The model of faces: thousands of cells cost what is seen of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from ridfr_desktop.theme import DARK
from ridfr_desktop.widgets.face_delegate import FaceDelegate
from ridfr_desktop.widgets.face_model import FaceEntry, FaceModel
from ridfr_desktop.widgets.section_grid import SectionGrid

MANY = 11_000


class NoPictures(QObject):
    """Pictures that never come."""

    ready = Signal(int, str)


class Maker:
    """Makes entries, and knows which were asked for."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def __call__(self, row: int) -> FaceEntry:
        self.made.append(row)
        return FaceEntry(row + 1, lambda: None, f"Face {row + 1}")


@pytest.fixture
def grid(qtbot: QtBot) -> SectionGrid:
    made = SectionGrid(DARK)
    qtbot.addWidget(made)
    made.setItemDelegate(FaceDelegate(DARK, made))
    made.resize(600, 400)
    made.show_model(FaceModel(NoPictures(made), made))  # type: ignore[arg-type]
    return made


def test_of_thousands_of_faces_only_those_that_are_seen_are_made(grid: SectionGrid) -> None:
    model, make = grid.model(), Maker()
    assert isinstance(model, FaceModel)
    model.show_numbers(range(1, MANY + 1), make, ["1950"] * MANY)
    grid.grab()
    assert model.rowCount() == MANY
    assert 0 < len(make.made) < 100
    assert len(set(make.made)) == len(make.made), "each once"


def test_far_faces_are_selected_without_making_those_before(grid: SectionGrid) -> None:
    model, make = grid.model(), Maker()
    assert isinstance(model, FaceModel)
    model.show_numbers(range(1, MANY + 1), make)
    grid.select_ids([9_000, 7], 9_000)
    assert grid.selected_ids() == [7, 9_000]
    assert grid.current_id() == 9_000
    assert len(make.made) < 100
    assert model.entry(8_999).caption == "Face 9000"

"""The table of a batch: faces beside their photos, reasons under their states, nothing cut in the middle."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from core.domain.reasons import Reason, ReasonCode
from core.domain.reports import FaceStage
from core.services.batch_queue import QueueLine
from ridfr_desktop.models.batch_model import SECOND_ROLE, BatchModel, Column
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.batch_page import BatchPage
from ridfr_desktop.translations import install_translator
from ridfr_desktop.widgets.wrapped_words import wrapped
from ridfr_desktop.widgets.wrapping_check import WrappingCheck
from tests.desktop.restoring_desk import PaintedDesk, painted_desk, write_painted_library

__all__ = ["painted_desk", "write_painted_library"]

HELD = QueueLine(
    7,
    1,
    "a<b.png",
    "Ann",
    FaceStage.HELD,
    "in English",
    reasons=(Reason(ReasonCode.NOT_CLOSER, (0.61, 0.66)),),
)


def test_the_person_and_the_reason_are_second_lines_in_the_language_of_the_window(
    qtbot: QtBot, qapp: object
) -> None:
    model = BatchModel()
    model.show_lines([HELD])
    assert model.index(0, Column.PHOTO).data(SECOND_ROLE) == "Ann"
    assert "0.61" in model.index(0, Column.STATE).data(SECOND_ROLE)
    told = model.index(0, Column.STATE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("held for review, The result")
    assert "<" not in model.index(0, Column.PHOTO).data(Qt.ItemDataRole.ToolTipRole)
    install_translator(qapp, "de")  # type: ignore[arg-type]
    assert "0,61" in model.index(0, Column.STATE).data(SECOND_ROLE)


def test_faces_come_into_the_rows_that_are_seen_and_open_from_an_offer(painted: PaintedDesk) -> None:
    [face] = painted.faces("ann print 0.png")
    page = painted.open(BatchPage, Place("batch", text="photos", ids=(face.photo_id,)))
    painted.wait(lambda: page._table.tile(face.id) is not None)
    painted.wait(lambda: page._pictures.face(page._table.tile(face.id)) is not None)  # type: ignore[arg-type]
    page._open_line(0)
    assert painted.went == [Place("restore", face.photo_id, ids=(face.id,))]


def test_words_are_wrapped_and_the_last_line_is_shortened(qapp: object) -> None:
    font = QFont()
    lines = wrapped("The face is already as large and sharp as the restorer can make it.", font, 160, 2)
    assert len(lines) == 2
    assert lines[0].startswith("The face")
    assert lines[1].endswith("…")
    assert all(QFontMetrics(font).horizontalAdvance(line) <= 160 for line in lines)
    assert wrapped("", font, 160, 2) == []


def test_a_long_check_box_grows_downwards_and_is_ticked_by_its_second_line(qtbot: QtBot) -> None:
    box = WrappingCheck("Say in the file that faces were restored by a model and not by hand")
    qtbot.addWidget(box)
    box.resize(200, box.heightForWidth(200))
    box.show()
    assert box.height() > WrappingCheck("Say").heightForWidth(200)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(60, box.height() - 4))
    assert box.isChecked()

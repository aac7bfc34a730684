"""The smallest window, 960 by 600, in a language that needs 40 % more room: nothing is cut off."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as Waited

from ridfr_desktop.dialogs.export_dialog import ExportDialog
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page
from ridfr_desktop.pages.batch_page import BatchPage
from ridfr_desktop.pages.library_page import LibraryPage
from ridfr_desktop.pages.restore_page import RestorePage
from ridfr_desktop.pages.settings_page import SettingsPage
from tests.desktop.conftest import Desk
from tests.desktop.restoring_desk import PaintedDesk, painted_desk, write_painted_library
from tests.desktop.test_translations import Longer, cut_off

__all__ = ["painted_desk", "write_painted_library"]

HEIGHT = 540
PATIENCE = 3000
"""Milliseconds that layouts get before something counts as cut off."""
BESIDE_SIDEBAR = 752
BESIDE_INSPECTOR = 448


@pytest.fixture(autouse=True)
def _longer(qapp: QApplication) -> Iterator[None]:
    longer = Longer()
    qapp.installTranslator(longer)
    yield
    qapp.removeTranslator(longer)


def narrow(desk: Desk, widget: QWidget, width: int) -> list[str]:
    """What is cut off once the widget has this width and its layouts have followed."""
    least = widget.minimumSizeHint().width()
    assert least <= width, f"it cannot be narrower than {least}"
    widget.resize(width, HEIGHT)
    desk.settle()
    with contextlib.suppress(Waited):  # layouts follow in their own time
        desk.qtbot.waitUntil(lambda: cut_off(widget) == [], timeout=PATIENCE)
    return cut_off(widget)


def test_the_library_beside_the_inspector(desk: Desk) -> None:
    page = desk.open(LibraryPage, Place("all"))
    page._header._filter.setChecked(True)
    page.select_all()
    assert narrow(desk, page, BESIDE_INSPECTOR) == []
    bar = page._bar.geometry()
    assert bar.left() >= 0
    assert bar.right() < page._grid.width()


@pytest.mark.parametrize("section", ["folders", "models", "device", "privacy", "look"])
def test_every_section_of_the_settings(desk: Desk, section: str) -> None:
    page = desk.open(SettingsPage, Place("settings", text=section))
    assert narrow(desk, page, BESIDE_SIDEBAR) == []
    assert page._stack.currentWidget().widget().width() <= page._stack.width()  # type: ignore[union-attr]


def test_the_restore_view_of_a_group(painted: PaintedDesk) -> None:
    [*_, stranger] = painted.faces("group.png")
    page = painted.open(RestorePage, Place("restore", stranger.photo_id))
    painted.until(lambda: page._compare._result is not None)
    assert narrow(painted, page, BESIDE_SIDEBAR) == []


@pytest.mark.parametrize("place", [Place("batch"), Place("batch", text="photos", ids=(1, 2, 3, 4))])
def test_the_queue_and_what_is_offered(painted: PaintedDesk, place: Place) -> None:
    page: Page = painted.open(BatchPage, place)
    assert narrow(painted, page, BESIDE_SIDEBAR) == []


def test_the_export_dialog(desk: Desk) -> None:
    dialog = ExportDialog(desk.context, (1, 2, 3))
    desk.qtbot.addWidget(dialog)
    dialog.show()
    assert narrow(desk, dialog, 900) == []
    dialog.reject()

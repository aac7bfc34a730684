"""Library, restore, batch, settings and export without a mouse and without eyes: names, focus, plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.services.people import name_person
from ridfr_desktop import theme
from ridfr_desktop.dialogs.export_dialog import ExportDialog
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.batch_page import BatchPage
from ridfr_desktop.pages.library_page import LibraryPage
from ridfr_desktop.pages.restore_page import RestorePage
from ridfr_desktop.pages.settings_page import SettingsPage
from ridfr_desktop.pages.welcome_page import WelcomePage
from tests.desktop.restoring_desk import PaintedDesk, painted_desk, write_painted_library
from tests.desktop.test_people_access import stops

__all__ = ["painted_desk", "write_painted_library"]

NAME = "<b>Ann</b> & Co"
Open = Callable[[PaintedDesk], QWidget]


def library(desk: PaintedDesk) -> QWidget:
    page = desk.open(LibraryPage, Place("all"))
    page._header._filter.setChecked(True)
    page.select_all()
    return page


def restore(desk: PaintedDesk) -> QWidget:
    page = desk.open(RestorePage, Place("restore", desk.faces("group.png")[0].photo_id))
    desk.until(lambda: page._compare._result is not None)
    return page


def batch(desk: PaintedDesk) -> QWidget:
    photos = tuple(desk.faces(f"ann print {number}.png")[0].photo_id for number in range(2))
    return desk.open(BatchPage, Place("batch", text="photos", ids=photos))


def export(desk: PaintedDesk) -> QWidget:
    dialog = ExportDialog(desk.context, (1, 2))
    desk.qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    return dialog


def settings(section: str) -> Open:
    return lambda desk: desk.open(SettingsPage, Place("settings", text=section))


WINDOWS: dict[str, Open] = {
    "library": library,
    "restore": restore,
    "batch": batch,
    "export": export,
    "models": settings("models"),
    "device": settings("device"),
    "privacy": settings("privacy"),
    "look": settings("look"),
    "welcome": lambda desk: desk.open(WelcomePage, Place("welcome", text="/photos")),
}
EVERYWHERE = pytest.mark.parametrize("show", WINDOWS.values(), ids=WINDOWS)


def opened(desk: PaintedDesk, show: Open) -> QWidget:
    name_person(desk.library, desk.person("Ann"), NAME)
    window = show(desk)
    desk.settle()
    return window


@EVERYWHERE
def test_every_stop_of_the_tab_key_has_a_name_and_is_seen_in_focus(show: Open, painted: PaintedDesk) -> None:
    listed = stops(opened(painted, show))  # type: ignore[arg-type]
    found = [each for each in listed if each.focusProxy() is None]
    assert found
    for widget in found:
        told = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert told, f"{type(widget).__name__} {widget.objectName()}"
        for other in found:
            other.clearFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.grab().toImage() != without, f"{type(widget).__name__} {told}"


@EVERYWHERE
def test_names_are_never_taken_for_rich_text(show: Open, painted: PaintedDesk) -> None:
    window = opened(painted, show)
    for label in window.findChildren(QLabel):
        if "<b>" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    for widget in window.findChildren(QWidget):
        assert "<b>" not in widget.toolTip(), type(widget).__name__


def test_focus_is_seen_in_the_dark_as_well(painted: PaintedDesk, qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    test_every_stop_of_the_tab_key_has_a_name_and_is_seen_in_focus(settings("device"), painted)

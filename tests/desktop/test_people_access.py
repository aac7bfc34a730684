"""The pages about people without a mouse and without eyes: names of controls, focus, plain text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from core.services.people import confirm, name_person
from ridfr_desktop import theme
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page
from ridfr_desktop.pages.people_page import PeoplePage
from ridfr_desktop.pages.person_page import PersonPage
from ridfr_desktop.pages.photo_page import PhotoPage
from ridfr_desktop.pages.review_page import ReviewPage
from tests.desktop.conftest import Desk

NAME = "<b>Bo</b> & Co"
PAGES = pytest.mark.parametrize(
    ("kind", "place"),
    [
        (PeoplePage, Place("people")),
        (PersonPage, Place("person", 1)),
        (ReviewPage, Place("review", 1)),
        (ReviewPage, Place("review", 2)),
        (PhotoPage, Place("photo", 1)),
    ],
    ids=["people", "person", "question", "sheet", "photo"],
)


def opened(desk: Desk, kind: type[Page], place: Place) -> Page:
    name_person(desk.library, 1, NAME)
    confirm(desk.library, [1], 1)
    page = desk.open(kind, place)
    desk.settle()
    return page


def stops(page: Page) -> list[QWidget]:
    """Where Tab stops, by the order in which it does."""
    widgets, at = [], page.nextInFocusChain()
    while at is not None and at is not page:
        tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and page.isAncestorOf(at) and at.isVisible() and at.isEnabled():
            widgets.append(at)
        at = at.nextInFocusChain()
    return [each for each in widgets if not isinstance(each, QScrollArea)]


@PAGES
def test_every_stop_of_the_tab_key_has_a_name(kind: type[Page], place: Place, desk: Desk) -> None:
    for widget in stops(opened(desk, kind, place)):
        told = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert told, f"{type(widget).__name__} {widget.objectName()}"


@pytest.mark.parametrize("look", ["light", "dark"])
@PAGES
def test_the_focus_is_seen(kind: type[Page], place: Place, look: str, desk: Desk, qapp: QApplication) -> None:
    theme.apply(qapp, look)
    page = opened(desk, kind, place)
    found = stops(page)
    assert found
    for widget in found:
        for other in found:
            other.clearFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.grab().toImage() != without, f"{type(widget).__name__} {widget.accessibleName()}"


@PAGES
def test_a_name_is_never_taken_for_rich_text(kind: type[Page], place: Place, desk: Desk) -> None:
    page = opened(desk, kind, place)
    for label in page.findChildren(QLabel):
        if "<b>" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    for widget in page.findChildren(QWidget):
        assert "<b>" not in widget.toolTip(), type(widget).__name__

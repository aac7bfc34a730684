"""The pages about people in the smallest window, in both languages: no control is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from core.services.people import confirm, name_person
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page
from ridfr_desktop.pages.people_page import PeoplePage
from ridfr_desktop.pages.person_page import PersonPage
from ridfr_desktop.pages.photo_page import PhotoPage
from ridfr_desktop.pages.review_page import ReviewPage
from ridfr_desktop.translations import install_translator
from ridfr_desktop.widgets.elided_button import ElidedButton
from tests.desktop.conftest import Desk

NARROW = 752, 560
"""What a window of 960 × 600 leaves beside the sidebar and under the menu."""


def cut_off(page: Page) -> list[str]:
    """Controls that are narrower than their words, or reach beyond the page."""
    found = []
    for control in page.findChildren(QAbstractButton) + page.findChildren(QLineEdit):
        if control.isVisible() and not control.visibleRegion().isEmpty():
            squeezed = control.width() < control.minimumSizeHint().width()
            right = control.mapTo(page, QPoint(control.width(), 0)).x()
            if (squeezed and not isinstance(control, ElidedButton)) or right > page.width():
                found.append(f"{control.accessibleName()} {control.width()}")
    return found


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
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
def test_nothing_is_cut_off_in_the_smallest_window(
    kind: type[Page], place: Place, language: str, desk: Desk, qapp: QApplication
) -> None:
    install_translator(qapp, language)
    name_person(desk.library, 1, "Maximiliane Wilhelmina Theodora Featherly")
    confirm(desk.library, [1], 1)
    page = desk.open(kind, place)
    page.resize(*NARROW)
    desk.settle()
    page.grab()
    assert cut_off(page) == []

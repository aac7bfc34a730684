"""The list behind `?` names the keys that there are, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.services.people import list_people, name_person
from ridfr_desktop.application import Application
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page
from tests.desktop.test_main_window import go

PLACES = (
    Place("all"),
    Place("people"),
    Place("person", 1),
    Place("photo", 1),
    Place("review"),
    Place("review", 1),
    Place("restore", 1),
)
SIGNS = {"←": "Left", "→": "Right", "−": "-", "Enter": "Return", "Escape": "Esc"}
EVERYWHERE = {"Esc", "Enter", *map(str, range(1, 10))}
"""Escape goes back on every page; Enter is listed as its twin Return; numbers as "1 to 9"."""


def bound(page: Page) -> set[str]:
    """Keys of shortcuts and buttons."""
    keys = {shortcut.key() for shortcut in page.findChildren(QShortcut)}
    keys |= {button.shortcut() for button in page.findChildren(QAbstractButton)}
    return {key.toString() for key in keys if not key.isEmpty()}


def listed(page: Page) -> set[str]:
    """Keys of the page's own list, one by one."""
    words = " ".join(keys for keys, _ in page.shortcuts())
    found = (QKeySequence(SIGNS.get(each, each)) for each in re.split(r"[,\s]+", words) if each)
    # A word that is no key, "Arrows", has no code.
    return {key.toString() for key in found if not key.isEmpty() and key[0].key() != Qt.Key.Key_unknown}


def in_menus(application: Application) -> set[str]:
    groups = application.window._menus.shortcuts()
    return {QKeySequence(key).toString() for _, rows in groups for key, _ in rows}


def answered(page: Page, keys: set[str]) -> Iterator[str]:
    """Keys that a widget of the page has a use for when it has the focus."""
    for view in page.findChildren(QAbstractItemView):
        view.setCurrentIndex(view.model().index(0, 0))
    # Return comes last: it opens what is current, and the page is left.
    for key in sorted(keys, key=lambda key: (key == "Return", key)):
        code = QKeySequence(key)[0]
        text = key if len(key) == 1 else " " if key == "Space" else ""
        for widget in [page, *page.findChildren(QWidget)]:
            if widget.isVisible() and widget.focusPolicy() and not isinstance(widget, QLineEdit):
                event = QKeyEvent(QEvent.Type.KeyPress, code.key(), code.keyboardModifiers(), text)
                QApplication.sendEvent(widget, event)
                if event.isAccepted():
                    yield key
                    break


def test_every_key_is_listed_and_every_listed_key_does_something(window: Application, qtbot: QtBot) -> None:
    name_person(window.app.library, list_people(window.app.library)[0].id, "Ann")
    wrong = {}
    for place in PLACES:
        go(window, place, qtbot)
        page, menus = window.window.page, in_menus(window)
        unlisted = bound(page) - listed(page) - menus - EVERYWHERE
        unheard = listed(page) - bound(page) - menus - EVERYWHERE
        unheard -= set(answered(page, unheard))
        if unlisted or unheard:
            wrong[place] = (unlisted, unheard)
    assert wrong == {}, "\n".join(
        f"{place}: unlisted {lost}, without effect {dead}" for place, (lost, dead) in wrong.items()
    )

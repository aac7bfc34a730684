"""Opening and closing everything again and again leaves nothing behind: objects, threads, references.

Fifty rounds, half a minute of one core in all; `RIDFR_ROUNDS=10` makes ten of them.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.app import App
from core.settings import Settings
from ridfr_desktop.dialogs.export_dialog import ExportDialog
from ridfr_desktop.dialogs.reference_dialog import ReferenceDialog
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page, PageContext
from ridfr_desktop.pages.registry import PAGES
from ridfr_desktop.widgets.album_editor import AlbumEditor
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.shortcut_list import ShortcutList
from tests.desktop.page_contexts import page_context

TIMES, FIRST = int(os.environ.get("RIDFR_ROUNDS", "50")), 3
"""Rounds, and those that are shown and read for; by then whatever is made once has been made."""
A_FEW = 40
"""Small things that may come and go in a round: PySide keeps a weak reference for some connections."""

KINDS = {kind.__name__: (name, kind) for name, kind in reversed(PAGES.items())}


@dataclass
class Counted:
    """What must be the same after many rounds as after a few."""

    widgets: int
    threads: int
    children: int
    """Of everything that outlives a page."""
    objects: int
    """That Python's collector knows."""
    nothing: int
    """References to None: PySide6 6.12.0 lost some with every signal, until the interpreter crashed."""


@dataclass
class Stage:
    """All that a page or dialog needs, on an empty library."""

    context: PageContext
    bot: QtBot

    def count(self) -> Counted:
        context, instance = self.context, QApplication.instance()
        lasting: tuple[QObject | None, ...] = (context.operations, context.cache, instance)
        children = sum(len(each.children()) for each in lasting if each is not None)
        widgets, objects = len(QApplication.allWidgets()), len(gc.get_objects())
        return Counted(widgets, threading.active_count(), children, objects, sys.getrefcount(None))


def swept() -> None:
    """What waits to be deleted is deleted, and every cycle is collected."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        gc.collect()


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    with App.open(Settings(), tmp_path / "library") as app, page_context(app) as context:
        yield Stage(context, qtbot)


def open_and_close(
    stage: Stage, make: Callable[[], QWidget], show: Callable[[QWidget], None] = QWidget.show
) -> None:
    """The first ones with all their reads; nothing of any round is left, and nothing grows."""
    made: list[weakref.ref[QWidget]] = []
    before: Counted | None = None
    for turn in range(TIMES):
        widget = make()
        made.append(weakref.ref(widget))
        if turn < FIRST:
            show(widget)
            stage.bot.waitUntil(lambda: stage.context.operations.idle)
        widget.close()
        widget.deleteLater()
        del widget
        if turn == FIRST:
            swept()
            before = stage.count()
    swept()
    after = stage.count()
    assert before is not None
    assert sum(each() is not None for each in made) == 0, "a closed one is still alive"
    assert (after.widgets, after.threads, after.children) == (before.widgets, before.threads, before.children)
    assert after.objects - before.objects < A_FEW * (TIMES - FIRST)
    assert after.nothing >= before.nothing - A_FEW, "references to None were lost"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_page(stage: Stage, name: str) -> None:
    place, kind = KINDS[name]

    def show(page: QWidget) -> None:
        page.show()
        if isinstance(page, Page):
            page.open(Place(place, 1))

    open_and_close(stage, lambda: kind(stage.context), show)


def test_the_dialogs(stage: Stage) -> None:
    context, window = stage.context, QWidget()
    stage.bot.addWidget(window)
    pictures = FacePictures(context, window)
    open_and_close(stage, lambda: ExportDialog(context, [], window))
    open_and_close(stage, lambda: AlbumEditor([], [], 0, window))
    open_and_close(stage, lambda: ShortcutList([("Page", [("Enter", "open")])], window))
    open_and_close(stage, lambda: ReferenceDialog("Ann", 3, context.tones, pictures, window))

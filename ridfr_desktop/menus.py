"""The menu bar: every command with its words and its key, and the list of them behind `?`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from ridfr_desktop.edit_words import EditWords
from ridfr_desktop.navigation import Place
from ridfr_desktop.photo_actions import PhotoActions

Act = Callable[[], object]


class Menus(QObject):
    """Builds the menus of a window; the window gives it what each command does."""

    def __init__(self, window: QMainWindow, photo: PhotoActions, go: Callable[[Place], None]) -> None:
        super().__init__(window)
        self._window = window
        self._go = go
        bar = window.menuBar()
        self.file = bar.addMenu(self.tr("&File"))
        self.edit = bar.addMenu(self.tr("&Edit"))
        self.view = bar.addMenu(self.tr("&View"))
        bar.addMenu(photo)
        self.help = bar.addMenu(self.tr("&Help"))
        self._photo = photo
        standard = QKeySequence.StandardKey
        self.undo = self.add(self.edit, self.tr("Undo"), standard.Undo)
        self.redo = self.add(self.edit, self.tr("Redo"), standard.Redo)
        self.edit.addSeparator()
        self.back = self.add(self.view, self.tr("Back"), "Alt+Left")
        self.forward = self.add(self.view, self.tr("Forward"), "Alt+Right")
        self.view.addSeparator()
        for words, keys, place in (
            (self.tr("All photos"), "Ctrl+1", Place("all")),
            (self.tr("People"), "Ctrl+2", Place("people")),
            (self.tr("Who is this?"), "Ctrl+3", Place("review")),
            (self.tr("Restoration queue"), "Ctrl+4", Place("batch")),
            (self.tr("Results to review"), "Ctrl+5", Place("review", text="held")),
        ):
            self.add(self.view, words, keys, self._opener(place))
        self.view.addSeparator()
        self.inspector = self.add(self.view, self.tr("Inspector"), "I")
        self.inspector.setCheckable(True)
        self.show_undo(None, None)

    def add(
        self, menu: QMenu, words: str, keys: QKeySequence.StandardKey | str = "", act: Act | None = None
    ) -> QAction:
        """A command at the end of a menu."""
        action = menu.addAction(words)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if act is not None:
            action.triggered.connect(lambda _=False: act())
        return action

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """What Undo and Redo would do, in words; None for nothing."""
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)
        self.undo.setText(self._named(self.tr("Undo"), undo and EditWords().of(undo)))
        self.redo.setText(self._named(self.tr("Redo"), redo and EditWords().of(redo)))

    def shortcuts(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every menu with its (keys, words)."""
        groups = []
        for menu in (self.file, self.edit, self.view, self._photo, self.help):
            rows = [
                (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), _plain(action.text()))
                for action in menu.actions()
                if not action.shortcut().isEmpty()
            ]
            groups.append((_plain(menu.title()), rows))
        return groups

    def _opener(self, place: Place) -> Act:
        return lambda: self._go(place)

    def _named(self, verb: str, words: str | None) -> str:
        if words is None:
            return verb
        # A lone & would make the next letter a key.
        return self.tr("{verb}: {words}").format(verb=verb, words=words.replace("&", "&&"))


def quit_application() -> None:
    """Close every window; the application ends with the last one."""
    QApplication.closeAllWindows()


def _plain(words: str) -> str:
    """Without the marks of mnemonics."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")

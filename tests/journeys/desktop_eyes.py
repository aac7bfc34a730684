"""What a user sees of the desktop application: words, things with words on them, and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTreeView,
    QWidget,
)

from ridfr_desktop.application import Application
from ridfr_desktop.widgets.candidate_chips import PictureChip

Spot = tuple[QWidget, QPoint]
"""A widget and where in it one would click."""
Kind = TypeVar("Kind", bound=QWidget)


class Eyes:
    """Sees the front window of an application, and nothing that is hidden or scrolled away.

    Everything that is looked for by words raises `AssertionError` when it is not seen.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    @property
    def front(self) -> QWidget:
        """The window that takes events: the front menu or dialog, or the main window."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.application.window

    @property
    def rests(self) -> bool:
        """Whether nothing runs and all answers are shown."""
        return self.application.operations.idle and not self.application.window._count_later.isActive()

    def words(self) -> str:
        """All that can be read, line by line."""
        read = [label.text() for label in self._seen(QLabel)]
        return "\n".join([*read, *(button.text() for button in self._seen(QAbstractButton))])

    def has(self, kind: str, words: str) -> bool:
        """Whether something of this kind is seen, and can be used."""
        try:
            return self.spot(kind, words)[0].isEnabled()
        except AssertionError:
            return False

    def spot(self, kind: str, words: str, number: int = 0) -> Spot:
        """Where to click for a "button", "field", "cell" of a list, "place", "tab" or "reference"."""
        match kind:
            case "button":
                return _middle(self.button(words))
            case "field":
                return _middle(self._field(words))
            case "cell":
                return self.cell_spot(words, self.cells(words)[number])
            case "place":
                return self.cell_spot("Places", self._place(words))
            case "tab":
                return self._tab(words)
            case "reference":
                return _middle(self.pictures(marked=words == "marked")[number])
        raise ValueError(kind)

    def button(self, words: str) -> QAbstractButton:
        """The only button that says this, at its beginning or as its spoken name."""
        found = [each for each in self._seen(QAbstractButton) if says(each, words)]
        assert len(found) == 1, f"{words!r}: {[each.text() for each in found]} among\n{self.words()}"
        return found[0]

    def pictures(self, *, marked: bool) -> list[PictureChip]:
        """Small pictures to choose from that are, or are not, chosen; in the order they are made."""
        return [chip for chip in self._seen(PictureChip) if chip.isChecked() is marked]

    def cells(self, name: str) -> list[QModelIndex]:
        """Cells that are seen of the list with this spoken name, in order."""
        view = self._view(name)
        rows = (view.model().index(row, 0) for row in range(view.model().rowCount()))
        return [index for index in rows if view.viewport().rect().contains(view.visualRect(index).center())]

    def cell_spot(self, name: str, index: QModelIndex) -> Spot:
        """The middle of a cell of the list with this spoken name."""
        view = self._view(name)
        return view.viewport(), view.visualRect(index).center()

    def _field(self, name: str) -> QLineEdit:
        found = [each for each in self._seen(QLineEdit) if name in (spoken(each), each.placeholderText())]
        assert len(found) == 1, name
        return found[0]

    def _view(self, name: str) -> QAbstractItemView:
        seen = {spoken(each): each for each in self._seen(QAbstractItemView)}
        assert name in seen, f"{name!r} among {list(seen)}"
        return seen[name]

    def _place(self, words: str) -> QModelIndex:
        """An entry of the sidebar."""
        view = self._view("Places")
        assert isinstance(view, QTreeView)
        index = view.model().index(0, 0)
        while index.isValid() and index.data() != words:
            index = view.indexBelow(index)
        assert index.isValid(), f"{words!r} is not in the sidebar"
        return index

    def _tab(self, words: str) -> Spot:
        for bar in self._seen(QTabBar):
            for at in range(bar.count()):
                if bar.tabText(at).startswith(words):
                    return bar, bar.tabRect(at).center()
        raise AssertionError(f"no tab {words!r}")

    def _seen(self, kind: type[Kind]) -> Iterator[Kind]:
        for widget in self.front.findChildren(kind):
            if widget.isVisible() and not widget.visibleRegion().isEmpty():
                yield widget


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it: its own name, or the label before it."""
    face = QAccessible.queryAccessibleInterface(widget)
    return plain(face.text(QAccessible.Text.Name)) if face is not None else ""


def says(button: QAbstractButton, words: str) -> bool:
    return plain(button.text()).startswith(words) or spoken(button) == words


def plain(words: str) -> str:
    """Without the marks of mnemonics."""
    return words.replace("&", "")


def _middle(widget: QWidget) -> Spot:
    """A check box answers only on its box and words, which may be narrower than itself."""
    width = widget.sizeHint().width() if isinstance(widget, QCheckBox) else widget.width()
    return widget, QRect(0, 0, min(widget.width(), width), widget.height()).center()

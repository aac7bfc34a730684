"""Buttons that show the key they answer to, and the row of the people one names most."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.elided_button import ElidedButton
from ridfr_desktop.widgets.flow_layout import FlowLayout

MOST = 9
"""Keys 1 to 9."""
NAME_WIDTH = 48 * GRID


def key_button(
    words: str, keys: str, owner: QWidget, *, primary: bool = False, own: bool = True
) -> QPushButton:
    """A button "Yes  Enter" whose key works anywhere in `owner`; not `own`: the window has the key."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    if keys == "Return":
        shown = QCoreApplication.translate("keys", "Enter")
    button = QPushButton(f"{words}   {shown}")
    button.setProperty("primary", primary)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(words)
    both = (keys, "Enter") if keys == "Return" else (keys,)
    for each in both if own else ():
        shortcut = QShortcut(QKeySequence(each), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        # A button that is hidden or off answers to no key.
        shortcut.activated.connect(lambda: button.click() if button.isVisible() else None)
    return button


class FrequentPeople(QWidget):
    """Up to nine names, each chosen by its number."""

    chosen = Signal(int)
    """Number of the person."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._people: list[int] = []
        self._buttons: list[ElidedButton] = []
        line = FlowLayout(self)
        for number in range(1, MOST + 1):
            button = ElidedButton()
            button.setMaximumWidth(NAME_WIDTH)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, at=number - 1: self._choose(at))
            button.hide()
            line.addWidget(button)
            self._buttons.append(button)
            shortcut = QShortcut(QKeySequence(str(number)), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda at=number - 1: self._choose(at))

    def show_people(self, people: Sequence[tuple[int, str]]) -> None:
        """(number, name) of the people, most frequent first."""
        self._people = [number for number, _ in people[:MOST]]
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(self._people))
            if at < len(self._people):
                name = people[at][1]
                button.set_words(f"{at + 1}  {name}")
                button.setAccessibleName(self.tr("This is {name}").format(name=name))

    def _choose(self, at: int) -> None:
        if at < len(self._people) and self.isVisible():
            self.chosen.emit(self._people[at])

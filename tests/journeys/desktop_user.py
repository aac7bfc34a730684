"""A user at the desktop application, with the mouse alone or with the keyboard alone.

Events go to the window under the mouse or with the keyboard, as from the system: a thing that is
covered, disabled, scrolled away or without the focus cannot be used here either.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from ridfr_desktop.application import Application
from tests.journeys.desktop_eyes import Eyes, says, spoken

PATIENCE = 600_000
"""Milliseconds that anything may take on a busy machine."""
SOON = 5_000
STOPS = 60
"""Presses of Tab after which a thing is not within reach."""
Modifier = Qt.KeyboardModifier
CTRL = Modifier.ControlModifier


class User(Eyes):
    """Eyes with patience."""

    def __init__(self, application: Application, qtbot: QtBot) -> None:
        super().__init__(application)
        self._qtbot = qtbot

    def until(self, holds: Callable[[], object], what: str = "it", limit: int = PATIENCE) -> None:
        """Wait for something that is seen; `what` names it if it never comes."""
        try:
            self._qtbot.waitUntil(lambda: bool(holds()), timeout=limit)
        except QtTimeout:
            running = [each.title for each in self.application.operations._running.values()]
            raise AssertionError(f"{what} did not come; running: {running}; seen:\n{self.words()}") from None

    def until_seen(self, kind: str, words: str) -> None:
        """Wait for a thing, and until it can be used."""
        self.until(lambda: self.has(kind, words), f"{kind} {words!r}")

    def settle(self) -> None:
        """Wait until nothing runs and all answers are shown."""
        self.until(lambda: self.rests, "rest")
        QApplication.processEvents()


class Mouse(User):
    """Clicks, and nothing else; only a name is typed, for no click can say one."""

    def click(self, words: str, kind: str = "button", number: int = 0, *, add: bool = False) -> None:
        """A thing by its kind and words (`Eyes.spot`); `add` holds Ctrl."""
        self._press(*self.spot(kind, words, number), QTest.mouseClick, CTRL if add else Modifier.NoModifier)

    def double_click(self, words: str, kind: str, number: int = 0) -> None:
        self._press(*self.spot(kind, words, number), QTest.mouseDClick)

    def type(self, words: str) -> None:
        """Letters, to what has the focus."""
        QTest.keyClicks(QApplication.focusWidget(), words)

    def _press(
        self,
        widget: QWidget,
        at: QPoint,
        act: Callable[..., None],
        held: Qt.KeyboardModifier = Modifier.NoModifier,
    ) -> None:
        """Through the window, where the system would deliver it."""
        assert widget.isEnabled(), f"{widget} is disabled"
        assert widget.visibleRegion().contains(at), f"{widget} is covered or scrolled away at {at}"
        window = widget.window()
        inside = widget.mapTo(window, at)
        hit = window.childAt(inside) or window
        assert hit is widget or widget.isAncestorOf(hit), f"{hit} lies over {widget}"
        act(_handle(window), Qt.MouseButton.LeftButton, held, inside)
        QApplication.processEvents()


class Keyboard(User):
    """Keys, and nothing else. After each the focus is on something that is seen."""

    def press(self, *keys: Qt.Key | str) -> None:
        """Keys one after the other; a word is typed."""
        for key in keys:
            for each in map(ord, key) if isinstance(key, str) else [key]:
                QTest.keyClick(_handle(self.front), each)
            QApplication.processEvents()
            self.look_at_focus()

    def chord(self, key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
        """A key with Ctrl or other modifiers held."""
        QTest.keyClick(_handle(self.front), key, held)
        QApplication.processEvents()
        self.look_at_focus()

    def tab_to(self, what: str | QWidget) -> None:
        """Press Tab until something with these words, or this very thing, has the focus."""
        passed = []
        for _ in range(STOPS):
            at = QApplication.focusWidget()
            if at is not None and (_is_called(at, what) if isinstance(what, str) else at is what):
                return
            passed.append("nothing" if at is None else f"{type(at).__name__} {spoken(at)!r}")
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {what!r} but to\n" + "\n".join(passed))

    def look_at_focus(self) -> None:
        """It is on something that is seen, in the front window."""
        if isinstance(self.front, QMenu):
            return
        if QApplication.activeWindow() is None:
            # Offscreen there is no window manager that brings the window forward when a dialog closes.
            self.application.window.activateWindow()
        # A window that has just come to the front gets the focus with the next events.
        self.until(QApplication.focusWidget, "something with the focus", SOON)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.isVisible(), f"the focus is on {focus}, which is hidden"
        assert not focus.visibleRegion().isEmpty(), f"the focus is on {focus}, which is scrolled away"


def _handle(window: QWidget) -> QWindow:
    handle = window.windowHandle()
    assert handle is not None
    return handle


def _is_called(widget: QWidget, words: str) -> bool:
    if isinstance(widget, QAbstractButton) and says(widget, words):
        return True
    faint = widget.placeholderText() if isinstance(widget, QLineEdit) else ""
    return words in (spoken(widget), faint)

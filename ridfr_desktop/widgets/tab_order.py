"""The order of the Tab key for widgets that are made while the window is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_behind(anchor: QWidget, widgets: Sequence[QWidget]) -> None:
    """Tab leads from where `anchor` is to these, one after the other; Qt puts new ones at the very end.

    `anchor` is in the same window and need not take the focus itself.
    """
    policy = anchor.focusPolicy()
    # Qt takes no widget as an anchor that Tab passes by.
    anchor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for before, widget in zip([anchor, *widgets], widgets, strict=False):
        QWidget.setTabOrder(before, widget)
    anchor.setFocusPolicy(policy)

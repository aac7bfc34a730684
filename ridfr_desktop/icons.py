"""The application's own icons: one hand, one line width, drawn in the colour of the text.

Each is a path of SVG on a field of 24 by 24, stroked 1.75 wide with round ends.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

PATHS = {
    "photos": "M3 6h18v12H3z M3 16l5-5 4 4 3-3 6 5 M16 9.5h.01",
    "restore": "M12 3l1.8 5.2L19 10l-5.2 1.8L12 17l-1.8-5.2L5 10l5.2-1.8z M18 16l.9 2.1 2.1.9-2.1.9L18 22"
    "l-.9-2.1L15 19l2.1-.9z",
    "restored": "M4 12.5l5 5L20 6.5",
    "drive": "M4 14l2.5-8h11L20 14v4H4z M4 14h16 M16.5 16h.01",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
    "people": "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M2.5 19.5c.7-3.6 3.2-5.2 6.5-5.2s5.8 1.6 6.5 5.2"
    " M15.5 5a3.3 3.3 0 0 1 0 6.3 M17.5 14.6c2.2.5 3.5 2.1 4 4.9",
    "question": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8"
    " M12 16.8h.01",
    "folder": "M3 6h6l2 2.5h10V19H3z",
    "album": "M5 4h14v16H5z M8.5 4v16 M11.5 8h4.5 M11.5 11h4.5",
    "rule": "M4 6h16 M7 12h10 M10 18h4",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z M15.5 15.5L21 21",
    "filter": "M3 5h18l-7 8v6l-4-2v-4z",
    "sort": "M7 4v16 M3.5 16.5L7 20l3.5-3.5 M14 6h7 M14 12h5 M14 18h3",
    "settings": "M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z M12 2.8v3 M12 18.2v3 M2.8 12h3 M18.2 12h3"
    " M5.5 5.5l2.1 2.1 M16.4 16.4l2.1 2.1 M5.5 18.5l2.1-2.1 M16.4 7.6l2.1-2.1",
    "inspector": "M3 5h18v14H3z M15 5v14 M17.5 9h1.5 M17.5 12h1.5",
    "warning": "M12 3.5L22 20.5H2z M12 10v5 M12 17.8h.01",
    "pause": "M8 5v14 M16 5v14",
    "play": "M7 4.5v15l12-7.5z",
    "stop": "M6 6h12v12H6z",
    "close": "M5.5 5.5l13 13 M18.5 5.5l-13 13",
    "more": "M5 12h.01 M12 12h.01 M19 12h.01",
    "back": "M14.5 5L7.5 12l7 7",
    "forward": "M9.5 5l7 7-7 7",
    "add": "M12 4.5v15 M4.5 12h15",
    "remove": "M4.5 12h15",
    "export": "M12 15V3.5 M7.5 8L12 3.5 16.5 8 M4 14.5V20h16v-5.5",
    "import": "M12 3.5V15 M7.5 10.5L12 15l4.5-4.5 M4 14.5V20h16v-5.5",
    "undo": "M8.5 5L4 9.5 8.5 14 M4 9.5h10a5.5 5.5 0 0 1 0 11h-3",
    "redo": "M15.5 5L20 9.5 15.5 14 M20 9.5H10a5.5 5.5 0 0 0 0 11h3",
    "retry": "M20 5v5h-5 M19.5 10A8 8 0 1 0 20 14",
    "keyboard": "M2.5 6h19v12h-19z M6 10h.01 M10 10h.01 M14 10h.01 M18 10h.01 M7.5 14.5h9",
    "pin": "M9 3.5h6l-1 7 3.5 3.5h-11L10 10.5z M12 14v6.5",
    "ban": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M5.7 5.7l12.6 12.6",
    "eye": "M2.5 12C5 7.5 8.2 5.5 12 5.5S19 7.5 21.5 12C19 16.5 15.8 18.5 12 18.5S5 16.5 2.5 12z"
    " M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
    "edit": "M4 20l1-4.5L16.5 4 20 7.5 8.5 19z M14 6.5l3.5 3.5",
    "lock": "M5.5 11h13v9.5h-13z M8 11V8a4 4 0 0 1 8 0v3",
    "memory": "M6 6h12v12H6z M9.5 9.5h5v5h-5z M9 3v3 M15 3v3 M9 18v3 M15 18v3 M3 9h3 M3 15h3 M18 9h3"
    " M18 15h3",
    "language": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M3 12h18 M12 3c3 3 3 15 0 18 M12 3c-3 3-3 15 0 18",
    "palette": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 3v18 M12 7.5h7.5 M12 12h9 M12 16.5h7.5",
}
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{path}" fill="none" '
    'stroke="{colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)
SCREENS = (1, 2, 3)
"""Device pixels per pixel that icons are drawn for."""


def icon(name: str, colour: str, side: int = 18) -> QIcon:
    """An icon in one colour, sharp on every screen.

    Raises:
        KeyError: there is no icon of this name.
    """
    made = QIcon()
    for ratio in SCREENS:
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_icon(painter, name, pixmap.rect(), QColor(colour))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        made.addPixmap(pixmap)
    return made


def draw_icon(painter: QPainter, name: str, place: QRect, colour: QColor) -> None:
    """Paint an icon into a square."""
    _renderer(name, colour.name()).render(painter, QRectF(place))


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = _DRAWING.format(path=PATHS[name], colour=colour)
    return QSvgRenderer(QByteArray(drawing.encode()))

"""The head of a person's page: cover, name, what there is of them, and the one amber button."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.domain.face_tile import FaceTile
from core.services.people_browsing import PersonOverview
from ridfr_desktop.date_words import long_day_words
from ridfr_desktop.theme import CORNER, GRID, Tones
from ridfr_desktop.widgets.elided_button import ElidedButton
from ridfr_desktop.widgets.elided_label import ElidedLabel
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.name_edit import NameEdit
from ridfr_desktop.widgets.tab_order import put_behind

COVER = 96


class PersonHeader(QWidget):
    """Click the name, or press F2, to change it."""

    named = Signal(str)
    born = Signal(object)
    """A `date`, or None when the user cleared it."""
    restore_asked = Signal()

    def __init__(self, pictures: FacePictures, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_words = ""
        self._birth: date | None = None
        self._cover = _Cover(pictures, tones, self)
        pictures.ready.connect(self._cover.update)
        self._name = _NameLabel(tones, self)
        self._name.setObjectName("title")
        self._name.clicked.connect(self.edit_name)
        self._edit = NameEdit(self)
        self._edit.setMaximumWidth(110 * GRID)
        self._edit.said.connect(self._say)
        self._edit.given_up.connect(self.close_edit)
        self._edit.hide()
        self._facts = ElidedLabel()
        self._facts.setProperty("quiet", True)
        self._birth_edit = QLineEdit()
        self._birth_edit.setPlaceholderText(self.tr("Year-month-day, for example 1932-05-17"))
        self._birth_edit.setAccessibleName(self.tr("Date of birth"))
        self._birth_edit.setMaximumWidth(70 * GRID)
        self._birth_edit.returnPressed.connect(self._say_birth)
        self._birth_edit.hide()
        self._birth_button = ElidedButton()
        self._birth_button.setProperty("link", True)
        self._birth_button.clicked.connect(self._edit_birth)
        self._restore = QPushButton()
        self._restore.setProperty("primary", True)
        self._restore.clicked.connect(self.restore_asked)
        self.show_restorable(None)
        self._lay_out()
        put_behind(self._birth_button, [self._birth_edit, self._restore])

    def _lay_out(self) -> None:
        born = QHBoxLayout()
        born.addWidget(self._birth_button)
        born.addWidget(self._birth_edit)
        born.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(4 * GRID)
        top.addWidget(self._name, 1)
        top.addWidget(self._edit, 1)
        top.addWidget(self._restore)
        words.addLayout(top)
        words.addWidget(self._facts)
        words.addLayout(born)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4 * GRID)
        line.addWidget(self._cover)
        line.addLayout(words, 1)

    def show_overview(self, overview: PersonOverview, names: Sequence[str]) -> None:
        card = overview.card
        self._cover.show_face(card.cover)
        self._name_words = card.name or ""
        self._name.set_words(card.name or self.tr("Who is this?"))
        self._edit.offer(names)
        facts = [self.tr("%Ln photo(s)", "", card.photos)]
        years = sorted({year for year in (overview.first_year, overview.last_year) if year is not None})
        if years:
            facts.append("–".join(map(str, years)))
        if card.suggested:
            facts.append(self.tr("%Ln to review", "", card.suggested))
        self._facts.setText("  ·  ".join(facts))
        self._birth = overview.birth_date
        self._birth_button.set_words(self._birth_words(overview))

    def show_restorable(self, photos: int | None) -> None:
        """How many photos a restoration would help; None while that is not known."""
        words = self.tr("Restore…") if photos is None else self.tr("Nothing to restore")
        self._restore.setText(self.tr("Restore %Ln photo(s)…", "", photos) if photos else words)
        self._restore.setEnabled(bool(photos))

    def edit_name(self) -> None:
        self._edit.setText(self._name_words)
        self._edit.selectAll()
        self._name.hide()
        self._edit.show()
        self._edit.setFocus()

    def close_edit(self) -> bool:
        """True when a name or a date was being typed."""
        typing = not self._edit.isHidden() or not self._birth_edit.isHidden()
        self._edit.hide()
        self._name.show()
        self._birth_edit.hide()
        self._birth_button.show()
        return typing

    def _birth_words(self, overview: PersonOverview) -> str:
        born = overview.birth_date
        if born is None:
            return self.tr("Add a date of birth…")
        words = self.tr("Born {day}").format(day=long_day_words(born))
        if overview.ages is None:
            return words
        ages = sorted(set(overview.ages))
        return words + "  ·  " + self.tr("age {years} in the photos").format(years="–".join(map(str, ages)))

    def _edit_birth(self) -> None:
        self._birth_edit.setText("" if self._birth is None else self._birth.isoformat())
        self._birth_button.hide()
        self._birth_edit.show()
        self._birth_edit.setFocus()

    def _say_birth(self) -> None:
        words = self._birth_edit.text().strip()
        try:
            day = date.fromisoformat(words) if words else None
        except ValueError:
            # Stays open: what was typed is not thrown away.
            self._birth_edit.selectAll()
            self._birth_edit.setToolTip(self.tr("Write the date as year-month-day, for example 1932-05-17."))
            return
        self.close_edit()
        if day != self._birth:
            self.born.emit(day)

    def _say(self, name: str) -> None:
        self.close_edit()
        if name != self._name_words:
            self.named.emit(name)


class _NameLabel(ElidedLabel):
    """A name that can be clicked."""

    clicked = Signal()

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__("", parent=parent)
        self._tones = tones
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(self.tr("{name}, press Enter to rename").format(name=words))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self.hasFocus():
            words = min(self.fontMetrics().horizontalAdvance(self.text()), self.width() - 1)
            painter = QPainter(self)
            painter.setPen(QPen(QColor(self._tones.accent), 2))
            painter.drawLine(0, self.height() - 1, words, self.height() - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class _Cover(QWidget):
    """The face that stands for the person."""

    def __init__(self, pictures: FacePictures, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._tones = tones
        self._tile: FaceTile | None = None
        self.setFixedSize(COVER, COVER)

    def show_face(self, tile: FaceTile | None) -> None:
        self._tile = tile
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        picture = None if self._tile is None else self._pictures.face(self._tile)
        if picture is None:
            painter.fillPath(clip, QColor(self._tones.raised))
            return
        painter.setClipPath(clip)
        painter.drawPixmap(QRectF(self.rect()), picture, QRectF(picture.rect()))

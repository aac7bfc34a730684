"""One question at a time: is this face that person? The face in its photo, their strip beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.domain.face_tile import FaceTile
from core.domain.reports import Problem
from core.services.people_browsing import PersonCard
from ridfr_desktop.reason_words import ReasonWords
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.elided_label import ElidedLabel
from ridfr_desktop.widgets.face_delegate import FaceDelegate, caption_height
from ridfr_desktop.widgets.face_keys import FrequentPeople, key_button
from ridfr_desktop.widgets.face_model import FaceEntry, FaceModel
from ridfr_desktop.widgets.face_pictures import FacePictures
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.name_edit import NameEdit
from ridfr_desktop.widgets.photo_view import PhotoFace, PhotoView
from ridfr_desktop.widgets.section_grid import SectionGrid

PANEL = 220, 320
"""Least and greatest width of the strip of faces to compare with."""
STRIP = 60
"""Faces of the person that are shown to compare with."""
SMALL = 84


class FaceQuestion(QWidget):
    """Shows one face and asks; says what was answered and changes nothing itself."""

    yes = Signal()
    no = Signal()
    ignored = Signal()
    split = Signal()
    later = Signal()
    somebody = Signal(object)
    """Number of a person, or a name that was typed."""
    undone = Signal()

    def __init__(self, pictures: FacePictures, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._tile: FaceTile | None = None
        self._large = False
        self._strip_ids: tuple[int, ...] = ()
        self.photo = PhotoView(tones, self)
        # With large letters in a small window the buttons need the room more.
        self.photo.setMinimumSize(240, 120)
        self._question = ElidedLabel()
        self._question.setObjectName("title")
        self._facts = ElidedLabel()
        self._facts.setProperty("quiet", True)
        self.counter = _quiet_label()
        self.said = ElidedLabel()
        self.said.setProperty("quiet", True)
        self._name = NameEdit(self)
        self._name.setMaximumWidth(90 * GRID)
        self._name.setPlaceholderText(self.tr("Who is it then?"))
        self._name.hide()
        self._name.said.connect(self._say_name)
        self._name.given_up.connect(self.close_name)
        self.frequent = FrequentPeople(self)
        self.frequent.chosen.connect(lambda person: self.somebody.emit(person))
        self._strip = FaceModel(pictures, self)
        self._strip_view = SectionGrid(tones, self)
        self._strip_view.setAccessibleName(self.tr("Faces that are certain"))
        self._strip_view.setItemDelegate(FaceDelegate(tones, self._strip_view, note=False))
        self._strip_view.set_cell_size(QSize(SMALL, SMALL + caption_height()))
        self._strip_view.show_model(self._strip)
        self._strip_view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._person = QLabel()
        self._person.setTextFormat(Qt.TextFormat.PlainText)
        self._person.setWordWrap(True)
        self._person_facts = _quiet_label()
        self._person_facts.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        for words, keys, signal in (
            (self.tr("Yes"), "Return", self.yes),
            (self.tr("No"), "Del", self.no),
            (self.tr("Ignore"), "I", self.ignored),
            (self.tr("Split off"), "S", self.split),
        ):
            button = key_button(words, keys, self, primary=keys == "Return")
            button.clicked.connect(lambda _=False, answer=signal: answer.emit())
            buttons.addWidget(button)
        other = key_button(self.tr("Someone else"), "F2", self)
        other.clicked.connect(self.open_name)
        later = key_button(self.tr("Later"), "L", self)
        later.clicked.connect(self.later)
        undo = key_button(self.tr("Undo"), "Ctrl+Z", self, own=False)
        undo.clicked.connect(self.undone)
        for button in (other, later, undo):
            buttons.addWidget(button)
        asked = QHBoxLayout()
        asked.addWidget(self._question, 1)
        asked.addWidget(self.counter, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        left = QVBoxLayout()
        left.setContentsMargins(GRID, 0, 3 * GRID, 3 * GRID)
        left.setSpacing(2 * GRID)
        left.addWidget(self.photo, 1)
        left.addLayout(asked)
        left.addWidget(self._facts)
        left.addWidget(self._name)
        left.addLayout(buttons)
        left.addWidget(self.frequent)
        left.addWidget(self.said)
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setMinimumWidth(PANEL[0])
        panel.setMaximumWidth(PANEL[1])
        column = QVBoxLayout(panel)
        column.setContentsMargins(4 * GRID, 3 * GRID, GRID, 0)
        column.addWidget(self._person)
        column.addWidget(self._person_facts)
        column.addWidget(self._strip_view, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(left, 5)
        line.addWidget(panel, 2)

    def show_person(self, card: PersonCard, faces: Sequence[FaceTile]) -> None:
        """Whom the questions are about, and the faces that are certainly theirs, the best first."""
        name = card.name or self.tr("this person")
        self._question.setText(self.tr("Is this {name}?").format(name=name))
        self._person.setText(name)
        confirmed = self.tr("%Ln confirmed face(s)", "", card.confirmed)
        self._person_facts.setText(
            confirmed if faces else self.tr("Nobody has confirmed a face of {name} yet.").format(name=name)
        )
        shown = tuple(tile.id for tile in faces[:STRIP])
        if shown != self._strip_ids:
            self._strip_ids = shown
            self._strip.show_entries([self._entry(tile) for tile in faces[:STRIP]])

    def show_face(self, tile: FaceTile) -> None:
        """Ask about a face; its photo is shown small until `show_photo` brings the large one."""
        self._tile = tile
        self._large = False
        self.photo.clear()
        self.photo.show_photo(QImage(), QSizeF(tile.photo_width, tile.photo_height))
        self.show_small_photo()
        box = _box_of(tile)
        self.photo.show_faces([PhotoFace(tile.id, box, "", certain=False)])
        self.photo.look_at(self.photo.frame.around(box))
        self._facts.setText(self._what_is_known(tile))
        self.close_name()

    def show_small_photo(self) -> None:
        """The thumbnail, if there is one and the large photo has not come."""
        small = None if self._tile is None or self._large else self._pictures.photo(self._tile)
        if small is not None and self._tile is not None:
            size = QSizeF(self._tile.photo_width, self._tile.photo_height)
            self.photo.show_photo(small.toImage(), size)

    def show_photo(self, picture: QImage) -> None:
        """The photo of the face in question, large."""
        if self._tile is not None:
            self._large = True
            self.photo.show_photo(picture, QSizeF(self._tile.photo_width, self._tile.photo_height))

    def say_missing(self, _: Problem) -> None:
        """The photo cannot be read now: the question can be answered from its thumbnail."""
        if self._tile is not None:
            missing = self.tr("the photo cannot be read now: its thumbnail is shown")
            self._facts.setText(f"{self._what_is_known(self._tile)}  ·  {missing}")

    def offer_names(self, names: Sequence[str]) -> None:
        self._name.offer(names)

    def open_name(self) -> None:
        """Type who it is instead."""
        self._name.clear()
        self._name.show()
        self._name.setFocus()

    def close_name(self) -> None:
        self._name.hide()
        self.photo.setFocus()

    def _say_name(self, name: str) -> None:
        self.close_name()
        self.somebody.emit(name)

    def _what_is_known(self, tile: FaceTile) -> str:
        year = self.tr("no date") if tile.year is None else str(tile.year)
        return f"{year}  ·  {ReasonWords().of_probability(tile.probability)}"

    def _entry(self, tile: FaceTile) -> FaceEntry:
        year = "" if tile.year is None else str(tile.year)
        return FaceEntry(tile.id, lambda: self._pictures.face(tile), year)


def _box_of(tile: FaceTile) -> QRectF:
    return QRectF(
        tile.left * tile.photo_width,
        tile.top * tile.photo_height,
        tile.width * tile.photo_width,
        tile.height * tile.photo_height,
    )


def _quiet_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("quiet", True)
    return label

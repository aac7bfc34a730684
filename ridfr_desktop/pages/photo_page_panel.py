"""Beside the photo: who is in it, which versions there are, and what is known of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.domain.face import FaceState
from core.domain.photo import Photo
from core.domain.restoration import Version
from core.services.people_browsing import FaceInPhoto, PhotoFaces
from ridfr_desktop.date_words import moment_words
from ridfr_desktop.problem_words import message_words
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.elided_button import ElidedButton
from ridfr_desktop.widgets.elided_label import ElidedLabel

WIDTH = 304


class PhotoPanel(QScrollArea):
    """Buttons for faces and versions, so that both can be reached without a mouse."""

    face_chosen = Signal(int)
    draw_asked = Signal()
    version_chosen = Signal(object)
    """`Version`; None is the original."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._versions: list[QPushButton] = []
        self._faces: dict[int, QPushButton] = {}

    def show_photo(self, shown: PhotoFaces) -> None:
        content = QFrame()
        content.setObjectName("panel")
        column = QVBoxLayout(content)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(_label(shown.photo.name or self.tr("Photo without a place"), wrap=True))
        column.addWidget(_heading(self.tr("In this photo")))
        self._add_faces(column, shown.faces)
        if shown.versions:
            column.addSpacing(2 * GRID)
            column.addWidget(_heading(self.tr("Versions")))
            self._add_versions(column, shown)
        column.addSpacing(2 * GRID)
        column.addWidget(_heading(self.tr("File")))
        column.addLayout(self._facts(shown.photo))
        column.addStretch(1)
        self.setWidget(content)

    def mark_face(self, face_id: int) -> None:
        """The face that keys are about."""
        for number, button in self._faces.items():
            button.setChecked(number == face_id)

    def _add_faces(self, column: QVBoxLayout, faces: Sequence[FaceInPhoto]) -> None:
        self._faces = {}
        for each in faces:
            button = ElidedButton(self.words_of(each))
            button.setCheckable(True)
            button.setProperty("line", True)
            button.clicked.connect(lambda _=False, face=each.face.id: self.face_chosen.emit(face))
            column.addWidget(button)
            self._faces[each.face.id] = button
        if not faces:
            column.addWidget(_label(self.tr("No face was found."), quiet=True, wrap=True))
        draw = ElidedButton(self.tr("Draw a face (N)"))
        draw.clicked.connect(self.draw_asked)
        column.addWidget(draw)

    def words_of(self, each: FaceInPhoto) -> str:
        """A face in words: name, age, and whether it is certain."""
        if not each.name:
            return self.tr("Who is this?")
        words = each.name
        if each.age is not None:
            words += "  ·  " + self.tr("age {years}").format(years=each.age)
        return (
            words if each.face.state is FaceState.CONFIRMED else self.tr("{name} (likely)").format(name=words)
        )

    def _add_versions(self, column: QVBoxLayout, shown: PhotoFaces) -> None:
        names = {each.face.id: each.name or self.tr("a face") for each in shown.faces}
        in_use = shown.versions[-1]
        self._versions = []
        listed: list[tuple[str, Version | None, bool]] = []
        for version in shown.versions:
            restored = [face for face, made in version.faces if made is not None]
            if restored:
                who = ", ".join(names.get(face, self.tr("a face")) for face in restored)
                listed.append((self.tr("Restored: {names}").format(names=who), version, version == in_use))
        listed.insert(0, (self.tr("Original"), None, not any(used for _, _, used in listed)))
        for words, choice, used in listed:
            button = ElidedButton(words)
            button.setCheckable(True)
            button.setChecked(used)
            button.setProperty("line", True)
            button.clicked.connect(self._chooser(choice))
            column.addWidget(button)
            self._versions.append(button)
        column.addWidget(_label(self.tr("Hold Space to see the original."), quiet=True, wrap=True))

    def _chooser(self, version: Version | None) -> Callable[[], None]:
        return lambda: self.version_chosen.emit(version)

    def _facts(self, photo: Photo) -> QFormLayout:
        facts, camera = photo.facts, photo.facts.camera
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        taken = facts.taken_at
        date = self.tr("not known")
        if taken is not None:
            date = moment_words(taken)
        pixels = self.tr("{width} × {height} pixels").format(width=facts.width, height=facts.height)
        made = " ".join(part for part in (camera.make, camera.model) if part)
        for title, words in (
            (self.tr("Taken"), date),
            (self.tr("Size"), f"{pixels}, {facts.format}"),
            (self.tr("Camera"), made),
            (self.tr("Lens"), camera.lens),
            (self.tr("Text"), camera.description),
            (self.tr("Note"), message_words(facts.metadata_problem)),
        ):
            if words:
                form.addRow(_label(title, quiet=True), _label(words, wrap=True))
        if photo.locations:
            folder = ElidedLabel(str(photo.path.parent), mode=Qt.TextElideMode.ElideMiddle)
            form.addRow(_label(self.tr("Folder"), quiet=True), folder)
            if not photo.online:
                form.addRow("", _label(self.tr("not connected")))
        return form


def _label(words: str, *, quiet: bool = False, wrap: bool = False) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("quiet", quiet)
    label.setWordWrap(wrap)
    # One long word must not make the panel wider than it is.
    label.setMinimumWidth(1)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heading(words: str) -> QLabel:
    label = _label(words.upper(), quiet=True)
    label.setAccessibleName(words)
    return label

"""One photo fills the page: original and restored, the faces with their likeness, export."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.domain.restoration import Decision, Likeness, Restoration, RestorationState
from core.services.browsing import PhotoDetails
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.compare_view import CompareView

PANEL_WIDTH = 320


class RestorePage(QWidget):
    """The compare view with a panel that says who is in the photo and what was done."""

    restore_asked = Signal(int)
    decided = Signal(list, object)
    """Restoration ids and the `Decision` about them."""
    export_asked = Signal(int)
    back_asked = Signal()

    def __init__(self, tones: Tones) -> None:
        super().__init__()
        self._details: PhotoDetails | None = None
        self._compare = CompareView(tones)
        self._title = _plain_label()
        self._title.setObjectName("title")
        self._faces = _plain_label()
        self._result = _plain_label()
        self._warning = _plain_label()
        self._warning.setProperty("quiet", True)
        self._restore = QPushButton(self.tr("Restore the faces"))
        self._restore.setProperty("primary", True)
        self._keep = QPushButton(self.tr("Keep"))
        self._discard = QPushButton(self.tr("Discard"))
        self._export = QPushButton(self.tr("Export…"))
        back = QPushButton(self.tr("Back"))
        self._restore.clicked.connect(self._ask_restore)
        self._keep.clicked.connect(self._decide_keep)
        self._discard.clicked.connect(self._decide_discard)
        self._export.clicked.connect(self._ask_export)
        back.clicked.connect(self.back_asked)
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setFixedWidth(PANEL_WIDTH)
        column = QVBoxLayout(panel)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(3 * GRID)
        for widget in (self._title, self._faces, self._result, self._restore):
            column.addWidget(widget)
        decision = QHBoxLayout()
        decision.addWidget(self._keep)
        decision.addWidget(self._discard)
        column.addLayout(decision)
        column.addWidget(self._export)
        column.addWidget(self._warning)
        column.addStretch(1)
        column.addWidget(back)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._compare, 1)
        layout.addWidget(panel)

    def show_photo(self, details: PhotoDetails, before: QImage, after: QImage | None) -> None:
        self._details = details
        self._compare.show_pictures(before, after)
        self._compare.setFocus()
        taken = details.photo.facts.taken_at
        self._title.setText(f"{details.photo.path.name}{f' · {taken.year}' if taken else ''}")
        names = [label or self.tr("unknown") for _, label in details.faces]
        self._faces.setText(self.tr("In it: ") + ", ".join(names) if names else self.tr("No face was found."))
        finished = self._finished()
        self._result.setText("\n\n".join(self._words(item) for item in finished))
        self._warning.setText(
            self.tr("Restored by a model: details are a guess. Not for identification.") if finished else ""
        )
        self._restore.setEnabled(bool(names) and details.photo.online)
        self._keep.setEnabled(bool(finished))
        self._discard.setEnabled(bool(finished))
        self._export.setEnabled(bool(details.versions))

    def _finished(self) -> list[Restoration]:
        if self._details is None:
            return []
        finished = {RestorationState.DONE, RestorationState.HELD}
        return [
            item
            for item in self._details.restorations
            if item.state in finished and item.decision is not Decision.DISCARDED
        ]

    def _words(self, restoration: Restoration) -> str:
        assert self._details is not None
        names = {face.id: label for face, label in self._details.faces}
        name = names.get(restoration.face_id) or self.tr("this person")
        judgement = restoration.judgement
        if judgement is None:
            return name
        likeness = {
            Likeness.CLOSE: self.tr("Close to {name}"),
            Likeness.UNSURE: self.tr("Unsure whether still {name}"),
            Likeness.DRIFTED: self.tr("No longer {name}: held for review"),
        }[judgement.likeness].format(name=name)
        if judgement.before is not None and judgement.after is not None:
            likeness += f"\n{judgement.before:.2f} → {judgement.after:.2f}"
        return likeness

    def _ask_restore(self) -> None:
        if self._details is not None:
            self.restore_asked.emit(self._details.photo.id)

    def _decide_keep(self) -> None:
        self.decided.emit([item.id for item in self._finished()], Decision.KEPT)

    def _decide_discard(self) -> None:
        self.decided.emit([item.id for item in self._finished()], Decision.DISCARDED)

    def _ask_export(self) -> None:
        if self._details is not None:
            self.export_asked.emit(self._details.photo.id)


def _plain_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label

"""The restore view: one photo fills the page, before and after, with all that can be changed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.domain.face_tile import FaceTile
from core.domain.recipe import MOST_REFERENCES, USUAL_REFERENCES
from core.domain.reports import Problem
from core.services.restore_invented import ENOUGH, Invented
from core.services.restore_preview import ReferenceChoice
from core.services.restore_scene import OfferedReference, offered_references, reference_tiles
from ridfr_desktop.actions_restore import RestoreSession
from ridfr_desktop.dialogs.reference_dialog import ReferenceDialog
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.face_page import FacePage
from ridfr_desktop.pages.restore_page_panel import RestorePanel
from ridfr_desktop.restore_picture import InventedPicture, InventedShown, LivePicture
from ridfr_desktop.restore_state import FaceWork, Stage
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.compare_view import CompareMode, CompareView
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.guess_notice import GuessNotice

SMALL = 120
"""Screen pixels of a face under which a restoration would hardly be seen: the view goes closer."""


class RestorePage(FacePage):
    """Opens already working with the best reference; nothing is kept until Keep is pressed."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._session = RestoreSession(context, self)
        self._picture = LivePicture(context, self)
        self._invented = InventedPicture(context, self)
        self._current = 0
        self._wants_invented = False
        self._tiles: dict[tuple[int, ...], tuple[FaceTile, ...]] = {}
        self._dialog: ReferenceDialog | None = None
        self._compare = CompareView(context.tones)
        self._panel = RestorePanel(context.tones, self._pictures)
        self._zoom = _quiet()
        self._warning = GuessNotice()
        self._warning.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        self._warning.hide()
        self._lay_out()
        self._connect()

    def open(self, place: Place) -> None:
        """A photo, and the faces that were asked for (all of known people if none was)."""
        self._current = place.ids[0] if place.ids else 0
        self._set_invented(False)
        self._compare.say(self.tr("Reading the photo…"))
        self._compare.show_note("")
        self._warning.hide()
        self._notice.clear()
        self._panel.show_face(None, opened=False)
        self._compare.setFocus()
        self._panel.setEnabled(False)
        self._picture.start(None)
        self._session.open(place.id, place.ids)
        self.selection.emit((place.id,))

    def refresh(self) -> None:
        self._session.read_again()

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        return (
            (self.tr("Space"), self.tr("Hold: the original")),
            ("S", self.tr("Slider, side by side, lens")),
            ("← →", self.tr("Move the slider or the lens")),
            ("0, 1, +, −", self.tr("Fit, 100 %, closer, farther")),
            ("N", self.tr("Another candidate")),
            ("I", self.tr("Show what was invented")),
            ("K", self.tr("Keep")),
            ("D", self.tr("Discard")),
        )

    def _lay_out(self) -> None:
        picture = QVBoxLayout()
        picture.setSpacing(0)
        picture.addWidget(self._notice)
        picture.addWidget(self._compare, 1)
        picture.addLayout(self._view_bar())
        picture.addWidget(self._warning)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(picture, 1)
        layout.addWidget(self._panel)

    def _view_bar(self) -> FlowLayout:
        """Ways to compare, and how close; the hint at the right stands below where there is no room."""
        self._modes = QButtonGroup(self)
        bar = FlowLayout()
        bar.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        names = {
            CompareMode.SLIDER: self.tr("Slider"),
            CompareMode.SIDE_BY_SIDE: self.tr("Side by side"),
            CompareMode.LENS: self.tr("Lens"),
        }
        for number, (mode, name) in enumerate(names.items()):
            button = QPushButton(name)
            button.setCheckable(True)
            button.setChecked(mode is CompareMode.SLIDER)
            self._modes.addButton(button, number)
            bar.addWidget(button)
        for name, act in (("100 %", self._compare.actual_pixels), (self.tr("Fit"), self._compare.fit)):
            button = QPushButton(name)
            button.clicked.connect(act)
            bar.addWidget(button)
        self._zoom.setMinimumWidth(14 * GRID)
        bar.addWidget(self._zoom)
        bar.add_space()
        bar.addWidget(_quiet(self.tr("hold Space: the original")))
        return bar

    def _connect(self) -> None:
        session, panel = self._session, self._panel
        session.opened.connect(self._opened)
        session.face_changed.connect(self._face_changed)
        session.picture_changed.connect(self._compose)
        session.decided.connect(self._decided)
        for source in (session, self._picture, self._invented):
            source.failed.connect(self._failed)
        self._picture.ready.connect(self._show_picture)
        self._invented.ready.connect(self._show_invented)
        self._compare.zoomed.connect(self._show_zoom)
        self._compare.face_clicked.connect(self._choose_face)
        self._compare.mode_changed.connect(self._mode_changed)
        self._modes.idClicked.connect(lambda number: self._compare.set_mode(list(CompareMode)[number]))
        self._pictures.ready.connect(lambda _number, _kind: panel.repaint_pictures())
        panel.face_chosen.connect(self._choose_face)
        panel.on_changed.connect(lambda on: session.set_on(self._current, on))
        panel.change_references.connect(self._change_references)
        panel.use_several.connect(self._use_several)
        panel.strength_changed.connect(lambda share: session.set_strength(self._current, share))
        panel.candidate_chosen.connect(lambda number: session.choose(self._current, number))
        panel.another_asked.connect(lambda: session.another(self._current))
        panel.restore_asked.connect(lambda: session.restore(self._current))
        panel.invented_wanted.connect(self._set_invented)
        panel.keep_asked.connect(session.keep)
        panel.discard_asked.connect(lambda: session.discard(self._current))
        self._key("N", lambda: session.another(self._current))
        self._key("I", lambda: self._set_invented(not self._wants_invented))
        self._key("K", session.keep)
        self._key("D", lambda: session.discard(self._current))

    def _opened(self, original: QImage) -> None:
        opened = self._session.photo
        assert opened is not None
        if self._current not in opened.faces:
            wanted = [work.id for work in opened.faces.values() if not work.face.left_alone]
            self._current = next(iter(wanted or opened.faces), 0)
        self._picture.start(opened.canvas)
        self._compare.show_original(original, opened.size)
        self._panel.setEnabled(True)
        self._mark_faces()
        work = opened.faces.get(self._current)
        if work is not None:
            box = opened.box(work.face)
            # The line begins on the face: there is where something happens.
            self._compare.set_split(box.center().x() / max(opened.size.width(), 1.0))
            if len(opened.faces) == 1 and box.height() * self._compare.frame.scale < SMALL:
                self._compare.look_closer(box)
        self._compare.setFocus()
        self._face_changed(self._current)

    def _mark_faces(self) -> None:
        opened = self._session.photo
        if opened is not None:
            boxes = [(work.id, opened.box(work.face)) for work in opened.faces.values()]
            self._compare.show_faces(boxes, self._current)

    def _face_changed(self, face_id: int) -> None:
        opened = self._session.photo
        if opened is None:
            return
        self._panel.show_photo(opened, self._current)
        work = self._session.face(self._current)
        if face_id == self._current:
            tiles, year = self._reference_tiles(work), opened.scene.year
            self._panel.show_face(work, tiles, year, seconds=opened.seconds)
            first = work is not None and work.working and not work.results
            self._compare.show_note(note_words(work.stage) if work is not None and first else "")
            if self._wants_invented and work is not None:
                self._compare_results(work)

    def _reference_tiles(self, work: FaceWork | None) -> tuple[FaceTile, ...]:
        """Pictures of the references, as far as they are known; unknown ones are read."""
        wanted = () if work is None else work.references
        if wanted and wanted not in self._tiles:
            self._tiles[wanted] = ()

            def known(tiles: list[FaceTile]) -> None:
                self._tiles[wanted] = tuple(tiles)
                self._face_changed(self._current)

            self._read(f"references {wanted}", lambda app: reference_tiles(app.library, wanted), known)
        return self._tiles.get(wanted, ())

    def _choose_face(self, face_id: int) -> None:
        if face_id != self._current:
            self._current = face_id
            self._set_invented(False)
            self._mark_faces()
            self._face_changed(face_id)

    def _compose(self, busy: int) -> None:
        if self._session.photo is not None:
            self._picture.show(self._session.photo.shown(), busy)

    def _show_picture(self, picture: QImage | None) -> None:
        self._compare.show_result(picture)
        self._warning.setVisible(picture is not None)

    def _show_zoom(self, scale: float) -> None:
        self._zoom.setText(f"{round(scale * self._compare.devicePixelRatioF() * 100)} %")

    def _mode_changed(self, mode: str) -> None:
        self._modes.button(list(CompareMode).index(CompareMode(mode))).setChecked(True)

    def _change_references(self) -> None:
        work = self._session.face(self._current)
        if work is None:
            return
        face_id = work.id
        dialog = ReferenceDialog(work.face.name, MOST_REFERENCES, self.context.tones, self._pictures, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.faces_chosen.connect(lambda faces: self._use(ReferenceChoice(faces=tuple(faces))))
        dialog.best_wanted.connect(lambda: self._use(ReferenceChoice()))
        dialog.file_chosen.connect(lambda path: self._session.use_file(face_id, Path(path)))

        def offer(offered: list[OfferedReference]) -> None:
            if self._dialog is dialog:
                dialog.offer(offered, work.references)

        dialog.finished.connect(self._dialog_closed)
        self._dialog = dialog
        self._read("offered", lambda app: offered_references(app.library, face_id), offer)
        dialog.open()

    def _dialog_closed(self) -> None:
        self._dialog = None

    def _use(self, choice: ReferenceChoice) -> None:
        self._set_invented(False)
        self._session.use_references(self._current, choice)

    def _use_several(self, several: bool) -> None:
        most = max(USUAL_REFERENCES, self.context.app.settings.references)
        self._use(ReferenceChoice(limit=most if several else 1))

    def _set_invented(self, wanted: bool) -> None:
        """Of a face that is left alone nothing was invented: the key does nothing there."""
        work = self._session.face(self._current)
        wanted = wanted and work is not None and bool(work.results or work.working)
        self._wants_invented = wanted
        self._panel.set_invented(wanted)
        self._compare.show_overlay(None)
        self._invented.forget()
        if not wanted or work is None:
            return
        self._panel.show_invented("", busy=True)
        for _ in range(ENOUGH - len(work.results) - work.working):
            self._session.another(self._current, show=False)
        self._compare_results(work)

    def _compare_results(self, work: FaceWork) -> None:
        opened = self._session.photo
        if opened is not None and not work.working and len(work.results) > 1:
            self._invented.find(opened, work)

    def _show_invented(self, shown: InventedShown) -> None:
        if not self._wants_invented or shown.face_id != self._current:
            return
        self._compare.show_overlay(shown.picture, shown.place)
        self._panel.show_invented(invented_words(shown.found))

    def _decided(self, kept: bool) -> None:
        self.changed.emit()
        words = self.tr("Kept as a new version of this photo.") if kept else self.tr("Discarded.")
        self._tell_edit(words, True)

    def _failed(self, problem: object) -> None:
        if self._session.photo is None:
            assert isinstance(problem, Problem)
            self._compare.say(f"{problem.title}\n\n{problem.message}")
        self._panel.setEnabled(self._session.photo is not None)
        self.problem.emit(problem)


def note_words(stage: Stage) -> str:
    """What happens before there is anything to see."""
    translate = QCoreApplication.translate
    return {
        Stage.WAITING: translate("restore", "Waiting…"),
        Stage.LOADING: translate("restore", "Loading the restorer…"),
        Stage.RESTORING: translate("restore", "Restoring…"),
    }[stage]


def invented_words(found: Invented) -> str:
    """What the amber says, in two sentences."""
    translate = QCoreApplication.translate
    added = translate(
        "invented", "Amber is detail that the damaged photo does not show: {share} % of the face."
    ).format(share=round(found.added * 100))
    # Always of two and more: no singular is needed.
    if round(found.varied * 100) == 0:
        others = translate("invented", "{number} results with other seeds agree on it.")
    else:
        others = translate("invented", "{number} results with other seeds differ on {share} %.")
    return f"{added} {others.format(number=found.results, share=round(found.varied * 100))}"


def _quiet(words: str = "") -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("quiet", True)
    return label

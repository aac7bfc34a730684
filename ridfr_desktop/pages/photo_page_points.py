"""Setting the eyes, nose and mouth of a face that the models do not see, or see wrongly."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Signal

from core.domain.face import Face, Landmarks
from core.jobs.job import Lane
from core.services.manual_faces import measure_face, set_landmarks
from ridfr_desktop.actions_people import PeopleEdits
from ridfr_desktop.page import PageContext
from ridfr_desktop.widgets.notice_bar import NoticeBar
from ridfr_desktop.widgets.photo_frame import PhotoFrame
from ridfr_desktop.widgets.photo_view import PhotoView
from ridfr_desktop.widgets.point_editor import PointEditor, guessed_points

SHARE = 0.6
"""Of the view's height that the face fills meanwhile."""


class FacePoints(QObject):
    """One face at a time; measured anew when its points were set."""

    changed = Signal()
    """A face was measured."""
    wanted = Signal(int)
    """The points of this face are to be set."""
    ended = Signal()
    """The points were saved or left as they were."""

    def __init__(self, context: PageContext, view: PhotoView, notice: NoticeBar, edits: PeopleEdits) -> None:
        super().__init__(view)
        self._context = context
        self._view, self._notice, self._edits = view, notice, edits
        self._face: Face | None = None
        self._frame_before: PhotoFrame | None = None
        self.editor = PointEditor(view, context.tones)
        self.editor.accepted.connect(self.save)

    @property
    def active(self) -> bool:
        return self.editor.active

    def begin(self, face: Face) -> None:
        """Show the points of a face, or a guess, to be moved; the face is brought near."""
        box = QRectF(face.box.x, face.box.y, face.box.width, face.box.height)
        self._face, self._frame_before = face, self._view.frame
        self._view.set_boxes_shown(False)
        self._view.look_at(self._view.frame.around(box, SHARE))
        words = self.tr("Drag the points onto the eyes, the tip of the nose and the corners of the mouth.")
        choices = [(self.tr("Save (Enter)"), self.save), (self.tr("Cancel (Esc)"), self.leave)]
        self._notice.ask(words, choices, focus=False)
        self.editor.begin(guessed_points(box) if face.landmarks is None else face.landmarks.points)

    def save(self) -> None:
        face, points = self._face, self.editor.points
        self.leave()
        if face is not None and points:
            self._edits.run(
                lambda app: set_landmarks(app.library, face.id, Landmarks(points)),
                lambda _: self.measure(face.id, with_points=True),
            )

    def leave(self) -> None:
        """Let the points be; the photo is seen as before."""
        if not self.active:
            return
        self._face = None
        self.editor.end()
        self._notice.clear()
        before = self._frame_before
        if before is not None and before.size == self._view.frame.size:
            self._view.look_at(before.in_view(self._view.size()))
        self.ended.emit()

    def measure(self, face_id: int, *, with_points: bool = False) -> None:
        """Let the face pack measure a face behind the scenes; say so when it finds nothing there.

        Behind other work, which may be paused, it is seen in the activity bar; alone it takes a moment.
        """
        app, operations = self._context.app, self._context.operations

        def measured(found: object) -> None:
            self.changed.emit()
            if found is False:
                self._say_nothing_found(face_id, with_points)

        operations.run(
            Lane.INDEX,
            self.tr("Measuring a face"),
            lambda _: measure_face(app.library, face_id, app.analyzer(), app.decoder),
            measured,
            quiet=not operations.working(Lane.INDEX),
        )

    def _say_nothing_found(self, face_id: int, with_points: bool) -> None:
        words = self.tr(
            "The model sees no face there. Set its eyes and mouth to have it compared and restored."
        )
        if with_points:
            words = self.tr("Nothing can be measured there: the points lie too close together.")
        again = (self.tr("Set the eyes and the mouth (P)"), lambda: self.wanted.emit(face_id))
        self._notice.tell(words, [again], seconds=30)

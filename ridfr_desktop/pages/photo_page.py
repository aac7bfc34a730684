"""One photo with the people in it: look closely, say who is who, restore a face, switch versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.domain.face import Box, FaceState
from core.domain.restoration import Version
from core.jobs.job import Lane
from core.services.people import add_face, confirm, ignore, mark_no_face, reject, set_cover
from core.services.people_browsing import FaceInPhoto
from core.services.versions import keep_choices
from ridfr_desktop.icons import icon
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.face_page import FacePage, original_image
from ridfr_desktop.pages.photo_page_panel import PhotoPanel
from ridfr_desktop.pages.photo_page_points import FacePoints
from ridfr_desktop.pages.photo_page_reading import PhotoShown, read_photo
from ridfr_desktop.photo_images import SCREEN_SIDE
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.flow_layout import FlowLayout
from ridfr_desktop.widgets.name_edit import NameEdit
from ridfr_desktop.widgets.photo_view import PhotoFace, PhotoView

LARGEST_SIDE = 8192
"""Long side of what is read to look closely; more would not fit into a graphics card."""


class PhotoPage(FacePage):
    """Arrows go through the list one came from; a click on a face asks who it is."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._photo = 0
        self._list: tuple[int, ...] = ()
        self._shown: PhotoShown | None = None
        self._drawn: QRectF | None = None
        self._detailed = False
        self._boxes = True
        self._view = PhotoView(context.tones, self)
        self._name = NameEdit(self._view)
        self._name.setFixedWidth(60 * GRID)
        self._name.hide()
        self._name.said.connect(self._say_name)
        self._name.given_up.connect(self._close_name)
        self._panel = PhotoPanel(self)
        self._panel.face_chosen.connect(self._ask_name)
        self._panel.version_chosen.connect(self._switch)
        self._panel.draw_asked.connect(self._draw_box)
        self._points = FacePoints(context, self._view, self._notice, self._edits)
        self._points.changed.connect(self.changed)
        self._points.ended.connect(self._points_set)
        self._points.wanted.connect(self._want_points)
        self._view.face_opened.connect(self._ask_name)
        self._view.menu_wanted.connect(self._show_menu)
        self._view.box_drawn.connect(self._name_box)
        self._view.stepped.connect(self._step)
        self._view.zoomed.connect(self._zoomed)
        self._lay_out()
        for keys, act in (
            ("B", self._toggle_boxes),
            ("N", self._draw_box),
            ("F2", self._name_current),
            ("Del", lambda: self._with_current(self._reject)),
            ("R", lambda: self._with_current(self._restore)),
            ("P", lambda: self._with_current(self._set_points)),
        ):
            self._key(keys, self._unless_points(act))

    def _lay_out(self) -> None:
        self._where = QLabel()
        self._where.setProperty("quiet", True)
        self._zoom = QLabel()
        self._zoom.setProperty("quiet", True)
        self._boxes_button = QPushButton(self.tr("Faces (B)"))
        self._boxes_button.setCheckable(True)
        self._boxes_button.setChecked(True)
        self._boxes_button.clicked.connect(self._toggle_boxes)
        self._before = self._step_button("back", self.tr("Previous photo (Left)"), -1)
        self._after = self._step_button("forward", self.tr("Next photo (Right)"), 1)
        export = QPushButton(self.tr("Export…"))
        export.clicked.connect(lambda: self.command.emit("export", (self._photo,)))
        self._restore_button = QPushButton(self.tr("Restore the faces"))
        self._restore_button.setProperty("primary", True)
        self._restore_button.clicked.connect(lambda: self.go.emit(Place("restore", self._photo)))
        bar = FlowLayout()
        bar.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        for widget in (self._before, self._after, self._where):
            bar.addWidget(widget)
        bar.add_space()
        for control in (self._zoom, self._boxes_button, export, self._restore_button):
            bar.addWidget(control)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._notice)
        left.addWidget(self._view, 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addLayout(left, 1)
        below.addWidget(self._panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addLayout(below, 1)

    def _unless_points(self, act: Callable[[], None]) -> Callable[[], None]:
        """Keys about faces rest while the points of one are moved."""
        return lambda: None if self._points.active else act()

    def _step_button(self, sign: str, words: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign, self.context.tones.text))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self._step(by))
        return button

    def open(self, place: Place) -> None:
        self._list = place.ids or self._list if place.id in (place.ids or self._list) else ()
        self._photo = place.id
        self._shown = None
        self._points.leave()
        self._view.clear()
        self._view.setFocus()
        self._name.hide()
        self.selection.emit((place.id,))
        self.refresh()

    def refresh(self) -> None:
        photo = self._photo
        self._read("photo", lambda app: read_photo(app, photo), self._show)

    def escape(self) -> bool:
        if self._points.active:
            self._points.leave()
        elif self._notice.isVisible():
            self._notice.clear()
        elif not self._name.isHidden():
            self._close_name()
        elif self._view.frame.zoom is not None:
            self._view.look_at(self._view.frame.fitted())
        else:
            return False
        return True

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        return (
            ("Left, Right", self.tr("Previous and next photo")),
            ("+ - 0 1", self.tr("Zoom in, out, fit, actual pixels")),
            ("Space", self.tr("Hold to see the original")),
            ("B", self.tr("Show or hide the faces")),
            ("N", self.tr("Draw a face")),
            ("Tab", self.tr("Next face")),
            ("F2", self.tr("Who is this?")),
            ("Del", self.tr("Not this person")),
            ("R", self.tr("Restore this face")),
            ("P", self.tr("Set the eyes and the mouth")),
        )

    def _show(self, shown: PhotoShown) -> None:
        kept = self._shown is not None and self._detailed
        facts = shown.faces.photo.facts
        self._shown = shown
        self._detailed = kept and self._is_plain(shown)
        if not self._detailed:
            original = None if self._is_plain(shown) else shown.original
            self._view.show_photo(shown.picture, QSizeF(facts.width, facts.height), original=original)
        self._view.show_faces([self._framed(each) for each in shown.faces.faces])
        self._panel.show_photo(shown.faces)
        self._panel.mark_face(self._view.current_face)
        self._name.offer(shown.faces.names)
        self._restore_button.setEnabled(bool(shown.faces.faces) and shown.faces.photo.online)
        self._where.setText(self._place_in_list())
        if shown.problem:
            self._notice.tell(shown.problem, seconds=30)
        self._zoomed(self._view.frame.scale)

    def _is_plain(self, shown: PhotoShown) -> bool:
        """The original itself is shown, not a version of it."""
        return shown.picture is shown.original

    def _framed(self, each: FaceInPhoto) -> PhotoFace:
        box = each.face.box
        certain = each.face.state is FaceState.CONFIRMED
        words = each.name or self.tr("Who is this?")
        if each.name and not certain:
            words = self.tr("{name}?").format(name=each.name)
        return PhotoFace(each.face.id, QRectF(box.x, box.y, box.width, box.height), words, certain)

    def _place_in_list(self) -> str:
        """Also turns off the arrows that lead nowhere."""
        at = self._list.index(self._photo) + 1 if self._photo in self._list else 0
        self._before.setEnabled(at > 1)
        self._after.setEnabled(0 < at < len(self._list))
        if not at:
            return ""
        locale = QLocale()
        return self.tr("{number} of {all}").format(
            number=locale.toString(at), all=locale.toString(len(self._list))
        )

    def _step(self, by: int) -> None:
        """Without a trace on the way back: Back leads to the list.

        A photo of the same size is seen as closely, and at the same place: so shots are compared.
        """
        if self._points.active:
            self._points.editor.go_on()
        elif self._photo in self._list:
            at = self._list.index(self._photo) + by
            if 0 <= at < len(self._list):
                frame = self._view.frame
                self.open(Place("photo", self._list[at], ids=self._list))
                self._view.look_at(frame)

    def _zoomed(self, scale: float) -> None:
        self._zoom.setText(f"{round(100 * scale * self.devicePixelRatioF())} %")
        self._place_name()
        shown = self._shown
        if shown is None or self._detailed or not self._is_plain(shown) or shown.problem:
            return
        facts, photo = shown.faces.photo.facts, self._photo
        longest = max(facts.width, facts.height)
        if longest > SCREEN_SIDE and scale * self.devicePixelRatioF() * longest > SCREEN_SIDE * 1.1:
            self._detailed = True
            size = QSizeF(facts.width, facts.height)
            work = lambda app: original_image(app, photo, LARGEST_SIDE)  # noqa: E731
            self._read("detail", work, lambda image: self._show_detail(photo, image, size), lane=Lane.READ)

    def _show_detail(self, photo: int, image: QImage, size: QSizeF) -> None:
        if photo == self._photo:
            self._view.show_photo(image, size)

    def _toggle_boxes(self) -> None:
        self._boxes = not self._boxes
        self._boxes_button.setChecked(self._boxes)
        self._view.set_boxes_shown(self._boxes)

    def _draw_box(self) -> None:
        if not self._boxes:
            self._toggle_boxes()
        self._view.setFocus()
        self._view.set_drawing(True)
        self._notice.tell(self.tr("Drag a box around the face."), seconds=6)

    def _name_box(self, box: QRectF) -> None:
        """A box was drawn: whose face is it?"""
        self._drawn = box
        self._notice.clear()
        self._view.select_face(0)
        self._open_name("")

    def _name_current(self) -> None:
        if self._view.current_face:
            self._ask_name(self._view.current_face)

    def _ask_name(self, face_id: int) -> None:
        each = self._info(face_id)
        if each is None:
            return
        self._drawn = None
        self._view.select_face(face_id)
        self._panel.mark_face(face_id)
        self._open_name(each.name)

    def _open_name(self, name: str) -> None:
        self._name.setText(name)
        self._name.selectAll()
        self._name.show()
        self._place_name()
        self._name.setFocus()

    def _place_name(self) -> None:
        """Under the face, inside the view."""
        if self._name.isHidden():
            return
        box = self._drawn
        each = self._info(self._view.current_face)
        if box is None and each is not None:
            box = self._framed(each).box
        place = self._view.frame.to_view(box or QRectF())
        room_x, room_y = self._view.width() - self._name.width(), self._view.height() - self._name.height()
        left = min(max(place.center().x() - self._name.width() / 2, 0), max(room_x, 0))
        top = min(max(place.bottom() + GRID, 0), max(room_y, 0))
        self._name.move(round(left), round(top))

    def _close_name(self) -> None:
        drawn, self._drawn = self._drawn, None
        self._name.hide()
        self._view.setFocus()
        if drawn is not None:
            self._add_face(drawn, None)

    def _say_name(self, name: str) -> None:
        face, drawn = self._view.current_face, self._drawn
        self._drawn = None
        self._name.hide()
        self._view.setFocus()
        if drawn is not None:
            self._add_face(drawn, name)
        elif face:
            self._edits.run(lambda app: confirm(app.library, [face], name))

    def _add_face(self, box: QRectF, name: str | None) -> None:
        """Draw it, then let the face pack measure it behind the scenes."""
        photo, placed = self._photo, Box(box.x(), box.y(), box.width(), box.height())
        self._edits.run(lambda app: add_face(app.library, photo, placed, person=name), self._measure)

    def _measure(self, face_id: object) -> None:
        assert isinstance(face_id, int)
        self._points.measure(face_id)

    def _set_points(self, each: FaceInPhoto) -> None:
        self._close_name()
        self._points.begin(each.face)

    def _want_points(self, face_id: int) -> None:
        self._view.select_face(face_id)
        self._with_current(self._set_points)

    def _points_set(self) -> None:
        self._view.set_boxes_shown(self._boxes)
        self._view.setFocus()

    def _info(self, face_id: int) -> FaceInPhoto | None:
        faces = () if self._shown is None else self._shown.faces.faces
        return next((each for each in faces if each.face.id == face_id), None)

    def _with_current(self, act: Callable[[FaceInPhoto], None]) -> None:
        each = self._info(self._view.current_face)
        if each is not None:
            act(each)

    def _confirm(self, each: FaceInPhoto) -> None:
        person = each.face.person_id
        if person is not None:
            self._edits.run(lambda app: confirm(app.library, [each.face.id], person))

    def _reject(self, each: FaceInPhoto) -> None:
        person = each.face.person_id
        if person is not None:
            self._edits.run(lambda app: reject(app.library, [each.face.id], person))

    def _restore(self, each: FaceInPhoto) -> None:
        self.go.emit(Place("restore", self._photo, ids=(each.face.id,)))

    def _switch(self, version: Version | None) -> None:
        """Another version is put in use at once; nothing is computed by a model."""
        if self._shown is None:
            return
        photo, faces = self._photo, {face for _, face in self._shown.faces.restored}
        choices: dict[int, int | None] = dict.fromkeys(faces)
        if version is not None:
            choices |= dict(version.faces)
        self._edits.run(lambda app: keep_choices(app.library, photo, choices, app.decoder))

    def _show_menu(self, face_id: int, at: QPoint) -> None:
        each = self._info(face_id)
        if each is not None:
            self.menu_for(each).popup(at)

    def menu_for(self, each: FaceInPhoto) -> QMenu:
        """What can be done with one face."""
        menu, face, person = QMenu(self), each.face, each.face.person_id
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = each.name.replace("&", "&&")
        if name and face.state is FaceState.SUGGESTED:
            menu.addAction(self.tr("Yes, this is {name}").format(name=name), lambda: self._confirm(each))
        menu.addAction(self.tr("Who is this? (F2)"), lambda: self._ask_name(face.id))
        if name:
            menu.addAction(self.tr("Not {name} (Del)").format(name=name), lambda: self._reject(each))
        ignored = lambda: self._edits.run(lambda app: ignore(app.library, [face.id]))  # noqa: E731
        no_face = lambda: self._edits.run(lambda app: mark_no_face(app.library, [face.id]))  # noqa: E731
        menu.addAction(self.tr("Ignore this face"), ignored)
        menu.addAction(self.tr("This is not a face"), no_face)
        menu.addSeparator()
        menu.addAction(self.tr("Set the eyes and the mouth (P)"), lambda: self._set_points(each))
        menu.addAction(self.tr("Restore this face (R)"), lambda: self._restore(each))
        if person is not None and name:
            cover = lambda: self._edits.run(lambda app: set_cover(app.library, person, face.id))  # noqa: E731
            menu.addAction(self.tr("Use as cover of {name}").format(name=name), cover)
            go = lambda: self.go.emit(Place("person", person))  # noqa: E731
            menu.addAction(self.tr("Go to {name}").format(name=name), go)
        return menu

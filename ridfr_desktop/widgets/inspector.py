"""What is known of the selected photo: facts, people, versions and how they were made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.domain.face import SET_ASIDE, Face, FaceState
from core.domain.photo import Photo, UnreadableFile
from core.domain.restoration import Restoration, Version
from core.imaging.thumbnails import ThumbnailStore
from core.services.browsing import thumbnail_bytes
from core.services.browsing_places import InspectedPhoto
from core.services.face_pictures import face_from_thumbnail
from ridfr_desktop.icons import icon
from ridfr_desktop.models.thumbnail_cache import Source, ThumbnailCache
from ridfr_desktop.problem_words import message_words
from ridfr_desktop.theme import GRID, Tones
from ridfr_desktop.widgets.elided_label import ElidedLabel

WIDTH = 304
PREVIEW = 256
FACE = 36


class Inspector(QFrame):
    """Filled with what a service read; asks for pictures only."""

    show_in_folder = Signal(str)
    person_opened = Signal(int)

    def __init__(
        self, store: ThumbnailStore, cache: ThumbnailCache, tones: Tones, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Inspector"))
        self._store, self._cache, self._tones = store, cache, tones
        self._pictures: dict[str, tuple[QLabel, int]] = {}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        cache.ready.connect(self._picture_ready)
        self.show_selection(0)

    def show_selection(self, number: int) -> None:
        """Nothing, or several photos, are selected."""
        self._pictures.clear()
        if number == 0:
            self._show([self._quiet(self.tr("Select a photo to see what is known of it."))])
        else:
            self._show([self._heading(self.tr("%Ln photo(s) selected", "", number))])

    def show_photo(self, inspected: InspectedPhoto) -> None:
        """Everything about one photo."""
        self._pictures.clear()
        details = inspected.details
        rows: list[QWidget] = [self._preview(details.photo.digest), *self._facts(details.photo)]
        shown = [face for face, _ in details.faces if face.state not in SET_ASIDE]
        if shown:
            rows.append(self._section(self.tr("PEOPLE")))
            rows += [self._face(face, inspected) for face in shown]
        made = {each.id: each for each in details.restorations}
        for number, version in enumerate(details.versions, start=1):
            rows.append(self._section(self.tr("VERSION {number}").format(number=number)))
            rows += self._version(version, made)
        self._show(rows)

    def show_unreadable(self, file: UnreadableFile) -> None:
        """A file that is no photo of the library, and why."""
        self._pictures.clear()
        folder = ElidedLabel(str(file.path.parent), mode=Qt.TextElideMode.ElideMiddle)
        folder.setProperty("quiet", True)
        rows: list[QWidget] = [
            self._heading(file.path.name),
            self._warned(message_words(file.message)),
            folder,
        ]
        if file.online:
            rows.append(self._shows_folder(file.path))
        self._show(rows)

    def _facts(self, photo: Photo) -> list[QWidget]:
        facts, locale = photo.facts, QLocale()
        rows: list[QWidget] = [self._heading(photo.name)]
        if facts.taken_at is not None:
            moment = QDateTime.fromString(facts.taken_at.isoformat()[:19], Qt.DateFormat.ISODate)
            day = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
            rows.append(
                self._plain(f"{day}, {locale.toString(moment.time(), QLocale.FormatType.ShortFormat)}")
            )
        else:
            rows.append(self._quiet(self.tr("Without a date")))
        size = f"{locale.toString(facts.width)} × {locale.toString(facts.height)} · {facts.format}"
        rows.append(self._quiet(size))
        camera = " ".join(part for part in (facts.camera.make, facts.camera.model) if part)
        rows += [
            self._quiet(words) for words in (camera, facts.camera.lens, facts.camera.description) if words
        ]
        if facts.restored_by_ai:
            rows.append(self._warned(self.tr("Already restored by AI: never used as a reference.")))
        if facts.metadata_problem:
            rows.append(self._warned(message_words(facts.metadata_problem)))
        if photo.locations:
            rows += self._place(photo)
        return rows

    def _place(self, photo: Photo) -> list[QWidget]:
        path = photo.path
        folder = ElidedLabel(str(path.parent), mode=Qt.TextElideMode.ElideMiddle)
        folder.setProperty("quiet", True)
        if not photo.online:
            return [folder, self._warned(self.tr("Not connected: the photo is shown from its thumbnail."))]
        rows: list[QWidget] = [folder, self._shows_folder(path)]
        if len(photo.locations) > 1:
            rows.append(self._quiet(self.tr("%Ln copies", "", len(photo.locations))))
        return rows

    def _shows_folder(self, path: Path) -> QWidget:
        show = QPushButton(self.tr("Show in folder"))
        show.clicked.connect(lambda: self.show_in_folder.emit(str(path)))
        return show

    def _face(self, face: Face, inspected: InspectedPhoto) -> QWidget:
        picture = QLabel()
        picture.setFixedSize(FACE, FACE)
        tile = inspected.tiles.get(face.id)
        if tile is not None:
            key = f"inspected-{face.id}"
            self._await(key, picture, FACE, lambda: face_from_thumbnail(self._store, tile))
        label = inspected.names.get(face.person_id or 0) or self.tr("Who is this?")
        name = ElidedLabel(label)
        words = self._quiet(self._quality(face))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(name)
        column.addWidget(words)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(picture)
        layout.addLayout(column, 1)
        if face.person_id is not None:
            person = face.person_id
            opens = QPushButton(self.tr("Open"))
            opens.setAccessibleName(self.tr("Open the page of {name}").format(name=label))
            opens.clicked.connect(lambda: self.person_opened.emit(person))
            layout.addWidget(opens)
        return row

    def _quality(self, face: Face) -> str:
        state = self.tr("is this right?") if face.state is FaceState.SUGGESTED else ""
        if face.quality is None:
            return state
        score = face.quality.score
        word = self.tr("sharp") if score >= 0.6 else self.tr("usable") if score >= 0.3 else self.tr("poor")
        words = self.tr("{word}, quality {score}").format(word=word, score=QLocale().toString(score, "f", 2))
        return f"{words} · {state}" if state else words

    def _version(self, version: Version, made: dict[int, Restoration]) -> list[QWidget]:
        chosen = [made[number] for _, number in version.faces if number is not None and number in made]
        rows: list[QWidget] = [self._plain(self.tr("%Ln face(s) restored", "", len(chosen)))]
        for restoration in chosen[:1]:
            recipe = restoration.recipe
            locale = QLocale()
            lines = [
                self.tr("Restorer {name}, seed {seed}").format(name=recipe.restorer, seed=recipe.seed),
                self.tr("Strength {percent} %, references: {number}").format(
                    percent=locale.toString(round(recipe.strength * 100)),
                    number=len(restoration.reference_face_ids),
                ),
            ]
            if restoration.judgement is not None and restoration.judgement.after is not None:
                after = locale.toString(restoration.judgement.after, "f", 2)
                lines.append(self.tr("Likeness {number}").format(number=after))
            rows += [self._quiet(line) for line in lines]
        return rows

    def _preview(self, digest: str) -> QWidget:
        picture = QLabel()
        picture.setFixedHeight(PREVIEW * 3 // 4)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setAccessibleName(self.tr("Preview"))
        self._await(f"preview-{digest}", picture, PREVIEW, lambda: thumbnail_bytes(self._store, digest))
        return picture

    def _await(self, key: str, label: QLabel, side: int, source: Source) -> None:
        self._pictures[key] = (label, side)
        picture = self._cache.request(key, source, side)
        if picture is not None:
            self._put(label, picture, side)

    def _picture_ready(self, key: str) -> None:
        if key in self._pictures:
            label, side = self._pictures[key]
            picture = self._cache.request(key, lambda: None, side)
            if picture is not None:
                self._put(label, picture, side)

    def _put(self, label: QLabel, picture: QPixmap, side: int) -> None:
        room = label.maximumHeight() if label.maximumHeight() < side else side
        label.setPixmap(
            picture.scaled(
                side, room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )

    def _show(self, rows: Sequence[QWidget]) -> None:
        content = QWidget()
        content.setObjectName("content")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        layout.setSpacing(GRID + 2)
        for row in rows:
            layout.addWidget(row)
        layout.addStretch(1)
        self._area.setWidget(content)

    def _heading(self, words: str) -> QLabel:
        label = ElidedLabel(words, mode=Qt.TextElideMode.ElideMiddle)
        label.setObjectName("heading")
        return label

    def _section(self, words: str) -> QLabel:
        label = self._plain(words)
        label.setProperty("section", True)
        label.setContentsMargins(0, 3 * GRID, 0, 0)
        return label

    def _plain(self, words: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(words)
        return label

    def _quiet(self, words: str) -> QLabel:
        label = self._plain(words)
        label.setProperty("quiet", True)
        return label

    def _warned(self, words: str) -> QWidget:
        row = QWidget()
        sign = QLabel()
        sign.setPixmap(icon("warning", self._tones.accent, 16).pixmap(16, 16))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._quiet(words), 1)
        return row

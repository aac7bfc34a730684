"""The choices of an export: format, size, names, metadata, label, and what to do about taken names."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.paths import with_home
from core.services.exporting import ExportOptions
from core.services.templates import FIELDS
from core.settings import ExportSettings
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.wrapping_check import WrappingCheck

LOSSY = ("jpeg", "webp")
LARGEST = 20_000
WIDTH = 432


class ExportForm(QWidget):
    """Holds the user's choices; `changed` whenever one of them is another."""

    changed = Signal()

    def __init__(self, settings: ExportSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._make_fields(settings)
        self._lay_out()
        self._connect()
        self._format_changed()

    @property
    def folder(self) -> Path:
        return with_home(Path(self._folder.text().strip()))

    def options(self, album: str) -> ExportOptions:
        """The choices as the service takes them.

        Raises:
            SettingsError: the template cannot be used; the message says why.
        """
        chosen = self.settings()
        return ExportOptions(
            self.folder,
            format=chosen.format,
            quality=chosen.quality,
            long_side=chosen.long_side or None,
            template=chosen.template,
            metadata=chosen.metadata,
            label=chosen.label,
            regions=chosen.regions,
            collision=chosen.collision,
            versions_only=not chosen.originals,
            album=album,
        )

    def settings(self) -> ExportSettings:
        """The choices as they are remembered."""
        return ExportSettings(
            format=self._format.currentData(),
            quality=self._quality.value(),
            long_side=self._size.value(),
            folder=self._folder.text().strip(),
            originals=self._originals.isChecked(),
            regions=self._regions.isChecked(),
            template=self._template.text(),
            metadata=self._metadata.currentData(),
            label=self._label.isChecked(),
            collision=self._collision.currentData(),
        )

    def show_name(self, words: str, *, wrong: bool = False) -> None:
        """How the first file will be called, or why none can be."""
        self._preview.setText(words if wrong else f"→ {words}" if words else "")
        self._preview.setProperty("quiet", not wrong)
        self._preview.style().polish(self._preview)

    def _make_fields(self, settings: ExportSettings) -> None:
        self._folder = QLineEdit(settings.folder or str(Path.home() / self.tr("Restored photos")))
        self._folder.setAccessibleName(self.tr("Folder"))
        self._choose = QPushButton(self.tr("Choose…"))
        self._format = _choice(
            [("JPEG", "jpeg"), ("PNG", "png"), ("WebP", "webp"), ("TIFF", "tiff")], settings.format
        )
        self._quality = QSlider(Qt.Orientation.Horizontal)
        self._quality.setRange(1, 100)
        self._quality.setValue(settings.quality)
        self._quality.setAccessibleName(self.tr("Quality"))
        self._quality_words = QLabel()
        self._quality_words.setFixedWidth(8 * GRID)
        self._size = QSpinBox()
        self._size.setRange(0, LARGEST)
        self._size.lineEdit().setTextMargins(GRID + 2, 0, 0, 0)
        self._size.setSingleStep(200)
        self._size.setSpecialValueText(self.tr("as it is"))
        self._size.setSuffix(self.tr(" px at most"))
        self._size.setValue(settings.long_side)
        self._template = QLineEdit(settings.template)
        self._template.setAccessibleName(self.tr("Name"))
        self._insert = QPushButton(self.tr("Insert"))
        self._insert.setMenu(self._field_menu())
        self._preview = QLabel()
        self._preview.setTextFormat(Qt.TextFormat.PlainText)
        self._preview.setProperty("quiet", True)
        self._preview.setWordWrap(True)
        self._preview.setMinimumHeight(9 * GRID)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._metadata = _choice(
            [
                (self.tr("Keep all of the original"), "keep"),
                (self.tr("Keep all but the place (GPS)"), "no-gps"),
                (self.tr("None, for strangers"), "none"),
            ],
            settings.metadata,
        )
        self._label = WrappingCheck(self.tr("Say in the file that faces were restored by AI"))
        self._label.setChecked(settings.label)
        self._unlabelled = QLabel(self.tr("Nobody will be able to tell these from untouched photos."))
        self._unlabelled.setTextFormat(Qt.TextFormat.PlainText)
        self._unlabelled.setProperty("quiet", True)
        self._unlabelled.setWordWrap(True)
        self._unlabelled.setHidden(settings.label)
        self._regions = WrappingCheck(self.tr("Write confirmed names into the file"))
        self._regions.setChecked(settings.regions)
        self._originals = WrappingCheck(self.tr("Also photos of which nothing is restored"))
        self._originals.setChecked(settings.originals)
        self._collision = _choice(
            [(self.tr("Add a number"), "rename"), (self.tr("Leave it out"), "skip")],
            settings.collision,
        )

    def _field_menu(self) -> QMenu:
        words = {
            "stem": self.tr("Name of the original"),
            "person": self.tr("Restored person"),
            "people": self.tr("Everybody in the photo"),
            "album": self.tr("Album"),
            "date": self.tr("Date"),
            "year": self.tr("Year"),
            "n": self.tr("Number"),
        }
        menu = QMenu(self)
        for field in FIELDS:
            if field in words:
                action = menu.addAction(f"{words[field]}  {{{field}}}")
                action.triggered.connect(lambda _=False, text=f"{{{field}}}": self._template.insert(text))
        action = menu.addAction(self.tr("A folder of its own") + "  /")
        action.triggered.connect(lambda: self._template.insert("/"))
        return menu

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(4 * GRID)
        form.setVerticalSpacing(3 * GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(self.tr("&Folder"), _row(self._folder, self._choose))
        form.addRow(self.tr("F&ormat"), self._format)
        form.addRow(self.tr("&Quality"), _row(self._quality, self._quality_words))
        form.addRow(self.tr("&Size"), self._size)
        form.addRow(self.tr("&Name"), _row(self._template, self._insert))
        form.addRow("", self._preview)
        form.addRow(self.tr("&Metadata"), self._metadata)
        form.addRow(self.tr("If a name is &taken"), self._collision)
        for row, focus in ((0, self._folder), (2, self._quality), (4, self._template)):
            item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
            label = None if item is None else item.widget()
            if isinstance(label, QLabel):
                label.setBuddy(focus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addLayout(form)
        for box in (self._label, self._unlabelled, self._regions, self._originals):
            layout.addWidget(box)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._choose.clicked.connect(self._choose_folder)
        self._format.currentIndexChanged.connect(self._format_changed)
        self._quality.valueChanged.connect(self._format_changed)
        for field in (self._folder, self._template):
            field.textChanged.connect(self.changed)
        for box in (self._metadata, self._collision):
            box.currentIndexChanged.connect(self.changed)
        for check in (self._label, self._regions, self._originals):
            check.toggled.connect(self.changed)
        self._size.valueChanged.connect(self.changed)
        self._label.toggled.connect(self._unlabelled.setHidden)

    def _format_changed(self) -> None:
        self._quality.setEnabled(self._format.currentData() in LOSSY)
        lossy = self._quality.isEnabled()
        self._quality_words.setText(str(self._quality.value()) if lossy else "–")
        self._regions.setEnabled(self._metadata.currentData() != "none")
        self.changed.emit()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Export to"), str(self.folder))
        if chosen:
            self._folder.setText(chosen)


def _choice(choices: list[tuple[str, str]], chosen: str) -> QComboBox:
    box = QComboBox()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _row(*widgets: QWidget) -> QLayout:
    line = QHBoxLayout()
    line.setSpacing(2 * GRID)
    for widget in widgets:
        line.addWidget(widget)
    return line

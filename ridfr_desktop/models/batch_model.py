"""The queue as a table: photo, person, state and reason in words, reference, time."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from core.domain.reports import FaceStage
from core.services.batch_queue import QueueLine
from core.services.batching import BatchPlan, PlannedFace
from ridfr_desktop.problem_words import message_words
from ridfr_desktop.reason_words import ReasonWords
from ridfr_desktop.tooltip_words import plain as plain_tooltip

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
FACE_ROLE = Qt.ItemDataRole.UserRole + 2
SECOND_ROLE = Qt.ItemDataRole.UserRole + 3
"""A second line of words: the person under the photo, the reason under the state."""


class Column(IntEnum):
    PHOTO = 0
    PERSON = 1
    STATE = 2
    REASON = 3
    REFERENCE = 4
    TIME = 5


class BatchModel(QAbstractTableModel):
    """Lines of a plan or of the board; replaced as a whole, changed lines are painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[QueueLine, ...] = ()
        self._reasons = ReasonWords(self)
        self._planned = False

    def show_plan(self, plan: BatchPlan) -> None:
        """What would be done, then what is left alone."""
        wanted = [_line(each) for each in (*plan.wanted, *plan.left_alone)]
        self._replace(tuple(wanted), planned=True)

    def show_lines(self, lines: Sequence[QueueLine]) -> None:
        """The board as it is now."""
        lines = tuple(lines)
        same = not self._planned and [each.face_id for each in lines] == [
            each.face_id for each in self._lines
        ]
        if not same:
            self._replace(lines, planned=False)
            return
        changed = [row for row, (old, new) in enumerate(zip(self._lines, lines, strict=True)) if old != new]
        self._lines = lines
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def line(self, row: int) -> QueueLine:
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _headings()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.TIME:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = "\n".join(filter(None, (self._words(line, column), self._second(line, column))))
            return plain_tooltip(told)
        if role == SECOND_ROLE:
            return self._second(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (self._words(line, column), self._second(line, column))))
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.TIME:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == SORT_ROLE:
            return (line.seconds or 0.0) if column is Column.TIME else self._words(line, column)
        return line.face_id if role == FACE_ROLE else None

    def _words(self, line: QueueLine, column: Column) -> str:
        match column:
            case Column.PHOTO:
                return line.photo
            case Column.PERSON:
                return line.person or QCoreApplication.translate("batch", "nobody")
            case Column.STATE:
                return self._state(line)
            case Column.REASON:
                return self._reasons.all_of(line.reasons) if line.reasons else message_words(line.reason)
            case Column.REFERENCE:
                return line.references[0] if line.references else ""
            case Column.TIME:
                return "" if line.seconds is None else f"{QLocale().toString(line.seconds, 'f', 1)} s"

    def _second(self, line: QueueLine, column: Column) -> str:
        match column:
            case Column.PHOTO:
                return self._words(line, Column.PERSON)
            case Column.STATE:
                return self._words(line, Column.REASON)
            case Column.REFERENCE:
                return "; ".join(line.references[1:])
        return ""

    def _state(self, line: QueueLine) -> str:
        translate = QCoreApplication.translate
        if self._planned and line.stage is None:
            return translate("batch", "to be restored")
        if self._planned and line.stage is FaceStage.HELD:
            return translate("batch", "to be restored, for review")
        return {
            None: translate("batch", "waiting"),
            FaceStage.RUNNING: translate("batch", "restoring"),
            FaceStage.DONE: translate("batch", "restored"),
            FaceStage.REPEATED: translate("batch", "restored before"),
            FaceStage.HELD: translate("batch", "held for review"),
            FaceStage.LEFT_ALONE: translate("batch", "left alone"),
            FaceStage.FAILED: translate("batch", "failed"),
        }[line.stage]

    def _replace(self, lines: tuple[QueueLine, ...], *, planned: bool) -> None:
        self.beginResetModel()
        self._lines, self._planned = lines, planned
        self.endResetModel()


def _line(each: PlannedFace) -> QueueLine:
    stage = FaceStage.LEFT_ALONE if each.why else FaceStage.HELD if each.held else None
    why = () if each.why is None else (each.why,)
    references = (each.reference,) if each.reference else ()
    return QueueLine(each.face_id, 0, each.photo, each.person, stage, each.reason, references, reasons=why)


def _headings() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("batch", "Photo"),
        translate("batch", "Person"),
        translate("batch", "State"),
        translate("batch", "Why"),
        translate("batch", "Reference"),
        translate("batch", "Time"),
    )

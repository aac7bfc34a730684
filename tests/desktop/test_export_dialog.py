"""The export dialog: names before files, the label on, nothing lost by closing it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from shiboken6 import isValid

from core.domain.recipe import RestoreRecipe
from core.jobs.job import Lane
from core.progress import Progress
from core.services.restoring import restore_faces
from ridfr_desktop.dialogs.export_dialog import ExportDialog
from tests.desktop.restoring_desk import PaintedDesk, painted_desk, write_painted_library

__all__ = ["painted_desk", "write_painted_library"]

FILES = ("ann print 0.png", "ben print 0.png")


@pytest.fixture
def photos(painted: PaintedDesk) -> tuple[int, ...]:
    """Two restored photos and one of which nothing is restored."""
    faces = [painted.faces(file)[0] for file in FILES]
    app = painted.context.app
    restore_faces(app.library, app.restore_tools(), [face.id for face in faces], RestoreRecipe(), Progress())
    return (*(face.photo_id for face in faces), painted.faces("ann 0.png")[0].photo_id)


@pytest.fixture
def dialog(painted: PaintedDesk, photos: tuple[int, ...], tmp_path: Path) -> Iterator[ExportDialog]:
    made = ExportDialog(painted.context, photos)
    made.form._folder.setText(str(tmp_path / "out"))
    made.show()
    painted.until(lambda: not made._later.isActive() and made._export.isEnabled())
    yield made
    if isValid(made):
        made.close()


def listed(dialog: ExportDialog, column: int) -> list[str]:
    items = [dialog._list.item(row, column) for row in range(dialog._list.rowCount())]
    return [item.text() for item in items if item is not None]


def test_the_list_shows_names_before_anything_is_written(dialog: ExportDialog, tmp_path: Path) -> None:
    assert listed(dialog, 1) == ["ann print 0-restored.jpg", "ben print 0-restored.jpg", "–"]
    assert "not restored" in listed(dialog, 2)[2]
    assert dialog.form._label.isChecked()
    assert not (tmp_path / "out").exists()


def test_the_name_is_previewed_while_it_is_typed(painted: PaintedDesk, dialog: ExportDialog) -> None:
    dialog.form._template.setText("{person}/{n:02}")
    painted.until(lambda: "Ann" in dialog.form._preview.text())
    assert dialog.form._preview.text() == "→ Ann/01.jpg"
    dialog.form._format.setCurrentIndex(1)
    painted.until(lambda: dialog.form._preview.text() == "→ Ann/01.png")


def test_a_template_that_cannot_be_used_says_why(painted: PaintedDesk, dialog: ExportDialog) -> None:
    dialog.form._template.setText("{wrong}")
    painted.until(lambda: not dialog._export.isEnabled())
    assert "no field {wrong}" in dialog.form._preview.text()


def test_exporting_writes_the_files_and_remembers_the_choices(
    painted: PaintedDesk, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.form._quality.setValue(60)
    dialog.form._size.setValue(100)
    dialog._later.stop()
    dialog.export()
    painted.until(lambda: dialog._job is None)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "ann print 0-restored.jpg",
        "ben print 0-restored.jpg",
    ]
    assert listed(dialog, 2)[:2] == ["written"] * 2
    assert dialog._show_folder.isVisible()
    assert not dialog._export.isVisible(), "what is finished is not offered again"
    settings = painted.context.app.settings.export
    assert (settings.quality, settings.long_side, settings.folder) == (60, 100, str(tmp_path / "out"))
    decoded = painted.context.app.decoder.decode(tmp_path / "out" / "ann print 0-restored.jpg")
    assert decoded.facts.restored_by_ai
    assert max(decoded.facts.width, decoded.facts.height) == 100


def test_an_export_that_fails_says_why_and_can_be_tried_again(
    painted: PaintedDesk, dialog: ExportDialog, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_bytes(b"")
    dialog.form._folder.setText(str(tmp_path / "in the way" / "out"))
    painted.until(lambda: not dialog._later.isActive() and dialog._export.isEnabled())
    dialog.export()
    painted.until(lambda: dialog._job is None)
    assert dialog._words.text().startswith("0 files written, 2 failed. ")
    assert "folder cannot be made" in dialog._words.text()
    assert dialog._export.isVisible()
    assert not dialog._show_folder.isVisible()


def test_without_the_label_the_dialog_warns(dialog: ExportDialog) -> None:
    dialog.form._label.setChecked(False)
    assert dialog.form._unlabelled.isVisible()


def test_closing_while_it_writes_loses_nothing(
    painted: PaintedDesk, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.export()
    dialog.close()
    painted.settle()
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_an_export_cancelled_before_it_begins_can_be_started_again(
    painted: PaintedDesk, dialog: ExportDialog
) -> None:
    operations, others_work = painted.context.operations, threading.Event()
    operations.run(Lane.FILES, "", lambda _: others_work.wait(120), lambda _: None, quiet=True)
    dialog.export()
    assert dialog._job is not None
    assert not dialog._export.isEnabled()
    operations.cancel(dialog._job)
    painted.wait(dialog._export.isEnabled)
    assert dialog._job is None
    others_work.set()
    painted.settle()


def test_the_library_folder_is_refused_in_words(painted: PaintedDesk, dialog: ExportDialog) -> None:
    dialog.form._folder.setText(str(painted.library.paths.versions))
    painted.until(lambda: "own folder" in dialog.form._preview.text())
    assert not dialog._export.isEnabled()

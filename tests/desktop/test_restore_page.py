"""The restore view: opens working, keeps nothing unasked, and what is changed needs no model."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from core.domain.restoration import Decision, RestorationState
from core.services.undoing import undo
from core.services.versions import current_version
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.restore_page import RestorePage
from tests.core.services.restoring_setup import ANN, paint
from tests.desktop.restoring_desk import PaintedDesk, painted_desk, write_painted_library

__all__ = ["painted_desk", "write_painted_library"]

PRINT = "ann print 0.png"


def opened(desk: PaintedDesk, file: str = PRINT) -> RestorePage:
    """The page with the first result of the file's faces."""
    face = desk.faces(file)[0]
    page = desk.open(RestorePage, Place("restore", face.photo_id, ids=(face.id,) if file == PRINT else ()))
    desk.until(lambda: page._compare._result is not None)
    return page


def shown_version(desk: PaintedDesk, file: str = PRINT) -> dict[int, int | None]:
    with desk.library.snapshot() as tx:
        version = current_version(tx, desk.faces(file)[0].photo_id)
    return {} if version is None else dict(version.faces)


def test_it_opens_working_with_the_best_reference_and_keeps_nothing(painted: PaintedDesk) -> None:
    page = opened(painted)
    [face] = painted.faces(PRINT)
    work = page._session.face(face.id)
    assert work is not None
    assert work.references == (painted.faces("ann 0.png")[0].id,)
    assert page._panel._likeness.text() == "close to Ann"
    assert page._warning.isVisible()
    with painted.library.snapshot() as tx:
        assert [each.decision for each in tx.restorations.of_faces(face.id)] == [Decision.NONE]
    assert shown_version(painted) == {}


def test_it_says_that_the_restorer_is_loaded_before_it_restores(
    painted: PaintedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(painted.context.app.models, "has_restorer", lambda: False)
    [face] = painted.faces(PRINT)
    page = RestorePage(painted.context)
    painted.qtbot.addWidget(page)
    said: list[str] = []
    page._session.face_changed.connect(lambda _: said.append(page._compare._note))
    page.open(Place("restore", face.photo_id, ids=(face.id,)))
    assert page._compare._words == "Reading the photo…"
    painted.until(lambda: page._compare._result is not None)
    assert list(dict.fromkeys(said)) == ["Waiting…", "Loading the restorer…", "Restoring…", ""]


def test_a_photo_that_cannot_be_read_says_so_where_it_would_be(painted: PaintedDesk) -> None:
    page = painted.open(RestorePage, Place("restore", 999))
    painted.wait(lambda: bool(painted.problems))
    assert "999" in page._compare._words
    assert not page._panel.isEnabled()


def test_a_photo_of_a_drive_that_is_away_says_what_to_connect(painted: PaintedDesk, tmp_path: Path) -> None:
    photo = painted.faces("ann print 0.png")[0].photo_id
    with painted.library.transaction() as tx:
        [folder] = {each.folder_id for each in tx.photos.get(photo).locations}
        tx.folders.set_online(folder, False)
        tx.photos._session.connection().exec_driver_sql(
            "UPDATE folders SET path = ? WHERE id = ?", (bytes(tmp_path / "away"), folder)
        )
    page = painted.open(RestorePage, Place("restore", photo))
    painted.until(lambda: "not connected" in page._compare._words)


def test_keep_writes_a_version_that_undo_takes_back(painted: PaintedDesk) -> None:
    page = opened(painted)
    [face] = painted.faces(PRINT)
    page._panel._keep.click()
    painted.settle()
    assert list(shown_version(painted)) == [face.id]
    assert undo(painted.library) == "keep 1 restored face"
    assert shown_version(painted) == {}


def test_strength_is_blended_without_the_model_and_kept_as_it_was_set(painted: PaintedDesk) -> None:
    page = opened(painted)
    [face] = painted.faces(PRINT)
    before = page._compare._result
    page._panel._strength.setValue(40)
    painted.until(lambda: page._compare._result is not before)
    page._panel._keep.click()
    painted.settle()
    with painted.library.snapshot() as tx:
        kept = tx.restorations.get(shown_version(painted)[face.id] or 0)
    assert kept.recipe.strength == 0.4
    assert painted.restorer.restored == 1


def test_candidates_have_other_seeds_and_choosing_one_needs_no_model(painted: PaintedDesk) -> None:
    page = opened(painted)
    [face] = painted.faces(PRINT)
    for _ in range(2):
        page._panel._candidates.click(-1)
    painted.settle()
    work = page._session.face(face.id)
    assert work is not None
    assert [each.recipe.seed for each in work.results] == [0, 1, 2]
    assert work.chosen == work.results[2].id
    page._panel._candidates.click(work.results[0].id)
    painted.settle()
    assert page._session.face(face.id).chosen == work.results[0].id  # type: ignore[union-attr]
    assert painted.restorer.restored == 3


def test_in_a_group_each_face_has_its_own_references_and_strangers_stay(painted: PaintedDesk) -> None:
    page = opened(painted, "group.png")
    ann, ben, stranger = painted.faces("group.png")
    assert painted.restorer.restored == 2
    for face, file in ((ann, "ann"), (ben, "ben")):
        own = {painted.faces(f"{file} {number}.png")[0].id for number in range(2)}
        work = page._session.face(face.id)
        assert work is not None
        assert set(work.references) <= own
    assert page._session.face(stranger.id).result is None  # type: ignore[union-attr]
    page._panel._keep.click()
    painted.settle()
    assert set(shown_version(painted, "group.png")) == {ann.id, ben.id}


def test_a_face_is_switched_off_and_on_at_once(painted: PaintedDesk) -> None:
    page = opened(painted, "group.png")
    ann, ben, _ = painted.faces("group.png")
    page._panel._faces.click(ann.id)
    page._panel._on.setChecked(False)
    page._panel._keep.click()
    painted.settle()
    version = shown_version(painted, "group.png")
    assert version[ann.id] is None
    assert version[ben.id] is not None
    page._panel._on.setChecked(True)
    page._panel._keep.click()
    painted.settle()
    assert None not in shown_version(painted, "group.png").values()
    assert painted.restorer.restored == 2


def test_a_stranger_is_left_alone_in_words(painted: PaintedDesk) -> None:
    page = opened(painted, "group.png")
    page._panel._faces.click(painted.faces("group.png")[2].id)
    assert "Nobody has said who this is" in page._panel._reason.text()
    assert not page._panel._insist.isVisible()


def test_references_are_changed_from_the_strip(painted: PaintedDesk) -> None:
    page = opened(painted)
    [face], [other] = painted.faces(PRINT), painted.faces("ann print 1.png")
    page._panel._change.click()
    painted.until(lambda: page._dialog is not None and bool(page._dialog._chips))
    dialog = page._dialog
    assert dialog is not None
    assert "not the colours" in dialog._words.text()
    assert dialog.marked() == (painted.faces("ann 0.png")[0].id,)
    for chip in dialog._chips:
        chip.setChecked(chip.chip_id == other.id)
    dialog._use.click()
    painted.until(lambda: page._session.face(face.id).result is not None)  # type: ignore[union-attr]
    assert page._session.face(face.id).references == (other.id,)  # type: ignore[union-attr]


def test_a_file_guides_one_run_and_is_not_added(painted: PaintedDesk, tmp_path: Path) -> None:
    page = opened(painted, "group.png")
    stranger = painted.faces("group.png")[2]
    page._panel._faces.click(stranger.id)
    with painted.library.snapshot() as tx:
        photos = tx.photos.count()
    page._session.use_file(stranger.id, paint(tmp_path / "elsewhere.png", (70, 180, 70)))
    painted.until(lambda: page._session.face(stranger.id).result is not None)  # type: ignore[union-attr]
    made = page._session.face(stranger.id).result  # type: ignore[union-attr]
    assert made is not None
    assert len(made.recipe.outside_references) == 1
    assert made.reference_face_ids == ()
    assert "elsewhere.png" in page._panel._outside.text()
    with painted.library.snapshot() as tx:
        assert tx.photos.count() == photos


def test_a_file_without_a_face_says_so(
    painted: PaintedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(painted)
    monkeypatch.setattr(painted.context.app.analyzer(), "analyze", lambda *_: [])
    page._session.use_file(painted.faces(PRINT)[0].id, paint(tmp_path / "wall.png", ANN))
    painted.until(lambda: bool(painted.problems))
    assert "No face was found" in painted.problems[0].message  # type: ignore[attr-defined]


def test_what_was_invented_is_shown_with_a_sentence(painted: PaintedDesk) -> None:
    page = opened(painted)
    page._panel._invented.click()
    painted.until(lambda: page._compare._overlay is not None)
    assert painted.restorer.restored == 3
    assert "3 results" in page._panel._invented_words.text()
    page._panel._invented.click()
    assert page._compare._overlay is None


def test_of_a_face_that_is_left_alone_nothing_was_invented(painted: PaintedDesk) -> None:
    page = opened(painted, "group.png")
    page._panel._faces.click(painted.faces("group.png")[2].id)
    before = painted.restorer.restored
    page._set_invented(True)
    painted.settle()
    assert not page._wants_invented
    assert page._panel._invented_words.text() == ""
    assert painted.restorer.restored == before
    assert not painted.problems


def test_a_held_result_says_why(painted: PaintedDesk) -> None:
    painted.restorer.drift = True
    page = opened(painted)
    result = page._session.face(painted.faces(PRINT)[0].id).result  # type: ignore[union-attr]
    assert result is not None
    assert result.state is RestorationState.HELD
    assert page._panel._likeness.text() == "no longer Ann: held for review"
    assert result.reason in page._panel._figures.text()


def test_discarding_goes_back_to_the_original(painted: PaintedDesk) -> None:
    page = opened(painted)
    page._panel._discard.click()
    painted.until(lambda: page._compare._result is None)
    [face] = painted.faces(PRINT)
    with painted.library.snapshot() as tx:
        assert tx.restorations.of_faces(face.id)[0].decision is Decision.DISCARDED
    assert page._panel._insist.isVisible()


def test_a_kept_photo_opens_as_it_was_kept_without_the_model(painted: PaintedDesk) -> None:
    page = opened(painted)
    page._panel._keep.click()
    painted.settle()
    again = opened(painted)
    assert painted.restorer.restored == 1
    assert again._panel._likeness.text() == "close to Ann"


def test_what_comes_for_a_photo_that_was_left_is_dropped(painted: PaintedDesk) -> None:
    painted.restorer.seconds = 0.2
    face, other = painted.faces(PRINT)[0], painted.faces("ben print 0.png")[0]
    page = painted.open(RestorePage, Place("restore", face.photo_id, ids=(face.id,)))
    page.open(Place("restore", face.photo_id, ids=(face.id,)))
    page.open(Place("restore", other.photo_id, ids=(other.id,)))
    painted.until(lambda: page._compare._result is not None)
    assert page._session.photo is not None
    assert set(page._session.photo.faces) == {other.id}


def test_a_file_that_was_changed_since_is_not_shown_as_the_original(painted: PaintedDesk) -> None:
    [face] = painted.faces(PRINT)
    with painted.library.snapshot() as tx:
        path = tx.photos.get(face.photo_id).path
    data = path.read_bytes()
    try:
        paint(path, (10, 20, 30))
        page = painted.open(RestorePage, Place("restore", face.photo_id, ids=(face.id,)))
        painted.until(lambda: bool(painted.problems))
    finally:
        path.write_bytes(data)
    assert "changed since it was indexed" in painted.problems[0].message  # type: ignore[attr-defined]
    assert page._session.photo is None


def test_keys_do_what_the_buttons_do(painted: PaintedDesk) -> None:
    page = opened(painted)
    painted.qtbot.keyClick(page._compare, Qt.Key.Key_S)
    assert page._modes.checkedId() == 1
    painted.qtbot.keyClick(page, Qt.Key.Key_N)
    painted.settle()
    assert painted.restorer.restored == 2
    painted.qtbot.keyClick(page, Qt.Key.Key_K)
    painted.settle()
    assert shown_version(painted) != {}

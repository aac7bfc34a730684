"""The review as a user works with it: keys, groups, someone else, undo, held results."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.domain.face import FaceState
from core.domain.recipe import RestoreRecipe
from core.domain.restoration import Decision, RestorationState
from core.errors import UnreadablePhoto
from core.progress import Progress
from core.services.people import confirm, find_person, list_people, name_person
from core.services.restoring import restore_faces
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages import review_page
from ridfr_desktop.pages.review_page import ReviewPage
from ridfr_desktop.widgets.face_model import Mark
from tests.desktop.conftest import Desk


def group_of(desk: Desk, photos: int) -> int:
    return next(person.id for person in list_people(desk.library) if person.suggested == photos)


@pytest.fixture
def ann(desk: Desk) -> int:
    """Four suggested faces, one of which is confirmed."""
    number = group_of(desk, 4)
    name_person(desk.library, number, "Ann")
    with desk.library.snapshot() as tx:
        first = tx.faces.of_person(number)[0].id
    confirm(desk.library, [first], number)
    return number


@pytest.fixture
def asking(desk: Desk, ann: int) -> ReviewPage:
    """The page asks about Ann's three other faces."""
    return desk.open(ReviewPage, Place("review", ann))


def press(desk: Desk, page: ReviewPage, key: Qt.Key) -> None:
    """A key, as a user who looks at the question would press it."""
    part = page._stack.currentWidget()
    focus = page._question.photo if part is page._question else part._grid  # type: ignore[union-attr]
    desk.qtbot.keyClick(focus, key)


def state_of(desk: Desk, face: int) -> tuple[FaceState, int | None]:
    with desk.library.snapshot() as tx:
        known = tx.faces.get(face)
    return known.state, known.person_id


def test_the_likeliest_face_is_asked_about_first(asking: ReviewPage) -> None:
    likely = [tile.probability for tile in asking._queue]
    assert likely == sorted(likely, reverse=True)  # type: ignore[type-var]
    assert asking._question._question.text() == "Is this Ann?"
    assert asking._question.counter.text() == "1 of 3"


def test_enter_says_yes_and_the_next_face_comes_at_once(asking: ReviewPage, desk: Desk, ann: int) -> None:
    face = asking._queue[0].id
    press(desk, asking, Qt.Key.Key_Return)
    assert asking._queue[0].id != face, "before the library has written it"
    assert asking._question.counter.text() == "2 of 3"
    desk.settle()
    assert state_of(desk, face) == (FaceState.CONFIRMED, ann)


def test_delete_says_no_and_that_is_remembered(asking: ReviewPage, desk: Desk, ann: int) -> None:
    face = asking._queue[0].id
    press(desk, asking, Qt.Key.Key_Delete)
    desk.settle()
    with desk.library.snapshot() as tx:
        assert (face, ann) in tx.people.rejections()


def test_i_ignores_a_stranger(asking: ReviewPage, desk: Desk) -> None:
    face = asking._queue[0].id
    press(desk, asking, Qt.Key.Key_I)
    desk.settle()
    assert state_of(desk, face)[0] is FaceState.IGNORED


def test_s_makes_somebody_new_of_the_face(asking: ReviewPage, desk: Desk, ann: int) -> None:
    face = asking._queue[0].id
    press(desk, asking, Qt.Key.Key_S)
    desk.settle()
    state, person = state_of(desk, face)
    assert state is FaceState.CONFIRMED
    assert person not in (ann, None)


def test_a_number_says_that_it_is_one_of_the_frequent_people(asking: ReviewPage, desk: Desk) -> None:
    name_person(desk.library, group_of(desk, 2), "Ben")
    page = desk.open(ReviewPage, asking._place)
    ben = find_person(desk.library, "Ben").id
    at = page._question.frequent._people.index(ben)
    face = page._queue[0].id
    desk.qtbot.keyClick(page._question.photo, Qt.Key(Qt.Key.Key_1 + at))
    desk.settle()
    assert state_of(desk, face) == (FaceState.CONFIRMED, ben)


def test_f2_takes_a_name_and_letters_are_letters_then(asking: ReviewPage, desk: Desk) -> None:
    face = asking._queue[0].id
    press(desk, asking, Qt.Key.Key_F2)
    desk.qtbot.keyClicks(asking._question._name, "sil1")
    assert len(asking._queue) == 3, "S, I, L and 1 are letters of a name now"
    desk.qtbot.keyClick(asking._question._name, Qt.Key.Key_Return)
    desk.settle()
    assert state_of(desk, face) == (FaceState.CONFIRMED, find_person(desk.library, "sil1").id)


def test_undo_brings_the_face_back_as_the_question(asking: ReviewPage, desk: Desk) -> None:
    face = asking._queue[0].id
    press(desk, asking, Qt.Key.Key_Return)
    desk.settle()
    asking._question.undone.emit()
    desk.until(lambda: bool(asking._queue) and asking._queue[0].id == face)
    assert asking._question.counter.text() == "1 of 3"
    assert state_of(desk, face)[0] is FaceState.SUGGESTED


def test_later_puts_a_face_at_the_end(asking: ReviewPage, desk: Desk) -> None:
    face = asking._queue[0].id
    press(desk, asking, Qt.Key.Key_L)
    assert asking._queue[-1].id == face


def test_when_all_are_answered_the_page_says_where_to_go_on(asking: ReviewPage, desk: Desk, ann: int) -> None:
    for _ in range(3):
        press(desk, asking, Qt.Key.Key_Return)
    desk.settle()
    assert asking._stack.currentWidget() is asking._done
    asking._done.acted.emit("0")
    assert desk.went == [Place("person", ann)]


def test_the_large_photo_follows_the_small_one(asking: ReviewPage, desk: Desk) -> None:
    desk.until(lambda: asking._question._large)
    assert asking._question.photo.frame.size.width() == 320


def test_groups_are_asked_about_as_sheets_the_largest_first(desk: Desk) -> None:
    page = desk.open(ReviewPage, Place("review"))
    assert page._stack.currentWidget() is page._sheet
    assert page._sheet._model.rowCount() == 4
    assert page._sheet._question.text() == "Who is this? 4 photos"


def test_a_click_takes_a_face_out_before_the_rest_is_named(desk: Desk) -> None:
    page = desk.open(ReviewPage, Place("review"))
    grid, model = page._sheet._grid, page._sheet._model
    wrong = model.entry(1).id
    desk.qtbot.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(model.index(1)).center()
    )
    assert model.entry(1).mark is Mark.REMOVED
    desk.qtbot.keyClicks(page._sheet._name, "Ann")
    desk.qtbot.keyClick(page._sheet._name, Qt.Key.Key_Return)
    desk.until(lambda: model.rowCount() == 3)
    assert find_person(desk.library, "Ann").confirmed == 3
    assert state_of(desk, wrong) == (FaceState.UNKNOWN, None)


def test_the_faces_that_were_taken_out_can_become_a_group(desk: Desk) -> None:
    page = desk.open(ReviewPage, Place("review"))
    wrong = page._sheet._model.entry(0).id
    page._sheet._toggle(page._sheet._model.index(0))
    press(desk, page, Qt.Key.Key_S)
    desk.until(lambda: page._sheet._model.rowCount() == 3)
    assert state_of(desk, wrong)[1] is not None


def test_ignoring_a_group_goes_on_to_the_next_one(desk: Desk) -> None:
    page = desk.open(ReviewPage, Place("review"))
    press(desk, page, Qt.Key.Key_I)
    desk.until(lambda: page._sheet._model.rowCount() == 3)
    assert len(list_people(desk.library)) == 2


def hold(desk: Desk, ann: int) -> list[int]:
    """Two restored faces of Ann that the guard has held."""
    with desk.library.snapshot() as tx:
        faces = [face.id for face in tx.faces.of_person(ann)[1:3]]
    restore_faces(
        desk.library, desk.context.app.restore_tools(), faces, RestoreRecipe(), Progress(), keep=False
    )
    with desk.library.transaction() as tx:
        made = [each for face in faces for each in tx.restorations.of_faces(face)]
        for each in made:
            assert each.plan is not None
            tx.restorations.finish(
                each.id,
                state=RestorationState.HELD,
                plan=each.plan,
                crop=each.crop,
                result_digest=each.result_digest,
                judgement=each.judgement,
                seconds=1.0,
            )
    return [each.id for each in made]


def decision_of(desk: Desk, number: int) -> Decision:
    with desk.library.snapshot() as tx:
        return tx.restorations.get(number).decision


def test_held_results_are_kept_and_discarded_by_the_same_keys(desk: Desk, ann: int) -> None:
    held = hold(desk, ann)
    page = desk.open(ReviewPage, Place("review", text="held"))
    assert page._held._model.rowCount() == 2
    first = page._held._grid.selected_ids()[0]
    press(desk, page, Qt.Key.Key_Return)
    desk.until(lambda: page._held._model.rowCount() == 1)
    assert decision_of(desk, first) is Decision.KEPT
    press(desk, page, Qt.Key.Key_Delete)
    desk.until(lambda: page._stack.currentWidget() is page._done)
    assert {decision_of(desk, number) for number in held} == {Decision.KEPT, Decision.DISCARDED}


def test_a_photo_that_is_not_there_is_asked_about_by_its_thumbnail(
    asking: ReviewPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise UnreadablePhoto("It is gone.")

    monkeypatch.setattr(review_page, "original_image", gone)
    press(desk, asking, Qt.Key.Key_L)
    desk.until(lambda: "thumbnail" in asking._question._facts.text())
    assert desk.problems == []

"""Batches: an honest offer, a queue in words, and nothing lost by pausing, closing or crashing."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from core.domain.recipe import RestoreRecipe
from core.errors import DeviceError
from core.jobs.job import Lane
from core.progress import Progress
from core.services.batch_queue import enqueue, queued_faces
from ridfr_desktop.batch_runner import RunState, batch_runner
from ridfr_desktop.models.batch_model import Column
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages.batch_page import BatchPage
from ridfr_desktop.widgets.activity_bar import ActivityBar
from tests.desktop.restoring_desk import PaintedDesk, painted_desk, write_painted_library

__all__ = ["painted_desk", "write_painted_library"]


def cells(page: BatchPage, column: Column) -> list[str]:
    model = page._model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def offered(desk: PaintedDesk, *files: str) -> BatchPage:
    """The page with an offer to restore these photos."""
    photos = tuple(desk.faces(file)[0].photo_id for file in files)
    return desk.open(BatchPage, Place("batch", text="photos", ids=photos))


def one_face_at_a_time(desk: PaintedDesk) -> None:
    app = desk.context.app
    tools = app.restore_tools
    app.restore_tools = lambda *_: replace(tools(), batch_size=1)  # type: ignore[method-assign]


def begun(desk: PaintedDesk, *files: str) -> BatchPage:
    """A batch of these photos, face by face, that stands at its first: `gate` lets it go on."""
    desk.restorer.gate.clear()
    one_face_at_a_time(desk)
    page = offered(desk, *files)
    page._start.click()
    desk.wait(desk.restorer.begun.is_set)
    return page


def activity_bar(desk: PaintedDesk) -> ActivityBar:
    bar = ActivityBar(desk.context.operations, desk.context.tones)
    desk.qtbot.addWidget(bar)
    return bar


def finished(desk: PaintedDesk, page: BatchPage) -> None:
    desk.until(lambda: page._runner.state is RunState.IDLE)


def test_an_offer_says_what_is_restored_what_is_not_and_that_nothing_was_measured(
    painted: PaintedDesk,
) -> None:
    page = offered(painted, "group.png")
    assert cells(page, Column.STATE) == ["to be restored"] * 2 + ["left alone"]
    assert "Nobody has said who this is" in cells(page, Column.REASON)[2]
    assert "no measurement of this machine yet" in page._words.text()
    assert painted.restorer.restored == 0


def test_a_batch_restores_keeps_and_offers_the_export(painted: PaintedDesk) -> None:
    page = offered(painted, "ann print 0.png", "ben print 0.png")
    commands: list[tuple[str, object]] = []
    page.command.connect(lambda name, argument: commands.append((name, argument)))
    page._start.click()
    painted.until(lambda: page._runner.state is RunState.RUNNING or painted.restorer.restored > 0)
    finished(painted, page)
    assert cells(page, Column.STATE) == ["restored"] * 2
    assert all("0.png" in words for words in cells(page, Column.REFERENCE))
    page._export.click()
    photos = tuple(painted.faces(f"{name} print 0.png")[0].photo_id for name in ("ann", "ben"))
    assert [(name, set(argument)) for name, argument in commands] == [("export", set(photos))]  # type: ignore[call-overload]
    assert queued_faces(painted.library) == []


def test_held_results_lead_to_the_review(painted: PaintedDesk) -> None:
    painted.restorer.drift = True
    page = offered(painted, "ann print 0.png")
    page._start.click()
    painted.until(lambda: painted.restorer.restored > 0)
    finished(painted, page)
    assert cells(page, Column.STATE) == ["held for review"]
    assert cells(page, Column.REASON)[0]
    page._review.click()
    assert painted.went[-1] == Place("review", text="held")


def test_a_queue_of_an_earlier_session_is_offered_to_go_on(painted: PaintedDesk) -> None:
    enqueue(painted.library, [painted.faces("ann print 0.png")[0].id], RestoreRecipe())
    page = painted.open(BatchPage, Place("batch"))
    assert cells(page, Column.STATE) == ["waiting"]
    assert "from an earlier session" in page._words.text()
    page._resume.click()
    painted.until(lambda: painted.restorer.restored == 1)
    finished(painted, page)
    assert cells(page, Column.STATE) == ["restored"]


def test_a_paused_run_frees_the_models_and_goes_on(painted: PaintedDesk) -> None:
    page = begun(painted, "ann print 0.png", "ben print 0.png")
    page._pause.click()
    painted.restorer.gate.set()
    painted.until(lambda: page._runner.state is RunState.PAUSED)
    assert sorted(cells(page, Column.STATE)) == ["restored", "waiting"]
    page._resume.click()
    finished(painted, page)
    assert cells(page, Column.STATE) == ["restored"] * 2


def test_the_activity_bar_pauses_a_batch_as_the_page_does(painted: PaintedDesk) -> None:
    bar = activity_bar(painted)
    page = begun(painted, "ann print 0.png", "ben print 0.png")
    bar._cells[0]._pause.click()
    painted.wait(lambda: "Pausing" in page._title.text() and "pausing" in bar._cells[0]._words.text())
    painted.restorer.gate.set()
    painted.wait(lambda: page._runner.state is RunState.PAUSED)
    assert bar._cells[0]._words.text() == "Restoring 2 faces  paused · 1 of 2"
    free: list[object] = []
    painted.context.operations.run(Lane.GPU, "", lambda _: "free", free.append, quiet=True)
    painted.until(lambda: free == ["free"])
    bar._cells[0]._pause.click()
    finished(painted, page)
    assert cells(page, Column.STATE) == ["restored"] * 2


def test_a_paused_batch_can_be_cancelled_in_the_activity_panel_and_begun_again(painted: PaintedDesk) -> None:
    bar = activity_bar(painted)
    page = begun(painted, "ann print 0.png", "ben print 0.png")
    page._pause.click()
    painted.restorer.gate.set()
    painted.wait(lambda: page._runner.state is RunState.PAUSED)
    [row] = bar.panel._rows.values()
    row._cancel.click()
    painted.wait(lambda: page._runner.state is RunState.IDLE)
    row._retry.click()
    painted.until(lambda: painted.restorer.restored == 2)
    finished(painted, page)
    assert cells(page, Column.STATE) == ["restored"] * 2


def test_a_run_makes_room_for_somebody_who_waits(painted: PaintedDesk) -> None:
    page = begun(painted, "ann print 0.png", "ann print 1.png", "ben print 0.png", "ben print 1.png")
    seen: list[int] = []

    def look(_: Progress) -> None:
        seen.append(painted.restorer.restored)

    painted.context.operations.run(Lane.GPU, "", look, lambda _: None, quiet=True)
    painted.restorer.gate.set()
    finished(painted, page)
    assert seen == [1]
    assert cells(page, Column.STATE) == ["restored"] * 4


def test_a_machine_that_gives_up_says_so_and_can_go_on(
    painted: PaintedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise DeviceError("The memory is full; close other programs.")

    page = offered(painted, "ann print 0.png")
    with monkeypatch.context() as full:
        full.setattr(painted.restorer, "restore", refuse)
        page._start.click()
        painted.until(lambda: bool(painted.problems))
    assert "memory is full" in painted.problems[0].message  # type: ignore[attr-defined]
    page._resume.click()
    painted.until(lambda: painted.restorer.restored == 1)
    finished(painted, page)
    assert cells(page, Column.STATE) == ["restored"]


def test_cancelling_empties_the_queue(painted: PaintedDesk) -> None:
    painted.restorer.gate.clear()
    page = offered(painted, "ann print 0.png", "ben print 0.png")
    page._start.click()
    painted.wait(painted.restorer.begun.is_set)
    page._cancel.click()
    painted.restorer.gate.set()
    finished(painted, page)
    assert queued_faces(painted.library) == []
    assert "waiting" not in cells(page, Column.STATE)


def test_a_run_cancelled_while_it_waits_for_the_models_is_over(painted: PaintedDesk) -> None:
    page, others_work = offered(painted, "ann print 0.png"), threading.Event()
    painted.context.operations.run(Lane.GPU, "", lambda _: others_work.wait(120), lambda _: None, quiet=True)
    page._start.click()
    painted.wait(lambda: page._runner.state is RunState.RUNNING)
    page._cancel.click()
    painted.wait(lambda: page._runner.state is RunState.IDLE)
    others_work.set()
    painted.settle()
    assert queued_faces(painted.library) == []
    assert painted.restorer.restored == 0


def test_a_run_cancelled_while_the_models_load_is_over_and_not_paused(painted: PaintedDesk) -> None:
    loads, loaded, app = threading.Event(), threading.Event(), painted.context.app
    tools = app.restore_tools

    def load() -> object:
        loads.set()
        assert loaded.wait(120)
        return tools()

    app.restore_tools = load  # type: ignore[method-assign, assignment]
    page = offered(painted, "ann print 0.png")
    page._start.click()
    painted.wait(loads.is_set)
    page._cancel.click()
    loaded.set()
    finished(painted, page)
    assert queued_faces(painted.library) == []


def test_the_run_outlives_the_page(painted: PaintedDesk) -> None:
    page = offered(painted, "ann print 0.png")
    page._start.click()
    painted.until(lambda: painted.restorer.restored == 1)
    page.close()
    again = painted.open(BatchPage, Place("batch"))
    assert again._runner is batch_runner(painted.context)
    assert cells(again, Column.STATE) == ["restored"]


def test_enter_opens_a_face_of_the_queue(painted: PaintedDesk) -> None:
    [face] = painted.faces("ann print 0.png")
    enqueue(painted.library, [face.id], RestoreRecipe())
    page = painted.open(BatchPage, Place("batch"))
    page._table.setCurrentIndex(page._model.index(0, 0))
    painted.qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert painted.went == [Place("restore", face.photo_id, ids=(face.id,))]


def test_an_empty_queue_says_what_to_do(painted: PaintedDesk) -> None:
    page = painted.open(BatchPage, Place("batch"))
    assert page._stack.currentWidget() is page._empty


def test_enter_begins_what_is_offered(painted: PaintedDesk) -> None:
    page = offered(painted, "ann print 0.png")
    assert page._start.hasFocus()
    page.refresh()
    page._table.setFocus()
    painted.settle()
    assert page._table.hasFocus()

"""The batch queue: nothing is lost by stopping, every face says what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.domain.face import Box, FaceState
from core.domain.recipe import RestoreRecipe
from core.domain.reports import FaceStage
from core.domain.restoration import Decision
from core.errors import DeviceError
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import CancelToken, Progress
from core.restoration.restorer import RestoredFaces, RestoreRequest
from core.services.batch_queue import (
    Board,
    enqueue,
    queued_faces,
    retry_failed,
    run_queue,
    withdraw,
)
from core.services.batching import plan_batch
from core.services.estimating import estimate, measured_speed
from core.services.restoring import RestoreTools
from core.services.versions import current_version, decide
from tests.core.services.restoring_setup import (
    BEN,
    SIDE,
    Family,
    faded,
    index_family,
    painting_tools,
    write_family,
)
from tests.fakes import landmarks_in

RECIPE = RestoreRecipe()


@pytest.fixture
def family(library: Library, decoder: Decoder, photos: Path) -> Family:
    write_family(photos)
    return index_family(library, decoder, photos)


@pytest.fixture
def tools(decoder: Decoder) -> RestoreTools:
    return painting_tools(decoder, batch_size=1)


def stages(board: Board) -> list[FaceStage | None]:
    return [line.stage for line in board.lines()]


def test_what_is_queued_survives_closing_the_library(library: Library, family: Family) -> None:
    enqueue(library, family.prints(), RECIPE)
    paths = library.paths
    library.close()
    with Library.open(paths) as again:
        lines = queued_faces(again)
    assert [line.face_id for line in lines] == family.prints()
    assert [(line.photo, line.person, line.stage) for line in lines][:1] == [("ann print 0.png", "Ann", None)]


def test_a_run_restores_keeps_and_empties_the_queue(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    board = Board(enqueue(library, family.prints(), RECIPE))
    report = run_queue(library, tools, Progress(), board)
    assert (len(report.restored), len(report.versions)) == (4, 4)
    assert stages(board) == [FaceStage.DONE] * 4
    assert {line.references for line in board.lines()} == {("ann 0.png",), ("ben 0.png",)}
    assert queued_faces(library) == []


def test_a_run_that_makes_room_goes_on_where_it_stopped(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    board = Board(enqueue(library, family.prints(), RECIPE))
    answers = iter([False, False, True])
    run_queue(library, tools, Progress(), board, stop=lambda: next(answers))
    assert stages(board) == [FaceStage.DONE, None, None, None]
    run_queue(library, tools, Progress(), board)
    assert stages(board) == [FaceStage.DONE] * 4
    assert tools.restorer.restored == 4  # type: ignore[attr-defined]


def test_a_cancelled_run_leaves_the_rest_waiting(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    board = Board(enqueue(library, family.prints(), RECIPE))
    token = CancelToken()

    def stop_half_way(fraction: float, _message: str) -> None:
        if fraction >= 0.5:
            token.cancel()

    report = run_queue(library, tools, Progress(stop_half_way, token=token), board)
    assert report.cancelled
    waiting = [line.face_id for line in queued_faces(library)]
    assert [line.face_id for line in board.lines() if line.stage is None] == waiting
    assert 0 < len(waiting) < 4


def test_a_machine_that_gives_up_leaves_the_face_waiting(
    library: Library, family: Family, tools: RestoreTools, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = Board(enqueue(library, family.prints("ann"), RECIPE))

    def refuse(*_arguments: object) -> object:
        raise DeviceError("The memory is full.")

    monkeypatch.setattr(tools.restorer, "restore", refuse)
    with pytest.raises(DeviceError):
        run_queue(library, tools, Progress(), board)
    assert stages(board) == [None, None]
    assert len(queued_faces(library)) == 2


def test_an_unreadable_photo_fails_in_words_and_can_be_tried_again(
    library: Library, family: Family, tools: RestoreTools, photos: Path
) -> None:
    board = Board(enqueue(library, family.prints("ben"), RECIPE))
    lost = photos / "ben print 0.png"
    data = lost.read_bytes()
    lost.unlink()
    run_queue(library, tools, Progress(), board)
    assert stages(board) == [FaceStage.FAILED, FaceStage.DONE]
    [line] = queued_faces(library)
    assert line.reason
    lost.write_bytes(data)
    board.add(retry_failed(library))
    run_queue(library, tools, Progress(), board)
    assert stages(board) == [FaceStage.DONE] * 2


def test_withdrawing_empties_the_queue_and_keeps_results(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    run_queue(library, tools, Progress(), Board(enqueue(library, family.prints("ann"), RECIPE)))
    enqueue(library, family.prints("ben"), RECIPE)
    assert withdraw(library) == 2
    with library.snapshot() as tx:
        assert [len(tx.restorations.of_faces(face)) for face in family.prints()] == [1, 1, 0, 0]


def test_queueing_a_face_twice_is_one_wish(library: Library, family: Family) -> None:
    enqueue(library, family.prints(), RECIPE)
    enqueue(library, family.prints(), RECIPE)
    assert len(queued_faces(library)) == 4


def test_a_face_queued_with_two_recipes_keeps_the_wish_that_was_not_reached(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    face = family.prints("ben")[:1]
    enqueue(library, face, RECIPE)
    enqueue(library, face, RestoreRecipe(seed=7))
    answers = iter([False, False, True])
    run_queue(library, tools, Progress(), Board(), stop=lambda: next(answers))
    assert [line.face_id for line in queued_faces(library)] == face


def test_a_reference_that_cannot_be_used_fails_its_faces_and_not_the_queue(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    first, second = family.prints("ben")
    with library.transaction() as tx:
        drawn = tx.faces.add_manual(tx.faces.get(first).photo_id, Box(0.0, 0.0, 9.0, 9.0), None)
    board = Board(enqueue(library, [first], RECIPE, references=[drawn]))
    board.add(enqueue(library, [second], RECIPE))
    report = run_queue(library, tools, Progress(), board)
    assert len(report.restored) == 1
    assert stages(board) == [FaceStage.FAILED, FaceStage.DONE]
    [line] = queued_faces(library)
    assert (line.face_id, line.stage) == (first, FaceStage.FAILED)


def test_a_plan_leaves_alone_what_is_decided(
    library: Library, family: Family, tools: RestoreTools, decoder: Decoder
) -> None:
    first, second = family.prints("ann")
    before = plan_batch(library, person_ids=[family.ann])
    assert {first, second} <= {each.face_id for each in before.wanted}
    report = run_queue(library, tools, Progress(), Board(enqueue(library, [first, second], RECIPE)))
    decide(library, report.restored[:1], Decision.DISCARDED, decoder)
    after = plan_batch(library, person_ids=[family.ann])
    reasons = {each.face_id: each.reason for each in after.left_alone}
    assert reasons[first] == "You discarded its restoration."
    assert reasons[second] == "It is restored already."


def test_an_estimate_needs_measurements_of_this_restorer(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    assert estimate(library, "fake", 10).seconds is None
    run_queue(library, tools, Progress(), Board(enqueue(library, family.prints(), RECIPE)))
    speed = measured_speed(library, "fake")
    assert speed is not None
    assert speed.samples == 4
    assert estimate(library, "fake", 10).seconds == pytest.approx(speed.seconds * 10)
    assert measured_speed(library, "another") is None


class Killed(BaseException):
    """As if the process ended here."""


@pytest.fixture
def crowd(library: Library, decoder: Decoder, photos: Path) -> list[int]:
    """A print with one face, then one with three: the second batch of two begins in its midst."""
    write_family(photos)
    pixels = np.full((SIDE, SIDE, 3), faded(BEN), dtype=np.uint8)
    pixels[:, :40] += 4
    pixels[:, 120:] += 8
    Image.fromarray(pixels).save(photos / "ben print 0.png")
    family = index_family(library, decoder, photos)
    faces = [*family.prints("ann")[:1], *family.prints("ben")[:1]]
    with library.transaction() as tx:
        photo_id = tx.faces.get(faces[1]).photo_id
        for left in (0.0, 120.0):
            box = Box(left, 60.0, 40.0, 40.0)
            faces.append(tx.faces.add_manual(photo_id, box, landmarks_in(box)))
            tx.people.assign(faces[-1], family.ben, FaceState.CONFIRMED)
    return faces


def versions(library: Library, face_ids: list[int]) -> int:
    """Photos of these faces that show a restored face."""
    with library.snapshot() as tx:
        photos = {face.photo_id for face in tx.faces.with_ids(face_ids)}
        return sum(current_version(tx, photo_id) is not None for photo_id in photos)


def test_a_wish_stays_until_its_photo_is_put_together(
    library: Library, crowd: list[int], decoder: Decoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = painting_tools(decoder, batch_size=2)
    whole = tools.restorer.restore

    def die_in_the_second_batch(requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        if tools.restorer.restored:  # type: ignore[attr-defined]
            raise Killed
        return whole(requests, progress)

    monkeypatch.setattr(tools.restorer, "restore", die_in_the_second_batch)
    enqueue(library, crowd, RECIPE)
    with pytest.raises(Killed):
        run_queue(library, tools, Progress(), Board())
    assert versions(library, crowd) == 0
    assert [line.face_id for line in queued_faces(library)] == crowd
    monkeypatch.setattr(tools.restorer, "restore", whole)
    run_queue(library, tools, Progress(), Board())
    assert (versions(library, crowd), queued_faces(library)) == (2, [])


def test_a_cancelled_run_puts_together_what_it_finished(
    library: Library, crowd: list[int], decoder: Decoder
) -> None:
    tools, token = painting_tools(decoder, batch_size=2), CancelToken()

    def stop_after_the_first_batch(fraction: float, _message: str) -> None:
        if fraction >= 0.5:
            token.cancel()

    enqueue(library, crowd, RECIPE)
    run_queue(library, tools, Progress(stop_after_the_first_batch, token=token), Board())
    done = [face for face in crowd if face not in {line.face_id for line in queued_faces(library)}]
    assert len(done) == 2
    assert versions(library, crowd[:1]) == 1


def test_a_run_that_the_machine_ends_puts_together_what_it_finished(
    library: Library, crowd: list[int], decoder: Decoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = painting_tools(decoder, batch_size=2)
    whole = tools.restorer.restore

    def run_out_of_memory(requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        if tools.restorer.restored:  # type: ignore[attr-defined]
            raise DeviceError("There is not enough memory to restore a single face.")
        return whole(requests, progress)

    monkeypatch.setattr(tools.restorer, "restore", run_out_of_memory)
    enqueue(library, crowd, RECIPE)
    with pytest.raises(DeviceError):
        run_queue(library, tools, Progress(), Board())
    assert versions(library, crowd[:1]) == 1
    assert {line.face_id for line in queued_faces(library)} == set(crowd[2:])


def test_a_photo_that_cannot_be_put_together_can_be_tried_again(
    library: Library, family: Family, decoder: Decoder, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools, lost = painting_tools(decoder, batch_size=1), photos / "ann print 0.png"
    whole, data = tools.restorer.restore, lost.read_bytes()

    def lose_the_photo(requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        lost.unlink()
        return whole(requests, progress)

    monkeypatch.setattr(tools.restorer, "restore", lose_the_photo)
    board = Board(enqueue(library, family.prints("ann")[:1], RECIPE))
    run_queue(library, tools, Progress(), board)
    assert stages(board) == [FaceStage.FAILED]
    lost.write_bytes(data)
    board.add(retry_failed(library))
    run_queue(library, tools, Progress(), board)
    assert (stages(board), versions(library, family.prints("ann")[:1])) == ([FaceStage.REPEATED], 1)

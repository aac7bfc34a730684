"""Restoring: gates, references, the guard, what is kept, and what is not done twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.domain.face import FaceState
from core.domain.recipe import RestoreRecipe
from core.domain.restoration import Decision, Likeness, RestorationState
from core.errors import DeviceError, LibraryError, SettingsError
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import CancelToken, Progress
from core.restoration.restorer import RestoredFaces
from core.services.restoring import RestoreTools, restore_faces
from tests.core.services.restoring_setup import (
    ANN,
    Family,
    PaintingRestorer,
    index_family,
    manifest,
    paint,
    painting_tools,
    read_family,
    write_family,
)

RECIPE = RestoreRecipe()


@pytest.fixture
def family(library: Library, decoder: Decoder, photos: Path) -> Family:
    write_family(photos)
    return index_family(library, decoder, photos)


@pytest.fixture
def tools(decoder: Decoder) -> RestoreTools:
    return painting_tools(decoder)


def painter(tools: RestoreTools) -> PaintingRestorer:
    assert isinstance(tools.restorer, PaintingRestorer)
    return tools.restorer


def test_damaged_prints_are_restored_judged_close_and_kept(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    report = restore_faces(library, tools, family.prints(), RECIPE, Progress())
    assert len(report.restored) == 4
    assert not report.problems
    assert not report.left_alone
    with library.snapshot() as tx:
        made = [tx.restorations.get(each) for each in report.restored]
    assert {each.state for each in made} == {RestorationState.DONE}
    assert {each.decision for each in made} == {Decision.KEPT}
    assert all(each.judgement and each.judgement.likeness is Likeness.CLOSE for each in made)


def test_the_row_says_how_it_was_made(library: Library, family: Family, tools: RestoreTools) -> None:
    [face_id, *_] = family.prints("ann")
    report = restore_faces(library, tools, [face_id], RestoreRecipe(seed=5), Progress())
    with library.snapshot() as tx:
        made = tx.restorations.get(report.restored[0])
    assert (made.recipe.restorer, made.recipe.weights, made.recipe.steps) == ("fake", "0" * 64, 2)
    assert made.recipe.seed == 5
    assert made.plan is not None
    assert made.reference_face_ids == (family.faces["ann 0.png"].id,)
    assert made.alignment is not None
    assert (library.paths.restorations / made.crop).is_file()


def test_originals_are_not_changed_by_a_byte(
    library: Library, family: Family, tools: RestoreTools, photos: Path
) -> None:
    before = manifest(photos)
    restore_faces(library, tools, family.prints(), RECIPE, Progress())
    assert manifest(photos) == before


def test_a_second_run_computes_nothing_and_changes_nothing(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    first = restore_faces(library, tools, family.prints(), RECIPE, Progress())
    files = manifest(library.paths.versions) | manifest(library.paths.restorations)
    second = restore_faces(library, tools, family.prints(), RECIPE, Progress())
    assert second.repeated == first.restored
    assert second.versions == first.versions
    assert painter(tools).restored == 4
    assert manifest(library.paths.versions) | manifest(library.paths.restorations) == files


def test_a_lost_crop_is_computed_again(library: Library, family: Family, tools: RestoreTools) -> None:
    first = restore_faces(library, tools, family.prints(), RECIPE, Progress())
    with library.snapshot() as tx:
        crop = library.paths.restorations / tx.restorations.get(first.restored[0]).crop
    data = crop.read_bytes()
    crop.write_bytes(b"damaged")
    second = restore_faces(library, tools, family.prints(), RECIPE, Progress())
    assert second.restored == first.restored[:1]
    assert crop.read_bytes() == data


@pytest.mark.parametrize("batch_size", [1, 3, 8])
def test_a_batch_equals_single_runs(
    library: Library, family: Family, decoder: Decoder, batch_size: int
) -> None:
    tools = painting_tools(decoder, batch_size=batch_size)
    report = restore_faces(library, tools, family.prints(), RECIPE, Progress())
    crops = sorted(path.read_bytes() for path in library.paths.restorations.iterdir())
    assert len(report.restored) == len(crops) == 4
    assert max(painter(tools).batches) == min(batch_size, 4)
    pixels = [np.asarray(Image.open(path)) for path in library.paths.restorations.iterdir()]
    assert {tuple(each[64, 64]) for each in pixels} == {ANN, (40, 60, 200)}


def test_a_result_that_drifts_is_held_and_not_kept(
    library: Library, family: Family, decoder: Decoder
) -> None:
    tools = painting_tools(decoder, drift=True)
    report = restore_faces(library, tools, family.prints("ann"), RECIPE, Progress())
    assert len(report.held) == 2
    assert not report.versions
    with library.snapshot() as tx:
        held = tx.restorations.get(report.held[0])
    assert (held.state, held.decision) == (RestorationState.HELD, Decision.NONE)
    assert "less like the references" in held.reason


def test_an_uncertain_match_is_held_until_the_person_is_confirmed(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    [face_id, *_] = family.prints("ann")
    with library.transaction() as tx:
        tx.people.assign(face_id, family.ann, FaceState.SUGGESTED, 0.6)
    first = restore_faces(library, tools, [face_id], RECIPE, Progress())
    with library.transaction() as tx:
        assert "not certain who this is" in tx.restorations.get(first.held[0]).reason
        tx.people.assign(face_id, family.ann, FaceState.CONFIRMED)
    second = restore_faces(library, tools, [face_id], RECIPE, Progress())
    assert second.restored == first.held


def test_a_stranger_and_a_tiny_face_are_left_alone_with_the_reason(
    library: Library, family: Family, tools: RestoreTools, photos: Path, decoder: Decoder
) -> None:
    paint(photos / "nobody.png", (90, 90, 90))
    paint(photos / "ann tiny.png", ANN, side=40)
    family = index_family(library, decoder, photos)
    ids = [family.faces["nobody.png"].id, family.faces["ann tiny.png"].id]
    report = restore_faces(library, tools, ids, RECIPE, Progress())
    assert [line.message[:24] for line in report.left_alone] == [
        "Nobody has said who this",
        "The face is too small: 8",
    ]
    assert painter(tools).restored == 0


def test_a_face_without_any_reference_is_left_alone(
    library: Library, tools: RestoreTools, photos: Path, decoder: Decoder
) -> None:
    paint(photos / "ann.png", ANN)
    paint(photos / "ben.png", (1, 2, 3))
    family = index_family(library, decoder, photos)
    face_id = family.faces["ann.png"].id
    report = restore_faces(library, tools, [face_id], RECIPE, Progress())
    assert "no good enough photo of this person" in report.left_alone[0].message
    report = restore_faces(library, tools, [face_id], RECIPE, Progress(), reference_limit=0)
    assert len(report.restored) == 1


def test_named_references_are_used_instead(library: Library, family: Family, tools: RestoreTools) -> None:
    named = [family.faces["ann 1.png"].id]
    report = restore_faces(library, tools, family.prints("ann"), RECIPE, Progress(), references=named)
    with library.snapshot() as tx:
        assert all(tx.restorations.get(each).reference_face_ids == tuple(named) for each in report.restored)


def test_references_are_encoded_once_and_their_tokens_kept(
    library: Library, family: Family, tools: RestoreTools, decoder: Decoder
) -> None:
    restore_faces(library, tools, family.prints("ann"), RECIPE, Progress())
    assert painter(tools).encoded == 1
    again = painting_tools(decoder)
    restore_faces(library, again, family.prints("ann"), replace(RECIPE, seed=1), Progress())
    assert painter(again).encoded == 0
    assert painter(again).restored == 2


def test_more_references_than_the_restorer_takes_are_refused(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    everybody = [face.id for face in family.faces.values()]
    with pytest.raises(SettingsError, match="at most 4 references, not 8"):
        restore_faces(library, tools, family.prints(), RECIPE, Progress(), references=everybody)


def test_an_unknown_face_is_refused(library: Library, family: Family, tools: RestoreTools) -> None:
    with pytest.raises(LibraryError, match="no face number 99"):
        restore_faces(library, tools, [99], RECIPE, Progress())


def test_a_reference_that_is_gone_gives_way_to_the_next_best(
    library: Library, family: Family, tools: RestoreTools, photos: Path
) -> None:
    (photos / "ann 0.png").unlink()
    report = restore_faces(library, tools, family.prints("ann"), RECIPE, Progress())
    with library.snapshot() as tx:
        used = {tx.restorations.get(each).reference_face_ids for each in report.restored}
    assert used == {(family.faces["ann 1.png"].id,)}


def test_a_changed_or_missing_original_costs_one_line_and_the_rest_goes_on(
    library: Library, family: Family, tools: RestoreTools, photos: Path
) -> None:
    (photos / "ann print 0.png").unlink()
    paint(photos / "ben print 0.png", (9, 9, 9))
    report = restore_faces(library, tools, family.prints(), RECIPE, Progress())
    assert len(report.restored) == 2
    assert sorted(Path(line.path).name for line in report.problems) == ["ann print 0.png", "ben print 0.png"]
    assert "changed since it was indexed" in report.problems[1].message


def test_cancelling_keeps_finished_batches_and_queues_the_rest(
    library: Library, family: Family, decoder: Decoder
) -> None:
    tools = painting_tools(decoder, batch_size=1)
    token = CancelToken()

    def stop_in_the_third(_fraction: float, message: str) -> None:
        if len(painter(tools).batches) == 3 and message.startswith("step"):
            token.cancel()

    report = restore_faces(library, tools, family.prints(), RECIPE, Progress(stop_in_the_third, token=token))
    assert report.cancelled
    assert len(report.restored) == len(report.versions) == 2
    with library.snapshot() as tx:
        assert len(tx.restorations.in_state(RestorationState.PLANNED)) == 1
    assert len(restore_faces(library, tools, family.prints(), RECIPE, Progress()).restored) == 2


class TooSmallMachine(PaintingRestorer):
    def restore(self, requests: object, progress: Progress) -> RestoredFaces:
        raise DeviceError("There is not enough memory to restore a single face.")


def test_running_out_of_memory_ends_the_run_and_says_why(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    broken = replace(tools, restorer=TooSmallMachine())
    with pytest.raises(DeviceError, match="not enough memory"):
        restore_faces(library, broken, family.prints("ann"), RECIPE, Progress())
    with library.snapshot() as tx:
        assert {each.reason for each in tx.restorations.in_state(RestorationState.FAILED)} == {
            "There is not enough memory to restore a single face."
        }
    assert len(restore_faces(library, tools, family.prints("ann"), RECIPE, Progress()).restored) == 2


def test_what_the_user_discarded_is_not_kept_again(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    first = restore_faces(library, tools, family.prints("ann"), RECIPE, Progress())
    with library.transaction() as tx:
        tx.restorations.decide(first.restored, Decision.DISCARDED)
    restore_faces(library, tools, family.prints("ann"), RECIPE, Progress())
    with library.snapshot() as tx:
        assert {tx.restorations.get(each).decision for each in first.restored} == {Decision.DISCARDED}


def test_without_keeping_nothing_is_decided_and_no_version_made(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    report = restore_faces(library, tools, family.prints("ann"), RECIPE, Progress(), keep=False)
    assert not report.versions
    with library.snapshot() as tx:
        assert {tx.restorations.get(each).decision for each in report.restored} == {Decision.NONE}
        photos = {tx.faces.get(face).photo_id for face in family.prints("ann")}
        assert not any(tx.versions.of_photo(photo) for photo in photos)


def test_two_copies_of_one_picture_are_two_restorations(
    library: Library, family: Family, tools: RestoreTools, photos: Path, decoder: Decoder
) -> None:
    Image.open(photos / "ann print 0.png").save(photos / "ann print 0 copy.bmp")
    index_family(library, decoder, photos)
    copies = [
        face.id for name, face in read_family(library).faces.items() if "print 0" in name and "ann" in name
    ]
    report = restore_faces(library, tools, copies, RECIPE, Progress())
    assert len(report.restored) == len(report.versions) == 2


def test_an_empty_selection_does_nothing(library: Library, tools: RestoreTools) -> None:
    report = restore_faces(library, tools, [], RECIPE, Progress())
    assert report.restored == report.versions == ()

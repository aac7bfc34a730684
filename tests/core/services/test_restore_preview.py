"""Previews: rows like any other, nothing kept, and what is blended needs no model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.domain.alignment import LITE_128
from core.domain.recipe import RestoreRecipe
from core.domain.restoration import Decision, Likeness
from core.errors import UnsuitableFace
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.restore_display import PhotoCanvas, ShownFace
from core.services.restore_invented import compare
from core.services.restore_outside import read_outside
from core.services.restore_preview import FacePreviews, Preview, ReferenceChoice, with_strength
from core.services.restore_scene import offered_references, restore_scene
from core.services.restoring import RestoreTools, restore_faces
from core.services.versions import keep_choices
from tests.core.services.restoring_setup import (
    ANN,
    Family,
    index_family,
    paint,
    painting_tools,
    write_family,
)
from tests.fakes import FakeAnalyzer, FakeEmbedder


@pytest.fixture
def family(library: Library, decoder: Decoder, photos: Path) -> Family:
    write_family(photos, prints=1)
    return index_family(library, decoder, photos)


@pytest.fixture
def tools(decoder: Decoder) -> RestoreTools:
    return painting_tools(decoder)


def preview(
    library: Library, tools: RestoreTools, face: int, choice: ReferenceChoice | None = None, seed: int = 0
) -> Preview:
    recipe = RestoreRecipe(seed=seed)
    return FacePreviews(library, tools).restore(face, choice or ReferenceChoice(), recipe, Progress())


def test_a_preview_is_judged_and_not_kept(library: Library, family: Family, tools: RestoreTools) -> None:
    made = preview(library, tools, family.prints("ann")[0]).restoration
    assert made.judgement is not None
    assert made.judgement.likeness is Likeness.CLOSE
    assert made.decision is Decision.NONE


def test_a_preview_and_a_batch_are_the_same_restoration(
    library: Library, family: Family, tools: RestoreTools
) -> None:
    [face] = family.prints("ann")
    made = preview(library, tools, face).restoration
    report = restore_faces(library, tools, [face], RestoreRecipe(), Progress())
    assert report.repeated == (made.id,)


def test_seeds_are_restorations_of_their_own(library: Library, family: Family, tools: RestoreTools) -> None:
    [face] = family.prints("ann")
    ids = {preview(library, tools, face, seed=seed).restoration.id for seed in (0, 1, 0)}
    assert len(ids) == 2


def test_another_strength_is_a_row_without_the_model(
    library: Library, family: Family, tools: RestoreTools, decoder: Decoder
) -> None:
    made = preview(library, tools, family.prints("ann")[0]).restoration
    half = with_strength(library, decoder, made.id, 0.5)
    assert half.id != made.id
    assert half.recipe.strength == 0.5
    assert half.judgement == made.judgement
    assert with_strength(library, decoder, made.id, 0.5).id == half.id
    assert with_strength(library, decoder, made.id, 1.0).id == made.id
    assert tools.restorer.restored == 1  # type: ignore[attr-defined]


def test_what_is_shown_is_what_is_kept(
    library: Library, family: Family, tools: RestoreTools, decoder: Decoder
) -> None:
    made = preview(library, tools, family.prints("ann")[0]).restoration
    canvas = PhotoCanvas(library, decoder, made.photo_id)
    shown = canvas.compose({made.face_id: ShownFace(made, 1.0)})
    version = keep_choices(library, made.photo_id, {made.face_id: made.id}, decoder)
    assert version is not None
    written = decoder.decode(library.paths.versions / version.file).pixels
    assert np.array_equal(shown, written)
    assert np.array_equal(canvas.compose({}), canvas.original)


def test_a_reference_from_a_file_guides_is_judged_and_stays_outside(
    library: Library, family: Family, tools: RestoreTools, decoder: Decoder, tmp_path: Path
) -> None:
    path = paint(tmp_path / "album" / "ann.png", ANN, mark=77)
    judge = FakeEmbedder()
    outside = read_outside(
        library, decoder, FakeAnalyzer(), judge, path, person_id=family.ann, spec=tools.restorer.spec
    )
    made = preview(library, tools, family.prints("ann")[0], ReferenceChoice(outside=(outside,)))
    assert made.restoration.reference_face_ids == ()
    assert len(made.restoration.recipe.outside_references) == 1
    assert made.restoration.judgement is not None
    assert made.restoration.judgement.after == pytest.approx(1.0, abs=1e-3)
    again = preview(library, tools, family.prints("ann")[0], ReferenceChoice(outside=(outside,)))
    assert again.restoration.id == made.restoration.id


def test_a_file_without_a_face_is_refused(
    library: Library, family: Family, tools: RestoreTools, decoder: Decoder, tmp_path: Path
) -> None:
    nobody, judge = FakeAnalyzer(lambda _: []), FakeEmbedder()
    path = paint(tmp_path / "wall.png", ANN)
    with pytest.raises(UnsuitableFace, match="No face was found"):
        read_outside(library, decoder, nobody, judge, path, person_id=None, spec=tools.restorer.spec)


def test_a_photo_restored_by_ai_guides_nothing_from_a_file_either(
    library: Library, family: Family, tools: RestoreTools, decoder: Decoder
) -> None:
    made = preview(library, tools, family.prints("ann")[0]).restoration
    path = library.paths.restorations / made.crop
    judge = FakeEmbedder()
    with pytest.raises(UnsuitableFace, match="restored by AI"):
        read_outside(library, decoder, FakeAnalyzer(), judge, path, person_id=None, spec=tools.restorer.spec)


def test_the_scene_says_who_is_there_and_what_was_kept(
    library: Library, family: Family, tools: RestoreTools, decoder: Decoder
) -> None:
    [face] = family.prints("ann")
    made = preview(library, tools, face).restoration
    keep_choices(library, made.photo_id, {face: made.id}, decoder)
    [shown] = restore_scene(library, made.photo_id).faces
    assert (shown.name, shown.left_alone) == ("Ann", None)
    assert shown.kept is not None
    assert shown.kept.id == made.id


def test_offered_references_have_reasons(library: Library, family: Family) -> None:
    offered = offered_references(library, family.prints("ann")[0])
    assert {each.tile.id for each in offered} <= {family.faces[f"ann {number}.png"].id for number in (0, 1)}
    assert all(0 < len(each.telling) <= 2 for each in offered)


def test_detail_that_was_added_and_results_that_differ_are_both_seen() -> None:
    grey = np.full((128, 128, 3), 128, dtype=np.uint8)
    sharper, other = grey.copy(), grey.copy()
    sharper[60:68, 50:78] = 40
    other[60:68, 50:78] = 90
    same = compare(grey, [sharper, sharper], LITE_128)
    assert same.added > 0.02
    assert same.varied == 0.0
    assert compare(grey, [sharper, other], LITE_128).varied > 0.02
    nothing = compare(grey, [grey, grey], LITE_128)
    assert (nothing.added, nothing.varied) == (0.0, 0.0)


def test_noise_that_was_removed_is_not_called_invented() -> None:
    rng = np.random.default_rng(0)
    noisy = np.clip(128 + rng.normal(0, 15, (128, 128, 3)), 0, 255).astype(np.uint8)
    clean = np.full((128, 128, 3), 128, dtype=np.uint8)
    assert compare(noisy, [clean, clean], LITE_128).added < 0.01

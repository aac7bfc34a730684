"""Versions: composites without the model, switched at once, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.domain.recipe import RestoreRecipe
from core.domain.restoration import Decision
from core.errors import LibraryError, UnreadablePhoto
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.restoring import restore_faces
from core.services.versions import compose_version, current_version, decide
from tests.core.services.restoring_setup import (
    ANN,
    Family,
    faded,
    index_family,
    manifest,
    painting_tools,
    write_family,
)


@pytest.fixture
def family(library: Library, decoder: Decoder, photos: Path) -> Family:
    write_family(photos, prints=1)
    return index_family(library, decoder, photos)


@pytest.fixture
def restored(library: Library, family: Family, decoder: Decoder) -> tuple[int, int]:
    """Two restorations of Ann's print by different references; the second one is kept."""
    [face_id] = family.prints("ann")
    made = [
        restore_faces(
            library,
            painting_tools(decoder),
            [face_id],
            RestoreRecipe(seed=seed),
            Progress(),
        ).restored[0]
        for seed in (1, 2)
    ]
    return made[0], made[1]


def photo_of(family: Family) -> int:
    return family.faces["ann print 0.png"].photo_id


def face_of(family: Family) -> int:
    return family.faces["ann print 0.png"].id


def picture(library: Library, file: str) -> np.ndarray:
    with Image.open(library.paths.versions / file) as image:
        return np.asarray(image.convert("RGB"))


def test_the_restored_face_is_in_the_photo_and_the_rest_is_the_original(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    version = compose_version(library, photo_of(family), None, decoder)
    assert version is not None
    assert version.faces == ((face_of(family), restored[1]),)
    assert version.scale == pytest.approx(38 / 32, rel=0.1)
    shown = picture(library, version.file)
    assert tuple(shown[-1, -1]) == faded(ANN)
    assert shown.shape[0] == int(160 * version.scale)


def test_the_same_composition_is_one_version_and_is_not_written_again(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    before = manifest(library.paths.versions)
    first = compose_version(library, photo_of(family), None, decoder)
    assert compose_version(library, photo_of(family), None, decoder) == first
    assert manifest(library.paths.versions) == before


def test_switching_a_face_uses_the_other_version_and_back(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    photo, face = photo_of(family), face_of(family)
    kept = compose_version(library, photo, None, decoder)
    other = compose_version(library, photo, {face: restored[0]}, decoder)
    assert kept is not None
    assert other is not None
    assert other.id != kept.id
    with library.snapshot() as tx:
        assert current_version(tx, photo) == other
    assert compose_version(library, photo, None, decoder) == kept
    with library.snapshot() as tx:
        assert current_version(tx, photo) == kept


def test_going_back_to_the_original_needs_no_copy_of_it(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    compose_version(library, photo_of(family), None, decoder)
    files = manifest(library.paths.versions)
    version = compose_version(library, photo_of(family), {face_of(family): None}, decoder)
    assert version is not None
    assert (version.file, version.scale) == ("", 1.0)
    assert manifest(library.paths.versions) == files
    with library.snapshot() as tx:
        assert current_version(tx, photo_of(family)) is None


def test_a_photo_counts_as_restored_while_a_restored_face_is_in_use(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    photo, face = photo_of(family), face_of(family)
    shown = []
    for choices in ({face: None}, None, {face: None}):
        compose_version(library, photo, choices, decoder)
        with library.snapshot() as tx:
            shown.append(photo in tx.grid.restored())
    assert shown == [False, True, False]


def test_a_lost_composite_is_made_again_with_the_same_bytes(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    version = compose_version(library, photo_of(family), None, decoder)
    assert version is not None
    path = library.paths.versions / version.file
    data = path.read_bytes()
    path.unlink()
    again = compose_version(library, photo_of(family), None, decoder)
    assert path.read_bytes() == data
    assert again == version


def test_results_carry_the_ai_label(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    files = [*library.paths.versions.iterdir(), *library.paths.restorations.iterdir()]
    assert len(files) >= 4
    assert all(decoder.decode(path).facts.restored_by_ai for path in files)


def test_strength_zero_leaves_the_photo_as_it_was(
    library: Library, family: Family, decoder: Decoder, photos: Path
) -> None:
    recipe = RestoreRecipe(strength=0.0)
    report = restore_faces(library, painting_tools(decoder), family.prints("ann"), recipe, Progress())
    with library.snapshot() as tx:
        version = tx.versions.get(report.versions[0])
    with Image.open(photos / "ann print 0.png") as original:
        assert np.array_equal(picture(library, version.file), np.asarray(original))


def test_a_photo_that_was_never_restored_has_no_version(
    library: Library, family: Family, decoder: Decoder
) -> None:
    assert compose_version(library, family.faces["ann 0.png"].photo_id, None, decoder) is None


def test_a_restoration_of_another_face_is_refused(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    ben = family.faces["ben print 0.png"]
    with pytest.raises(LibraryError, match="not a finished one of face"):
        compose_version(library, ben.photo_id, {ben.id: restored[0]}, decoder)


def test_a_damaged_crop_is_named_and_nothing_is_written(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    with library.snapshot() as tx:
        crop = tx.restorations.get(restored[0]).crop
    for path in [library.paths.restorations / crop, *library.paths.versions.iterdir()]:
        path.unlink()
    with pytest.raises(UnreadablePhoto, match=crop):
        compose_version(library, photo_of(family), {face_of(family): restored[0]}, decoder)
    assert not manifest(library.paths.versions)


def test_a_decision_composes_anew_and_is_in_the_journal(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder
) -> None:
    [version] = decide(library, [restored[0]], Decision.KEPT, decoder)
    assert version.faces == ((face_of(family), restored[0]),)
    with library.snapshot() as tx:
        assert tx.restorations.get(restored[1]).decision is Decision.NONE
        [entry] = tx.journal.entries(5)
    assert (entry.action, entry.summary) == ("decide", "keep 1 restored face")
    [version] = decide(library, [restored[0]], Decision.DISCARDED, decoder)
    assert version.faces == ((face_of(family), None),)


def test_a_face_that_is_found_anew_is_still_pasted_where_it_was_cut(
    library: Library, family: Family, restored: tuple[int, int], decoder: Decoder, photos: Path
) -> None:
    with library.snapshot() as tx:
        before = tx.restorations.get(restored[0]).alignment
    index_family(library, decoder, photos)
    with library.snapshot() as tx:
        assert tx.restorations.get(restored[0]).alignment == before

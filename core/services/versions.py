"""Versions: a photo put together from its original and chosen restorations, without the model.

Composing is quick and gives the same bytes each time, so switching a face between its original
and its restorations is a new composite and never a new restoration.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from core.domain.alignment import Points, Similarity
from core.domain.edit_summary import EditCode, EditSummary
from core.domain.face import Face
from core.domain.photo import Photo
from core.domain.recipe import RestoreRecipe
from core.domain.restoration import Decision, Restoration, RestorationState, Version
from core.errors import LibraryError
from core.imaging.align import enlarged_points, enlarged_similarity, inside
from core.imaging.blend import enlarge, enlargement_for, paste_back
from core.imaging.decoder import Decoder
from core.library.library import Library, Transaction
from core.services.decisions import Decide
from core.services.edits import perform
from core.services.photo_files import Pixels, intact, label_of, read_original, read_result, write_result

FINISHED = (RestorationState.DONE, RestorationState.HELD)

Composition = tuple[tuple[int, int | None], ...]
"""(face id, restoration id or None for the original), by face id."""


@dataclass(frozen=True)
class _Plan:
    """What a composite is made of."""

    photo: Photo
    composition: Composition
    chosen: tuple[tuple[Face, Restoration], ...]
    """By face id."""

    @property
    def file_name(self) -> str:
        """Named by everything the pixels depend on: doing it again writes the same file."""
        parts = [self.photo.digest, *(f"{each.key} {each.result_digest}" for _, each in self.chosen)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest() + ".png"


def compose_version(
    library: Library, photo_id: int, choices: Mapping[int, int | None] | None, decoder: Decoder
) -> Version | None:
    """Put a photo together and use the result from now on.

    Args:
        choices: restoration (None: the original) by face; for faces that are not named, and for
            all with None, the restoration that is kept.

    Returns:
        The version in use; an equal one is used again. None when no face of the photo was ever
        restored, so that there is nothing to show but the original.

    Raises:
        LibraryError: no such photo; a restoration is of another face or not finished; drive full.
        UnreadablePhoto: the original or a crop is missing, damaged, or was changed.
    """
    with library.snapshot() as tx:
        plan = _plan(tx, photo_id, choices or {})
        versions = tx.versions.of_photo(photo_id)
    if not plan.composition:
        return None
    if not plan.chosen:
        return _use_original(library, plan)
    same = next((each for each in versions if each.faces == plan.composition), None)
    if same is not None and intact(library.paths.versions / same.file, same.digest):
        return _use(library, same, last=versions[-1])
    pixels, scale = _composite(library, plan, decoder)
    label = label_of(plan.photo, [restoration for _, restoration in plan.chosen])
    digest = write_result(library.paths.versions / plan.file_name, pixels, label)
    with library.transaction() as tx:
        version_id = tx.versions.add(
            photo_id, plan.composition, file=plan.file_name, digest=digest, scale=scale
        )
        return tx.versions.get(version_id)


def current_version(tx: Transaction, photo_id: int) -> Version | None:
    """The version of a photo that is in use, if it shows a restored face."""
    versions = tx.versions.of_photo(photo_id)
    if not versions or all(restoration is None for _, restoration in versions[-1].faces):
        return None
    return versions[-1]


def decide(
    library: Library, restoration_ids: Sequence[int], decision: Decision, decoder: Decoder
) -> list[Version]:
    """Note what the user wants of some restorations; versions of their photos follow.

    Keeping one undoes the keeping of others of the same face. It is one edit, which can be undone.

    Raises:
        LibraryError: there is no such restoration.
        UnreadablePhoto: the decision is noted, but an original or a crop cannot be read.
    """
    with library.snapshot() as tx:
        touched = [tx.restorations.get(restoration_id) for restoration_id in restoration_ids]
    return _decide(library, {each.id: decision for each in touched}, touched, decoder)


def keep_choices(
    library: Library, photo_id: int, choices: Mapping[int, int | None], decoder: Decoder
) -> Version | None:
    """Keep a photo as it is shown: for each face named its restoration, or None for the original.

    One edit, which can be undone. Faces that are not named stay as they were decided.

    Returns:
        The version in use; None when no face of the photo was ever restored.

    Raises:
        LibraryError: there is no such photo; a restoration is of another face or not finished.
        UnreadablePhoto: it is noted, but the original or a crop cannot be read.
    """
    with library.snapshot() as tx:
        plan = _plan(tx, photo_id, choices)
        listed = [each for each in tx.restorations.of_photos(photo_id) if each.face_id in choices]
    kept = {each.id for _, each in plan.chosen}
    wanted = {each.id: Decision.KEPT for each in listed if each.id in kept}
    freed = [each for each in listed if each.decision is Decision.KEPT and each.id not in kept]
    wanted |= {each.id: Decision.NONE for each in freed}
    versions = _decide(library, wanted, [each for each in listed if each.id in wanted], decoder)
    return versions[-1] if versions else compose_version(library, photo_id, None, decoder)


def _decide(
    library: Library, wanted: Mapping[int, Decision], touched: Sequence[Restoration], decoder: Decoder
) -> list[Version]:
    """Note decisions as one edit, and put the photos together."""
    with library.transaction() as tx:
        faces = dict.fromkeys(each.face_id for each in touched)
        before = {each.id: each for each in tx.restorations.of_faces(*faces)}
        keeping = {before[each].face_id for each, decision in wanted.items() if decision is Decision.KEPT}
        after = {number: wanted.get(number) or _let_go(each, keeping) for number, each in before.items()}
        changed = [number for number, each in before.items() if each.decision is not after[number]]
        forward = [Decide(number, after[number]) for number in changed]
        inverse = [Decide(number, before[number].decision) for number in changed]
        perform(tx, "decide", _summary(list(wanted.values())), forward, inverse)
    photos = list(dict.fromkeys(each.photo_id for each in touched))
    composed = [compose_version(library, photo_id, None, decoder) for photo_id in photos]
    return [version for version in composed if version is not None]


def _let_go(restoration: Restoration, keeping: Set[int]) -> Decision:
    """What becomes of a restoration that nobody spoke of: only one of a face is kept."""
    replaced = restoration.decision is Decision.KEPT and restoration.face_id in keeping
    return Decision.NONE if replaced else restoration.decision


def _summary(decisions: Sequence[Decision]) -> EditSummary:
    """What was decided."""
    kept = sum(decision is Decision.KEPT for decision in decisions)
    code = EditCode.KEEP if kept else EditCode.DISCARD
    return EditSummary(code, number=kept or len(decisions))


def _plan(tx: Transaction, photo_id: int, choices: Mapping[int, int | None]) -> _Plan:
    photo = tx.photos.get(photo_id)
    finished = {each.id: each for each in tx.restorations.of_photos(photo_id) if each.state in FINISHED}
    chosen: dict[int, int | None] = {each.face_id: None for each in finished.values()}
    chosen |= {each.face_id: each.id for each in finished.values() if each.decision is Decision.KEPT}
    for face_id, restoration_id in choices.items():
        if restoration_id is not None and (
            restoration_id not in finished or finished[restoration_id].face_id != face_id
        ):
            raise LibraryError(
                "Restoration {number} is not a finished one of face {face}.",
                number=restoration_id,
                face=face_id,
            )
        chosen[face_id] = restoration_id
    composition = tuple(sorted(chosen.items()))
    faces = {face.id: face for face in tx.faces.of_photo(photo_id)}
    pairs = [(faces[face], finished[each]) for face, each in composition if each is not None]
    return _Plan(photo, composition, tuple(pairs))


def _use_original(library: Library, plan: _Plan) -> Version:
    """Go back to the photo as it is: a version without a file of its own."""
    with library.transaction() as tx:
        number = tx.versions.add(plan.photo.id, plan.composition, file="", digest="", scale=1.0)
        return tx.versions.get(number)


def _use(library: Library, version: Version, *, last: Version) -> Version:
    """Make an existing version the one in use."""
    if version.id != last.id:
        with library.transaction() as tx:
            tx.versions.add(
                version.photo_id,
                version.faces,
                file=version.file,
                digest=version.digest,
                scale=version.scale,
            )
    return version


def _composite(library: Library, plan: _Plan, decoder: Decoder) -> tuple[Pixels, float]:
    """The picture, and its enlargement against the original."""
    original = read_original(decoder, plan.photo)
    size = (original.shape[1], original.shape[0])
    # A face of strength 0 is not seen, so nothing is enlarged for it.
    seen = [(face, each) for face, each in plan.chosen if each.recipe.strength > 0]
    alignments = [alignment_of(restoration) for _, restoration in seen]
    scale = max((enlargement_for(alignment, size) for alignment in alignments), default=1.0)
    picture = enlarge(original, scale)
    for (face, restoration), alignment in zip(seen, alignments, strict=True):
        crop = read_result(decoder, library.paths.restorations / restoration.crop, restoration.result_digest)
        landmarks = enlarged_points(_landmarks(face), scale)
        placed = enlarged_similarity(alignment, scale)
        picture = with_restored_face(picture, crop, placed, landmarks, restoration.recipe)
    return picture, scale


def with_restored_face(
    picture: Pixels, crop: Pixels, alignment: Similarity, landmarks: Points, recipe: RestoreRecipe
) -> Pixels:
    """The photo with one restored face, blended as its recipe says; all in pixels of `picture`."""
    side = crop.shape[0]
    return paste_back(
        picture,
        crop,
        alignment,
        landmarks=landmarks,
        strength=recipe.strength,
        grain=recipe.grain,
        chroma=recipe.chroma,
        valid=inside(alignment.inverse().array, (side, side), picture.shape[:2]),
    )


def alignment_of(restoration: Restoration) -> Similarity:
    if restoration.alignment is None:
        raise LibraryError(
            "Restoration {number} does not say where its face is; restore it again.", number=restoration.id
        )
    return restoration.alignment


def _landmarks(face: Face) -> Points:
    if face.landmarks is None:
        raise LibraryError(
            "The eyes and the mouth of face {number} are not known; index the photo again.", number=face.id
        )
    return face.landmarks.array

"""What a restorer needs of the library: aligned crops of faces, and references of their person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.analysis.analyzer import FaceEmbedder
from core.domain.alignment import AlignmentTemplate, Similarity, similarity_to
from core.domain.face import Embedding, Face
from core.domain.photo import Photo
from core.domain.recipe import RestoreRecipe
from core.errors import PhotoError, SettingsError, UnreadablePhoto, UnsuitableFace
from core.imaging.align import warp_to_template
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.restoration.gates import Gate, gate
from core.restoration.restorer import Crop, IdentityTokens, Reference, Restorer, RestoreRequest, RestorerSpec
from core.services.photo_files import Pixels, name_of, read_original
from core.services.referencing import choose_references

WEIGHT_DIGITS = 3
"""Reference weights are rounded, so that the key of a restoration says exactly what was used."""

LEAST_WEIGHT = 0.01
"""Of a reference that the user insists on, however poor it is."""


@dataclass(frozen=True)
class RestoreTools:
    """What restoring works with."""

    restorer: Restorer
    judge: FaceEmbedder
    """Shares no encoder with the restorer, whatever pack the library uses."""
    decoder: Decoder
    batch_size: int = 4
    """Faces handed to the restorer together, and finished together."""


@dataclass(frozen=True)
class AlignedFace:
    """A face cut out of its photo for the restorer."""

    face: Face
    photo: Photo
    crop: Crop
    valid: NDArray[np.bool_]
    alignment: Similarity
    gate: Gate


@dataclass(frozen=True)
class ReadyReference:
    """A reference whose tokens are there."""

    face_id: int | None
    """None: the reference came from a file outside the library."""
    digest: str
    """SHA-256 of the aligned reference crop's pixels."""
    tokens: IdentityTokens
    weight: float
    vector: Embedding | None = None
    """Of the judging embedder, for a reference from outside; the library has those of its faces."""


@dataclass(frozen=True)
class OutsideReference:
    """A face in a file that is not in the library, to guide this one run; never added to it."""

    path: str
    crop: Crop
    """Aligned to the restorer's reference template."""
    vector: Embedding
    """Of the judging embedder."""
    quality: float
    """[0, 1]"""
    year: int | None
    words: str
    """How good it is, in plain words."""


@dataclass(frozen=True)
class RestoreTask:
    """One face with all that its restoration depends on; equal keys mean equal results."""

    aligned: AlignedFace
    references: tuple[ReadyReference, ...]
    recipe: RestoreRecipe
    input_digest: str
    key: str

    @property
    def reference_ids(self) -> tuple[int, ...]:
        """References that are faces of the library."""
        return tuple(each.face_id for each in self.references if each.face_id is not None)

    @property
    def outside_vectors(self) -> tuple[Embedding, ...]:
        """Judging vectors of references that are no faces of the library."""
        return tuple(each.vector for each in self.references if each.vector is not None)

    @property
    def request(self) -> RestoreRequest:
        references = tuple(Reference(each.tokens, each.weight) for each in self.references)
        return RestoreRequest(self.aligned.crop, references, self.recipe, self.aligned.valid)


def digest_of_pixels(crop: Crop) -> str:
    """SHA-256 of a crop's shape and pixels."""
    return hashlib.sha256(repr(crop.shape).encode() + crop.tobytes()).hexdigest()


def align_face(
    face: Face, photo: Photo, pixels: Pixels, spec: RestorerSpec, *, insist: bool = False
) -> AlignedFace:
    """Cut a face out and ask whether it should be restored.

    Args:
        insist: the user wants it although it is small or sharp enough already.

    Raises:
        UnsuitableFace: it is left alone; the message says why.
    """
    if not insist or face.restored_photo:
        refuse_without_pixels(face, photo, spec)
    crop, valid, alignment = cut(face, photo, pixels, spec.template)
    answer = gate(face, spec, crop=crop)
    if answer.left_alone and not insist:
        raise UnsuitableFace(answer.reason, path=name_of(photo))
    return AlignedFace(face, photo, crop, valid, alignment, answer)


def refuse_without_pixels(face: Face, photo: Photo, spec: RestorerSpec) -> None:
    """Refuse what needs no look at the photo: too small, ignored, restored already.

    Raises:
        UnsuitableFace: the face is left alone.
    """
    answer = gate(replace(face, quality=None), spec)
    if answer.left_alone:
        raise UnsuitableFace(answer.reason, path=name_of(photo))


def cut(
    face: Face, photo: Photo, pixels: Pixels, template: AlignmentTemplate
) -> tuple[Crop, NDArray[np.bool_], Similarity]:
    """The aligned crop, where it shows the photo, and how it was cut.

    Raises:
        UnsuitableFace: the landmarks are missing or lie in one point.
    """
    if face.landmarks is None:
        raise UnsuitableFace("The eyes and the mouth of this face are not known.", path=name_of(photo))
    try:
        alignment = similarity_to(template, face.landmarks.array)
    except ValueError as error:
        raise UnsuitableFace(
            "The eyes and the mouth of this face were found in one point.", path=name_of(photo)
        ) from error
    crop, valid = warp_to_template(pixels, alignment, template)
    return crop, valid, alignment


def filled_in(recipe: RestoreRecipe, spec: RestorerSpec) -> RestoreRecipe:
    """The recipe with the restorer's name, its weights, and its own number of steps for 0."""
    return replace(recipe, restorer=spec.name, weights=spec.weights, steps=recipe.steps or spec.default_steps)


def make_task(
    aligned: AlignedFace, references: Sequence[ReadyReference], recipe: RestoreRecipe
) -> RestoreTask:
    """Name the restoration by all that it is made of."""
    input_digest = digest_of_pixels(aligned.crop)
    # With the photo's digest: two photos may hold the same face pixel by pixel, and are two faces.
    face_digest = f"{aligned.photo.digest} {input_digest}"
    used = tuple(f"{each.digest} {each.weight:.{WEIGHT_DIGITS}f}" for each in references)
    return RestoreTask(aligned, tuple(references), recipe, input_digest, recipe.key(face_digest, used))


class ReferenceShelf:
    """References with their tokens; each reference photo is read once in a run.

    Tokens of earlier runs come from the library, which drops them when a face is found anew.
    """

    def __init__(self, library: Library, restorer: Restorer, decoder: Decoder) -> None:
        self._library = library
        self._restorer = restorer
        self._decoder = decoder
        self._read: dict[int, tuple[str, IdentityTokens] | PhotoError] = {}
        self._outside: dict[str, IdentityTokens] = {}

    def check(self, face_ids: Sequence[int]) -> None:
        """Refuse references that the user named but that cannot be used.

        Raises:
            LibraryError: there is no such face.
            SettingsError: too many, without landmarks, or of a photo restored by AI.
        """
        most = self._restorer.spec.max_references
        if len(face_ids) > most:
            raise SettingsError(
                "This restorer takes at most {most} references, not {given}.", most=most, given=len(face_ids)
            )
        with self._library.snapshot() as tx:
            faces = [tx.faces.get(face_id) for face_id in face_ids]
        for face in faces:
            if face.restored_photo:
                raise SettingsError(
                    "Face {number} is in a photo restored by AI and cannot be a reference.", number=face.id
                )
            if face.landmarks is None:
                raise SettingsError(
                    "Face {number} has no known eyes and mouth; choose another reference.", number=face.id
                )

    def chosen(self, face: Face, limit: int, embedder: str) -> list[ReadyReference]:
        """The best references that can be read now, best first."""
        limit = min(limit, self._restorer.spec.max_references)
        unreadable: set[int] = set()
        while True:
            ranked = choose_references(
                self._library, face, embedder=embedder, limit=limit, exclude=frozenset(unreadable)
            )
            lost = {each.face_id for each in ranked if self._is_lost(each.face_id)}
            if not lost:
                return self._weighted([(each.face_id, each.weight) for each in ranked])
            unreadable |= lost

    def named(
        self, face: Face, face_ids: Sequence[int], outside: Sequence[OutsideReference] = ()
    ) -> list[ReadyReference]:
        """The references that the user named, weighted by their quality; never the face itself.

        Raises:
            UnreadablePhoto: the photo of one of them cannot be read.
        """
        wanted = [face_id for face_id in dict.fromkeys(face_ids) if face_id != face.id]
        with self._library.snapshot() as tx:
            faces = [tx.faces.get(face_id) for face_id in wanted]
        quality = [(each.id, each.quality.score if each.quality else 0.5) for each in faces]
        known = self._weighted(quality) if quality else []
        if not outside:
            return known
        total = sum(score for _, score in quality) + sum(each.quality for each in outside)
        inside = sum(score for _, score in quality) / max(total, LEAST_WEIGHT)
        shared = [replace(each, weight=round(each.weight * inside, WEIGHT_DIGITS)) for each in known]
        return shared + [self._ready(each, each.quality / max(total, LEAST_WEIGHT)) for each in outside]

    def _ready(self, each: OutsideReference, share: float) -> ReadyReference:
        digest = digest_of_pixels(each.crop)
        if digest not in self._outside:
            self._outside[digest] = self._restorer.encode_reference(each.crop)
        weight = round(max(share, LEAST_WEIGHT), WEIGHT_DIGITS)
        return ReadyReference(None, digest, self._outside[digest], weight, each.vector)

    def _is_lost(self, face_id: int) -> bool:
        try:
            self._get(face_id)
        except PhotoError:
            return True
        return False

    def _weighted(self, chosen: Sequence[tuple[int, float]]) -> list[ReadyReference]:
        weights = [max(weight, LEAST_WEIGHT) for _, weight in chosen]
        shares = [round(weight / sum(weights), WEIGHT_DIGITS) for weight in weights]
        return [
            ReadyReference(face_id, *self._get(face_id), max(share, 10.0**-WEIGHT_DIGITS))
            for (face_id, _), share in zip(chosen, shares, strict=True)
        ]

    def _get(self, face_id: int) -> tuple[str, IdentityTokens]:
        if face_id not in self._read:
            try:
                self._read[face_id] = self._load(face_id)
            except PhotoError as error:
                self._read[face_id] = error
        found = self._read[face_id]
        if isinstance(found, PhotoError):
            raise UnreadablePhoto(
                "A reference could not be read. {problem}", problem=found.message, path=found.path
            )
        return found

    def _load(self, face_id: int) -> tuple[str, IdentityTokens]:
        spec = self._restorer.spec
        with self._library.snapshot() as tx:
            face = tx.faces.get(face_id)
            photo = tx.photos.get(face.photo_id)
            tokens = tx.references.tokens(face_id, spec.weights)
        crop, _, _ = cut(face, photo, read_original(self._decoder, photo), spec.reference_template)
        if tokens is None:
            tokens = self._restorer.encode_reference(crop)
            with self._library.transaction() as tx:
                tx.references.put_tokens(face_id, spec.weights, tokens)
        return digest_of_pixels(crop), tokens

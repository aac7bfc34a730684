"""Restorations (one face) and versions (one photo made of originals and restorations)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.alignment import Similarity
from core.domain.reasons import Reason
from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.sentence import in_turn


class RestorationState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    HELD = "held"
    """The guard does not trust it; a person has to look."""
    FAILED = "failed"


class Decision(StrEnum):
    NONE = "none"
    KEPT = "kept"
    DISCARDED = "discarded"


class Likeness(StrEnum):
    CLOSE = "close"
    UNSURE = "unsure"
    DRIFTED = "drifted"


@dataclass(frozen=True)
class Judgement:
    """What the identity guard says of a result (cosines of the judging embedder)."""

    likeness: Likeness
    before: float | None
    """Likeness of the damaged face to the references; None if no vector could be made."""
    after: float | None
    reasons: tuple[Reason, ...] = ()
    """Shown to the user when the result is held."""

    @property
    def reason(self) -> str:
        """The reasons in plain English."""
        return in_turn([each.words for each in self.reasons])

    @property
    def held(self) -> bool:
        return self.likeness is Likeness.DRIFTED


@dataclass(frozen=True)
class Restoration:
    """One restored (or planned) face."""

    id: int
    face_id: int
    photo_id: int
    person_id: int | None
    key: str
    state: RestorationState
    decision: Decision
    recipe: RestoreRecipe
    reference_face_ids: tuple[int, ...]
    plan: ExecutionPlan | None
    input_digest: str
    """SHA-256 of the aligned low-quality crop's pixels."""
    result_digest: str
    """SHA-256 of the crop file; empty until done."""
    crop: str
    """File name inside the library's `restorations` folder."""
    judgement: Judgement | None
    reason: str
    """Why it is held or failed, in plain words."""
    seconds: float | None
    alignment: Similarity | None = None
    """From the upright photo to the crop, as it was cut; landmarks may be found anew later."""


@dataclass(frozen=True)
class Version:
    """A composite of one photo: a chosen restoration, or the original, per face."""

    id: int
    photo_id: int
    faces: tuple[tuple[int, int | None], ...]
    """(face id, restoration id or None for the original)."""
    file: str
    """File name inside the library's `versions` folder, lossless PNG; empty when all faces are original."""
    digest: str
    """SHA-256 of that file; empty when there is none."""
    scale: float
    """Enlargement of the photo against its original size."""

"""What the restore view shows, as values: a photo that is open, and all that is known of its faces."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QRectF, QSizeF

from core.domain.person import PersonRange
from core.domain.restoration import Restoration
from core.services.restore_display import PhotoCanvas, ShownFace
from core.services.restore_preview import FacePreviews, ReferenceChoice
from core.services.restore_scene import RestoreScene, SceneFace


class Stage(Enum):
    """What happens to a face that was asked for."""

    WAITING = "waiting"
    """Other work has the models."""
    LOADING = "loading"
    """The restorer is brought into memory, once for each start of the program."""
    RESTORING = "restoring"


@dataclass(frozen=True)
class FaceWork:
    """All that is shown of one face."""

    face: SceneFace
    choice: ReferenceChoice
    results: tuple[Restoration, ...] = ()
    """Candidates, in the order of their seeds."""
    chosen: int | None = None
    """Number of the one that is shown."""
    on: bool = True
    strength: float = 1.0
    working: int = 0
    """Restorations that were asked for and are not there yet."""
    stage: Stage = Stage.WAITING
    """Of what is worked on; says nothing while nothing is."""
    problem: str = ""
    """Why there is no result, in plain words."""
    expected: PersonRange | None = None
    insisted: bool = False
    """The user asked for it, so it is restored though it would be left alone."""

    @property
    def id(self) -> int:
        return self.face.id

    @property
    def result(self) -> Restoration | None:
        return next((each for each in self.results if each.id == self.chosen), None)

    @property
    def next_seed(self) -> int:
        """Of the candidate that nobody has asked for yet."""
        return max((each.recipe.seed for each in self.results), default=-1) + 1 + self.working

    @property
    def references(self) -> tuple[int, ...]:
        """Faces of the library that guided what is shown, or will."""
        return self.choice.faces if self.result is None else self.result.reference_face_ids


@dataclass
class OpenPhoto:
    """The photo that is open; lives on the UI thread."""

    scene: RestoreScene
    canvas: PhotoCanvas
    faces: dict[int, FaceWork] = field(default_factory=dict)
    seconds: float | None = None
    """That a face takes on this machine, measured; None as long as nobody knows."""
    previews: FacePreviews | None = None
    """Made and used in the lane of the models."""

    def shown(self) -> dict[int, ShownFace]:
        """Restored faces of the picture, by face."""
        return {
            work.id: ShownFace(work.result, work.strength)
            for work in self.faces.values()
            if work.on and work.result is not None
        }

    @property
    def size(self) -> QSizeF:
        """Full-size pixels."""
        return QSizeF(self.scene.width, self.scene.height)

    def box(self, face: SceneFace) -> QRectF:
        """Full-size pixels of the photo."""
        tile, scene = face.tile, self.scene
        corner = (tile.left * scene.width, tile.top * scene.height)
        return QRectF(*corner, tile.width * scene.width, tile.height * scene.height)


def first_work(face: SceneFace, limit: int) -> FaceWork:
    """What is shown of a face before anything is done: what was kept, else what was made last.

    `limit` references are chosen for one that has no result.
    """
    best = face.kept or (face.results[-1] if face.results else None)
    if best is None:
        return FaceWork(face, ReferenceChoice(limit=limit), on=not face.left_alone)
    alike = [each for each in face.results if each.reference_face_ids == best.reference_face_ids]
    # Rows of one seed differ in their strength only, which the slider changes.
    by_seed = {each.recipe.seed: each for each in alike} | {best.recipe.seed: best}
    results = tuple(by_seed[seed] for seed in sorted(by_seed))
    shown = best if face.kept else results[0]
    choice = ReferenceChoice(faces=best.reference_face_ids, limit=limit)
    return FaceWork(face, choice, results, shown.id, strength=shown.recipe.strength)

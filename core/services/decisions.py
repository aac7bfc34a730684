"""Decisions about restorations as steps: done again and undone without the model or the photo.

The version of a photo follows what is kept in it. A composite that was made before is used
again; the photo itself is shown when nothing is kept. One that was never made is put together
when the photo is next composed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.restoration import Decision, RestorationState
from core.library.library import Transaction

FINISHED = (RestorationState.DONE, RestorationState.HELD)


@dataclass(frozen=True)
class Decide:
    """What the user wants of one restoration; others of its face stay as they are."""

    restoration_id: int
    decision: Decision


def decide_again(tx: Transaction, steps: Iterable[Decide]) -> None:
    """Set decisions, and use the versions that fit them."""
    photos: set[int] = set()
    for step in steps:
        restoration = tx.restorations.get(step.restoration_id)
        if restoration.decision is not step.decision:
            tx.restorations.decide([step.restoration_id], step.decision, alone=True)
            photos.add(restoration.photo_id)
    for photo_id in sorted(photos):
        follow(tx, photo_id)


def follow(tx: Transaction, photo_id: int) -> bool:
    """Use the version of a photo that shows what is kept; False when it was never put together."""
    composition = kept_composition(tx, photo_id)
    if not composition or tx.versions.use(photo_id, composition):
        return True
    if all(restoration is None for _, restoration in composition):
        # The original itself: nothing to put together, and no file of its own.
        tx.versions.add(photo_id, composition, file="", digest="", scale=1.0)
        return True
    return False


def kept_composition(tx: Transaction, photo_id: int) -> tuple[tuple[int, int | None], ...]:
    """The kept restoration, or None for the original, of every face of a photo that was restored."""
    finished = [each for each in tx.restorations.of_photos(photo_id) if each.state in FINISHED]
    chosen: dict[int, int | None] = {each.face_id: None for each in finished}
    chosen |= {each.face_id: each.id for each in finished if each.decision is Decision.KEPT}
    return tuple(sorted(chosen.items()))

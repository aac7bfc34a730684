"""Faces that belong to nobody, ignored by the photo."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.face import FaceState
from core.library.library import Library
from core.services.face_edits import ignore


def ignore_unknown(library: Library, photo_ids: Sequence[int]) -> int:
    """Ignore every face in these photos that has no person; how many there were. Undo takes it back."""
    with library.snapshot() as tx:
        faces = tx.faces.of_photos(photo_ids)
    strangers = [face.id for face in faces if face.state is FaceState.UNKNOWN]
    return ignore(library, strangers) if strangers else 0

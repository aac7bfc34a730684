"""What was invented: detail that the damaged photo does not show, and where results disagree.

Two maps, measured at the crop before blending. *Added*: how far the result is from the damaged
face once brightness is matched and noise is smoothed away; the model took that from the
references or from what faces look like. *Varied*: where results with other seeds differ, so that
not even the references settle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.alignment import AlignmentTemplate
from core.domain.restoration import Restoration
from core.errors import LibraryError
from core.imaging.align import grid, warp_to_template
from core.imaging.blend import FaceShape, Plane
from core.imaging.decoder import Decoder
from core.imaging.tone import blurred, low_frequency_offset, luma_of
from core.library.library import Library
from core.restoration.restorer import Crop
from core.services.photo_files import read_original, read_result
from core.services.versions import alignment_of

ENOUGH = 3
"""Results with other seeds that say something; fewer are made up to this many."""

VARIED = (3.0, 15.0)
"""Levels of 255 (standard deviation between seeds) from which a difference counts, and counts fully."""

ADDED = (6.0, 20.0)
"""The same for the difference from the damaged face, whose noise leaves up to 5 after smoothing."""

FINEST, NEAR, BRIGHTNESS = 1 / 96, 1 / 64, 1 / 10
"""Shares of the crop's side: what is smoothed as noise, what is looked at together, what is tone."""

GUESSED = 0.25
"""Heat from which a pixel counts as guessed."""


@dataclass(frozen=True)
class Invented:
    """Where the model was guessing."""

    heat: NDArray[np.float32]
    """(S, S) in [0, 1], in pixels of the crop: the greater of both maps."""
    added: float
    """Share of the face with detail that the damaged photo does not show, [0, 1]."""
    varied: float
    """Share of the face where results with other seeds differ, [0, 1]."""
    results: int


def invented(
    library: Library, decoder: Decoder, results: Sequence[Restoration], template: AlignmentTemplate
) -> Invented:
    """Compare results of one face with each other, and the first with the damaged face.

    Raises:
        LibraryError: fewer than two results, or results of several faces.
        UnreadablePhoto: the photo or a crop is missing or was changed.
    """
    if len({each.face_id for each in results}) != 1 or len(results) < 2:
        raise LibraryError("What was invented shows between two or more results of one face.")
    folder = library.paths.restorations
    crops = [read_result(decoder, folder / each.crop, each.result_digest) for each in results]
    with library.snapshot() as tx:
        photo = tx.photos.get(results[0].photo_id)
    side = crops[0].shape[0]
    before, _ = warp_to_template(read_original(decoder, photo), alignment_of(results[0]), side)
    return compare(before, crops, template)


def compare(before: Crop, crops: Sequence[Crop], template: AlignmentTemplate) -> Invented:
    """Both maps of a damaged crop (S, S, 3) and its results, all aligned to `template`."""
    luma = np.stack([luma_of(crop.astype(np.float32)) for crop in crops])
    varied = _heat(luma.std(axis=0, ddof=1), VARIED)
    added = _heat(_difference(luma_of(before.astype(np.float32)), luma[0]), ADDED)
    side = varied.shape[0]
    shape = FaceShape.of(template.at(side).points)
    face = shape.radius(grid(np.eye(2, 3), (side, side))) < 1.0
    shares = [float((heat[face] >= GUESSED).mean()) for heat in (added, varied)]
    return Invented(np.maximum(added, varied), shares[0], shares[1], len(crops))


def _difference(before: Plane, after: Plane) -> Plane:
    """Root mean square of what differs around each pixel, without noise and without tone."""
    side = before.shape[0]
    wanted, given = before[..., None], after[..., None]
    tone = low_frequency_offset(wanted, given, np.ones_like(before), BRIGHTNESS * side)
    apart = blurred(given + tone - wanted, FINEST * side)
    return np.asarray(np.sqrt(np.maximum(blurred(apart**2, NEAR * side), 0.0))[..., 0], dtype=np.float32)


def _heat(levels: NDArray[np.floating], span: tuple[float, float]) -> Plane:
    least, most = span
    return np.asarray(np.clip((levels - least) / (most - least), 0.0, 1.0), dtype=np.float32)

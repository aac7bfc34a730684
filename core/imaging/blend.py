"""Puts a restored face back into its photo so that nobody sees where.

What users of other programs see, and what is done here: a lighter box (low frequencies are
matched to the photo's), sharp hair that ends at a line (the mask is a face and fades before hair,
neck and the crop's edge), colour in black-and-white and sepia prints (luma is pasted, the print's
own tint is kept), a face without grain in a grainy photo (grain is measured and made again).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.domain.alignment import Points, Similarity
from core.domain.face import Landmarks
from core.imaging.align import FloatImage, Matrix, as_bytes, grid, warp, warp_to_template
from core.imaging.grain import make, measure, missing
from core.imaging.tone import chroma_of, fit_tint, is_monochrome, low_frequency_offset, luma_of, merged

Plane = NDArray[np.float32]

FACE_WIDTH, FACE_HEIGHT = 1.05, 1.27
"""Half axes of the face's ellipse in face units (see `FaceShape.unit`): to the ears, hairline, chin."""

FACE_CENTRE = 0.42
"""Where its centre lies on the way from between the eyes to the mouth."""

FULL, NOTHING = 0.80, 1.18
"""Radius, in the ellipse's own, up to which the restored face counts fully, and from which not at all."""

EDGE_SHARE = 0.11
"""Share of the crop's side over which the mask fades to nothing at the crop's edge."""

LOW_FREQUENCY = 0.35
"""Sigma of what counts as low frequency, in face units: wider than features, narrower than a face."""

LARGEST_ENLARGEMENT = 4.0
LARGEST_PHOTO = 80_000_000
"""Pixels up to which a photo is enlarged for its faces."""

WORTH_ENLARGING = 1.15
"""Below this nothing visible is lost by pasting the face smaller."""


@dataclass(frozen=True)
class FaceShape:
    """Ellipse of a face in crop pixels."""

    centre: tuple[float, float]
    down: tuple[float, float]
    """Unit vector from the eyes to the mouth."""
    unit: float
    """Mean of eye distance and eyes-to-mouth distance: one of them shrinks when the head turns."""

    @staticmethod
    def of(landmarks: Points) -> FaceShape:
        """From five points in crop pixels."""
        eyes, mouth = landmarks[:2].mean(axis=0), landmarks[3:].mean(axis=0)
        axis = mouth - eyes
        height = max(float(np.hypot(*axis)), 1e-6)
        width = float(np.hypot(*(landmarks[1] - landmarks[0])))
        centre = eyes + FACE_CENTRE * axis
        down = axis / height
        return FaceShape(
            (float(centre[0]), float(centre[1])), (float(down[0]), float(down[1])), (width + height) / 2
        )

    def radius(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of crop points (..., 2): 1 on the ellipse."""
        offset = points - np.asarray(self.centre)
        along = offset @ np.asarray(self.down)
        across = offset @ np.array([self.down[1], -self.down[0]])
        return np.asarray(np.hypot(across / (FACE_WIDTH * self.unit), along / (FACE_HEIGHT * self.unit)))


def paste_back(
    photo: NDArray[np.uint8],
    restored_crop: NDArray[np.uint8],
    similarity: Similarity,
    *,
    landmarks: Landmarks | Points,
    strength: float = 1.0,
    grain: bool = True,
    chroma: str = "auto",
    valid: NDArray[np.bool_] | None = None,
) -> NDArray[np.uint8]:
    """A copy of the photo with the restored face in it.

    Only pixels under the crop can change; the same inputs give the same bytes.

    Args:
        photo: (H, W, 3) upright sRGB; enlarged already if it is to be, see `enlargement_for`.
        restored_crop: (S, S, 3).
        similarity: from `photo` to crop pixels.
        landmarks: the five points in pixels of `photo`.
        strength: share of the restored face, 0 to 1.
        grain: put the photo's grain onto the face.
        chroma: "auto" keeps the photo's own tint if it is monochrome or tinted and takes the
            restored colours otherwise; "keep" keeps the photo's colours; "restore" takes the
            restored ones.
        valid: (S, S) where the crop may be used; None is everywhere.

    Raises:
        ValueError: the crop is not square RGB, or `chroma` is unknown.
    """
    if restored_crop.ndim != 3 or restored_crop.shape[0] != restored_crop.shape[1]:
        raise ValueError("The restored crop must be square RGB.")
    if chroma not in {"auto", "keep", "restore"}:
        raise ValueError(f"chroma is auto, keep or restore, not {chroma}")
    size = restored_crop.shape[0]
    box = box_of(similarity, size, photo.shape[:2])
    result = photo.copy()
    if box is None or strength <= 0:
        return result
    top, left, bottom, right = box
    points = landmarks.array if isinstance(landmarks, Landmarks) else np.asarray(landmarks)
    shape = FaceShape.of(similarity.apply(points))
    to_crop = _from_box(similarity, top, left)
    region = photo[top:bottom, left:right].astype(np.float32)
    mask = strength * face_mask(shape, size, to_crop, region.shape[:2], valid)
    matched = match_tone(photo, restored_crop, similarity, shape=shape, chroma=chroma)
    patch = np.clip(warp(matched, to_crop, region.shape[:2]), 0.0, 255.0)
    blended = region + mask[..., None] * (patch - region)
    if grain:
        seed = zlib.crc32(restored_crop.tobytes())
        blended += grain_between(region, patch, mask, origin=(top, left), seed=seed)[..., None]
    # Untouched pixels stay exactly as they are, whatever the arithmetic does.
    result[top:bottom, left:right] = np.where(
        mask[..., None] > 0, as_bytes(blended), photo[top:bottom, left:right]
    )
    return result


def match_tone(
    photo: NDArray[np.uint8],
    restored_crop: NDArray[np.uint8],
    similarity: Similarity,
    *,
    shape: FaceShape,
    chroma: str,
) -> FloatImage:
    """The restored crop with the photo's low frequencies and, where wanted, its colours.

    Returns:
        float32 (S, S, 3).
    """
    size = restored_crop.shape[0]
    original, inside_photo = warp_to_template(photo, similarity, size)
    before, after = original.astype(np.float32), restored_crop.astype(np.float32)
    everywhere = np.eye(2, 3)
    near = shape.radius(grid(everywhere, (size, size))) < 1.3
    weight = (inside_photo & near).astype(np.float32)
    sigma = LOW_FREQUENCY * shape.unit
    monochrome = is_monochrome(original, inside_photo)
    if chroma == "restore" and monochrome:
        luma = luma_of(before)[..., None] - luma_of(after)[..., None]
        return after + low_frequency_offset(luma, np.zeros_like(luma), weight, sigma)
    if chroma == "restore" or (chroma == "auto" and not monochrome):
        return after + low_frequency_offset(before, after, weight, sigma)
    luma_before, luma_after = luma_of(before), luma_of(after)
    offset = low_frequency_offset(luma_before[..., None], luma_after[..., None], weight, sigma)
    luma_after = luma_after + offset[..., 0]
    if not monochrome:
        return merged(luma_after, chroma_of(before))
    tint = fit_tint(before, weight)
    uneven = low_frequency_offset(chroma_of(before), tint.at(luma_before), weight, sigma)
    return merged(luma_after, tint.at(luma_after) + uneven)


def face_mask(
    shape: FaceShape,
    size: int,
    to_crop: Matrix,
    extent: tuple[int, int],
    valid: NDArray[np.bool_] | None = None,
) -> Plane:
    """How much of the restored face each pixel takes, 0 to 1.

    Args:
        shape: of the face, in crop pixels.
        size: side of the crop.
        to_crop: (2, 3) from pixels of the wanted mask to crop pixels.
        extent: height and width of the mask.
        valid: (size, size) where the crop may be used.

    Returns:
        float32 (height, width): 1 on the face, falling smoothly to 0 before hair and neck leave
        the crop, and exactly 0 at the crop's edge.
    """
    points = grid(to_crop, extent)
    face = smoothstep((NOTHING - shape.radius(points)) / (NOTHING - FULL))
    edge = np.minimum(points, size - 1 - points).min(axis=-1) / (EDGE_SHARE * size)
    mask = (face * smoothstep(edge)).astype(np.float32)
    if valid is not None:
        usable = warp(valid.astype(np.float32)[..., None], to_crop, extent)[..., 0]
        mask *= np.clip(usable, 0.0, 1.0)
    return mask


def smoothstep(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """0 below 0, 1 above 1, and between them a curve that is level at both ends."""
    value = np.clip(value, 0.0, 1.0)
    return np.asarray(value * value * (3.0 - 2.0 * value))


def grain_between(
    region: FloatImage, patch: FloatImage, mask: Plane, *, origin: tuple[int, int], seed: int
) -> Plane:
    """The grain (H, W) that blending takes away from the photo, to be added to the blend.

    Where two pictures are averaged their grain partly cancels out, so the seam would be smoother
    than both sides: the amount follows from the variances and not from the mask alone.
    """
    wanted = measure(luma_of(region))
    amount = missing(wanted, measure(luma_of(patch), mask > 0.5))
    added = make(amount, (mask.shape[0], mask.shape[1]), origin, seed)
    return np.asarray(added * np.sqrt(np.maximum(2.0 * mask - mask**2, 0.0)), dtype=np.float32)


def box_of(similarity: Similarity, size: int, extent: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Top, left, bottom, right of the crop in the photo; None when it lies beside it."""
    ends = np.array([[-0.5, -0.5], [size - 0.5, -0.5], [-0.5, size - 0.5], [size - 0.5, size - 0.5]])
    corners = similarity.inverse().apply(ends)
    left, top = (int(value) for value in np.clip(np.floor(corners.min(axis=0)), 0, None))
    right, bottom = (int(value) + 1 for value in np.ceil(corners.max(axis=0)))
    right, bottom = min(right, extent[1]), min(bottom, extent[0])
    return (top, left, bottom, right) if right > left and bottom > top else None


def enlargement_for(
    similarity: Similarity,
    photo_size: tuple[int, int],
    *,
    limit: float = LARGEST_ENLARGEMENT,
    max_pixels: int = LARGEST_PHOTO,
) -> float:
    """How much a photo is to be enlarged so that its face is not pasted smaller than it was restored.

    Args:
        similarity: from photo to crop pixels.
        photo_size: width and height of the photo.
        limit: largest enlargement.
        max_pixels: largest photo.

    Returns:
        A factor >= 1; 1 leaves the photo as it is.
    """
    width, height = photo_size
    factor = min(similarity.scale, limit, float(np.sqrt(max_pixels / (width * height))))
    return factor if factor >= WORTH_ENLARGING else 1.0


def enlarge(photo: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    """The photo (H, W, 3) enlarged by exactly `factor` in both directions (Lanczos).

    What does not fill a whole pixel at the right and lower edge is cut off.
    """
    if factor == 1.0:
        return photo
    height, width = photo.shape[:2]
    size = (int(width * factor + 1e-9), int(height * factor + 1e-9))
    box = (0.0, 0.0, size[0] / factor, size[1] / factor)
    return np.asarray(Image.fromarray(photo).resize(size, Image.Resampling.LANCZOS, box=box))


def _from_box(similarity: Similarity, top: int, left: int) -> Matrix:
    """The similarity for pixels counted from a corner of the photo's region."""
    matrix = similarity.array
    matrix[:, 2] += matrix[:, :2] @ np.array([left, top], dtype=np.float64)
    return matrix

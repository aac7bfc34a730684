"""The eight EXIF orientations, for pixels and for regions.

"Stored" is the picture as it lies in the file, "upright" as it is meant to be seen. Regions are
in fractions of the picture: left, top, width, height in [0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

TRANSPOSES = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns the stored picture upright."""


@dataclass(frozen=True)
class Fraction:
    """A rectangle in fractions of the picture."""

    x: float
    y: float
    width: float
    height: float


def valid_orientation(value: object) -> int:
    """`value` if it is one of 1..8, else 1: damaged files hold anything here."""
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def swaps_sides(orientation: int) -> bool:
    """Whether the upright picture is as wide as the stored one is high."""
    return orientation >= 5


def upright_size(width: int, height: int, orientation: int) -> tuple[int, int]:
    """Width and height after turning; the same call leads back."""
    return (height, width) if swaps_sides(orientation) else (width, height)


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The picture as it is meant to be seen."""
    transpose = TRANSPOSES.get(orientation)
    return image if transpose is None else image.transpose(transpose)


def stored_fraction(area: Fraction, orientation: int) -> Fraction:
    """A rectangle of the upright picture, in the stored picture."""
    # A quarter turn is undone by the other one; everything else undoes itself.
    return upright_fraction(area, {6: 8, 8: 6}.get(orientation, orientation))


def upright_fraction(area: Fraction, orientation: int) -> Fraction:
    """A rectangle of the stored picture, in the upright picture."""
    x, y, width, height = area.x, area.y, area.width, area.height
    right, bottom = 1.0 - x - width, 1.0 - y - height
    return {
        2: Fraction(right, y, width, height),
        3: Fraction(right, bottom, width, height),
        4: Fraction(x, bottom, width, height),
        5: Fraction(y, x, height, width),
        6: Fraction(bottom, x, height, width),
        7: Fraction(bottom, right, height, width),
        8: Fraction(y, right, height, width),
    }.get(orientation, area)

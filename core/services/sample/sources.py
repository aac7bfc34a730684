"""The photographs that the sample album is printed from, read where their packages keep them.

None of them is part of this project. The astronaut (NASA) is in the public domain; the group
photograph belongs to others and is never copied anywhere but into the user's own demo folder.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PIL import Image

from core.errors import UnreadablePhoto
from core.sentence import Sentence
from core.services.sample.prints import Point


@dataclass(frozen=True)
class Sitter:
    """Somebody on a source photograph."""

    name: str
    nose: Point
    """Tip of the nose in pixels of the source: says which face is whose."""
    eye_distance: float
    """Pixels between the eye centres in the source."""


@dataclass(frozen=True)
class SourcePhoto:
    """A photograph shipped inside an installed package."""

    package: str
    file: str
    """Below the package's folder."""
    credit: str
    sitters: tuple[Sitter, ...] = ()


class Source(Enum):
    """The photographs of the album."""

    ASTRONAUT = SourcePhoto(
        "skimage",
        "data/astronaut.png",
        "Astronaut Eileen Collins, NASA, public domain (scikit-image's sample data)",
        (Sitter("Astronaut", (223.3, 125.1), 43.9),),
    )
    GROUP = SourcePhoto(
        "insightface",
        "data/images/t1.jpg",
        "group photograph of insightface's samples, rights with its owners, for this test only",
        (
            Sitter("Person A", (121.1, 341.4), 41.9),
            Sitter("Person B", (303.5, 229.5), 36.2),
            Sitter("Person C", (509.2, 355.7), 51.0),
            Sitter("Person D", (776.8, 427.4), 44.2),
            Sitter("Person E", (919.9, 149.1), 33.4),
            Sitter("Person F", (1170.1, 351.3), 45.3),
        ),
    )
    CAT = SourcePhoto("skimage", "data/chelsea.png", "Chelsea the cat, Stefan van der Walt, CC0")
    COFFEE = SourcePhoto("skimage", "data/coffee.png", "Coffee cup, Rachel Michetti, CC0")


def open_source(source: Source) -> Image.Image:
    """The photograph as RGB.

    Raises:
        UnreadablePhoto: its package is not installed, or no longer has it.
    """
    photo = source.value
    path = _package_folder(photo.package) / photo.file
    try:
        with Image.open(path) as picture:
            return picture.convert("RGB")
    except OSError as error:
        message = Sentence(
            "The sample photograph is missing from the package {package}; install it again.",
            package=photo.package,
        )
        raise UnreadablePhoto(message, path=path) from error


def _package_folder(package: str) -> Path:
    """Where the package lies; it is not imported."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise UnreadablePhoto(
            "The package {package} is not installed; run the installation again.", package=package
        )
    return Path(found.submodule_search_locations[0])

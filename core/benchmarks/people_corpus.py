"""Hard synthetic faces of known people: families, ageing, blur, and very unequal numbers.

Plain Gaussian clusters are grouped without a mistake by every method and measure nothing but
speed. Real libraries are hard because relatives resemble each other, people age, blurred faces
resemble each other whoever they are, and most people appear once while a few appear everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 128
"""As many as the built-in embedder has."""

FAMILY_COSINE = 0.35
"""Between the centres of two relatives."""

AGE_COSINE = 0.75
"""Between a person's centre and that of the same person at another age."""

_SINGLETONS = 0.10
_IN_FAMILIES = 0.40
_FAMILY_SIZE = 4
_AT_OTHER_AGE = 0.30
_ZIPF = 1.6
_MOST_FACES = 0.02
"""Share of all faces that one person may have."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class LabelledFaces:
    """Unit vectors with the truth about them."""

    vectors: Matrix
    """(N, D)."""
    people: NDArray[np.int64]
    """(N,)."""
    quality: NDArray[np.float32]
    """(N,) in [0, 1]."""

    def __len__(self) -> int:
        return len(self.people)


def hard_faces(count: int, *, seed: int = 0, dimensions: int = DIMENSIONS) -> LabelledFaces:
    """`count` faces, the same for the same arguments.

    A face is its person's centre (or the centre at another age) times q plus noise, q in
    [0.25, 0.90]; the lower q, the more of the noise is one direction that all blurred faces share.
    """
    random = np.random.default_rng(seed)
    people = _people(count, random)
    number = int(people[-1]) + 1
    centres = _centres(number, dimensions, random)
    older = _mixed(centres, _directions(number, dimensions, random), AGE_COSINE)
    at_other_age = random.random(count) < _AT_OTHER_AGE
    truth = np.where(at_other_age[:, None], older[people], centres[people])
    likeness = 0.25 + 0.65 * random.beta(5.0, 1.5, count).astype(np.float32)
    blur = np.clip((0.55 - likeness) / 0.30, 0.0, 1.0)[:, None]
    noise = _directions(count, dimensions, random)
    noise = _unit(noise + 1.2 * blur * _directions(1, dimensions, random))
    vectors = _mixed(truth, noise, likeness[:, None])
    order = random.permutation(count)
    quality = np.clip((likeness - 0.25) / 0.5, 0.0, 1.0)
    return LabelledFaces(vectors[order], people[order], quality[order].astype(np.float32))


def _people(count: int, random: np.random.Generator) -> NDArray[np.int64]:
    """(N,) person of each face, ascending; a tenth of the people appear once."""
    most = max(int(_MOST_FACES * count), 20)
    sizes = np.minimum(random.zipf(_ZIPF, count) + 1, most)
    sizes[random.random(count) < _SINGLETONS] = 1
    needed = int(np.searchsorted(np.cumsum(sizes), count)) + 1
    return np.repeat(np.arange(needed, dtype=np.int64), sizes[:needed])[:count]


def _centres(number: int, dimensions: int, random: np.random.Generator) -> Matrix:
    """A direction for each person; those of a family have a direction in common."""
    own = _directions(number, dimensions, random)
    families = _directions(number // _FAMILY_SIZE + 1, dimensions, random)
    related = _mixed(families[np.arange(number) // _FAMILY_SIZE], own, np.sqrt(FAMILY_COSINE))
    in_family = random.random(number // _FAMILY_SIZE + 1) < _IN_FAMILIES
    return np.where(in_family[np.arange(number) // _FAMILY_SIZE][:, None], related, own)


def _mixed(one: Matrix, other: Matrix, cosine: float | Matrix) -> Matrix:
    """Unit vectors with about this cosine to `one`, the rest of them from `other`."""
    return _unit(cosine * one + np.sqrt(1.0 - np.square(cosine)) * other)


def _directions(count: int, dimensions: int, random: np.random.Generator) -> Matrix:
    return _unit(random.standard_normal((count, dimensions), dtype=np.float32))


def _unit(vectors: NDArray[np.floating]) -> Matrix:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)

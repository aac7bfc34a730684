"""How strongly two clusters of faces speak for one person: log-odds, not likeness alone.

Two-covariance model of speaker and face verification (Brümmer and de Villiers, "The speaker
partitioning problem", Odyssey 2010): a face is its person plus what age, light and pose add. A
mean of many faces is a better witness than one face, so the likeness that two large clusters
need differs from the one that two single faces need; average linkage asks for the same of both,
and pays with wrong merges or with splits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.clustering.graph import blocks, dots
from core.clustering.variation import Variation

Floats = NDArray[np.float64]
Matrix = NDArray[np.float32]
Indices = NDArray[np.intp]

CORRELATION = 0.1
"""Between what two faces of a cluster say; best value on training people."""

NEAREST = 40
"""Faces of a crowd that say how crowded a place is."""

_IMPOSTOR_DEVIATIONS = 3.09
"""Standard deviations that one value in a thousand of a normal distribution exceeds."""

_PAIR_ROWS = 32
"""So few pairs are weighed at a time that they stay near the processor."""

_WEIGHTS = np.linspace(0.0, 2.0 / CORRELATION, 4097)
"""At which volumes are tabled: no two clusters weigh more together."""


@dataclass(frozen=True)
class Evidence:
    """The model of one embedder.

    A cluster of n faces enters as a weight and a pull. Its faces are not independent witnesses
    (two pictures of one afternoon), so n of them weigh n / (1 + (n - 1) * CORRELATION); the pull
    (K,) is the weight times their mean, in a space where the faces of one person vary by 1.
    """

    ratios: NDArray[np.float32]
    """(K,) variance between people, in units of that within one person; (1,) for the same everywhere.
    The last is 0 where there is a crowd: that column says how crowded the place of a face is."""
    directions: float
    """For how many directions each of `ratios` stands."""
    variation: Variation | None = None
    """Into whose space faces are turned; None leaves their directions as they are."""
    temper: float = 1.0
    """Nats of the model that are one nat of evidence: what it says of faces it never saw is bolder
    than what is true."""

    @staticmethod
    def alike_everywhere(same_person: float, impostor: float) -> Evidence:
        """The model of an embedder of which two cosines are known: of single faces that are one
        person or two, equally likely, and the one that a pair of strangers in a thousand reaches.
        """
        between = _share_between(same_person)
        ratios = np.array([between / (1.0 - between)], dtype=np.float32)
        return Evidence(ratios, directions=(_IMPOSTOR_DEVIATIONS / impostor) ** 2)

    @staticmethod
    def of_variation(variation: Variation) -> Evidence:
        """The model of an embedder of which the covariances are known."""
        crowded = variation.crowd is not None
        ratios = np.append(variation.ratios, np.zeros(int(crowded), dtype=np.float32))
        return Evidence(ratios, directions=1.0, variation=variation, temper=variation.temper)

    def seen(self, vectors: Matrix) -> Matrix:
        """Unit vectors (N, D) of the embedder in the space of the model (N, K)."""
        if self.variation is None:
            # Within a person all directions vary alike, together by 1 - between.
            length = np.sqrt(self.directions * (1.0 + float(self.ratios[0])))
            return np.asarray(vectors * length, dtype=np.float32)
        faces = self.variation.seen(vectors)
        crowd = self.variation.crowd
        if crowd is None:
            return faces
        plain = Evidence.of_variation(replace(self.variation, crowd=None))
        return np.column_stack([faces, _crowding(plain, faces, crowd.faces(self.variation.ratios))])

    def weights(self, sizes: NDArray[np.number]) -> Floats:
        """Independent witnesses that clusters of `sizes` faces amount to."""
        counts = np.asarray(sizes, dtype=np.float64)
        return np.asarray(counts / (1.0 + (counts - 1.0) * CORRELATION))

    def shares(self, sizes: NDArray[np.int64]) -> tuple[Floats, Matrix]:
        """`weights`, and by what a sum of `sizes` faces is to be multiplied to be a pull."""
        weights = self.weights(sizes)
        return weights, (weights / np.maximum(sizes, 1)).astype(np.float32)

    def support(self, pulls: Matrix, weights: Floats) -> Floats:
        """(N,) log-likelihood that clusters are one person each, over that of as many strangers as faces.

        Evidence that two clusters are one person is the support for both as one, less that for each.
        """
        if self.alike:
            return self.support_of_lengths(squared_lengths(pulls), weights)
        factors = weights.astype(np.float32)[:, None] * self.ratios
        factors += 1.0
        np.divide(self.ratios, factors, out=factors)
        factors *= pulls
        squares = np.einsum("ij,ij->i", factors, pulls)  # of three at a time it takes twice as long
        return np.asarray((0.5 * squares.astype(np.float64) - self._volumes(weights)) / self.temper)

    @property
    def alike(self) -> bool:
        """Whether all directions are alike: then the lengths of pulls say everything."""
        return len(self.ratios) == 1

    def support_of_lengths(self, squares: Floats, weights: Floats) -> Floats:
        """`support` where all directions are alike, from the squared lengths (N,) of the pulls."""
        ratio = float(self.ratios[0])
        factors = 0.5 * ratio / (1.0 + weights * ratio)
        return np.asarray((factors * squares - self._volumes(weights)) / self.temper)

    def sides(self, faces: Matrix) -> tuple[Matrix, Matrix]:
        """(N, K + 2) twice: `left @ right.T` is the evidence that two of the faces (N, K) are one person."""
        ratios = self.ratios.astype(np.float64)
        both, each = 1.0 + 2.0 * ratios, 1.0 + ratios
        turned = faces * np.sqrt(ratios / both / self.temper).astype(np.float32)
        spread = 0.5 * (self._squares(faces) * (ratios**2 / (each * both))).sum(axis=1)
        volume = float(self._volumes(np.array(1.0)) - 0.5 * self._volumes(np.array(2.0)))
        offset = ((volume - spread) / self.temper - self.crowding(faces))[:, None].astype(np.float32)
        one = np.ones_like(offset)
        return np.hstack([turned, offset, one]), np.hstack([turned, one, offset])

    def probes(self, faces: Matrix) -> Matrix:
        """(N, L): `probes @ attraction.T` is the evidence that faces (N, K) belong to clusters."""
        one = np.ones((len(faces), 1), dtype=np.float32)
        return np.hstack([faces, np.float32(0.5) * self._squares(faces), one])

    def attraction(self, clusters: Witnesses) -> Matrix:
        """(H, L), the other side of `probes`."""
        ratios = self.ratios.astype(np.float64)
        weights, shares = clusters.shares()
        with_face, without = 1.0 + (1.0 + weights[:, None]) * ratios, 1.0 + weights[:, None] * ratios
        pulls = clusters.sums * shares[:, None]
        held = (self._squares(pulls) * (ratios / with_face - ratios / without)).sum(axis=1)
        volumes = self._volumes(np.array(1.0)) + self._volumes(weights) - self._volumes(1.0 + weights)
        pulling = pulls * (ratios / with_face)
        own = ratios / with_face - ratios / (1.0 + ratios)
        offset = (0.5 * held + volumes) / self.temper - self.crowding(clusters.means())
        rows = np.hstack([pulling / self.temper, own / self.temper, offset[:, None]])
        if self._crowded:
            rows[:, clusters.sums.shape[1] - 1] = -0.5
        return np.asarray(rows, dtype=np.float32)

    def crowding(self, faces: Matrix) -> Floats:
        """(N,) nats that faces or sums (N, K) owe to their place: half of what strangers reach there."""
        return 0.5 * faces[:, -1].astype(np.float64) if self._crowded else np.zeros(len(faces))

    @property
    def _crowded(self) -> bool:
        return self.variation is not None and self.variation.crowd is not None

    def _squares(self, rows: Matrix) -> Matrix:
        """(N, K) squares, or their sum (N, 1) where all directions are alike."""
        squares = rows**2
        return squares if len(self.ratios) > 1 else squares.sum(axis=1, keepdims=True)

    def _volumes(self, weights: Floats) -> Floats:
        """How much less room one person's faces of `weights` have than strangers', in nats."""
        return np.interp(weights, _WEIGHTS, _volume_table(self.ratios.tobytes(), self.directions))


@dataclass(frozen=True)
class Witnesses:
    """Clusters of faces as the model sees them."""

    evidence: Evidence
    sums: Matrix
    """(H, K) of their faces."""
    sizes: NDArray[np.int64]
    """(H,) faces of each; a cluster of 0 is none."""
    squares: Floats
    """(H,) squared lengths of the sums; zeros unless all directions are alike."""
    support: Floats
    """(H,) `Evidence.support` of each, and what it owes to its place."""

    @staticmethod
    def of(evidence: Evidence, sums: Matrix, sizes: NDArray[np.int64]) -> Witnesses:
        """Clusters of `sizes` (H,) faces with these sums (H, K)."""
        weights = evidence.weights(sizes)
        if evidence.alike:
            squares, shares = squared_lengths(sums), weights / np.maximum(sizes, 1)
            support = evidence.support_of_lengths(squares * shares**2, weights)
            return Witnesses(evidence, sums, sizes, squares, support)
        support = np.empty(len(sizes))
        for part in blocks(len(sizes), 4 * sums.shape[1]):
            pulls = sums[part] * (weights[part] / np.maximum(sizes[part], 1)).astype(np.float32)[:, None]
            support[part] = evidence.support(pulls, weights[part])
            support[part] += evidence.crowding(sums[part]) / np.maximum(sizes[part], 1)
        return Witnesses(evidence, sums, sizes, np.zeros(len(sizes)), support)

    def __len__(self) -> int:
        return len(self.sizes)

    def log_odds(self, first: Indices, others: Witnesses, second: Indices) -> Floats:
        """(P,) evidence in nats that clusters `first` (P,) of these and `second` (P,) of `others`
        are one person.

        Summed pair by pair in one order, unlike a matrix product, whose order depends on the
        blocks and on the number of threads.
        """
        if self.evidence.alike:
            both = self._together_by_lengths(first, others, second)
        else:
            both = self._together(first, others, second)
        return both - self.support[first] - others.support[second]

    def _together(self, first: Indices, others: Witnesses, second: Indices) -> Floats:
        """(P,) support for pairs as one person each."""
        one, share = self.evidence.shares(self.sizes[first])
        other, other_share = self.evidence.shares(others.sizes[second])
        relative, together = other_share / share, one + other
        result = np.empty(len(first))
        for part in blocks(len(first), _PAIR_ROWS * self.sums.shape[1]):
            pulls = others.sums.take(second[part], axis=0)
            pulls *= relative[part, None]
            pulls += self.sums.take(first[part], axis=0)
            pulls *= share[part, None]
            result[part] = self.evidence.support(pulls, together[part])
        return result

    def _together_by_lengths(self, first: Indices, others: Witnesses, second: Indices) -> Floats:
        """The same from the lengths of the sums and the angles between them: half the work."""
        sizes, other_sizes = self.sizes[first], others.sizes[second]
        one, other = self.evidence.weights(sizes), self.evidence.weights(other_sizes)
        share, other_share = one / sizes, other / other_sizes
        squares = 2.0 * share * other_share * dots(self.sums, others.sums, first, second)
        squares += share**2 * self.squares[first] + other_share**2 * others.squares[second]
        return self.evidence.support_of_lengths(squares, one + other)

    def shares(self) -> tuple[Floats, Matrix]:
        """`Evidence.shares` of all (H,) clusters."""
        return self.evidence.shares(self.sizes)

    def means(self) -> Matrix:
        """(H, K)."""
        return np.asarray(self.sums / np.maximum(self.sizes, 1)[:, None], dtype=np.float32)

    def beside(self, others: Witnesses) -> Witnesses:
        """These and others."""
        return Witnesses(
            self.evidence,
            np.concatenate([self.sums, others.sums]),
            np.concatenate([self.sizes, others.sizes]),
            np.concatenate([self.squares, others.squares]),
            np.concatenate([self.support, others.support]),
        )


def squared_lengths(rows: Matrix) -> Floats:
    """(N,) squared lengths of rows (N, K)."""
    return np.asarray(np.einsum("ij,ij->i", rows, rows), dtype=np.float64)


def against_the_others(evidence: Evidence, faces: Matrix) -> Floats:
    """(N,) evidence for each face (N, K), N >= 2, and the rest of them."""
    count = np.full(len(faces), len(faces) - 1, dtype=np.int64)
    rest = faces.sum(axis=0, dtype=np.float64).astype(np.float32) - faces
    pairs = np.arange(len(faces))
    alone = Witnesses.of(evidence, faces, np.ones_like(count))
    return alone.log_odds(pairs, Witnesses.of(evidence, rest, count), pairs)


def _crowding(evidence: Evidence, faces: Matrix, crowd: Matrix) -> Matrix:
    """(N,) evidence that faces (N, K) and those of a crowd (M, K) nearest to each are one person.

    Score normalisation by a cohort (Sturim and Reynolds, ICASSP 2005): small children are nearer
    to each other than adults are, whoever they are, and more evidence is to be asked of them.
    """
    left, right = evidence.sides(faces)[0], evidence.sides(crowd)[1]
    nearest = np.empty(len(faces), dtype=np.float32)
    for part in blocks(len(faces), len(crowd)):
        found = left[part] @ right.T
        nearest[part] = np.partition(found, len(crowd) - NEAREST, axis=1)[:, -NEAREST:].mean(axis=1)
    return nearest.round(3)  # so that the order of summation says nothing


@lru_cache(maxsize=16)
def _volume_table(ratios: bytes, directions: float) -> Floats:
    """`Evidence._volumes` at `_WEIGHTS`."""
    each = np.frombuffer(ratios, dtype=np.float32).astype(np.float64)
    return np.asarray(0.5 * directions * np.log1p(_WEIGHTS[:, None] * each).sum(axis=1))


@lru_cache(maxsize=64)
def _share_between(same_person: float) -> float:
    """Share of the variance between people at which two faces with a cosine of `same_person` say nothing."""
    low, high = 0.02, 0.99
    for _ in range(60):
        middle = (low + high) / 2.0
        ratio = middle / (1.0 - middle)
        volume = 2.0 * np.log1p(ratio) - np.log1p(2.0 * ratio)
        fit = (2.0 + 2.0 * same_person) / (1.0 + 2.0 * ratio) - 2.0 / (1.0 + ratio)
        if volume + ratio * fit / (1.0 - middle) > 0.0:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0

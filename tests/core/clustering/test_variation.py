"""What is known of an embedder beside two cosines: directions, and where faces are crowded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.analysis.backends import dlib
from core.benchmarks.people_measures import agreement
from core.benchmarks.people_quality import labels_of
from core.clustering.cluster import group
from core.clustering.evidence import Evidence, Witnesses
from core.clustering.options import GroupOptions
from core.clustering.variation import Variation, fit_variation, read_variation, variation_of
from tests.core.clustering.faces import make_faces, unit

PEOPLE, EACH, SIZE = 400, 5, 48


def faces_of(people: int, seed: int, *, children: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """People differ in a third of the directions; light and age change the others more than people do.

    The first of them, a share of `children`, are all much alike.
    """
    random = np.random.default_rng(seed)
    spread = np.where(np.arange(SIZE) < SIZE // 3, 1.5, 0.3)
    centres = random.normal(size=(people, SIZE)) * spread
    alike = np.arange(people) < children * people
    centres[alike] = 0.3 * centres[alike] + np.where(np.arange(SIZE) == 0, 4.0, 0.0)
    noise = random.normal(size=(people, EACH, SIZE)) * np.where(np.arange(SIZE) < SIZE // 3, 0.2, 1.0)
    vectors = unit((centres[:, None] + noise).reshape(-1, SIZE))
    return vectors, np.repeat(np.arange(people), EACH)


@pytest.fixture(scope="module")
def fitted() -> Variation:
    return fit_variation(*faces_of(PEOPLE, seed=1), temper=2.0)


def test_people_differ_most_in_the_first_directions(fitted: Variation) -> None:
    assert np.all(np.diff(fitted.ratios) <= 0.0)
    assert fitted.ratios[0] > 5.0 * fitted.ratios[-1]


def test_what_is_known_of_an_embedder_groups_better_than_its_cosines(fitted: Variation) -> None:
    vectors, people = faces_of(60, seed=2)
    plain, better = (
        agreement(labels_of(group(make_faces(vectors), GroupOptions(0.5, 0.55, variation=known))), people)
        for known in (None, fitted)
    )
    assert better.f > plain.f + 0.1
    assert better.precision > 0.95


def test_every_way_to_ask_for_evidence_says_the_same(fitted: Variation) -> None:
    evidence = Evidence.of_variation(fitted)
    seen = evidence.seen(faces_of(10, seed=3)[0])
    single = Witnesses.of(evidence, seen, np.ones(len(seen), dtype=np.int64))
    one, other = np.triu_indices(len(seen), 1)
    exact = single.log_odds(one, single, other)
    left, right = evidence.sides(seen)
    assert np.allclose((left @ right.T)[one, other], exact, atol=1e-3)
    assert np.allclose((evidence.probes(seen) @ evidence.attraction(single).T)[one, other], exact, atol=1e-3)


def test_more_is_asked_of_faces_where_strangers_are_close() -> None:
    evidence = Evidence.of_variation(fit_variation(*faces_of(PEOPLE, seed=1, children=0.3)))
    crowding = evidence.crowding(evidence.seen(faces_of(100, seed=4, children=0.3)[0]))
    assert np.median(crowding[: 30 * EACH]) > np.quantile(crowding[30 * EACH :], 0.75)


def test_it_is_read_as_it_was_written(fitted: Variation, tmp_path: Path) -> None:
    fitted.save(tmp_path / "one.npz")
    read = read_variation(tmp_path / "one.npz")
    assert read.crowd is not None
    assert read.temper == 2.0
    assert np.allclose(read.directions, fitted.directions, rtol=1e-2, atol=1e-3)


def test_two_people_with_two_faces_are_the_least(fitted: Variation) -> None:
    with pytest.raises(ValueError, match="two faces each of two people"):
        fit_variation(faces_of(3, seed=5)[0], np.array([0] * 2 + list(range(1, 14))))


def test_the_built_in_embedder_ships_with_it_and_others_need_not() -> None:
    known = variation_of(dlib.NAME)
    assert known is not None
    assert known.directions.shape == (dlib.DIMENSIONS, dlib.DIMENSIONS)
    assert variation_of("somebody-elses") is None

"""Disjoint sets and what keeps them apart: names follow through any number of joins."""

from __future__ import annotations

import numpy as np
import pytest

from core.clustering.cannot_links import CannotLinks, Rejections
from core.clustering.disjoint_sets import DisjointSets


def pairs(*rows: tuple[int, int]) -> np.ndarray:
    return np.array(rows, dtype=np.intp).reshape(-1, 2)


def test_members_are_found_through_a_chain_of_joins() -> None:
    sets = DisjointSets(5)
    for name, into in ((4, 3), (3, 2), (2, 0)):
        sets.join(np.array([name]), np.array([into]))
    assert sets.find(np.array([4, 3, 1])).tolist() == [0, 0, 1]
    assert sets.of.tolist() == [0, 1, 0, 0, 0]


@pytest.mark.parametrize("seed", range(5))
def test_sets_are_those_of_joining_one_after_another(seed: int) -> None:
    random, sets, plain = np.random.default_rng(seed), DisjointSets(60), list(range(60))
    for turn in range(40):
        low, high = sorted(random.choice(sorted(set(plain)), 2, replace=False).tolist())
        sets.join(np.array([high]), np.array([low]))
        plain = [low if name == high else name for name in plain]
        if turn % 7 == 0:
            assert sets.of.tolist() == plain
    assert sets.find(np.arange(60)).tolist() == plain == sets.of.tolist()


def test_what_is_apart_stays_apart_under_its_new_names() -> None:
    sets, apart = DisjointSets(6), CannotLinks(pairs((1, 2), (3, 4), (0, 5)), 6)
    for name, into in ((2, 0), (4, 1)):
        sets.join(np.array([name]), np.array([into]))
        apart.rename(np.array([name]), sets)
    assert list(zip(apart.low.tolist(), apart.high.tolist(), strict=True)) == [(0, 1), (0, 5), (1, 3)]
    assert apart.hold(np.array([1, 3, 3]), np.array([0, 1, 4])).tolist() == [True, True, False]


def test_two_pairs_that_become_one_are_kept_once() -> None:
    sets, apart = DisjointSets(4), CannotLinks(pairs((0, 2), (1, 2), (0, 1)), 4)
    sets.join(np.array([1]), np.array([0]))
    apart.rename(np.array([1]), sets)
    assert (apart.low.tolist(), apart.high.tolist()) == ([0], [2])


def test_a_rejection_goes_with_the_face_that_it_was_said_of() -> None:
    sets, rejections = DisjointSets(4), Rejections([(3, 70), (1, 80)])
    sets.join(np.array([3]), np.array([0]))
    rejections.rename(np.array([3]), sets)
    assert rejections.hold(np.array([0, 0, 1]), np.array([70, 80, 80])).tolist() == [True, False, True]
    assert rejections.concern(np.array([0, 3])).tolist() == [True, False]

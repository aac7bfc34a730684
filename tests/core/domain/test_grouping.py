"""The input of grouping is checked at the door."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from core.domain.grouping import GroupingFaces


def two_faces() -> GroupingFaces:
    return GroupingFaces(
        face_ids=np.array([1, 2]),
        photo_ids=np.array([1, 1]),
        vectors=np.array([[1, 0], [0, 0]], dtype=np.float32),
        quality=np.ones(2, dtype=np.float32),
        person_ids=np.zeros(2, dtype=np.int64),
        confirmed=np.zeros(2, dtype=np.bool_),
    )


def test_faces_without_vector_are_not_usable() -> None:
    assert two_faces().usable.tolist() == [True, False]


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one row per face"):
        dataclasses.replace(two_faces(), quality=np.ones(3, dtype=np.float32))


def test_a_face_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        dataclasses.replace(two_faces(), face_ids=np.array([1, 1]))

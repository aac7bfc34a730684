"""Measuring grouping: the generator repeats, the measures are right, ours is good on a fixed set."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.benchmarks.people_corpus import FAMILY_COSINE, hard_faces
from core.benchmarks.people_library import reactions
from core.benchmarks.people_measures import actions_needed, agreement
from core.benchmarks.people_quality import our_labels
from core.benchmarks.people_scale import options_for, scale
from core.clustering import backends
from core.clustering.calibration import calibrate
from core.progress import Progress


def labels(text: str) -> np.ndarray:
    return np.array([ord(letter) for letter in text], dtype=np.int64)


def test_the_same_seed_makes_the_same_faces() -> None:
    one, again, other = hard_faces(300), hard_faces(300), hard_faces(300, seed=1)
    assert np.array_equal(one.vectors, again.vectors)
    assert not np.array_equal(one.vectors, other.vectors)
    assert np.allclose(np.linalg.norm(one.vectors, axis=1), 1.0, atol=1e-5)


def test_the_faces_are_hard_relatives_resemble_and_people_age() -> None:
    faces = hard_faces(2000)
    cosines = faces.vectors @ faces.vectors.T
    same = faces.people[:, None] == faces.people[None]
    assert np.quantile(cosines[~same], 0.999) > 0.25
    assert np.quantile(cosines[same], 0.05) < FAMILY_COSINE < np.median(cosines[same])


def test_a_perfect_grouping_has_no_errors_and_needs_one_action_a_person() -> None:
    truth = labels("aaabbc")
    found = agreement(labels("xxxyyz"), truth)
    assert (found.precision, found.recall, found.f, found.pair_f) == (1.0, 1.0, 1.0, 1.0)
    assert actions_needed(labels("xxxyyz"), truth, share=1.0) == 3


def test_bcubed_counts_each_face_among_those_it_is_shown_with() -> None:
    found = agreement(labels("xxxx"), labels("aaab"))
    assert found.precision == pytest.approx((3 * 3 / 4 + 1 / 4) / 4)
    assert (found.recall, found.pair_precision) == (1.0, 0.5)
    split = agreement(labels("xxyy"), labels("aaaa"))
    assert (split.precision, split.recall) == (1.0, 0.5)


def test_a_wrong_face_costs_a_rejection_and_a_name() -> None:
    assert actions_needed(labels("xxxx"), labels("aaab"), share=1.0) == 3
    assert actions_needed(labels("wxyz"), labels("aaaa"), share=0.5) == 2


def test_grouping_is_right_on_fixed_hard_faces_and_beats_dbscan() -> None:
    faces, options = hard_faces(1000), options_for(128)
    ours = agreement(our_labels(faces, options), faces.people)
    best = max(
        agreement(backends.dbscan(faces.vectors, cosine), faces.people).f for cosine in (0.4, 0.45, 0.5)
    )
    assert ours.precision > 0.97
    assert ours.f > 0.93
    assert ours.f > best


def test_calibration_finds_where_one_person_becomes_likelier_than_two() -> None:
    faces = hard_faces(1500)
    found = calibrate(faces.vectors, faces.people)
    assert 0.1 < found.same_person < found.impostor < 0.5
    with pytest.raises(ValueError, match="two faces of one person"):
        calibrate(faces.vectors[:3], np.arange(3))


def test_adding_faces_is_told_as_a_share_of_a_full_pass_and_rows_compare_with_ours() -> None:
    rows, adding = scale([3000], peers_to=0, dimensions=64, added=30, progress=Progress())
    assert [(row.faces, row.method, row.ratio) for row in rows] == [(3000, "RIDFR", 1.0)]
    assert rows[0].peak_memory > 0
    assert adding[0].added == 30
    assert adding[0].share == pytest.approx(adding[0].cpu / rows[0].cpu)
    assert adding[0].f > 0.9


def test_reactions_are_measured_on_a_library_of_that_size(tmp_path: Path) -> None:
    rows = reactions(tmp_path / "library", 2000, 500, 3)
    assert [row.what for row in rows][:1] == ["open a person of 500 faces"]
    assert {row.faces for row in rows} == {2000}
    assert all(0.0 < row.best <= row.median for row in rows)


@pytest.mark.parametrize("method", [backends.dbscan, backends.chinese_whispers])
def test_peers_answer_a_label_for_every_face(method: object) -> None:
    faces = hard_faces(200)
    found = method(faces.vectors, 0.45)  # type: ignore[operator]
    assert len(found) == 200
    assert found.min() >= 0

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from training.__main__ import main
from training.crops import CropStore
from training.evaluation.verification import area_under_curve, best_threshold, pairs_of, right_answers


def test_the_area_is_the_chance_that_a_same_pair_is_nearer() -> None:
    assert area_under_curve(np.array([0.9, 0.8]), np.array([0.1, 0.2])) == 1
    assert area_under_curve(np.array([0.5, 0.1]), np.array([0.3, 0.1])) == pytest.approx(0.625)


def test_the_best_threshold_has_most_pairs_on_the_right_side() -> None:
    assert 0.3 < best_threshold(np.array([0.5, 0.6, 0.2]), np.array([0.1, 0.3, 0.3])) <= 0.5


def test_pairs_that_nothing_tells_apart_are_guessed() -> None:
    generator = np.random.default_rng(0)
    same, other = generator.random(10_000), generator.random(10_000)
    assert np.mean(right_answers(same, other)) == pytest.approx(0.5, abs=0.03)
    assert np.mean(right_answers(same + 1, other)) == pytest.approx(1, abs=0.01)


def test_every_pair_has_a_picture_of_the_person_and_one_of_somebody_else(store: CropStore) -> None:
    pairs = pairs_of(store, "train", 100)
    assert len(pairs) == 12
    for probe, own, foreign in pairs:
        assert probe != own
        assert store.records[probe].person == store.records[own].person
        assert store.records[probe].person != store.records[foreign].person


def test_lite_and_dlib_are_measured_on_the_same_pairs(
    face_folder: Path, crop_cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "verify.json"
    places = [f"data={face_folder}", f"cache={crop_cache}", f"json={report}"]
    assert main(["verify", "restorer=lite", "split=train", *places]) == 0
    figures = json.loads(report.read_text())
    assert figures["pairs"] == 24
    for network in ("encoder", "dlib"):
        assert set(figures[network]) == {"clean", "moderate", "severe"}
        assert all(0 <= view["accuracy"]["mean"] <= 1 for view in figures[network].values())
    assert "| dlib | severe |" in capsys.readouterr().out


def test_too_few_people_are_said(
    face_folder: Path, crop_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [f"data={face_folder}", f"cache={crop_cache}"]
    assert main(["verify", "restorer=lite", "split=dev", *places]) == 2
    assert "the dev split has too few people" in capsys.readouterr().err

"""Data folders of others, in the layouts that they are published in."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.domain.alignment import ARCFACE_112, FFHQ_512, LITE_128
from training.config import ConfigError
from training.crops import open_store
from training.layouts import open_folder, recognise
from training.layouts.faces import FaceFolder
from training.trials import GIVEN, TrialOptions, make_trials


def paint(path: Path, shade: int, side: int = 512) -> None:
    """A plain picture that can be told from others by its shade."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (side, side), (shade, shade, shade)).save(path)


def splits_of(folder: FaceFolder) -> dict[str, str]:
    return {record.name: record.split for record in folder.records}


@pytest.fixture
def ffhq(tmp_path: Path) -> Path:
    """FFHQ in folders of a thousand, with the identity-based split of FFHQ-Ref."""
    for number in (0, 999, 1000):
        name = f"images1024x1024/{number // 1000 * 1000:05d}/{number:05d}.png"
        paint(tmp_path / "ffhq" / name, 50 + number % 7, side=1024)
    lists = tmp_path / "ffhq" / "id_based_ffhq_split"
    lists.mkdir()
    (lists / "train_image.txt").write_text("00000.png\n01000.png\n")
    (lists / "test_image.txt").write_text("00999.png\n")
    return tmp_path / "ffhq"


@pytest.fixture
def celebref(tmp_path: Path) -> Path:
    """CelebRef-HQ: a folder per person; the paper's split is by people."""
    root = tmp_path / "celebref"
    for person in range(3):
        for picture in range(2):
            paint(root / f"{person:04d}" / f"{picture}.png", 40 * person + 10 * picture)
    (root / "train.txt").write_text("0000\n0001\n")
    (root / "test.txt").write_text("0002\n")
    return root


@pytest.fixture
def ffhq_ref(tmp_path: Path) -> Path:
    """FFHQ-Ref (ReF-LDM): tables of references, low-quality pictures in two strengths."""
    root = tmp_path / "ffhq-ref"
    for number in range(4):
        paint(root / "images512x512" / f"{number:05d}.png", 60 * number)
    (root / "reference_mapping").mkdir()
    (root / "reference_mapping" / "test_references.csv").write_text(
        "gt_image,lq_image,ref_image\n"
        "00000.png,00000.png,\"['00002.png', '00001.png']\"\n"
        "00003.png,00003.png,\"['00002.png']\"\n"
    )
    for strength, shade in (("severe_degrad", 7), ("moderate_degrad", 9)):
        for number in (0, 3):
            paint(root / "test_images" / strength / f"{number:05d}.png", shade)
    return root


def test_ffhq_gives_faces_of_nobody_at_512_px(ffhq: Path) -> None:
    folder = open_folder(ffhq)
    assert recognise(ffhq) == "ffhq"
    assert splits_of(folder) == {
        "00000/00000.png": "train",
        "00000/00999.png": "test",
        "01000/01000.png": "train",
    }
    assert {record.person for record in folder.records} == {""}
    assert folder.picture(0).shape == (512, 512, 3)
    assert folder.records[0].landmarks == FFHQ_512.landmarks


def test_celebref_tells_people_by_their_folders_and_splits_by_people(celebref: Path) -> None:
    folder = open_folder(celebref)
    assert recognise(celebref) == "celebref-hq"
    assert [record.person for record in folder.records] == ["0000", "0000", "0001", "0001", "0002", "0002"]
    assert [record.split for record in folder.records] == ["train"] * 4 + ["test"] * 2


def test_a_test_set_without_split_files_is_measured_as_a_whole(celebref: Path, tmp_path: Path) -> None:
    for name in ("train.txt", "test.txt"):
        (celebref / name).unlink()
    store = open_store(celebref, tmp_path / "cache", FFHQ_512)
    trials = make_trials(store, TrialOptions(split="all"))
    assert len(trials) == 6
    assert all(len(trial.references) == 1 for trial in trials)


def test_ffhq_ref_gives_its_own_references_and_pictures(ffhq_ref: Path, tmp_path: Path) -> None:
    assert recognise(ffhq_ref) == "reference-set"
    store = open_store(ffhq_ref, tmp_path / "cache", FFHQ_512)
    severe = TrialOptions(split="test", degradation=f"{GIVEN}:severe_degrad", references=5)
    first, second = make_trials(store, severe)
    assert (first.record.name, second.record.name) == ("00000.png", "00003.png")
    assert [int(crop[0, 0, 0]) for crop in first.references] == [120, 60]
    assert int(first.degraded[0, 0, 0]) == 7
    assert int(first.truth[0, 0, 0]) == 0


def test_a_strength_that_is_not_there_is_refused(ffhq_ref: Path, tmp_path: Path) -> None:
    store = open_store(ffhq_ref, tmp_path / "cache", FFHQ_512)
    with pytest.raises(ConfigError, match="no low-quality picture"):
        make_trials(store, TrialOptions(split="test", degradation=f"{GIVEN}:mild"))


def test_celeba_ref_keeps_its_table_beside_the_pictures(tmp_path: Path) -> None:
    root = tmp_path / "celeba-ref"
    for number in (5, 6):
        paint(root / "CelebA-HQ-img" / f"{number}.jpg", 30 * number)
    paint(root / "celeba_test_images" / "lq" / "00000005.png", 11)
    (root / "test_references.csv").write_text(
        "gt_image,lq_image,ref_image\n5.jpg,00000005.png,\"['6.jpg']\"\n"
    )
    store = open_store(root, tmp_path / "cache", FFHQ_512)
    (trial,) = make_trials(store, TrialOptions(split="test", degradation=GIVEN))
    assert int(trial.degraded[0, 0, 0]) == 11
    assert abs(int(trial.references[0][0, 0, 0]) - 180) < 3


def test_lfw_is_not_aligned_so_its_faces_are_found(tmp_path: Path, astronaut: np.ndarray) -> None:
    for picture in (1, 2):
        path = tmp_path / "lfw" / "Eileen_Collins" / f"Eileen_Collins_{picture:04d}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(astronaut[0:250, 100:350]).save(path)
    paint(tmp_path / "lfw" / "Nobody" / "Nobody_0001.png", 100, side=250)
    store = open_store(tmp_path / "lfw", tmp_path / "cache", LITE_128)
    person = [record.person for record in store.records]
    assert person == ["Eileen_Collins", "Eileen_Collins", ""]
    left, right = np.asarray(store.records[0].landmarks)[:2]
    assert 20 < right[0] - left[0] < 80
    assert len(make_trials(store, TrialOptions(split="train"))) == 2


def test_a_layout_can_be_named_and_a_wrong_one_is_refused(celebref: Path, tmp_path: Path) -> None:
    assert {record.person for record in open_folder(celebref, "ffhq").records} == {""}
    for folder, layout in ((celebref, "shards2"), (tmp_path / "none", ""), (celebref, "reference-set")):
        with pytest.raises(ConfigError):
            open_folder(folder, layout)


def test_an_unreadable_picture_is_named(celebref: Path, tmp_path: Path) -> None:
    (celebref / "0001" / "1.png").write_bytes(b"no picture")
    with pytest.raises(ConfigError, match=r"0001/1\.png"):
        open_store(celebref, tmp_path / "cache", FFHQ_512)


def test_references_for_arcface_are_cut_from_the_same_picture(celebref: Path, tmp_path: Path) -> None:
    from training.crops import reframe

    marked = np.zeros((512, 512, 3), dtype=np.uint8)
    for x, y in FFHQ_512.landmarks:
        cv2.circle(marked, (round(x), round(y)), 8, (255, 255, 255), -1)
    crop = reframe(marked, FFHQ_512, ARCFACE_112)
    assert crop.shape == (112, 112, 3)
    # The templates are no similar figures of each other: the marks meet within three pixels.
    for x, y in ARCFACE_112.landmarks:
        assert crop[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4].max() > 120

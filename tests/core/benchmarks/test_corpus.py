"""Made photographs: the same from the same seed, and real enough to be decoded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.benchmarks import corpus
from core.benchmarks.corpus import PhotoMaker

SMALL = (64, 48)


def test_a_seed_repeats_every_byte(tmp_path: Path) -> None:
    one = corpus.write_jpegs(tmp_path / "a", 3, SMALL, seed=1)
    again = corpus.write_jpegs(tmp_path / "b", 3, SMALL, seed=1)
    other = corpus.write_jpegs(tmp_path / "c", 3, SMALL, seed=2)
    assert one.manifest == again.manifest != other.manifest
    assert one.size == sum(file.stat().st_size for file in one.files)


def test_photos_of_a_corpus_all_differ(tmp_path: Path) -> None:
    made = corpus.write_jpegs(tmp_path, 6, SMALL, seed=1)
    assert len({file.read_bytes() for file in made.files}) == 6


def test_photos_have_a_date_and_a_camera(tmp_path: Path) -> None:
    [file] = corpus.write_jpegs(tmp_path, 1, SMALL, seed=1).files
    with Image.open(file) as image:
        exif = image.getexif()
        assert exif[0x0110] == "bench"
        assert exif.get_ifd(0x8769)[0x9003].startswith("2000:01:01")


@pytest.mark.parametrize("progressive", [True, False])
def test_both_kinds_of_jpeg_are_made(tmp_path: Path, progressive: bool) -> None:
    [file] = corpus.write_jpegs(tmp_path, 1, SMALL, seed=1, progressive=progressive).files
    with Image.open(file) as image:
        assert bool(image.info.get("progressive")) is progressive


def test_tiny_files_lie_a_thousand_to_a_folder(tmp_path: Path) -> None:
    made = corpus.write_tiny(tmp_path, 1001, seed=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000", "001"]
    assert len({file.read_bytes() for file in made.files}) > 990


def test_a_scene_has_soft_and_fine_detail() -> None:
    picture = np.asarray(PhotoMaker(1).picture((400, 300)), dtype=np.float64)
    assert picture.std() > 20
    assert np.abs(np.diff(picture, axis=1)).mean() > 2


def test_the_real_face_is_pasted_into_each_photo(
    tmp_path: Path, astronaut: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "TWELVE_MEGAPIXELS", (400, 300))
    plain = corpus.write_jpegs(tmp_path / "plain", 1, (400, 300), seed=1)
    made = corpus.write_faces(tmp_path / "faces", 1, astronaut, seed=1)
    assert made.manifest != plain.manifest
    with Image.open(made.files[0]) as image:
        assert image.size == (400, 300)

"""Luma, tint and low frequencies."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from core.domain.alignment import LITE_128, Points, similarity_to
from core.imaging.align import as_bytes, warp_to_template
from core.imaging.tone import (
    blurred,
    chroma_of,
    fit_tint,
    is_monochrome,
    low_frequency_offset,
    luma_of,
    merged,
)
from tests.core.imaging.test_blend import damaged


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_luma_and_chroma_give_the_colour_back(colour: tuple[int, int, int]) -> None:
    image = np.array([[colour]], dtype=np.float32)
    assert np.allclose(merged(luma_of(image), chroma_of(image)), image, atol=0.3)


def test_grey_has_exactly_no_chroma() -> None:
    grey = np.repeat(np.random.default_rng(0).uniform(0, 255, (20, 20, 1)), 3, axis=-1).astype(np.float32)
    assert not chroma_of(grey).any()
    assert np.array_equal(merged(luma_of(grey), chroma_of(grey)), grey)


@pytest.mark.parametrize("tone", ["grey", "sepia"])
@pytest.mark.parametrize("quality", [30, 95])
def test_tinted_prints_are_monochrome_and_colour_photos_are_not(
    astronaut: NDArray[np.uint8], face_points: Points, tone: str, quality: int
) -> None:
    crop, _ = warp_to_template(astronaut, similarity_to(LITE_128, face_points), LITE_128)
    for blur, noise in ((0.0, 0.0), (3.0, 12.0)):
        assert is_monochrome(damaged(crop, blur=blur, noise=noise, quality=quality, tone=tone))
        assert not is_monochrome(damaged(crop, blur=blur, noise=noise, quality=quality))


def test_an_unevenly_faded_print_is_still_monochrome(
    astronaut: NDArray[np.uint8], face_points: Points
) -> None:
    crop, _ = warp_to_template(astronaut, similarity_to(LITE_128, face_points), LITE_128)
    sepia = damaged(crop, blur=1, noise=4, quality=80, tone="sepia").astype(np.float32)
    sepia[..., 0] += np.linspace(-7, 7, 128)
    assert is_monochrome(as_bytes(sepia))


def test_what_lies_beyond_the_photo_is_not_judged() -> None:
    crop = np.full((64, 64, 3), 120, np.uint8)
    valid = np.ones((64, 64), dtype=bool)
    crop[:, :32], valid[:, :32] = (255, 0, 0), False
    crop[:, 32:] += np.arange(32, dtype=np.uint8)[None, :, None]
    assert is_monochrome(crop, valid)
    assert is_monochrome(crop, np.zeros_like(valid))


def test_a_tint_is_learned_and_goes_on_where_nothing_was_seen() -> None:
    luma = np.linspace(60, 200, 100, dtype=np.float32)[None, :]
    image = merged(luma, np.stack([-luma / 10, luma / 20], axis=-1))
    tint = fit_tint(image, np.ones_like(luma))
    assert np.allclose(tint.at(luma)[0, 10:-10], chroma_of(image)[0, 10:-10], atol=0.6)
    assert np.allclose(tint.at(np.array([[255.0]], np.float32)), [[[-20, 10]]], atol=1.5)


def test_the_offset_matches_light_and_leaves_detail() -> None:
    columns = np.tile(np.arange(128, dtype=np.float32), (128, 1))
    detail = (40 * np.sin(columns * 1.5))[..., None]
    wanted = (100 + columns / 4)[..., None]
    given_ = 130 + detail
    offset = low_frequency_offset(wanted, given_, np.ones((128, 128), np.float32), 13.0)
    assert np.abs(given_ + offset - (wanted + detail))[16:-16, 16:-16].max() < 2
    assert np.abs(np.diff(offset, axis=1)).max() < 2


def test_blurring_by_a_sigma_has_that_sigma() -> None:
    point = np.zeros((61, 61, 1), dtype=np.float32)
    point[30, 30] = 1
    spread = blurred(point, 4.0)[..., 0]
    distance = (np.arange(61) - 30.0) ** 2
    assert spread.sum() == pytest.approx(1.0, abs=1e-4)
    assert (spread.sum(axis=0) * distance).sum() == pytest.approx(16.0, rel=0.03)


@pytest.mark.shared
def test_real_prints_are_told_from_colour_photos(shared: Path) -> None:
    counts = {True: [0, 0], False: [0, 0]}
    lines = [json.loads(line) for line in (shared / "faces" / "index.jsonl").read_text().splitlines()]
    with tarfile.open(shared / "faces" / "faces-0.tar") as shard:
        for entry in [line for line in lines if line["shard"] == 0][::250]:
            stream = shard.extractfile(entry["name"])
            assert stream is not None
            with Image.open(io.BytesIO(stream.read())) as picture:
                crop, valid = warp_to_template(
                    np.asarray(picture.convert("RGB")),
                    similarity_to(LITE_128, np.array(entry["landmarks"])),
                    LITE_128,
                )
            counts[entry["gray"]][int(is_monochrome(crop, valid))] += 1
    assert counts[True][0] == 0
    assert counts[False][1] <= 0.06 * sum(counts[False])

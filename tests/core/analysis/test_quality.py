"""The aligned crop that quality is measured on."""

from __future__ import annotations

import numpy as np
import pytest

from core.analysis.quality import aligned_crop
from core.domain.alignment import ARCFACE_112, LITE_128, AlignmentTemplate
from core.domain.face import Landmarks


@pytest.mark.parametrize("template", [ARCFACE_112, LITE_128], ids=lambda template: template.name)
@pytest.mark.parametrize("size", [0.5, 1.0, 2.7, 8.0])
def test_each_landmark_falls_on_its_place(template: AlignmentTemplate, size: float) -> None:
    side = round(template.size * size * 1.4)
    columns = np.broadcast_to(np.linspace(0, 255, side), (side, side))
    picture = np.stack([columns, columns.T, np.zeros_like(columns)], axis=2).round().astype(np.uint8)
    placed = (template.points + 0.5) * size - 0.5 + side * 0.15
    crop = aligned_crop(picture, Landmarks.from_array(placed), template)
    for (x, y), (crop_x, crop_y) in zip(placed, template.points, strict=True):
        shown = crop[round(crop_y), round(crop_x), :2].astype(float) * (side - 1) / 255
        assert shown == pytest.approx((x, y), abs=0.5 * size + side / 255 + 0.5)


def test_an_upright_face_at_template_size_is_copied_as_it_is() -> None:
    picture = np.random.default_rng(0).integers(0, 255, (160, 160, 3), dtype=np.uint8)
    crop = aligned_crop(picture, Landmarks.from_array(ARCFACE_112.points + 20))
    # Pillow's bicubic filter cuts fractions off: one grey level at most.
    assert np.abs(crop.astype(int) - picture[20:132, 20:132]).max() <= 1


def test_beyond_the_edge_the_edge_is_repeated() -> None:
    picture = np.full((60, 60, 3), 200, dtype=np.uint8)
    crop = aligned_crop(picture, Landmarks.from_array(ARCFACE_112.points - 20))
    assert crop.shape == (112, 112, 3)
    assert np.all(crop == 200)

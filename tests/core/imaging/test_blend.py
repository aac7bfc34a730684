"""A pasted face belongs to its photo: nobody sees where it begins."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from core.domain.alignment import LITE_128, Points, Similarity, similarity_to
from core.imaging.align import (
    as_bytes,
    enlarged_points,
    enlarged_similarity,
    warp,
    warp_to_template,
)
from core.imaging.blend import FaceShape, box_of, enlarge, enlargement_for, face_mask, paste_back
from core.imaging.tone import luma_of
from tests.core.imaging.conftest import jpeg

Photo = NDArray[np.uint8]


def scene(photo: Photo, points: Points, scale: float, degrees: float) -> tuple[Photo, Points]:
    """The photo turned and scaled about its face, and the landmarks there."""
    angle, side = np.radians(degrees), int(380 * scale)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shift = np.full(2, side / 2) - turn @ points.mean(axis=0)
    into = Similarity.from_array(np.column_stack([turn, shift]))
    return as_bytes(warp(photo, into.inverse().array, (side, side))), into.apply(points)


def damaged(photo: Photo, *, blur: float, noise: float, quality: int, tone: str = "") -> Photo:
    """A poor print: blurred, toned, noisy, compressed."""
    image = np.asarray(Image.fromarray(photo).filter(ImageFilter.GaussianBlur(blur)), dtype=np.float32)
    if tone:
        share = luma_of(image)[..., None] / 255
        image = share * 255 * np.ones(3) if tone == "grey" else [38, 24, 5] + share * [215, 195, 170]
    depth = 1 if tone else 3
    image = image + np.random.default_rng(0).standard_normal((*image.shape[:2], depth)) * noise
    with Image.open(io.BytesIO(jpeg(Image.fromarray(as_bytes(image)), quality=quality))) as saved:
        return np.asarray(saved.convert("RGB"))


def psnr(left: Photo, right: Photo, where: NDArray[np.bool_]) -> float:
    error = ((left.astype(float) - right.astype(float))[where] ** 2).mean()
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


SCENES = [(1.0, 0.0, 1.5), (0.5, 17.0, 0.7), (1.7, -29.0, 3.5), (0.8, 172.0, 1.5), (2.5, 90.0, 5.0)]


@pytest.mark.parametrize(("scale", "degrees", "blur"), SCENES)
def test_pasting_the_true_face_gives_the_true_photo(
    astronaut: Photo, face_points: Points, scale: float, degrees: float, blur: float
) -> None:
    truth, points = scene(astronaut, face_points, scale, degrees)
    to_crop = similarity_to(LITE_128, points)
    crop, _ = warp_to_template(truth, to_crop, LITE_128)
    poor = damaged(truth, blur=blur, noise=6, quality=70)
    factor = enlargement_for(to_crop, (truth.shape[1], truth.shape[0]))
    to_crop, points = enlarged_similarity(to_crop, factor), enlarged_points(points, factor)
    photo, wanted = enlarge(poor, factor), enlarge(truth, factor)
    result = paste_back(photo, crop, to_crop, landmarks=points)
    face = mask_of(photo, to_crop, points) > 0.95
    assert psnr(result, wanted, face) > 34 > 31 > psnr(photo, wanted, face)


@pytest.mark.parametrize("degrees", [0.0, 31.0])
def test_only_pixels_under_the_crop_change(astronaut: Photo, face_points: Points, degrees: float) -> None:
    photo, points = scene(astronaut, face_points, 1.0, degrees)
    to_crop = similarity_to(LITE_128, points)
    before = photo.copy()
    result = paste_back(photo, np.full((128, 128, 3), 200, np.uint8), to_crop, landmarks=points)
    top, left, bottom, right = box_of(to_crop, 128, photo.shape[:2]) or (0, 0, 0, 0)
    changed = (result != photo).any(axis=-1)
    rows, columns = np.nonzero(changed)
    assert changed.any()
    assert top <= rows.min() <= rows.max() < bottom
    assert left <= columns.min() <= columns.max() < right
    assert not changed[mask_of(photo, to_crop, points) == 0].any()
    assert np.array_equal(photo, before)


def test_the_mask_is_smooth_and_gone_at_the_crops_edge(face_points: Points) -> None:
    shape = FaceShape.of(LITE_128.points)
    mask = face_mask(shape, 128, np.eye(2, 3), (128, 128))
    border = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    assert not border.any()
    assert mask[48:98, 42:86].min() > 0.99
    assert max(np.abs(np.diff(mask, axis=axis)).max() for axis in (0, 1)) < 0.13
    assert mask[5:12, 40:88].max() < 0.1, "hair"
    assert mask[120:, :].max() < 0.6, "neck"


@pytest.mark.parametrize("offset", [25, -25])
def test_a_lighter_box_does_not_show(astronaut: Photo, face_points: Points, offset: int) -> None:
    photo, points = scene(astronaut, face_points, 1.0, 10.0)
    to_crop = similarity_to(LITE_128, points)
    crop, _ = warp_to_template(photo, to_crop, LITE_128)
    tinted = as_bytes(crop.astype(np.float32) * 0.9 + 12 + offset * np.array([1.0, 0.6, 0.2]))
    result = paste_back(photo, tinted, to_crop, landmarks=points)
    difference = np.abs(result.astype(float) - photo).mean(axis=-1)
    assert difference[mask_of(photo, to_crop, points) > 0.05].mean() < 4
    assert np.quantile(difference, 0.999) < 20


def test_the_seam_is_no_rougher_than_the_photo(astronaut: Photo, face_points: Points) -> None:
    truth, points = scene(astronaut, face_points, 1.0, 5.0)
    to_crop = similarity_to(LITE_128, points)
    crop, _ = warp_to_template(truth, to_crop, LITE_128)
    poor = damaged(truth, blur=2.0, noise=4, quality=85)
    result = paste_back(poor, crop, to_crop, landmarks=points)
    mask = mask_of(poor, to_crop, points)
    seam = (mask > 0.02) & (mask < 0.3)
    assert steps(result)[seam].mean() < 1.25 * max(steps(poor)[seam].mean(), steps(truth)[seam].mean())


@pytest.mark.parametrize("chroma", ["auto", "keep"])
def test_a_grey_print_stays_grey_whatever_the_restorer_says(
    astronaut: Photo, face_points: Points, chroma: str
) -> None:
    truth, points = scene(astronaut, face_points, 1.0, 0.0)
    to_crop = similarity_to(LITE_128, points)
    coloured, _ = warp_to_template(truth, to_crop, LITE_128)
    grey = damaged(truth, blur=2, noise=5, quality=80, tone="grey")
    result = paste_back(grey, coloured, to_crop, landmarks=points, chroma=chroma)
    assert np.array_equal(result[..., 0], result[..., 1])
    assert np.array_equal(result[..., 2], result[..., 1])
    assert not np.array_equal(result, grey)


def test_a_sepia_print_keeps_its_tint(astronaut: Photo, face_points: Points) -> None:
    truth, points = scene(astronaut, face_points, 1.0, 0.0)
    to_crop = similarity_to(LITE_128, points)
    coloured, _ = warp_to_template(truth, to_crop, LITE_128)
    sepia = damaged(truth, blur=2, noise=5, quality=85, tone="sepia")
    wanted = damaged(truth, blur=0, noise=0, quality=100, tone="sepia")
    kept = paste_back(sepia, coloured, to_crop, landmarks=points)
    taken = paste_back(sepia, coloured, to_crop, landmarks=points, chroma="restore")
    face = mask_of(sepia, to_crop, points) > 0.95
    colour = [np.abs((image - luma_of(image.astype(np.float32))[..., None]) -
                     (wanted - luma_of(wanted.astype(np.float32))[..., None]))[face].mean()
              for image in (kept, taken)]  # fmt: skip
    assert colour[0] < 3 < 6 < colour[1]


def test_a_colour_photo_takes_the_restored_colours_unless_told_otherwise(
    astronaut: Photo, face_points: Points
) -> None:
    photo, points = scene(astronaut, face_points, 1.0, 0.0)
    to_crop = similarity_to(LITE_128, points)
    crop, _ = warp_to_template(photo, to_crop, LITE_128)
    blue = crop.copy()
    blue[50:58, 41:49] = (0, 0, 255)
    spot = tuple(np.rint(points[0]).astype(int)[::-1])
    auto = paste_back(photo, blue, to_crop, landmarks=points)[spot].astype(int)
    keep = paste_back(photo, blue, to_crop, landmarks=points, chroma="keep")[spot].astype(int)
    assert auto[2] - auto[0] > 100
    assert abs(keep[2] - keep[0]) < 60


def test_grain_is_put_back_and_no_ring_is_smoother(astronaut: Photo, face_points: Points) -> None:
    truth, points = scene(astronaut, face_points, 2.0, 0.0)
    to_crop = similarity_to(LITE_128, points)
    flat = np.full_like(truth, 128)
    poor = as_bytes(flat + np.random.default_rng(0).standard_normal((*flat.shape[:2], 1)) * 4)
    crop = np.full((128, 128, 3), 128, np.uint8)
    mask = mask_of(poor, to_crop, points)
    zones = [mask > 0.99, (mask > 0.3) & (mask < 0.7), (mask > 0.02) & (mask < 0.3)]
    smooth = paste_back(poor, crop, to_crop, landmarks=points, grain=False)
    grainy = paste_back(poor, crop, to_crop, landmarks=points)
    assert smooth[zones[0]].std() < 1.5
    for zone in zones:
        assert 0.8 < grainy[zone][:, 0].std() / 4 < 1.2


def test_the_same_inputs_give_the_same_bytes(astronaut: Photo, face_points: Points) -> None:
    poor = damaged(astronaut, blur=2, noise=8, quality=60)
    to_crop = similarity_to(LITE_128, face_points)
    crop, _ = warp_to_template(astronaut, to_crop, LITE_128)
    first, second = (paste_back(poor, crop, to_crop, landmarks=face_points) for _ in range(2))
    assert np.array_equal(first, second)


def test_strength_goes_from_the_photo_to_the_face(astronaut: Photo, face_points: Points) -> None:
    poor = damaged(astronaut, blur=3, noise=0, quality=90)
    to_crop = similarity_to(LITE_128, face_points)
    crop, _ = warp_to_template(astronaut, to_crop, LITE_128)
    pasted = [
        paste_back(poor, crop, to_crop, landmarks=face_points, strength=share, grain=False)
        for share in (0.0, 0.5, 1.0)
    ]
    assert np.array_equal(pasted[0], poor)
    middle = (pasted[0].astype(int) + pasted[2]) / 2
    assert np.abs(pasted[1] - middle).max() <= 1


def test_a_face_at_the_photos_edge_is_pasted_up_to_it(astronaut: Photo, face_points: Points) -> None:
    photo = np.ascontiguousarray(astronaut[60:, 195:])
    points = face_points - np.array([195.0, 60.0])
    to_crop = similarity_to(LITE_128, points)
    crop, valid = warp_to_template(photo, to_crop, LITE_128)
    assert not valid.all()
    poor = damaged(photo, blur=3, noise=0, quality=95)
    result = paste_back(poor, crop, to_crop, landmarks=points, valid=valid)
    near_edge = np.s_[45:70, :3]
    before = np.abs(poor[near_edge].astype(int) - photo[near_edge]).mean()
    assert np.abs(result[near_edge].astype(int) - photo[near_edge]).mean() < 0.6 * before


def test_a_face_beside_the_photo_changes_nothing(astronaut: Photo, face_points: Points) -> None:
    far = face_points + np.array([5000.0, 0.0])
    crop = np.zeros((128, 128, 3), np.uint8)
    assert np.array_equal(paste_back(astronaut, crop, similarity_to(LITE_128, far), landmarks=far), astronaut)


def test_impossible_wishes_are_refused(astronaut: Photo, face_points: Points) -> None:
    to_crop = similarity_to(LITE_128, face_points)
    with pytest.raises(ValueError, match="chroma"):
        paste_back(astronaut, np.zeros((9, 9, 3), np.uint8), to_crop, landmarks=face_points, chroma="red")
    with pytest.raises(ValueError, match="square"):
        paste_back(astronaut, np.zeros((9, 8, 3), np.uint8), to_crop, landmarks=face_points)


def test_photos_are_enlarged_only_as_far_as_it_helps() -> None:
    def factor(scale: float, size: tuple[int, int] = (1000, 1000)) -> float:
        return enlargement_for(Similarity(((scale, 0.0, 0.0), (0.0, scale, 0.0))), size)

    assert [factor(scale) for scale in (0.3, 1.0, 1.1, 2.5, 9.0)] == [1.0, 1.0, 1.0, 2.5, 4.0]
    assert factor(4.0, (8000, 5000)) == pytest.approx(2**0.5)
    assert factor(4.0, (12_000, 8000)) == 1.0


@pytest.mark.parametrize("factor", [1.0, 1.37, 2.0, 3.9])
def test_enlarging_keeps_places(factor: float) -> None:
    ramp = np.repeat(np.tile(np.arange(200, dtype=np.uint8), (50, 1))[..., None], 3, axis=-1)
    large = enlarge(ramp, factor)
    assert large.shape[:2] == (int(50 * factor), int(200 * factor))
    columns = np.arange(large.shape[1])[20:-20]
    assert np.abs(large[25, 20:-20, 0] - ((columns + 0.5) / factor - 0.5)).max() < 0.8


def mask_of(photo: Photo, to_crop: Similarity, points: Points) -> NDArray[np.float32]:
    return face_mask(FaceShape.of(to_crop.apply(points)), 128, to_crop.array, photo.shape[:2])


def steps(photo: Photo) -> NDArray[np.float64]:
    """How far each pixel's brightness is from its neighbour's."""
    luma = luma_of(photo.astype(np.float32)).astype(float)
    return np.hypot(np.gradient(luma, axis=0), np.gradient(luma, axis=1))

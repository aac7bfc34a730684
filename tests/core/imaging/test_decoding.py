"""Every format comes out as upright 8-bit sRGB; everything else is refused in words."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from core.errors import UnreadablePhoto
from core.imaging.decoding import decode_file
from core.imaging.limits import DecodeLimits
from core.imaging.orientation import upright
from tests.core.imaging.conftest import Saver, jpeg
from tests.core.imaging.made_files import flat_png, tiny_dng

UNTURN = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}


def psnr(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> float:
    error = ((left.astype(float) - right.astype(float)) ** 2).mean()
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


@pytest.mark.parametrize(
    ("name", "options", "least"),
    [
        ("a.jpg", {"quality": 95}, 35.0),
        ("progressive.jpg", {"quality": 95, "progressive": True}, 35.0),
        ("a.png", {}, 90.0),
        ("a.webp", {"lossless": True}, 90.0),
        ("a.tif", {"compression": "tiff_lzw"}, 90.0),
        ("a.bmp", {}, 90.0),
        ("a.gif", {}, 25.0),
        ("a.avif", {"quality": 90}, 35.0),
    ],
)
def test_every_format_shows_the_photo(
    save: Saver, portrait: NDArray[np.uint8], name: str, options: dict[str, object], least: float
) -> None:
    path = save(name, **options)
    decoded = decode_file(path)
    assert psnr(decoded.pixels, portrait) > least
    assert (decoded.facts.width, decoded.facts.height, decoded.scale) == (400, 300, 1.0)
    assert decoded.digest == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.avif"])
def test_every_orientation_is_applied_once(
    save: Saver, portrait: NDArray[np.uint8], name: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = upright(Image.fromarray(portrait), UNTURN[orientation])
    decoded = decode_file(save(name, stored, exif=exif.tobytes(), quality=90))
    assert psnr(decoded.pixels, portrait) > 30
    assert decoded.facts.orientation == orientation
    assert (decoded.facts.width, decoded.facts.height) == (400, 300)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_heic_is_not_turned_twice(tmp_path: Path, portrait: NDArray[np.uint8], orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = upright(Image.fromarray(portrait), UNTURN[orientation])
    heif = pillow_heif.from_pillow(stored)
    path = tmp_path / "a.heic"
    heif.save(path, quality=90, exif=exif.tobytes())
    decoded = decode_file(path, max_side=200)
    small = np.asarray(Image.fromarray(portrait).resize((200, 150)))
    assert decoded.facts.format == "HEIF"
    assert psnr(decoded.pixels, small) > 28
    assert (decoded.facts.width, decoded.facts.height) == (400, 300)


def test_sixteen_bit_greys_keep_their_range(save: Saver, tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (16, 1))
    for name in ("a.png", "a.tif"):
        pixels = decode_file(save(name, Image.fromarray(ramp))).pixels
        assert np.array_equal(pixels[0, :, 0], np.arange(256))
    floats = np.tile(np.linspace(0, 1, 256).astype(np.float32), (16, 1))
    assert np.array_equal(decode_file(save("f.tif", Image.fromarray(floats))).pixels[3, :, 1], np.arange(256))


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr"])
def test_every_mode_becomes_rgb(save: Saver, portrait: NDArray[np.uint8], mode: str) -> None:
    path = save("a.tif", Image.fromarray(portrait).convert(mode))
    decoded = decode_file(path, max_side=100)
    assert decoded.pixels.shape == (75, 100, 3)
    small = np.asarray(Image.fromarray(portrait).resize((100, 75)))
    assert psnr(decoded.pixels, small) > (9 if mode in {"1", "L"} else 20)


def test_a_cmyk_jpeg_is_not_inverted(save: Saver, portrait: NDArray[np.uint8]) -> None:
    decoded = decode_file(save("a.jpg", Image.fromarray(portrait).convert("CMYK"), quality=95))
    assert psnr(decoded.pixels, portrait) > 20


def test_what_is_transparent_is_white(save: Saver) -> None:
    layer = Image.new("RGBA", (40, 20), (255, 0, 0, 0))
    layer.paste((0, 0, 255, 255), (0, 0, 20, 20))
    grey = layer.convert("LA")
    palette = Image.new("P", (40, 20), 1)
    palette.putpalette([0, 0, 255, 255, 0, 0])
    palette.paste(0, (0, 0, 20, 20))
    palette.info["transparency"] = 1
    for name, picture in (("a.png", layer), ("b.png", grey), ("c.png", palette), ("d.gif", palette)):
        for side in (None, 20):
            pixels = decode_file(save(name, picture), max_side=side).pixels
            assert (pixels[:, -5:] > 250).all(), (name, side)
            assert pixels[5, 5, 0] < 100, (name, side)


def test_a_colour_profile_is_converted_to_srgb(save: Saver, portrait: NDArray[np.uint8]) -> None:
    # A profile whose blue is red: conversion must move colours, and much.
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    stored = ImageCms.profileToProfile(
        Image.fromarray(portrait), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), 0, "LAB"
    )
    decoded = decode_file(save("a.tif", stored, icc_profile=lab))
    assert psnr(decoded.pixels, portrait) > 30
    assert decoded.facts.metadata_problem == ""


def test_a_damaged_profile_costs_a_note_not_the_photo(save: Saver, portrait: NDArray[np.uint8]) -> None:
    decoded = decode_file(save("a.png", icc_profile=b"no profile at all" * 20))
    assert np.array_equal(decoded.pixels, portrait)
    assert "colour profile" in decoded.facts.metadata_problem


def test_animations_show_their_first_picture(save: Saver) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "lime", "blue")]
    for name in ("a.gif", "a.webp", "a.png", "a.avif"):
        path = save(name, frames[0], save_all=True, append_images=frames[1:])
        red, green, blue = decode_file(path).pixels[10, 15]
        assert red > 200, name
        assert max(green, blue) < 60, name


def test_a_two_picture_jpeg_is_a_jpeg(save: Saver, portrait: NDArray[np.uint8]) -> None:
    second = Image.new("RGB", (400, 300))
    path = save("a.jpg", format="MPO", save_all=True, append_images=[second], quality=95)
    decoded = decode_file(path)
    assert decoded.facts.format == "JPEG"
    assert psnr(decoded.pixels, portrait) > 33


@pytest.mark.parametrize("side", [37, 100, 128, 399, 400, 9000])
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_shrinking_keeps_places(save: Saver, side: int, name: str) -> None:
    ramp = np.zeros((300, 400, 3), dtype=np.uint8)
    ramp[..., 0] = np.linspace(0, 250, 400).round()[None, :]
    ramp[..., 1] = np.linspace(0, 250, 300).round()[:, None]
    decoded = decode_file(save(name, Image.fromarray(ramp), quality=100, subsampling=0), max_side=side)
    height, width = decoded.pixels.shape[:2]
    assert max(width, height) <= side
    assert decoded.scale == max(400 / side, 1.0)
    middle_x = (width // 2 + 0.5) * decoded.scale - 0.5
    middle_y = (height // 2 + 0.5) * decoded.scale - 0.5
    red, green, _ = decoded.pixels[height // 2, width // 2].astype(float)
    assert abs(red / 250 * 399 - middle_x) < 4
    assert abs(green / 250 * 299 - middle_y) < 4
    assert (decoded.facts.width, decoded.facts.height) == (400, 300)


def test_the_thumbnail_is_upright(save: Saver, portrait: NDArray[np.uint8]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    decoded = decode_file(save("a.jpg", exif=exif), thumbnail_side=100)
    assert decoded.thumbnail is not None
    with Image.open(io.BytesIO(decoded.thumbnail)) as thumbnail:
        assert thumbnail.size == (75, 100)


def test_a_raw_file_shows_its_preview(tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    path = tmp_path / "a.dng"
    path.write_bytes(tiny_dng(jpeg(Image.fromarray(portrait))))
    decoded = decode_file(path)
    assert decoded.facts.format == "RAW"
    assert decoded.pixels.shape == (300, 400, 3)
    assert psnr(decoded.pixels, portrait) > 33


@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.bmp", "a.gif", "a.avif"])
def test_a_cut_off_file_is_refused_in_words(
    save: Saver, portrait: NDArray[np.uint8], name: str, share: float
) -> None:
    path = save(name, Image.fromarray(portrait[:90, :120]))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadablePhoto) as caught:
        decode_file(path)
    assert caught.value.path == str(path)
    assert "damaged" in caught.value.message or "not a picture" in caught.value.message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("text.jpg", b"Dear grandma, here are the photos."),
        ("page.png", b"<html><img src=x></html>"),
        ("script.tif", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
        ("fits.jpg", b"SIMPLE  =                    T" + b" " * 3000),
        ("psd.jpg", b"8BPS\0\1" + b"\0" * 200),
        ("raw.nef", b"II*\0" + b"\0" * 400),
        ("film.heic", b"\0\0\0\x20ftypheic" + b"\0" * 300),
    ],
)
def test_what_is_no_photo_is_refused_whatever_its_name(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadablePhoto):
        decode_file(tmp_path / name)


@pytest.mark.parametrize("side", [9_000, 13_000, 20_000])
def test_a_decompression_bomb_is_named_and_not_opened(tmp_path: Path, side: int) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(flat_png(side))
    with pytest.raises(UnreadablePhoto, match="pixels"):
        decode_file(path, max_side=100, limits=DecodeLimits(memory_bytes=512 << 20))


def test_a_large_scan_within_the_limits_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(flat_png(9_500))
    assert decode_file(path, max_side=64).pixels.shape == (64, 64, 3)

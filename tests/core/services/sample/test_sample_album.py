"""The sample album: real files in many forms, made once, with the truth about who is where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageOps

from core.errors import SettingsError
from core.imaging.files import digest_of
from core.progress import Progress
from core.services.sample.album import ABOUT, AlbumPlan, build_album
from core.services.sample.entries import ENTRIES, Kind
from core.services.sample.sources import Source


def test_every_file_opens_except_the_one_that_is_cut_off(album: AlbumPlan) -> None:
    broken = []
    for photo in album.photos:
        try:
            with Image.open(photo.path) as picture:
                picture.load()
        except OSError:
            broken.append(photo.kind)
    assert broken == [Kind.BROKEN]


def test_the_album_holds_what_an_archive_holds(album: AlbumPlan) -> None:
    suffixes = {photo.path.suffix for photo in album.photos}
    orientations = {entry.orientation for entry in ENTRIES}
    assert suffixes == {".jpg", ".png", ".webp", ".tif"}
    assert orientations == {1, 3, 6, 8}
    assert any("ß" in photo.path.name for photo in album.photos)
    assert 20 <= len(album.photos) <= 28
    assert len(album.people) == 7


def test_a_second_build_writes_nothing(album: AlbumPlan) -> None:
    before = {photo.path: os.stat(photo.path) for photo in album.photos}
    assert build_album(album.folder, Progress()).written == 0
    assert {path: os.stat(path) for path in before} == before


def test_a_missing_photo_is_made_again_with_the_same_bytes(tmp_path: Path, album: AlbumPlan) -> None:
    other = build_album(tmp_path / "other", Progress())
    lost = other.photos[12].path
    lost.unlink()
    assert build_album(other.folder, Progress()).written == 1
    digests = [[digest_of(photo.path) for photo in each.photos] for each in (album, other)]
    assert digests[0] == digests[1]


def test_a_folder_with_other_files_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"mine")
    with pytest.raises(SettingsError, match="new folder"):
        build_album(tmp_path, Progress())
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_noses_lie_inside_the_upright_picture(album: AlbumPlan) -> None:
    for photo in album.photos:
        if not photo.sightings:
            continue
        with Image.open(photo.path) as picture:
            width, height = ImageOps.exif_transpose(picture).size
        assert all(0 < x < width and 0 < y < height for x, y in (seen.at for seen in photo.sightings))


def test_photos_carry_camera_date_and_place(album: AlbumPlan) -> None:
    photo = next(photo for photo in album.photos if "Großmutter" in photo.path.name)
    with Image.open(photo.path) as picture:
        exif = picture.getexif()
    assert exif[ExifTags.Base.Model] == "C2000Z"
    assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] == "1998:07:02 10:30:00"
    assert exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] == (52.0, 0.0, 0.0)


def test_the_copy_of_an_original_is_the_same_file(album: AlbumPlan) -> None:
    digests = [digest_of(photo.path) for photo in album.photos]
    assert len(digests) - len(set(digests)) == 1


def test_the_folder_says_whose_photographs_these_are(album: AlbumPlan) -> None:
    text = (album.folder / ABOUT).read_text(encoding="utf-8")
    assert all(source.value.credit in text for source in Source)

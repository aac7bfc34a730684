"""The sample album: real photographs of seven people, as a family archive would have them.

Undamaged originals, and prints of the same photographs with typical damage, each with the
truth of who is where, so that a run over the album can be checked. Files that are there
already are left as they are.
"""

from __future__ import annotations

import io
import os
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from PIL import ExifTags, Image

from core.errors import SettingsError
from core.imaging.files import atomic_write
from core.progress import Progress
from core.sentence import system_reason
from core.services.sample.entries import ENTRIES, Entry, Kind
from core.services.sample.prints import Point, Print, make_print
from core.services.sample.sources import Sitter, Source, open_source

ABOUT = "ABOUT.txt"
"""Marks a folder as ours; says where the photographs come from."""

_UPRIGHT_TO_STORED = {
    1: None,
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
"""How upright pixels are turned before they are stored under an EXIF orientation."""

_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".tif": "TIFF"}


@dataclass(frozen=True)
class Sighting:
    """Somebody on a photo of the album: where the tip of the nose is, upright pixels."""

    name: str
    at: Point


@dataclass(frozen=True)
class AlbumPhoto:
    """One file of the album."""

    path: Path
    kind: Kind
    note: str
    """What it is or what happened to it, in words."""
    sightings: tuple[Sighting, ...] = ()


@dataclass(frozen=True)
class AlbumPlan:
    """The album on disk."""

    folder: Path
    photos: tuple[AlbumPhoto, ...]
    written: int
    """Files made in this run; 0 when all were there."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is on an original, in the order of the album."""
        names = (
            sighting.name
            for photo in self.photos
            if photo.kind is Kind.ORIGINAL
            for sighting in photo.sightings
        )
        return tuple(dict.fromkeys(names))


def build_album(target: Path, progress: Progress) -> AlbumPlan:
    """Make the album in the folder `target`, or complete it.

    Raises:
        SettingsError: the folder holds something else.
        UnreadablePhoto: a source photograph is not installed.
        ExportFailed: a file cannot be written.
    """
    _claim(target)
    darkroom = _Darkroom()
    photos, written = [], 0
    for entry in progress.over(ENTRIES, "Printing the sample album, photo"):
        photo, picture = darkroom.develop(entry, target)
        if not photo.path.exists():
            photo.path.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(photo.path, encode_entry(entry, picture))
            written += 1
        photos.append(photo)
    return AlbumPlan(target, tuple(photos), written)


def _claim(target: Path) -> None:
    """Never mix the album with photos of the user."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        about = target / ABOUT
        if not about.exists() and any(target.iterdir()):
            raise SettingsError("This folder holds other files; choose a new folder.", path=target)
    except OSError as error:
        reason = system_reason(error)
        raise SettingsError(
            "This folder cannot be used: {reason}. Choose another.", reason=reason, path=target
        ) from error
    if not about.exists():
        atomic_write(about, _about().encode())


def _about() -> str:
    credits = "\n".join(f"- {source.value.credit}" for source in Source)
    return (
        "Sample album of RIDFR Desktop\n\n"
        "Made on this computer from photographs that installed packages bring along:\n"
        f"{credits}\n\n"
        "The damage, dates, places and cameras are invented. Do not publish the group photograph\n"
        "or pictures made from it. This folder can be deleted at any time.\n"
    )


@dataclass
class _Darkroom:
    """Source photographs, each opened once."""

    opened: dict[Source, Image.Image] = field(default_factory=dict)

    def develop(self, entry: Entry, target: Path) -> tuple[AlbumPhoto, Image.Image]:
        """The entry's truth and its upright pixels."""
        printed, sitters = self._print(entry)
        sightings = tuple(
            Sighting(sitter.name, point) for sitter, point in zip(sitters, printed.points, strict=True)
        )
        path = target.joinpath(*entry.name.split("/"))
        return AlbumPhoto(path, entry.kind, entry.note, sightings), printed.picture

    def _print(self, entry: Entry) -> tuple[Print, tuple[Sitter, ...]]:
        if entry.source not in self.opened:
            self.opened[entry.source] = open_source(entry.source)
        picture = self.opened[entry.source]
        left, top, right, bottom = entry.crop or (0, 0, *picture.size)
        sitters = tuple(
            sitter
            for sitter in entry.source.value.sitters
            if left <= sitter.nose[0] < right and top <= sitter.nose[1] < bottom
        )
        points = tuple((sitter.nose[0] - left, sitter.nose[1] - top) for sitter in sitters)
        cut = picture.crop((left, top, right, bottom))
        if entry.damage is None:
            return Print(cut, points), sitters
        return make_print(cut, points, entry.damage, seed=zlib.crc32(entry.name.encode())), sitters


def encode_entry(entry: Entry, picture: Image.Image) -> bytes:
    """The bytes of an entry's file, from its upright pixels."""
    turn = _UPRIGHT_TO_STORED[entry.orientation]
    stored = picture if turn is None else picture.transpose(turn)
    buffer = io.BytesIO()
    kind = _FORMATS[os.path.splitext(entry.name)[1]]
    options = {"quality": entry.quality} if kind in {"JPEG", "WEBP"} else {}
    stored.save(buffer, kind, exif=_exif(entry), **options)
    data = buffer.getvalue()
    return data[: len(data) * 2 // 5] if entry.kind is Kind.BROKEN else data


def _exif(entry: Entry) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = entry.orientation
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = entry.camera
    exif[ExifTags.Base.ImageDescription] = entry.note
    exif[ExifTags.Base.DateTime] = entry.taken_at
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = entry.taken_at
    if entry.place is not None:
        north, east = entry.place
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: (north, 0.0, 0.0),
                ExifTags.GPS.GPSLongitudeRef: "E",
                ExifTags.GPS.GPSLongitude: (east, 0.0, 0.0),
            }
        )
    return exif

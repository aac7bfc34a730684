"""Photos: content known by digest, found at one or several places."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from core.errors import UnreadablePhoto

# fmt: off
PICTURE_SUFFIXES = frozenset({
    ".avif", ".bmp", ".dib", ".gif", ".heic", ".heif", ".hif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png",
    ".tif", ".tiff", ".webp",
})
RAW_SUFFIXES = frozenset({
    ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".mef", ".mos", ".mrw",
    ".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
})
# fmt: on
PHOTO_SUFFIXES = PICTURE_SUFFIXES | RAW_SUFFIXES
"""Files with these endings, in small letters, are photos."""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What `stat` says of a file; inequality, never "newer than", means it changed."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @property
    def text(self) -> str:
        """The stamp as one word of a list: a hundred thousand are compared when nothing changed."""
        return f"{self.size} {self.mtime_ns} {self.ctime_ns} {self.inode}"

    @staticmethod
    def from_text(text: str) -> FileStamp:
        """The stamp that `text` gave."""
        size, mtime_ns, ctime_ns, inode = map(int, text.split())
        return FileStamp(size, mtime_ns, ctime_ns, inode)


@dataclass(frozen=True)
class Folder:
    """A folder the user asked to index."""

    id: int
    path: Path
    volume: str
    """Identity of the drive it lies on, so that a missing drive is not a deleted photo."""
    online: bool
    watched: bool


@dataclass(frozen=True)
class PhotoLocation:
    """One place where a photo's bytes were seen."""

    id: int
    folder_id: int
    path: Path
    """Absolute path at this moment (folder path + relative path)."""
    stamp: FileStamp
    online: bool


@dataclass(frozen=True)
class UnreadableFile:
    """A file of a folder that is no photo of the library, because it could not be read."""

    id: int
    """Of its place; those of photos are another series."""
    path: Path
    message: str
    """Why, in plain words."""
    online: bool


@dataclass(frozen=True)
class CameraFacts:
    """EXIF/XMP facts worth showing and searching; everything optional and untrusted."""

    make: str = ""
    model: str = ""
    lens: str = ""
    description: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class NamedRegion:
    """A face region read from XMP, in upright pixels of the photo: centre-free x, y, w, h."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PhotoFacts:
    """All that decoding a file tells, before any model looks at it."""

    width: int
    """Upright, full size."""
    height: int
    orientation: int
    """EXIF orientation 1–8 as stored in the file; pixels we hand out are upright."""
    format: str
    """Pillow's name: JPEG, PNG, WEBP, TIFF, BMP, GIF, HEIF, AVIF, RAW."""
    taken_at: datetime | None
    camera: CameraFacts = field(default_factory=CameraFacts)
    regions: tuple[NamedRegion, ...] = ()
    restored_by_ai: bool = False
    """Carries our (or another program's) generative AI label."""
    metadata_problem: str = ""
    """Plain reason when EXIF or XMP could be read only in part."""


@dataclass(frozen=True)
class Photo:
    """One photo of the library, whatever the number of copies on disk."""

    id: int
    digest: str
    """SHA-256 of the file, hex."""
    facts: PhotoFacts
    locations: tuple[PhotoLocation, ...]

    @property
    def online(self) -> bool:
        return any(location.online for location in self.locations)

    @property
    def path(self) -> Path:
        """A place that is online if there is one, else one where it lay.

        Raises:
            UnreadablePhoto: it has no place, for its folder was removed from the library.
        """
        if not self.locations:
            raise UnreadablePhoto(
                "The folder of photo {number} is no longer in the library; index it again.", number=self.id
            )
        online = [location for location in self.locations if location.online]
        return (online or list(self.locations))[0].path

    @property
    def name(self) -> str:
        """The name of its file; empty when it has no place."""
        return self.path.name if self.locations else ""

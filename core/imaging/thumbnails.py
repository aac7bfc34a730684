"""The library's thumbnails: one JPEG per photo, named by the photo's digest."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from core.errors import ExportFailed, UnreadablePhoto
from core.imaging.files import atomic_write
from core.sentence import Sentence, system_reason

DIGEST = re.compile(r"[0-9a-f]{64}")


class ThumbnailStore:
    """Folder of thumbnails, spread over 256 folders by the first two letters of the digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the thumbnail of the photo is, or would be.

        Raises:
            ValueError: `digest` is not a SHA-256 in hex, so it could name a file elsewhere.
        """
        if not DIGEST.fullmatch(digest):
            raise ValueError(f"Not a SHA-256 digest: {digest!r}")
        return self.folder / digest[:2] / f"{digest}.jpg"

    def __contains__(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def put(self, digest: str, data: bytes) -> Path:
        """Store the JPEG `data`; a thumbnail that is there is replaced.

        Raises:
            ExportFailed: the library's drive is full, read-only or broken.
        """
        path = self.path(digest)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = system_reason(error)
            raise ExportFailed(
                "The thumbnail could not be written: {reason}.", reason=reason, path=path
            ) from error
        # Two syncs a photo would make indexing wait for the disk; a lost thumbnail is made again.
        atomic_write(path, data, overwrite=True, durable=False)
        return path

    def open(self, digest: str) -> Image.Image:
        """The thumbnail as an RGB picture in memory.

        Raises:
            UnreadablePhoto: there is none, or it is damaged; indexing again makes it anew.
        """
        path = self.path(digest)
        try:
            with Image.open(path, formats=("JPEG",)) as image:
                return image.convert("RGB")
        except (OSError, SyntaxError) as error:
            message = Sentence("The thumbnail is missing or damaged; index the folder again.")
            raise UnreadablePhoto(message, path=path) from error

    def remove(self, digest: str) -> None:
        """Delete the thumbnail if there is one."""
        self.path(digest).unlink(missing_ok=True)

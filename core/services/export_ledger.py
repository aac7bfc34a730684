"""What was exported where: so that exporting again need not encode a picture to see that it is there.

An entry says which pictures and options gave which file. Paths and names are kept as hashes only;
the file itself is looked at each time, so one that was changed since is no longer recognised.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

import PIL

from core.domain.photo import NamedRegion
from core.errors import ExportFailed, UnreadablePhoto
from core.imaging.files import atomic_write, digest_of
from core.imaging.metadata import sidecar_xmp
from core.imaging.xmp_writing import SOFTWARE
from core.services.export_pictures import PictureOptions
from core.services.export_subjects import Subject
from core.services.photo_files import label_of

FILE = "exports.json"
"""In the library's folder; may be deleted at any time."""


class ExportLedger:
    """Files of earlier exports, by path."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, list[str]] = {}
        self._changed = False
        # A ledger that is lost or damaged costs time and nothing else.
        with contextlib.suppress(OSError, ValueError):
            stored = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(stored, dict):
                self._entries = {key: value for key, value in stored.items() if _is_entry(value)}

    def holds(self, target: Path, fingerprint: str) -> bool:
        """Whether the file there is, byte for byte, what these pictures and options gave."""
        entry = self._entries.get(_hashed(target))
        if entry is None or entry[0] != fingerprint:
            return False
        try:
            return digest_of(target) == entry[1]
        except UnreadablePhoto:
            return False

    def note(self, target: Path, fingerprint: str, data: bytes) -> None:
        """Remember what was written."""
        self._entries[_hashed(target)] = [fingerprint, hashlib.sha256(data).hexdigest()]
        self._changed = True

    def save(self) -> None:
        """Write it down; a library on a full drive goes without."""
        if self._changed:
            with contextlib.suppress(ExportFailed):
                text = json.dumps(self._entries, sort_keys=True, separators=(",", ":"))
                atomic_write(self._path, text.encode(), overwrite=True)
                self._changed = False


def fingerprint_of(subject: Subject, options: PictureOptions) -> str:
    """SHA-256 over all that the bytes of an export depend on."""
    label = label_of(subject.photo, subject.restorations)
    version = "" if subject.version is None else subject.version.digest
    regions = [_region(each) for each in subject.regions]
    how = (
        options.format,
        options.quality,
        options.long_side,
        options.metadata,
        options.label,
        options.regions,
    )
    beside = _beside(subject)
    parts: list[object] = [
        SOFTWARE,
        PIL.__version__,
        subject.photo.digest,
        beside,
        version,
        label.recipe_json,
    ]
    parts += [regions, how]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _beside(subject: Subject) -> str:
    """SHA-256 of the metadata file beside the photo, which exports carry on; "" for none."""
    packet = sidecar_xmp(subject.photo.path) if subject.photo.locations else None
    return "" if packet is None else hashlib.sha256(packet).hexdigest()


def _region(region: NamedRegion) -> tuple[str, float, float, float, float]:
    return region.name, region.x, region.y, region.width, region.height


def _hashed(path: Path) -> str:
    return hashlib.sha256(str(path).encode(errors="surrogateescape")).hexdigest()


def _is_entry(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)

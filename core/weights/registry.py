"""The packs there are: `resources/packs.toml` as checked values."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import WeightsError
from core.paths import RESOURCES

PACKS_FILE = RESOURCES / "packs.toml"

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class PackFile:
    """One file of a pack."""

    name: str
    sha256: str = ""
    """Hex; the file is refused when it differs. Empty where no publisher states it: then the hash of
    the file that was added is recorded, and another one refused from then on."""
    size: int | None = None
    """Bytes, where known."""
    url: str = ""
    distribution: str = ""
    """Python package that ships the file, for bundled packs."""
    sources: tuple[str, ...] = ()
    """Where publishers keep it in their own folders, for adding those by hand."""

    @property
    def places(self) -> tuple[str, ...]:
        """Paths under which it is looked for in a folder or ZIP that the user has."""
        return (self.name, *self.sources)


@dataclass(frozen=True)
class PackArchive:
    """A ZIP file that brings all files of a pack."""

    url: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Pack:
    """Model files that belong together, under one licence."""

    name: str
    kind: str
    """"face", "restorer", or "part" of restorers."""
    title: str
    licence: str
    """One line."""
    licence_text: str
    """Shown before the first download."""
    commercial: bool
    """Whether the licence allows commercial use."""
    bundled: bool
    """Comes with the installation; nothing to download."""
    files: tuple[PackFile, ...] = ()
    archive: PackArchive | None = None
    detector: str = ""
    """Back end that loads the detector: centerface, insightface or yunet."""
    embedder: str = ""
    """Back end that loads the embedder: dlib, insightface or sface."""
    resource: str = ""
    """Folder under `resources` for what this project ships itself."""
    requires: tuple[tuple[str, ...], ...] = ()
    """Packs that it works with; of each group of alternatives, one."""
    optional: tuple[str, ...] = ()
    """Packs that it uses where they are installed."""

    @property
    def download_bytes(self) -> int:
        """What a download transfers; 0 for bundled packs."""
        if self.archive is not None:
            return self.archive.size
        return sum(file.size or 0 for file in self.files if file.url)


def read_packs(path: Path = PACKS_FILE) -> tuple[Pack, ...]:
    """All packs in the order of the file.

    Raises:
        WeightsError: the file is missing or says something impossible.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["pack"]
        packs = tuple(_pack(entry) for entry in entries)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise WeightsError(
            "The list of model packs cannot be read ({reason}); reinstall.",
            reason=str(error),
            path=path,
        ) from error
    names = [pack.name for pack in packs]
    if len(set(names)) != len(names):
        raise WeightsError("The list of model packs names a pack twice; reinstall.", path=path)
    needed = [name for pack in packs for name in (*sum(pack.requires, ()), *pack.optional)]
    if unknown := set(needed) - set(names):
        raise WeightsError("The list of model packs lacks “{name}”; reinstall.", name=min(unknown), path=path)
    return packs


def _pack(entry: dict[str, Any]) -> Pack:
    values = dict(entry)
    files = tuple(_file(file) for file in values.pop("file", []))
    archive = values.pop("archive", None)
    values["licence_text"] = str(values["licence_text"]).strip()
    values["requires"] = tuple(tuple(group) for group in values.pop("requires", []))
    values["optional"] = tuple(values.pop("optional", []))
    pack = Pack(**values, files=files, archive=PackArchive(**archive) if archive else None)
    _check_name(pack.name)
    if pack.archive is not None:
        _check_digest(pack.archive.sha256)
    return pack


def _file(entry: dict[str, Any]) -> PackFile:
    file = PackFile(**{**entry, "sources": tuple(entry.get("sources", []))})
    _check_name(file.name)
    if file.sha256:
        _check_digest(file.sha256)
    if file.url and not file.url.startswith("https://"):
        raise ValueError(f"{file.url} is not https")
    return file


def _check_name(name: str) -> None:
    if not _PLAIN_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a plain name")


def _check_digest(digest: str) -> None:
    if not _SHA256.fullmatch(digest):
        raise ValueError(f"{digest!r} is not a SHA-256")

"""Where things live: library, packs, settings, and the folder of shipped resources."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APPLICATION = "ridfr-desktop"
RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def user_data_folder() -> Path:
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def with_home(path: Path) -> Path:
    """`path` with "~" and "~user" at its beginning followed; a name that only begins with "~" stays."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def default_library_folder() -> Path:
    """`RIDFR_LIBRARY`, else `library` in the user's data folder."""
    named = os.environ.get("RIDFR_LIBRARY")
    return with_home(Path(named)) if named else user_data_folder() / "library"


def packs_folder() -> Path:
    """`RIDFR_PACKS`, else `packs` in the user's data folder; shared by all libraries."""
    named = os.environ.get("RIDFR_PACKS")
    return with_home(Path(named)) if named else user_data_folder() / "packs"


def settings_file() -> Path:
    """`RIDFR_SETTINGS`, else `settings.toml` in the user's configuration folder."""
    named = os.environ.get("RIDFR_SETTINGS")
    if named:
        return with_home(Path(named))
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False)) / "settings.toml"


@dataclass(frozen=True)
class LibraryPaths:
    """The files of one library folder (portable, one lock)."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "library.sqlite"

    @property
    def thumbnails(self) -> Path:
        return self.root / "thumbnails"

    @property
    def restorations(self) -> Path:
        """Restored face crops, one PNG per restoration."""
        return self.root / "restorations"

    @property
    def versions(self) -> Path:
        """Composites of whole photos."""
        return self.root / "versions"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def decode_journal(self) -> Path:
        """Names the file that a decoder worker is opening, so a crash has a culprit."""
        return self.root / "decoding.json"

    def create(self) -> None:
        """Make the folders that are missing; a new library is its user's alone, for it holds face data."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.thumbnails, self.restorations, self.versions, self.backups):
            folder.mkdir(parents=True, exist_ok=True)

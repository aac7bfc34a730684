"""Where exports go: one folder that no name leads out of, and names that are given once."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from core.errors import ExportFailed, SettingsError, UnreadablePhoto
from core.imaging.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, atomic_write, digest_of
from core.paths import with_home
from core.sentence import Sentence, system_reason
from core.services.templates import name_key, numbered

EXISTS = {
    "rename": Sentence(
        "A file of this name is there: skipped if it is this very export, else written with a number."
    ),
    "skip": Sentence("A file of this name is there: skipped."),
}
"""What the plan says of a name that is taken, by the choice for collisions."""


class NamePlan:
    """Names below the target that are given away; no two that any file system takes for one."""

    def __init__(self, taken: Iterable[tuple[str, ...]] = ()) -> None:
        self._taken = {_key(parts) for parts in taken}

    def claim(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """`parts`, with a number if they are given already."""
        if _key(parts) in self._taken:
            return self.next(parts)
        self._taken.add(_key(parts))
        return parts

    def next(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """The first free name with a number, from 2."""
        *folders, name = parts
        number = 2
        while _key(candidate := (*folders, numbered(name, number))) in self._taken:
            number += 1
        self._taken.add(_key(candidate))
        return candidate


def _key(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name_key(part) for part in parts)


class TargetFolder:
    """The folder of an export; nothing is written outside it, whatever links lie in it.

    Raises:
        SettingsError: it is a file, or lies in the library's own folder.
    """

    def __init__(self, target: Path, *, forbidden: Path) -> None:
        self.root = with_home(target).resolve()
        if self.root.exists() and not self.root.is_dir():
            raise SettingsError("The target is a file; name a folder to export to.", path=self.root)
        if self.root.is_relative_to(forbidden.resolve()):
            raise SettingsError(
                "The target lies in the library's own folder; choose another folder.", path=self.root
            )

    def sweep(self, planned: Iterable[tuple[str, ...]]) -> None:
        """Remove what an export that was killed left unfinished where files will be written."""
        folders = {self.path_of(parts).parent for parts in planned}
        for folder in filter(self._inside, folders):
            for path in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
                with contextlib.suppress(OSError):  # a leftover does no harm
                    path.unlink()

    def path_of(self, parts: tuple[str, ...]) -> Path:
        return self.root.joinpath(*parts)

    def taken(self, parts: tuple[str, ...]) -> bool:
        """Whether something has this name, a link that leads nowhere included."""
        return os.path.lexists(self.path_of(parts))

    def holds(self, parts: tuple[str, ...], data: bytes) -> bool:
        """Whether a file of this name with these very bytes is there."""
        path = self.path_of(parts)
        try:
            same_size = path.is_file() and path.stat().st_size == len(data)
            return same_size and digest_of(path) == hashlib.sha256(data).hexdigest()
        except (OSError, UnreadablePhoto):
            return False  # another file that may not be looked at: it is not ours

    def write(self, parts: tuple[str, ...], data: bytes) -> bool:
        """Write a new file; False when the name is taken, and nothing was done.

        Raises:
            ExportFailed: a folder on the way leads elsewhere, or the drive refuses.
        """
        path = self.path_of(parts)
        self._make_folders(parts[:-1])
        if self.taken(parts):
            return False
        atomic_write(path, data)
        return True

    def _make_folders(self, folders: tuple[str, ...]) -> None:
        """One after the other, so that none is made where a link leads out."""
        folder = self.root
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in folders:
                folder = folder / name
                folder.mkdir(exist_ok=True)
                if not self._inside(folder):
                    raise ExportFailed(
                        "A folder of this name leads out of the target; remove the link.", path=folder
                    )
        except OSError as error:
            reason = system_reason(error)
            raise ExportFailed("The folder cannot be made: {reason}.", reason=reason, path=folder) from error

    def _inside(self, folder: Path) -> bool:
        return folder.resolve().is_relative_to(self.root)

"""Walks a folder and yields its photo files with their stamps, in one fixed order.

Regular files with a photo's suffix only; hidden files and folders, the bins and thumbnail
stores that systems make, and RIDFR libraries are passed over. Links to folders and files are
followed once, after the real tree, and never to something already seen, so a loop ends and the
order does not depend on how the disk lists its entries.
"""

from __future__ import annotations

import os
import stat as modes
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from core.domain.photo import PHOTO_SUFFIXES, FileStamp
from core.domain.reports import Problem
from core.sentence import Sentence, system_reason

SIDECAR = ".xmp"
"""Ending of the files in which programs keep a photo's metadata beside it."""

SYSTEM_FOLDERS = frozenset({"$recycle.bin", "#recycle", "@eadir", "system volume information", "lost+found"})

LIBRARY_FILE = "library.sqlite"
"""A folder that holds one is a RIDFR library: its crops are results, not photos."""

WINDOWS_HIDDEN = 0x2

Identity = tuple[int, int]
"""Device and inode of a file or folder."""


class FoundFile(NamedTuple):
    """One photo file on disk; a tuple, for a hundred thousand are made at once."""

    relative: bytes
    """Path below the folder, `os.fsencode`d with "/" between the parts."""
    stamp_text: str
    """`FileStamp.text`."""
    sidecar: str
    """Stamp of the metadata file beside it (`photo.ext.xmp`, else `photo.xmp`); "" for none."""

    @property
    def stamp(self) -> FileStamp:
        return FileStamp.from_text(self.stamp_text)


@dataclass
class _Walk:
    root: str
    seen_folders: set[Identity]
    problems: list[Problem]
    unread: list[bytes]
    seen_files: set[Identity] = field(default_factory=set)
    links: deque[tuple[str, str]] = field(default_factory=deque)


@dataclass(frozen=True)
class Scan:
    """Everything found below a folder."""

    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    unread: tuple[bytes, ...]
    """Relative paths of folders that could not be listed: nothing is known of their files."""

    def covers(self, relative: bytes) -> bool:
        """Whether the scan would have found this file if it were there."""
        return not any(not base or relative.startswith(base + b"/") for base in self.unread)


def relative_name(root: Path, path: Path) -> bytes:
    """How the library names `path` below `root`; any name of the file system comes back unchanged."""
    return os.fsencode(path.relative_to(root).as_posix()) if path != root else b""


def path_of(root: Path, relative: bytes) -> Path:
    """The file that `relative` names below `root`."""
    return root / os.fsdecode(relative)


def stamp_text(status: os.stat_result) -> str:
    """`FileStamp.text` of a file whose `stat` is known already."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def scan(root: Path, *, start: Path | None = None, leave_out: frozenset[Path] = frozenset()) -> Scan:
    """The photo files below `root`, or only below `start` inside it.

    `leave_out` are folders that belong to somebody else: nested folders indexed on their own,
    the library. Sorted by name, real entries before links.
    """
    walk = _Walk(os.fspath(root), set(), [], [])
    for folder in leave_out:
        if (identity := _identity(folder)) is not None:
            walk.seen_folders.add(identity)
    first = os.fspath(start or root)
    walk.links.append((first, os.fsdecode(relative_name(root, Path(first)))))
    files = tuple(_walk_links(walk))
    return Scan(files, tuple(walk.problems), tuple(walk.unread))


def _identity(path: Path | str) -> Identity | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _walk_links(walk: _Walk) -> Iterator[FoundFile]:
    """The start folder, every linked folder after the tree it was met in, linked files last."""
    linked_files: list[tuple[str, os.stat_result]] = []
    while walk.links:
        path, relative = walk.links.popleft()
        try:
            status = os.stat(path)
        except OSError:
            continue  # a link to nowhere, or gone since
        if modes.S_ISREG(status.st_mode) and _named_as_photo(relative):
            linked_files.append((relative, status))
        elif modes.S_ISDIR(status.st_mode) and (status.st_dev, status.st_ino) not in walk.seen_folders:
            walk.seen_folders.add((status.st_dev, status.st_ino))
            yield from _walk_folder(walk, path, relative)
    for relative, status in linked_files:
        if (status.st_dev, status.st_ino) not in walk.seen_files:
            walk.seen_files.add((status.st_dev, status.st_ino))
            yield FoundFile(os.fsencode(relative), stamp_text(status), "")


def _walk_folder(walk: _Walk, path: str, relative: str) -> Iterator[FoundFile]:
    """Files of a folder, then its folders; without recursion, so a deep tree costs no stack."""
    stack = [(path, relative)]
    while stack:
        folder, base = stack.pop()
        entries = _entries(walk, folder, base)
        sidecars = SIDECAR in "/".join(entries)  # quicker than asking every name; no name has a "/"
        prefix = f"{base}/" if base else ""
        below: list[tuple[str, str]] = []
        for name in sorted(entries):
            entry = entries[name]
            if (stamp := _look(walk, entry, name, prefix, below)) is not None:
                beside = _sidecar_stamp(name, entries) if sidecars else ""
                # As `os.fsencode` does it, without asking the type of each name.
                yield _found(((prefix + name).encode(_ENCODING, _ERRORS), stamp, beside))
        stack.extend(reversed(below))


def _entries(walk: _Walk, folder: str, base: str) -> dict[str, os.DirEntry[str]]:
    """What lies in a folder, by name; nothing in one that cannot be listed or is a library."""
    try:
        with os.scandir(folder) as listing:
            entries = {entry.name: entry for entry in listing}
    except OSError as error:
        message = Sentence(
            "The folder could not be opened ({reason}); what is known of its photos is kept.",
            reason=system_reason(error),
        )
        walk.problems.append(Problem(folder, "Folder skipped", message))
        walk.unread.append(os.fsencode(base))
        return {}
    return {} if LIBRARY_FILE in entries else entries


_ENCODING, _ERRORS = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
_WINDOWS = os.name == "nt"
_found = FoundFile._make  # half the time of naming the fields
_AS_CAMERAS_WRITE_THEM = PHOTO_SUFFIXES | {suffix.upper() for suffix in PHOTO_SUFFIXES}


def _look(
    walk: _Walk, entry: os.DirEntry[str], name: str, prefix: str, below: list[tuple[str, str]]
) -> str | None:
    """The stamp of a photo file; folders go to `below`, links are put off, the rest is passed over."""
    if name.startswith("."):
        return None
    try:
        if entry.is_file(follow_symlinks=False):
            if not _named_as_photo(name):
                return None
            # Windows lists entries without their identity; only a full stat has it.
            status = os.stat(entry.path) if _WINDOWS else entry.stat(follow_symlinks=False)
            if _WINDOWS and _hidden(status):
                return None
            walk.seen_files.add((status.st_dev, status.st_ino))
            return stamp_text(status)
        if entry.is_symlink():
            walk.links.append((entry.path, prefix + name))
        elif entry.is_dir(follow_symlinks=False):
            identity = _identity(entry.path)
            if identity not in walk.seen_folders and not _system_folder(entry):
                if identity is not None:
                    walk.seen_folders.add(identity)
                below.append((entry.path, prefix + name))
    except OSError:
        pass  # gone between listing and looking
    return None


def _sidecar_stamp(name: str, entries: Mapping[str, os.DirEntry[str]]) -> str:
    """The stamp of the metadata file that belongs to a photo, as `core.imaging.metadata` looks for it."""
    for beside in (name + SIDECAR, name.rpartition(".")[0] + SIDECAR):
        if (entry := entries.get(beside)) is not None:
            try:
                return stamp_text(os.stat(entry.path))
            except OSError:
                return ""  # gone since, or a link to nowhere
    return ""


def _named_as_photo(name: str) -> bool:
    suffix = name[name.rfind(".") :]
    return suffix in _AS_CAMERAS_WRITE_THEM or suffix.lower() in PHOTO_SUFFIXES


def _system_folder(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower() in SYSTEM_FOLDERS or _hidden(entry.stat(follow_symlinks=False))


def _hidden(status: os.stat_result) -> bool:
    """Windows' own mark; elsewhere hidden names start with a dot and never get here."""
    return bool(getattr(status, "st_file_attributes", 0) & WINDOWS_HIDDEN)

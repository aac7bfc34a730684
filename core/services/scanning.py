"""Walks a folder and notes its photo files with their stamps, in one fixed order.

Regular files with a photo's suffix only; hidden files and folders, the bins and thumbnail
stores that systems make, and RIDFR libraries are passed over. Links to folders and files are
followed once, after the real tree, and never to something already seen, so a loop ends and the
order does not depend on how the disk lists its entries.
"""

from __future__ import annotations

import contextlib
import os
import stat as modes
import sys
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.domain.photo import PHOTO_SUFFIXES
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


@dataclass
class _Walk:
    root: str
    seen_folders: set[Identity]
    problems: list[Problem]
    unread: list[bytes]
    files: dict[bytes, str] = field(default_factory=dict)
    sidecars: dict[bytes, str] = field(default_factory=dict)
    links: deque[tuple[str, str]] = field(default_factory=deque)


@dataclass(frozen=True)
class Scan:
    """Everything found below a folder."""

    files: Mapping[bytes, str]
    """`FileStamp.text` of each photo file in the order of the walk, by its path below the folder,
    `os.fsencode`d with "/" between the parts. Plain values: a hundred thousand are made at once."""
    sidecars: Mapping[bytes, str]
    """Stamps of the metadata files (`photo.ext.xmp`, else `photo.xmp`) by the file they lie beside."""
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
    _walk_links(walk)
    return Scan(walk.files, walk.sidecars, tuple(walk.problems), tuple(walk.unread))


def _identity(path: Path | str) -> Identity | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _walk_links(walk: _Walk) -> None:
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
            _walk_folder(walk, path, relative)
    if linked_files:
        _note_linked(walk, linked_files)


def _note_linked(walk: _Walk, linked: list[tuple[str, os.stat_result]]) -> None:
    """Files behind links, but for those that a folder or an earlier link has shown already."""
    by_inode: dict[str, list[bytes]] = defaultdict(list)
    for name, stamp in walk.files.items():
        by_inode[stamp.rpartition(" ")[2]].append(name)
    seen: set[Identity | None] = set()
    for relative, status in linked:
        for name in by_inode.pop(str(status.st_ino), ()):  # of several drives it may be another file
            seen.add(_identity(os.path.join(walk.root, os.fsdecode(name))))
        if (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            walk.files[os.fsencode(relative)] = stamp_text(status)


def _walk_folder(walk: _Walk, path: str, relative: str) -> None:
    """Files of a folder, then its folders; without recursion, so a deep tree costs no stack."""
    stack = [(path, relative)]
    while stack:
        folder, base = stack.pop()
        try:
            with _opened(folder) as opened, os.scandir(opened) as listing:
                entries = {entry.name: entry for entry in listing}
                stack.extend(reversed(_note(walk, folder, base, entries)))
        except OSError as error:
            _note_unread(walk, folder, base, error)


def _note_unread(walk: _Walk, folder: str, base: str, error: OSError) -> None:
    message = Sentence(
        "The folder could not be opened ({reason}); what is known of its photos is kept.",
        reason=system_reason(error),
    )
    walk.problems.append(Problem(folder, "Folder skipped", message))
    walk.unread.append(os.fsencode(base))


@contextlib.contextmanager
def _opened(folder: str) -> Iterator[str | int]:
    """The folder as `os.scandir` takes it: held open where the system can look at the entries of an
    open folder, which saves it from walking down the whole path for each."""
    if os.scandir not in os.supports_fd:
        yield folder
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


_ENCODING, _ERRORS = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
_WINDOWS = os.name == "nt"
_AS_CAMERAS_WRITE_THEM = PHOTO_SUFFIXES | {suffix.upper() for suffix in PHOTO_SUFFIXES}


def _note(
    walk: _Walk, folder: str, base: str, entries: Mapping[str, os.DirEntry[str]]
) -> list[tuple[str, str]]:
    """Note the photo files of a folder; its folders, to be walked. Links are put off, the rest is
    passed over, and so is all of a library.
    """
    below: list[tuple[str, str]] = []
    if LIBRARY_FILE in entries:
        return below
    prefix = f"{base}/" if base else ""
    sidecars = SIDECAR in "/".join(entries)  # quicker than asking every name; no name has a "/"
    for name in sorted(entries):
        if name.startswith("."):
            continue
        entry = entries[name]
        try:
            if not entry.is_file(follow_symlinks=False):
                _put_off(walk, entry, os.path.join(folder, name), prefix + name, below)
                continue
            if not _named_as_photo(name):
                continue
            # Windows lists entries without their identity; only a full stat has it.
            status = os.stat(entry.path) if _WINDOWS else entry.stat(follow_symlinks=False)
        except OSError:
            continue  # gone between listing and looking
        if _WINDOWS and _hidden(status):
            continue
        # As `os.fsencode` does it, without asking the type of each name.
        relative = (prefix + name).encode(_ENCODING, _ERRORS)
        walk.files[relative] = stamp_text(status)
        if sidecars and (beside := _sidecar_stamp(folder, name, entries)):
            walk.sidecars[relative] = beside
    return below


def _put_off(
    walk: _Walk, entry: os.DirEntry[str], path: str, relative: str, below: list[tuple[str, str]]
) -> None:
    """Links wait until the real tree is walked, folders until this one is; the rest is passed over."""
    if entry.is_symlink():
        walk.links.append((path, relative))
    elif entry.is_dir(follow_symlinks=False):
        identity = _identity(path)
        if identity not in walk.seen_folders and not _system_folder(entry):
            if identity is not None:
                walk.seen_folders.add(identity)
            below.append((path, relative))


def _sidecar_stamp(folder: str, name: str, entries: Mapping[str, os.DirEntry[str]]) -> str:
    """The stamp of the metadata file that belongs to a photo, as `core.imaging.metadata` looks for it."""
    for beside in (name + SIDECAR, name.rpartition(".")[0] + SIDECAR):
        if beside in entries:
            try:
                return stamp_text(os.stat(os.path.join(folder, beside)))
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

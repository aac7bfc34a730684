"""Folders of a library: adding, removing, and telling a missing drive from a deleted photo.

A folder whose path is gone, or lies on another drive than it did, goes offline with all its
photos; nothing of it is deleted, and it comes back by itself with its drive.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from core.domain.photo import Folder
from core.errors import LibraryError
from core.library.library import Library, Transaction
from core.paths import with_home
from core.sentence import Sentence
from core.services.scanning import path_of

DISKS_BY_UUID = Path("/dev/disk/by-uuid")


RECOGNISED_BY = 50
"""Files looked at to see whether another drive holds the same folder."""


@dataclass(frozen=True)
class OnlineChange:
    """What `refresh_online` found: folders that came back, and folders that went away."""

    online: tuple[Folder, ...]
    offline: tuple[Folder, ...]


def volume_of(path: Path) -> str:
    """Identity of the drive that holds `path`, the same after the drive was away.

    Windows: the volume's serial number. Linux: the file system's UUID where the system knows it.
    Else the mount point and the kind of file system.
    """
    if os.name == "nt":
        return f"serial:{os.stat(path).st_dev:x}"
    mount = path.absolute()
    while not os.path.ismount(mount):
        mount = mount.parent
    device, kind = _mounted(mount)
    return _uuid(device) or f"mount:{mount}:{kind}"


def _mounted(mount: Path) -> tuple[str, str]:
    """Device and file system of a mount point; the last mount there is the one that shows."""
    partitions = psutil.disk_partitions(all=True)
    found = [part for part in partitions if part.mountpoint == os.fspath(mount)]
    return (found[-1].device, found[-1].fstype) if found else ("", "")


def _uuid(device: str) -> str | None:
    if not device.startswith("/dev/") or not DISKS_BY_UUID.is_dir():
        return None
    target = os.path.realpath(device)
    for link in sorted(DISKS_BY_UUID.iterdir()):
        if os.path.realpath(link) == target:
            return f"uuid:{link.name}"
    return None


def is_online(folder: Folder) -> bool:
    """Whether the folder is there, on the drive it was added from."""
    return folder.path.is_dir() and volume_of(folder.path) == folder.volume


def reconnect(library: Library, folder: Folder) -> Folder:
    """Accept the drive that a folder lies on now, if it holds the same files: a copied disk is the same.

    The folder as it was when they are not there.
    """
    if not folder.path.is_dir() or volume_of(folder.path) == folder.volume:
        return folder
    with library.snapshot() as tx:
        known = list(tx.photos.known_files(folder.id).items())
    sample = known[:: max(len(known) // RECOGNISED_BY, 1)]
    if sum(_same_size(path_of(folder.path, name), file.stamp.size) for name, file in sample) * 2 < len(
        sample
    ):
        return folder
    with library.transaction() as tx:
        return tx.folders.add(folder.path, volume=volume_of(folder.path), watched=folder.watched)


def _same_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def add_folder(library: Library, path: Path, *, watched: bool = False) -> Folder:
    """Make `path` a folder of the library; the folder that holds it already, if there is one.

    Raises:
        LibraryError: there is no such folder, or it is the library's own.
    """
    resolved = checked_folder(library, path)
    with library.transaction() as tx:
        known = holding(tx.folders.all(), resolved)
        if known is None:
            return tx.folders.add(resolved, volume=volume_of(resolved), watched=watched)
        if watched and not known.watched:
            tx.folders.set_watched(known.id, True)
            return tx.folders.get(known.id)
        return known


def checked_folder(library: Library, path: Path) -> Path:
    """`path` made absolute, with links resolved.

    Raises:
        LibraryError: there is no such folder, or it is the library's own.
    """
    try:
        resolved = with_home(path).resolve(strict=True)
    except (OSError, RuntimeError) as error:
        message = Sentence("There is no such folder; check the name or connect its drive.")
        raise LibraryError(message, path=path) from error
    if not resolved.is_dir():
        raise LibraryError("This is a file; give the folder that holds it.", path=path)
    root = library.paths.root.resolve()
    if resolved == root or root in resolved.parents:
        raise LibraryError("This is the library's own folder; give a folder with photographs.", path=path)
    return resolved


def holding(folders: Sequence[Folder], path: Path) -> Folder | None:
    """The folder that is `path` or holds it; the innermost when several do."""
    holders = [folder for folder in folders if folder.path == path or folder.path in path.parents]
    return max(holders, key=lambda folder: len(folder.path.parts), default=None)


def remove_folder(library: Library, path: Path) -> Folder:
    """Forget a folder's places; photos, names and restorations come back when it is added again.

    Raises:
        LibraryError: the library does not have this folder.
    """
    with library.transaction() as tx:
        folder = _known(tx, path)
        tx.folders.remove(folder.id)
        return folder


def list_folders(library: Library) -> list[Folder]:
    """All folders of the library."""
    with library.snapshot() as tx:
        return tx.folders.all()


def set_watched(library: Library, path: Path, watched: bool) -> Folder:
    """Watch a folder for changes, or stop watching it.

    Raises:
        LibraryError: the library does not have this folder.
    """
    with library.transaction() as tx:
        folder = _known(tx, path)
        tx.folders.set_watched(folder.id, watched)
        return tx.folders.get(folder.id)


def _known(tx: Transaction, path: Path) -> Folder:
    """The folder of this path, also when its drive is away and links cannot be resolved."""
    written = with_home(path).absolute()
    folder = tx.folders.find(written) or tx.folders.find(written.resolve())
    if folder is None:
        raise LibraryError("The library does not have this folder; `ridfr folders` lists them.", path=path)
    return folder


def refresh_online(library: Library) -> OnlineChange:
    """Look which folders are there, and note those that came or went, with all their photos."""
    found = [(folder, is_online(folder)) for folder in list_folders(library)]
    changed = [(folder, online) for folder, online in found if online != folder.online]
    if changed:
        with library.transaction() as tx:
            for folder, online in changed:
                tx.folders.set_online(folder.id, online)
    return OnlineChange(
        online=tuple(folder for folder, online in changed if online),
        offline=tuple(folder for folder, online in changed if not online),
    )

"""Reading files without surprises and writing them without halves.

A path may name a pipe, a device or a socket: only regular files are ever read. A file that is
written is either complete under its name or not there at all, also after a power cut.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat as modes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.domain.photo import FileStamp
from core.errors import ExportFailed, UnreadablePhoto
from core.sentence import system_reason

TEMPORARY_PREFIX = ".ridfr-"
TEMPORARY_SUFFIX = ".part"
"""Unfinished files carry both, so that a sweep after a crash can tell them from the user's."""

CHUNK = 1 << 20


@dataclass(frozen=True)
class FileContent:
    """All bytes of a file, read once, and what identifies them."""

    data: bytes
    stamp: FileStamp

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, hex."""
        return hashlib.sha256(self.data).hexdigest()


def stamp_of(path: Path) -> FileStamp:
    """The stamp of a file, links followed.

    Raises:
        UnreadablePhoto: there is no such file or it may not be looked at.
    """
    try:
        return _stamp(os.stat(path))
    except OSError as error:
        raise unreadable(path, error) from error


def read_content(path: Path, *, limit: int) -> FileContent:
    """All bytes of a regular file of at most `limit` bytes, and its stamp.

    Raises:
        UnreadablePhoto: not a regular file, empty, too big, not readable, or it keeps changing.
    """
    for _ in range(2):
        content = _read_once(path, limit)
        if content is not None:
            return content
    raise UnreadablePhoto("This file is being changed by another program; index it again later.", path=path)


def digest_of(path: Path) -> str:
    """SHA-256 of a regular file, hex.

    Raises:
        UnreadablePhoto: the file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with _open_regular(path) as descriptor:
            while chunk := os.read(descriptor, CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise unreadable(path, error) from error
    return digest.hexdigest()


def atomic_write(target: Path, data: bytes, *, overwrite: bool = False, durable: bool = True) -> None:
    """Write `data` as `target`: complete and on the disk, or not at all.

    Without `overwrite` a file that is already there (a link that leads nowhere included) wins.
    Without `durable` nothing waits for the disk: for files that can be made again.

    Raises:
        ExportFailed: the target exists, or the disk is full, read-only or broken.
    """
    temporary = target.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
    try:
        _write(temporary, data, synced=durable)
        _publish(temporary, target, overwrite)
        if durable:
            _sync_folder(target.parent)
    except FileExistsError as error:
        raise ExportFailed(
            "A file of this name is already there; it was left as it is.", path=target
        ) from error
    except OSError as error:
        reason = system_reason(error)
        raise ExportFailed("The file could not be written: {reason}.", reason=reason, path=target) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def unreadable(path: Path, error: OSError) -> UnreadablePhoto:
    """The plain sentence for what the operating system said."""
    if isinstance(error, FileNotFoundError):
        return UnreadablePhoto("The file is no longer there; index its folder again.", path=path)
    if isinstance(error, PermissionError):
        return UnreadablePhoto("You may not read this file; change its permissions.", path=path)
    reason = system_reason(error)
    return UnreadablePhoto("The file could not be read from its drive: {reason}.", reason=reason, path=path)


def _stamp(status: os.stat_result) -> FileStamp:
    return FileStamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


@contextlib.contextmanager
def _open_regular(path: Path) -> Iterator[int]:
    # Non-blocking, or opening a pipe without a writer would wait for ever.
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    )
    # Opening a device can have effects of its own: look first, and again at what was opened.
    _refuse_irregular(path, os.stat(path))
    descriptor = os.open(path, flags)
    try:
        _refuse_irregular(path, os.fstat(descriptor))
        yield descriptor
    finally:
        os.close(descriptor)


def _refuse_irregular(path: Path, status: os.stat_result) -> None:
    if not modes.S_ISREG(status.st_mode):
        raise UnreadablePhoto(
            "This is not a file but a folder, pipe or device; it was not opened.", path=path
        )


def _read_once(path: Path, limit: int) -> FileContent | None:
    """The content, or None when the file changed while it was read."""
    try:
        with _open_regular(path) as descriptor:
            before = _stamp(os.fstat(descriptor))
            if before.size == 0:
                raise UnreadablePhoto("This file is empty.", path=path)
            if before.size > limit:
                raise UnreadablePhoto(
                    "This file has {size:,.0f} MB; at most {limit:,.0f} MB are read.",
                    size=before.size / 1e6,
                    limit=limit / 1e6,
                    path=path,
                )
            with os.fdopen(os.dup(descriptor), "rb") as stream:
                data = stream.read(before.size + 1)
            after = _stamp(os.fstat(descriptor))
    except OSError as error:
        raise unreadable(path, error) from error
    return FileContent(data, before) if before == after and len(data) == before.size else None


def _write(path: Path, data: bytes, *, synced: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o644), "wb") as stream:
        stream.write(data)
        stream.flush()
        if synced:
            os.fsync(stream.fileno())


def _publish(temporary: Path, target: Path, overwrite: bool) -> None:
    if overwrite:
        os.replace(temporary, target)
        return
    if os.name == "nt":
        os.rename(temporary, target)  # refuses an existing name there
        return
    try:
        os.link(temporary, target)  # refuses an existing name, atomically
    except FileExistsError:
        raise
    except OSError:
        _publish_without_links(temporary, target)


def _publish_without_links(temporary: Path, target: Path) -> None:
    """For drives that know no hard links (FAT, some network drives): claim the name, then replace it."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    try:
        os.replace(temporary, target)
    except OSError:
        target.unlink(missing_ok=True)  # it is the empty one that claimed the name
        raise


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # a folder cannot be opened there, and its entries need no sync
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Network drives may refuse; the file itself is on the disk by now.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)

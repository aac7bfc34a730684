"""One program at a time writes to a library; the system frees the lock when that program dies."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import LibraryError
from core.sentence import system_reason


class LibraryLock:
    """The lock of one library folder.

    Beside the lock file lies a note of who holds it. The note only serves the message: the
    lock itself is the system's, so a note left by a crash locks nobody out.
    """

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, is_singleton=False, thread_local=False)
        self._note = path.with_name(f"{path.name}.holder")
        self._folder = path.parent

    def acquire(self) -> None:
        """Take the lock, or say who has it.

        Raises:
            LibraryError: another program has the library open, or its folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=0)
            self._note.write_text(json.dumps([os.getpid(), socket.gethostname()]), encoding="utf-8")
        except Timeout as error:
            raise LibraryError(
                "The library is open in {program}; close it there first.",
                program=self._holder(),
                path=self._folder,
            ) from error
        except OSError as error:
            self._lock.release(force=True)
            reason = system_reason(error)
            raise LibraryError(
                "The library folder cannot be used: {reason}.", reason=reason, path=self._folder
            ) from error

    @property
    def held(self) -> bool:
        return bool(self._lock.is_locked)

    def release(self) -> None:
        """Let go; nothing happens when the lock is not held."""
        if self.held:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release(force=True)

    def _holder(self) -> str:
        """The holder in words; the note may be missing or half written at this moment."""
        try:
            pid, host = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError):
            return "another program"
        return f"another program (process {pid} on {host})"

"""Remembers, across crashes and restarts, which files end the decoder."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from core.domain.photo import FileStamp

DEATHS_TO_QUARANTINE = 2


@dataclass(frozen=True)
class Culprit:
    """A file that ended the worker, as it was then."""

    stamp: FileStamp
    deaths: int


class DecodeJournal:
    """One small JSON file: what is being opened, and what ended a worker.

    The file being opened is named on disk before it is opened, so that after any crash, even of
    the whole machine's session, somebody can see which one it was.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._culprits = self._read()

    def opening(self, path: Path) -> None:
        self._write(opening=path)

    def close(self) -> None:
        """Nothing is being opened; an empty journal leaves no file."""
        if self._culprits:
            self._write(opening=None)
        else:
            self._path.unlink(missing_ok=True)

    def died(self, path: Path, stamp: FileStamp) -> int:
        """Note that `path` ended a worker; the number of workers it has ended so far."""
        deaths = self._deaths(path, stamp) + 1
        self._culprits[str(path)] = Culprit(stamp, deaths)
        self._write(opening=None)
        return deaths

    def quarantined(self, path: Path, stamp: FileStamp) -> bool:
        """Whether `path` has ended two workers and not changed since."""
        return self._deaths(path, stamp) >= DEATHS_TO_QUARANTINE

    def forget(self, path: Path) -> None:
        """The file was read after all (it changed, or somebody else killed the worker)."""
        self._culprits.pop(str(path), None)

    def _deaths(self, path: Path, stamp: FileStamp) -> int:
        culprit = self._culprits.get(str(path))
        return culprit.deaths if culprit is not None and culprit.stamp == stamp else 0

    def _read(self) -> dict[str, Culprit]:
        try:
            entries = json.loads(self._path.read_text("ascii"))["deaths"]
            return {
                str(name): Culprit(FileStamp(**entry["stamp"]), int(entry["deaths"]))
                for name, entry in entries.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # none yet, or cut off by a power cut: it only costs trying again

    def _write(self, opening: Path | None) -> None:
        deaths = {name: asdict(culprit) for name, culprit in self._culprits.items()}
        entry = {"opening": None if opening is None else str(opening), "deaths": deaths}
        temporary = self._path.with_name(self._path.name + ".part")
        # A journal that cannot be written must not stop the photos from being read.
        with contextlib.suppress(OSError):
            temporary.write_text(json.dumps(entry), "ascii")
            os.replace(temporary, self._path)

"""Hashes of files that nobody could know beforehand, recorded when they were added or first used."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from core.errors import WeightsError


class Records:
    """One JSON file: folder → file name → SHA-256."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self, folder: Path, digests: Mapping[str, str]) -> None:
        """Record the digests of a new folder; compare those of a known one.

        Raises:
            WeightsError: a file differs from its record, or the records cannot be used.
        """
        recorded = self.of(folder)
        if not recorded:
            self.put(folder, digests)
        elif recorded != dict(digests):
            changed = sorted(name for name, _ in set(recorded.items()) ^ set(digests.items()))
            raise WeightsError(
                "{files} changed since this folder was first used. If that was you, delete the "
                "folder's entry in {record}.",
                files=", ".join(dict.fromkeys(changed)),
                record=str(self._path),
                path=folder,
            )

    def of(self, folder: Path) -> dict[str, str]:
        """Recorded digests by file name; empty for an unknown folder."""
        return dict(self._read().get(str(folder), {}))

    def put(self, folder: Path, digests: Mapping[str, str]) -> None:
        """Record the digests of a folder in the place of earlier ones.

        Raises:
            WeightsError: the records cannot be read or written.
        """
        self._write(self._read() | {str(folder): dict(digests)})

    def forget(self, folder: Path) -> None:
        """Drop what was recorded of a folder."""
        known = self._read()
        if known.pop(str(folder), None) is not None:
            self._write(known)

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise WeightsError("The record of your model folders cannot be read.", path=self._path) from error
        return dict(known)

    def _write(self, known: dict[str, dict[str, str]]) -> None:
        temporary = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(known, indent=2, sort_keys=True), encoding="utf-8")
            os.replace(temporary, self._path)
        except OSError as error:
            raise WeightsError(
                "The record of your model folders cannot be written; check permissions and free space.",
                path=self._path,
            ) from error

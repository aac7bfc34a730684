"""Hashes of the user's own model folders, recorded at their first use."""

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
        known = self._read()
        recorded = known.get(str(folder))
        if recorded is None:
            known[str(folder)] = dict(digests)
            self._write(known)
        elif recorded != dict(digests):
            changed = sorted(name for name, _ in set(recorded.items()) ^ set(digests.items()))
            raise WeightsError(
                f"{', '.join(dict.fromkeys(changed))} changed since this folder was first used. If that was "
                f"you, delete the folder's entry in {self._path}.",
                path=folder,
            )

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

"""A pack that was found: verified paths of its files and of the packs it works with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import WeightsError
from core.weights.registry import Pack


@dataclass(frozen=True)
class LocatedPack:
    """A pack whose files were found and verified."""

    pack: Pack
    paths: tuple[Path, ...]
    """Absolute, in the order of `pack.files`."""
    folder: Path
    """Where the files are; bundled files may lie in other folders."""
    digests: tuple[str, ...] = ()
    """SHA-256 of the files, in the same order: pinned or recorded."""
    parts: tuple[LocatedPack, ...] = ()
    """Packs that it works with."""

    def path(self, file_name: str) -> Path:
        """Path of one file by its name in packs.toml.

        Raises:
            WeightsError: the pack has no such file.
        """
        for path in self.paths:
            if path.name == file_name:
                return path
        raise WeightsError(
            "The pack “{pack}” has no file {file_name}.", pack=self.pack.name, file_name=file_name
        )

    def all_files(self) -> dict[str, tuple[Path, str]]:
        """File name -> (path, SHA-256), of this pack and of those it works with."""
        found: dict[str, tuple[Path, str]] = {}
        for part in self.parts:
            found |= part.all_files()
        own = zip(self.paths, self.digests, strict=True)
        return found | {path.name: (path, sha256) for path, sha256 in own}

    def part(self, kind: str) -> LocatedPack | None:
        """The first part of a kind."""
        return next((part for part in self.parts if part.pack.kind == kind), None)

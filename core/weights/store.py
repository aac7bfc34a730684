"""Where packs are on this machine, verified before anything loads them.

A file is handed out only when its SHA-256 is the pinned one, or, where nobody could know it
beforehand, the one recorded when the file was added or first used. There is no silent fallback,
and no network unless `download` is called.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

from core.errors import WeightsError
from core.paths import RESOURCES
from core.progress import Progress
from core.sentence import Sentence, system_reason
from core.weights.fetching import fetch
from core.weights.installing import accept, check, collect, digest, unpack
from core.weights.located import LocatedPack
from core.weights.records import Records
from core.weights.registry import Pack, PackFile, read_packs

__all__ = ["LocatedPack", "PackStore"]

Fetch = Callable[[str, Path, str, Progress], None]
"""(url, target, sha256 or "", progress): the file is at the target, with that hash, or it raises."""

DOWNLOADS = "downloads"
"""Folder for what is not complete yet; a stopped download goes on from here."""


class PackStore:
    """The packs of a user: bundled ones, and those in the packs folder."""

    def __init__(
        self, folder: Path, *, packs: Sequence[Pack] | None = None, fetcher: Fetch | None = None
    ) -> None:
        self.folder = folder
        self._packs = {pack.name: pack for pack in (read_packs() if packs is None else packs)}
        self._fetch = fetcher or fetch
        self._records = Records(folder / "recorded.json")

    def packs(self, kind: str | None = None) -> tuple[Pack, ...]:
        """All known packs, or those of one kind."""
        return tuple(pack for pack in self._packs.values() if kind in (None, pack.kind))

    def pack(self, name: str) -> Pack:
        """A pack by name.

        Raises:
            WeightsError: there is no such pack.
        """
        if name not in self._packs:
            raise WeightsError(
                "There is no pack “{name}”; choose one of {known}.", name=name, known=", ".join(self._packs)
            )
        return self._packs[name]

    def installed(self, name: str) -> bool:
        """Whether all files of the pack and of what it works with are there (intact or not: `verify`)."""
        return not self.missing(name)

    def missing(self, name: str) -> tuple[Pack, ...]:
        """Packs that are still to be installed so that this one works, itself last."""
        pack = self.pack(name)
        wanting = [part for group in pack.requires for part in self._missing_of(group)]
        return tuple(wanting) if self._has_own_files(pack) else (*wanting, pack)

    def locate(self, name: str) -> LocatedPack:
        """Verified paths of a pack, or of a user's own model folder given by its path.

        Raises:
            WeightsError: not installed, or a file is not the pinned one.
        """
        if name not in self._packs and Path(name).is_absolute():
            return self.locate_folder(Path(name))
        pack = self.pack(name)
        parts = tuple(self.locate(part) for part in self._parts_of(pack))
        if pack.resource:
            return self._locate_resource(pack, parts)
        paths = tuple(self._verified(pack, file) for file in pack.files)
        folder = paths[0].parent if pack.bundled else self.folder / pack.name
        digests = tuple(self._expected(pack, file) for file in pack.files)
        return LocatedPack(pack, paths, folder, digests, parts)

    def locate_folder(self, folder: Path) -> LocatedPack:
        """A folder of ONNX models of the user's own, in InsightFace's layout.

        Nobody can know its hashes beforehand: they are recorded at the first use, and the
        folder is refused when a file changes afterwards.

        Raises:
            WeightsError: no folder, no model in it, or a model changed since its first use.
        """
        folder = folder.resolve()
        paths = tuple(sorted(folder.glob("*.onnx"))) if os.path.isdir(folder) else ()
        if not paths:
            raise WeightsError(
                "There is no ONNX model in this folder; choose the folder of a face pack.", path=folder
            )
        files = tuple(PackFile(path.name, digest(path), path.stat().st_size) for path in paths)
        self._records.check(folder, {file.name: file.sha256 for file in files})
        pack = Pack(
            name=str(folder),
            kind="face",
            title=folder.name,
            licence=Sentence("Your own models; their licence is not known here."),
            licence_text="",
            commercial=False,
            bundled=False,
            files=files,
            detector="insightface",
            embedder="insightface",
        )
        return LocatedPack(pack, paths, folder, tuple(file.sha256 for file in files))

    def verify(self, name: str) -> tuple[str, ...]:
        """What is wrong with a pack, one sentence a file; empty when all is well."""
        pack = self.pack(name)
        if pack.resource and not self._has_own_files(pack):
            return (Sentence("The folder of “{name}” is missing.", name=name),)
        problems = []
        for file in pack.files:
            try:
                self._verified(pack, file)
            except WeightsError as error:
                problems.append(error.sentence)
        return tuple(problems)

    def add(self, name: str, source: Path) -> LocatedPack:
        """Install a downloadable pack from a file, folder or ZIP that the user has already.

        Files that are not of the pack are ignored, those installed before need not be there again;
        the source is only read.

        Raises:
            WeightsError: the pack needs no files, a file is missing, or it is another one.
        """
        pack = self._downloadable(name)
        with self._incoming() as incoming:
            collect(pack, source, Path(incoming))
            self._install(pack, Path(incoming))
        return self._located_alone(pack)

    def download(self, name: str, *, accept_licence: bool, progress: Progress) -> LocatedPack:
        """Download a pack after the user has read its licence; nothing else uses the network.

        Packs that it works with are downloaded apart (`missing`): each has its own licence.

        Raises:
            WeightsError: licence not accepted, no connection, not downloadable, or a file is not the
                pinned one.
            Cancelled: the user asked to stop; what arrived is kept, and the next call goes on.
        """
        pack = self._downloadable(name)
        if not accept_licence:
            raise WeightsError(
                "The licence of “{title}” is not accepted yet: {licence}",
                title=pack.title,
                licence=pack.licence,
            )
        if pack.archive is None and not all(file.url for file in pack.files):
            raise WeightsError(
                "“{title}” is nowhere to be downloaded; add its files: ridfr packs add {name} FOLDER.",
                title=pack.title,
                name=name,
            )
        with self._translated():
            folder = self.folder / DOWNLOADS / pack.name
            folder.mkdir(parents=True, exist_ok=True)
            self._fetch_all(pack, folder, progress)
            self._install(pack, folder)
            shutil.rmtree(folder, ignore_errors=True)
            self._remove_empty(folder.parent)
        return self._located_alone(pack)

    def remove(self, name: str) -> None:
        """Delete a pack's own folder, its record, and what a stopped download left.

        Raises:
            WeightsError: the pack belongs to the installation.
        """
        folder = self.folder / self._downloadable(name).name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(self.folder / DOWNLOADS / name, ignore_errors=True)
        self._records.forget(folder)

    def _fetch_all(self, pack: Pack, folder: Path, progress: Progress) -> None:
        try:
            if pack.archive is not None:
                archive = folder / "archive.zip"
                self._fetch(pack.archive.url, archive, pack.archive.sha256, progress)
                unpack(pack, archive, folder)
                return
            for index, file in enumerate(pack.files):
                share = progress.part(index, len(pack.files))
                self._fetch(file.url, folder / file.name, file.sha256, share)
        finally:
            self._remove_empty(folder)

    @staticmethod
    def _remove_empty(folder: Path) -> None:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()

    def _downloadable(self, name: str) -> Pack:
        pack = self.pack(name)
        if pack.bundled:
            raise WeightsError(
                "“{title}” comes with the installation and cannot be changed.", title=pack.title
            )
        return pack

    def _missing_of(self, group: tuple[str, ...]) -> tuple[Pack, ...]:
        """What one group of alternatives still needs: nothing if any is there, else the first."""
        if any(self.installed(name) for name in group):
            return ()
        return self.missing(group[0])

    def _parts_of(self, pack: Pack) -> list[str]:
        """Names of the packs it works with: of each group the one that is installed, else the first."""
        chosen = [next((name for name in group if self.installed(name)), group[0]) for group in pack.requires]
        return chosen + [name for name in pack.optional if self.installed(name)]

    def _has_own_files(self, pack: Pack) -> bool:
        if pack.resource:
            return (RESOURCES / pack.resource).is_dir()
        return all(self._find(pack, file) is not None for file in pack.files)

    def _located_alone(self, pack: Pack) -> LocatedPack:
        """A pack just installed, whose files were checked a moment ago; its parts may still be missing."""
        paths = tuple(self.folder / pack.name / file.name for file in pack.files)
        digests = tuple(self._expected(pack, file) for file in pack.files)
        return LocatedPack(pack, paths, self.folder / pack.name, digests)

    def _locate_resource(self, pack: Pack, parts: tuple[LocatedPack, ...]) -> LocatedPack:
        folder = RESOURCES / pack.resource
        if not folder.is_dir():
            raise WeightsError(
                "“{title}” is missing from the installation; reinstall.",
                title=pack.title,
                path=folder,
            )
        return LocatedPack(pack, (), folder, (), parts)

    def _expected(self, pack: Pack, file: PackFile) -> str:
        """The pinned hash, or the recorded one.

        Raises:
            WeightsError: neither is there: the file was put here by other means.
        """
        recorded = file.sha256 or self._records.of(self.folder / pack.name).get(file.name, "")
        if not recorded:
            raise WeightsError(
                "{file} was never checked; add it with: ridfr packs add {pack} FILE.",
                file=file.name,
                pack=pack.name,
                path=self.folder / pack.name,
            )
        return recorded

    def _find(self, pack: Pack, file: PackFile) -> Path | None:
        path = _bundled_path(file) if pack.bundled else self.folder / pack.name / file.name
        return path if path is not None and os.path.isfile(path) else None

    def _verified(self, pack: Pack, file: PackFile) -> Path:
        path = self._find(pack, file)
        if path is None and pack.bundled:
            raise WeightsError(
                "{file} is missing; install the package {package} again.",
                file=file.name,
                package=file.distribution,
            )
        if path is None:
            raise WeightsError(
                "“{title}” is not installed; download it (ridfr packs download {pack}) or add "
                "its files (ridfr packs add {pack} FOLDER).",
                title=pack.title,
                pack=pack.name,
            )
        check(path, self._expected(pack, file))
        return path

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WeightsError(
                "The pack cannot be copied to {folder} ({reason}); check the permissions and the free space.",
                folder=str(self.folder),
                reason=system_reason(error),
            ) from error

    @contextmanager
    def _incoming(self) -> Iterator[str]:
        with self._translated():
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".incoming-", dir=self.folder) as incoming:
                yield incoming

    def _install(self, pack: Pack, incoming: Path) -> None:
        """Check every new file, then move all into place; files that were installed before stay."""
        target = self.folder / pack.name
        new = [file for file in pack.files if self._is_new(pack, file, incoming)]
        digests = {file.name: accept(incoming / file.name, file) for file in new}
        target.mkdir(parents=True, exist_ok=True)
        for file in new:
            os.replace(incoming / file.name, target / file.name)
        recorded = {file.name: digests[file.name] for file in new if not file.sha256}
        if recorded:
            self._records.put(target, self._records.of(target) | recorded)

    def _is_new(self, pack: Pack, file: PackFile, incoming: Path) -> bool:
        """Whether the file comes in now; a wrong or missing one of earlier has to."""
        if (incoming / file.name).is_file():
            return True
        path = self._find(pack, file)
        return path is None or digest(path) != self._expected(pack, file)


def _bundled_path(file: PackFile) -> Path | None:
    """Path of a file inside an installed package, found without importing the package."""
    try:
        entries = metadata.files(file.distribution) or []
    except metadata.PackageNotFoundError:
        return None
    found = [Path(str(entry.locate())) for entry in entries if entry.name == file.name]
    return found[0].resolve() if found else None

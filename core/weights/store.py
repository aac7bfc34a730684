"""Where packs are on this machine, verified before anything loads them.

A file is handed out only when its SHA-256 is the pinned one (or, for a folder of the user's
own, the one recorded when it was first used). There is no silent fallback, and no network
unless `download` is called.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from core.errors import WeightsError
from core.paths import RESOURCES
from core.progress import Progress
from core.weights.fetching import fetch
from core.weights.records import Records
from core.weights.registry import Pack, PackFile, read_packs

Fetch = Callable[[str, Path, str, Progress], None]
"""(url, target, sha256, progress): the file is at the target, with that hash, or it raises."""


@dataclass(frozen=True)
class LocatedPack:
    """A pack whose files were found and verified."""

    pack: Pack
    paths: tuple[Path, ...]
    """Absolute, in the order of `pack.files`."""
    folder: Path
    """Where the files are; bundled files may lie in other folders."""

    def path(self, file_name: str) -> Path:
        """Path of one file by its name in packs.toml.

        Raises:
            WeightsError: the pack has no such file.
        """
        for path in self.paths:
            if path.name == file_name:
                return path
        raise WeightsError(f"The pack “{self.pack.name}” has no file {file_name}.")


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
            raise WeightsError(f"There is no pack “{name}”; choose one of {', '.join(self._packs)}.")
        return self._packs[name]

    def installed(self, name: str) -> bool:
        """Whether all files of the pack are there (not whether they are intact: `verify`)."""
        pack = self.pack(name)
        if pack.resource:
            return (RESOURCES / pack.resource).is_dir()
        return all(self._find(pack, file) is not None for file in pack.files)

    def locate(self, name: str) -> LocatedPack:
        """Verified paths of a pack, or of a user's own model folder given by its path.

        Raises:
            WeightsError: not installed, or a file is not the pinned one.
        """
        if name not in self._packs and Path(name).is_absolute():
            return self.locate_folder(Path(name))
        pack = self.pack(name)
        if pack.resource:
            return self._locate_resource(pack)
        paths = tuple(self._verified(pack, file) for file in pack.files)
        return LocatedPack(pack, paths, paths[0].parent if pack.bundled else self.folder / pack.name)

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
        files = tuple(PackFile(path.name, _digest(path), path.stat().st_size) for path in paths)
        self._records.check(folder, {file.name: file.sha256 for file in files})
        pack = Pack(
            name=str(folder),
            kind="face",
            title=folder.name,
            licence="Your own models; their licence is not known here.",
            licence_text="",
            commercial=False,
            bundled=False,
            files=files,
            detector="insightface",
            embedder="insightface",
        )
        return LocatedPack(pack, paths, folder)

    def verify(self, name: str) -> tuple[str, ...]:
        """What is wrong with a pack, one sentence a file; empty when all is well."""
        pack = self.pack(name)
        if pack.resource and not self.installed(name):
            return (f"The folder of “{name}” is missing.",)
        problems = []
        for file in pack.files:
            try:
                self._verified(pack, file)
            except WeightsError as error:
                problems.append(str(error))
        return tuple(problems)

    def add(self, name: str, source: Path) -> LocatedPack:
        """Install a downloadable pack from a file, folder or ZIP that the user has already.

        Files that are not of the pack are ignored; the source is only read.

        Raises:
            WeightsError: the pack needs no files, a file is missing, or it is another one.
        """
        pack = self._downloadable(name)
        with self._incoming() as incoming:
            _collect(pack, source, Path(incoming))
            self._install(pack, Path(incoming))
        return self.locate(name)

    def download(self, name: str, *, accept_licence: bool, progress: Progress) -> LocatedPack:
        """Download a pack after the user has read its licence; nothing else uses the network.

        Raises:
            WeightsError: licence not accepted, no connection, or a file is not the pinned one.
            Cancelled: the user asked to stop; nothing is left behind.
        """
        pack = self._downloadable(name)
        if not accept_licence:
            raise WeightsError(f"The licence of “{pack.title}” is not accepted yet: {pack.licence}")
        with self._incoming() as incoming:
            folder = Path(incoming)
            if pack.archive is not None:
                archive = folder / "archive.zip"
                self._fetch(pack.archive.url, archive, pack.archive.sha256, progress)
                _unpack(pack, archive, folder)
            else:
                for index, file in enumerate(pack.files):
                    share = progress.part(index, len(pack.files))
                    self._fetch(file.url, folder / file.name, file.sha256, share)
            self._install(pack, folder)
        return self.locate(name)

    def remove(self, name: str) -> None:
        """Delete a pack's own folder.

        Raises:
            WeightsError: the pack belongs to the installation.
        """
        shutil.rmtree(self.folder / self._downloadable(name).name, ignore_errors=True)

    def _downloadable(self, name: str) -> Pack:
        pack = self.pack(name)
        if pack.bundled:
            raise WeightsError(f"“{pack.title}” comes with the installation and cannot be changed.")
        return pack

    def _locate_resource(self, pack: Pack) -> LocatedPack:
        folder = RESOURCES / pack.resource
        if not folder.is_dir():
            raise WeightsError(f"“{pack.title}” is missing from the installation; reinstall.", path=folder)
        return LocatedPack(pack, (), folder)

    def _find(self, pack: Pack, file: PackFile) -> Path | None:
        path = _bundled_path(file) if pack.bundled else self.folder / pack.name / file.name
        return path if path is not None and os.path.isfile(path) else None

    def _verified(self, pack: Pack, file: PackFile) -> Path:
        path = self._find(pack, file)
        if path is None and pack.bundled:
            raise WeightsError(f"{file.name} is missing; install the package {file.distribution} again.")
        if path is None:
            raise WeightsError(
                f"“{pack.title}” is not installed; download it (ridfr packs download {pack.name}) "
                f"or add its files (ridfr packs add {pack.name} FOLDER)."
            )
        _check(path, file.sha256)
        return path

    @contextmanager
    def _incoming(self) -> Iterator[str]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".incoming-", dir=self.folder) as incoming:
                yield incoming
        except OSError as error:
            raise WeightsError(
                f"The pack cannot be copied to {self.folder} ({error.strerror or error}); check the "
                "permissions and the free space."
            ) from error

    def _install(self, pack: Pack, incoming: Path) -> None:
        for file in pack.files:
            _check(incoming / file.name, file.sha256)
        target = self.folder / pack.name
        target.mkdir(parents=True, exist_ok=True)
        for file in pack.files:
            os.replace(incoming / file.name, target / file.name)


def _bundled_path(file: PackFile) -> Path | None:
    """Path of a file inside an installed package, found without importing the package."""
    try:
        entries = metadata.files(file.distribution) or []
    except metadata.PackageNotFoundError:
        return None
    found = [Path(str(entry.locate())) for entry in entries if entry.name == file.name]
    return found[0].resolve() if found else None


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError("This file cannot be read; check its permissions.", path=path) from error


def _check(path: Path, sha256: str) -> None:
    if not path.is_file():
        raise WeightsError("This file of the pack is missing.", path=path.name)
    if _digest(path) != sha256:
        raise WeightsError("This file is damaged or another version; it is not used.", path=path)


def _collect(pack: Pack, source: Path, incoming: Path) -> None:
    """Copy the pack's files out of a folder, a ZIP, or a single file into `incoming`."""
    if source.is_dir():
        for file in pack.files:
            if (source / file.name).is_file():
                shutil.copyfile(source / file.name, incoming / file.name)
    elif zipfile.is_zipfile(source):
        _unpack(pack, source, incoming)
    elif source.is_file() and len(pack.files) == 1:
        shutil.copyfile(source, incoming / pack.files[0].name)
    else:
        raise WeightsError("This is neither a folder nor a ZIP file with the pack's models.", path=source)


def _unpack(pack: Pack, archive: Path, incoming: Path) -> None:
    """Extract exactly the files of the pack, wherever they lie in the ZIP."""
    wanted = {file.name for file in pack.files}
    try:
        with zipfile.ZipFile(archive) as members:
            for member in members.infolist():
                name = member.filename.rpartition("/")[2]
                if name in wanted:
                    with members.open(member) as source, (incoming / name).open("wb") as target:
                        shutil.copyfileobj(source, target)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise WeightsError("The archive of the pack cannot be read.", path=archive.name) from error
